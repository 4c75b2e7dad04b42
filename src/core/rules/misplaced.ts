import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import { fieldsOf, resolveAlias, type Entry, type MappingNode, type Span } from '../sweep/node';
import { looksLikeBody } from '../sweep/parameters';
import type { TextEdit } from '../text';
import { indentLines, nextLine } from './bareBodyFixes';
import { columnOf, indentOf, indentUnit, insert, lineEnd, lineStart, newline, replace } from './edits';
import type { Fix } from './rule';
import { listed, quoted } from './wording';

/** Keys of a file that hold a section or say what runs: below another key, they are hardly anything else. */
export const SECTIONS: ReadonlySet<string> = new Set([
  'method',
  'metric',
  'metrics',
  'parameters',
  'early_terminate',
  'command',
  'program',
  'run_cap',
  'controller',
]);

/** Whether an unknown key of a section such as `metric` is one of the file's own, which the file lacks at its top. */
export function isStraySection({ root }: SweepDocument, { name }: Entry): boolean {
  return name !== null && SECTIONS.has(name) && !fieldsOf(root).has(name);
}

/**
 * Moves sections that slipped under `holder`, a key at the top such as `parameters`, in front of that, with its
 * indentation: one may need another.
 */
export function moveToTop(
  document: SweepDocument,
  root: MappingNode,
  { holder, sections }: { readonly holder: string; readonly sections: readonly Entry[] },
): Fix | null {
  const above = root.entries.find(({ name }) => name === holder);
  const within = above?.value;
  if (!above || within?.kind !== 'mapping' || within.flow || within.decorated || root.flow) return null;
  const { text } = document;
  const lines = sections.map((section) =>
    within.entries.includes(section) ? withComments(text, linesOf(text, section)) : null,
  );
  const width = columnOf(text, within.start) - columnOf(text, above.key.start);
  const isPlain = [...sections, above].every(({ key }) => !key.decorated);
  if (!isPlain || width <= 0 || within.entries.length <= sections.length || !lines.every((one) => one !== null))
    return null;
  const moved = lines.map(({ start, end }) => unindented(text.slice(start, end), width, newline(text)));
  const edits = [
    insert(document, lineStart(text, above.key.start), moved.join('')),
    ...lines.map((one) => replace(document, one, '')),
  ];
  const what = sections.length === 1 ? 'it' : listed(sections.map(({ name }) => name!));
  return { title: `Move ${what} to the top level`, edits, isUnproven: true };
}

/** The lines with the comments right above them that are indented alike: they are about them. */
function withComments(text: string, lines: Span | null): Span | null {
  if (!lines) return null;
  const indent = /^ */.exec(text.slice(lines.start))![0];
  let { start } = lines;
  for (;;) {
    const above = lineStart(text, Math.max(0, start - (text.slice(start - 2, start) === '\r\n' ? 2 : 1)));
    const isComment = above < start && text.startsWith(`${indent}#`, above);
    if (!isComment) return { start, end: lines.end };
    start = above;
  }
}

function unindented(lines: string, width: number, lineBreak: string): string {
  const moved = lines
    .split(/(?<=\n)/)
    .map((line) => line.slice(Math.min(width, /^ */.exec(line)![0].length)))
    .join('');
  return moved.endsWith('\n') ? moved : moved + lineBreak;
}

/** The whole lines of an entry; `null` where it shares its first or last line with something else. */
function linesOf(text: string, { start, end }: Entry): { readonly start: number; readonly end: number } | null {
  const from = lineStart(text, start);
  const last = start + text.slice(start, end).trimEnd().length;
  const isAlone = text.slice(from, start).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice(last, lineEnd(text, last)));
  return isAlone ? { start: from, end: Math.min(text.length, nextLine(text, last)) } : null;
}

/** Parameters right below `parameters`, or below those that stand there rightly, that are not indented like them. */
export function unindentedParameters(root: MappingNode): readonly Entry[] {
  const index = root.entries.findIndex(({ name }) => name === 'parameters');
  const holder = root.entries[index];
  if (!holder || root.flow) return [];
  const isEmpty =
    holder.value.kind === 'scalar' && holder.value.type === 'null' && holder.value.start === holder.value.end;
  const isBlock = holder.value.kind === 'mapping' && !holder.value.flow;
  if (!isEmpty && !isBlock) return [];
  const found: Entry[] = [];
  for (const entry of root.entries.slice(index + 1)) {
    const isParameter = entry.name !== null && keySpec('sweep', entry.name) === null && looksLikeBody(entry.value);
    if (!isParameter) break;
    found.push(entry);
  }
  return found;
}

/** Indents parameters under `parameters`, like the first that stands there. */
export function indentParameters(document: SweepDocument, root: MappingNode, strays: readonly Entry[]): Fix | null {
  const { text } = document;
  const holder = root.entries.find(({ name }) => name === 'parameters')!;
  const [first, last] = [strays[0], strays.at(-1)];
  if (!first || !last) return null;
  const inside = holder.value.kind === 'mapping' ? holder.value.entries[0] : undefined;
  const unit = inside
    ? ' '.repeat(Math.max(0, columnOf(text, inside.key.start) - columnOf(text, first.key.start)))
    : indentUnit(document);
  const startsLine = strays.every(({ start }) => text.slice(lineStart(text, start), start).trim() === '');
  if (!startsLine || unit === '') return null;
  const names = strays.map(({ name }) => quoted(name!));
  const shown = names.length > 3 ? 'them' : listed(names);
  const edits = indentLines(document, first.start, last.end, unit);
  return { title: `Indent ${shown} under parameters`, edits, isUnproven: true };
}

/** Writes `parameters:` above parameters that stand at the top without it, and indents them; `null` unless they are together. */
export function addParameters(document: SweepDocument, root: MappingNode): Fix | null {
  const { text } = document;
  const strays = root.entries.filter(
    ({ name, value }) => name !== null && keySpec('sweep', name) === null && looksLikeBody(value),
  );
  const [first, last] = [strays[0], strays.at(-1)];
  const isTogether = first && last && root.entries.indexOf(last) - root.entries.indexOf(first) === strays.length - 1;
  const startsLine = strays.every(({ start }) => text.slice(lineStart(text, start), start).trim() === '');
  if (!first || !last || !isTogether || !startsLine || root.flow) return null;
  const [line, ...further] = indentLines(document, first.start, last.end, indentUnit(document));
  const head = `${indentOf(text, first.start)}parameters:${newline(text)}`;
  const edits = [{ ...line!, newText: head + line!.newText }, ...further];
  return { title: 'Write parameters: above them', edits, isUnproven: true };
}

/** A `goal` at the top of a file: with `name` beside it, or the metric without one, it is the metric's. */
export function strayGoal(root: MappingNode): Entry | null {
  return root.entries.find(({ name, value }) => name === 'goal' && resolveAlias(value).kind === 'scalar') ?? null;
}

/** Whether `metric` is only the name of one: then M09 speaks of the section, and of a goal at the top. */
export function isNamedOnly({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.type === 'str';
}

/** Writes `metric` of a `goal` at the top and of what belongs to it; `null` where that can't be told. */
export function metricOfGoal(document: SweepDocument, root: MappingNode, goal: Entry): Fix | null {
  const { text } = document;
  const metric = root.entries.find(({ name }) => name === 'metric');
  if (root.flow || goal.value.decorated || goal.value.kind !== 'scalar') return null;
  const at = root.entries.indexOf(goal);
  if (!metric) {
    const neighbours = [root.entries[at - 1], root.entries[at + 1]].filter((entry) => entry?.name === 'name');
    const [name] = neighbours;
    // Elsewhere, the name is the sweep's.
    if (!name || neighbours.length !== 1) return null;
    const [from, to] = name.start < goal.start ? [name, goal] : [goal, name];
    const edits = indentLines(document, from.start, to.end, indentUnit(document));
    const head = `metric:${newline(text)}`;
    const [first, ...rest] = edits;
    const isOwnLine = text.slice(lineStart(text, from.start), from.start) === '';
    if (!first || !isOwnLine) return null;
    return {
      title: 'Put name and goal under metric',
      edits: [{ ...first, newText: head + first.newText }, ...rest],
      isUnproven: true,
    };
  }
  const lines = linesOf(text, goal);
  const written = text.slice(goal.start, goal.value.end);
  const added = lines && !written.includes('\n') ? withGoal(document, metric, written) : null;
  if (!lines || !added || (metric.end > lines.start && metric.end < lines.end)) return null;
  return { title: 'Move goal under metric', edits: [...added, replace(document, lines, '')], isUnproven: true };
}

function withGoal(document: SweepDocument, { key, value }: Entry, goal: string): readonly TextEdit[] | null {
  const { text } = document;
  if (value.decorated || key.decorated) return null;
  const lead = newline(text) + indentOf(text, key.start) + indentUnit(document);
  if (value.kind === 'scalar' && value.type === 'str' && value.style !== 'block') {
    // `metric: loss` is the name.
    const isLine =
      /^:[ ]+$/.test(text.slice(key.end, value.start)) &&
      /^\s*(?:#.*)?$/.test(text.slice(value.end, lineEnd(text, value.end)));
    return isLine
      ? [
          replace(document, { start: key.end, end: value.start }, `:${lead}name: `),
          insert(document, lineEnd(text, value.end), lead + goal),
        ]
      : null;
  }
  const last = value.kind === 'mapping' ? value.entries.at(-1) : undefined;
  if (value.kind !== 'mapping' || !last || value.entries.some(({ name }) => name === 'goal')) return null;
  if (value.flow) return last.end > last.key.end ? [insert(document, last.end, `, ${goal}`)] : null;
  const to = lineEnd(text, last.end);
  const column = indentOf(text, last.key.start);
  return /^\s*(?:#.*)?$/.test(text.slice(last.end, to)) ? [insert(document, to, newline(text) + column + goal)] : null;
}

/** `- name: lr` with its body, or `- lr: {…}`, as a mapping of names. */
export function listAsMapping(document: SweepDocument, entry: Entry): Fix | null {
  const { text } = document;
  const list = entry.value;
  if (list.kind !== 'sequence' || list.flow || list.decorated || list.items.length === 0) return null;
  const isUnindented = columnOf(text, list.items[0]!.start) - columnOf(text, entry.key.start) <= 2;
  const edits: TextEdit[] = [];
  for (const item of list.items) {
    const dash = text.lastIndexOf('-', item.start);
    const isItem = item.kind === 'mapping' && !item.decorated && /^- *$/.test(text.slice(dash, item.start));
    const first = item.kind === 'mapping' ? item.entries[0] : undefined;
    if (!isItem || !first || first.key.decorated) return null;
    const at = { start: dash, end: item.start };
    if (first.name !== 'name') {
      if (item.flow || item.entries.some(({ value }) => !looksLikeBody(value))) return null;
      edits.push(replace(document, at, ' '.repeat(at.end - at.start)));
      continue;
    }
    const second = item.entries[1];
    const { value } = first;
    if (
      !second ||
      second.key.decorated ||
      value.kind !== 'scalar' ||
      value.type !== 'str' ||
      value.decorated ||
      value.style === 'block'
    )
      return null;
    if (item.flow) edits.push(replace(document, { start: dash, end: second.start }, `${value.source}: {`));
    else edits.push(replace(document, { start: dash, end: value.end }, `${value.source}:`));
    if (!item.flow && isUnindented && columnOf(text, dash) <= columnOf(text, entry.key.start)) return null;
  }
  return { title: 'Write it as a mapping of names', edits, isUnproven: true };
}

/** `lr 0.1` on the lines below `parameters` as parameters with these values. */
export function colonsInText(document: SweepDocument, { key, value }: Entry): Fix | null {
  const { text } = document;
  if (value.kind !== 'scalar' || value.style !== 'plain' || value.decorated) return null;
  if (document.rangeOf(key).end.line === document.rangeOf(value).start.line) return null;
  const edits: TextEdit[] = [];
  for (const line of text.slice(value.start, value.end).matchAll(/[^\r\n]+/g)) {
    const [written, name, number] = /^ *([A-Za-z_][\w.-]*) +([-+]?[.0-9][\w.+-]*) *$/.exec(line[0]) ?? [];
    if (written === undefined || name === undefined || number === undefined) return null;
    const start = value.start + line.index + written.indexOf(name);
    const end = value.start + line.index + written.trimEnd().length;
    edits.push(replace(document, { start, end }, `${name}: {value: ${number}}`));
  }
  const title = edits.length === 1 ? `Write ${edits[0]!.newText}` : 'Insert colons, with value';
  return { title, edits, isUnproven: true };
}
