import { createContext, type Knowledge } from '../rules/rule';
import { indentUnit, newline } from '../rules/edits';
import type { SweepDocument } from '../sweep/document';
import { distributionSpec, ENVVAR, keySpec, MACROS, type KeySpec } from '../sweep/keys';
import { roleOf, type Role } from '../sweep/locate';
import type { Position } from '../text';
import { generalBodies } from './bodies';
import { argumentItems, distributionItems, keyItems } from './completeKeys';
import { bodyOfName, nameItems } from './completeNames';
import type { Completion, Completions, Site } from './completion';
import { cursorAt, type Cursor } from './cursor';
import { describeKey, describeMacro, describeValue } from './describeKey';
import { contentOf, writtenValue } from './keyContent';
import { literal, written, writtenEntries, type Content, type Style } from './snippet';
import { prefersFlowAt } from './style';

/**
 * What can be written at a position: keys that are valid there and not yet present, their values, distributions with
 * their arguments, macros, names of parameters. Works in texts that do not parse; `null` where nothing is known.
 */
export function completeAt(document: SweepDocument, position: Position, known: Knowledge): Completions | null {
  const cursor = cursorAt(document, position);
  if (!cursor) return null;
  const items = itemsAt({ document, cursor, known, style: styleAt(document, cursor) });
  return items.length === 0 ? null : { replaces: cursor.word, items: items.map((item) => fitted(item, cursor)) };
}

function styleAt(document: SweepDocument, cursor: Cursor): Style {
  const flow = cursor.isFlow;
  return { flow, column: cursor.column, unit: indentUnit(document), newline: newline(document.text) };
}

function itemsAt(site: Site): readonly Completion[] {
  switch (site.cursor.on) {
    case 'key':
      return keysFor(site, roleOf([...site.cursor.path, '·']));
    case 'value':
      return valuesFor(site, roleOf(site.cursor.path));
    case 'item':
      return itemsFor(site);
  }
}

function keysFor(site: Site, role: Role): readonly Completion[] {
  if (role.kind === 'parameter') return nameItems(site);
  if (role.kind !== 'key') return [];
  return role.parameter ? argumentItems(site) : keyItems(site, role.section);
}

function valuesFor(site: Site, role: Role): readonly Completion[] {
  if (role.kind === 'parameter') return bodiesFor(site);
  const spec = role.kind === 'key' ? keySpec(role.section, role.name) : null;
  if (!spec) return [];
  if (spec.section === 'parameter') return spec.name === 'distribution' ? distributionItems(site) : [];
  if (spec.values) return spec.values.map((option) => valueItem(spec, option, site.cursor));
  if (spec.type === 'boolean') {
    return ['true', 'false'].map((option) => ({
      ...valueItem(spec, option, site.cursor),
      documentation: describeKey(spec),
    }));
  }
  if (!isStructured(spec) || site.cursor.isQuoted) return defaultItem(spec);
  return [bodyItem(spec.name, 'with what it needs', describeKey(spec), contentOf(spec), site.style)];
}

function isStructured({ type }: KeySpec): boolean {
  return ['mapping', 'metric', 'metrics', 'parameters', 'list'].includes(type);
}

function defaultItem(spec: KeySpec): readonly Completion[] {
  if (spec.default === null || isStructured(spec)) return [];
  return [
    {
      label: spec.default,
      kind: 'value',
      detail: 'the default',
      documentation: describeKey(spec),
      snippet: spec.default,
    },
  ];
}

function valueItem(spec: KeySpec, option: string, { isQuoted }: Cursor): Completion {
  return {
    label: option,
    kind: 'value',
    detail: spec.default === option ? 'the default' : '',
    documentation: describeValue(spec, option) ?? describeKey(spec),
    snippet: literal(isQuoted ? option : writtenValue(option, spec.type)),
  };
}

/** Bodies behind the name of a parameter; what is known of it comes first. */
function bodiesFor(site: Site): readonly Completion[] {
  const { document, cursor, known } = site;
  const name = cursor.path.at(-1)!;
  const style = { ...site.style, flow: cursor.isFlow || prefersFlowAt(document, cursor.path.slice(0, -1)) };
  const context = createContext(document, known);
  const suggested = bodyOfName(name, context, known);
  const first = suggested && bodyItem(suggested.detail, name, suggested.documentation, suggested.content, style);
  const general = generalBodies().map(({ label, detail, content }) =>
    bodyItem(label, detail, describeBody(label), content, style),
  );
  return first ? [first, ...general] : general;
}

function describeBody(label: string): string {
  const spec = distributionSpec(label);
  return spec ? spec.docs : '';
}

function bodyItem(label: string, detail: string, documentation: string, content: Content, style: Style): Completion {
  return { label, kind: 'body', detail, documentation, snippet: written(content, style) };
}

/** Items of a list: macros of `command`, entries of `metrics`. */
function itemsFor({ cursor, style }: Site): readonly Completion[] {
  if (cursor.path.length !== 1) return [];
  if (cursor.path[0] === 'metrics') {
    const spec = keySpec('sweep', 'metric');
    if (!spec || cursor.isQuoted) return [];
    const content = contentOf(spec);
    const entries = content.kind === 'mapping' ? content.entries : [];
    const inner = { ...style, column: style.column + 2 };
    const snippet = cursor.isFlow ? written(content, style).trimStart() : writtenEntries(entries, inner);
    return [{ label: 'name', kind: 'body', detail: 'an objective', documentation: describeKey(spec), snippet }];
  }
  return cursor.path[0] === 'command' ? macroItems(cursor) : [];
}

function macroItems({ isFlow, isQuoted, isEmbedded }: Cursor): readonly Completion[] {
  // In brackets a brace would start a mapping, so there a macro takes quotes.
  const quote = isFlow && !isQuoted ? '"' : '';
  // Inside a longer item only environment variables are expanded, and quotes can't start there.
  if (isEmbedded) return quote === '' ? [variableItem('')] : [];
  const macros = MACROS.map(({ name }): Completion => {
    const text = `\${${name}}`;
    const documentation = describeMacro(text) ?? '';
    return { label: text, kind: 'macro', detail: '', documentation, snippet: literal(quote + text + quote) };
  });
  return [...macros, variableItem(quote)];
}

function variableItem(quote: string): Completion {
  const label = `\${${ENVVAR.name}:NAME}`;
  const snippet = `${quote}\\\${envvar:\${1:NAME}\\}${quote}`;
  return { label, kind: 'macro', detail: '', documentation: ENVVAR.docs, snippet };
}

/** A space behind a colon that has none, and none twice. */
function fitted(item: Completion, { on, needsSpace }: Cursor): Completion {
  const isSpaced = /^[ \r\n]/.test(item.snippet);
  if (on === 'key') return item;
  if (needsSpace) return isSpaced ? item : { ...item, snippet: ` ${item.snippet}` };
  return isSpaced ? { ...item, snippet: item.snippet.replace(/^ /, '') } : item;
}
