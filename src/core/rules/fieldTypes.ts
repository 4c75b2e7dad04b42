import { KEYS } from '../sweep/keys';
import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import { rewrite } from './additions';
import { replace } from './edits';
import { removeEntry } from './entries';
import { schemaSeverity } from './layers';
import { nearest } from './nearest';
import type { Finding, Fix, Report, Rule } from './rule';
import { isUnreadable } from './syntax';
import { quoted } from './wording';

const TEXTS = KEYS.filter(
  ({ section, type, name }) => section === 'sweep' && type === 'string' && name !== 'method',
).map(({ name }) => name);

/** T05: a key at the top has a value of the wrong type. */
export const wrongFieldType: Rule = {
  code: 'T05',
  name: 'wrong-field-type',
  severity: 'warning',
  description: 'A key such as `name` is no text, or `controller` is no mapping with a type.',
  check({ document }, report) {
    const fields = fieldsOf(document.root);
    const severity = schemaSeverity(document);
    for (const name of TEXTS) {
      const entry = fields.get(name);
      if (!entry || isUnreadable(document, entry)) continue;
      const isScalar = resolveAlias(entry.value).kind === 'scalar' && entry.value.end > entry.value.start;
      // Of a kind there is one only, so quotes would not help.
      if (textOf(entry.value) === null && !(name === 'kind' && isScalar)) {
        const finding = noText(document, name, entry);
        if (finding) report({ severity, ...finding });
      } else if (name === 'kind' && textOf(entry.value) !== 'sweep')
        report({ severity, ...wrongKind(document, entry) });
    }
    const controller = fields.get('controller');
    if (controller && !isUnreadable(document, controller)) controllerFindings(document, controller, report);
  },
};

function noText(document: SweepDocument, name: string, entry: Entry): Finding | null {
  const node = resolveAlias(entry.value);
  const path = [name];
  if (node.kind !== 'scalar') {
    const what = node.kind === 'sequence' ? 'a list' : 'a mapping';
    return { message: `${name} is ${what}; W&B needs text.`, path, span: entry.key };
  }
  if (node.type === 'null') {
    const root = document.root?.kind === 'mapping' ? document.root : null;
    const edit = root ? removeEntry(document, root, entry) : null;
    const fixes: readonly Fix[] = edit ? [{ title: `Remove ${name}`, edits: [edit], isSuggestion: true }] : [];
    const span = entry.value.end > entry.value.start ? entry.value : entry.key;
    return { message: `${name} is empty; W&B needs text. Fill it in or leave it out.`, path, span, fixes };
  }
  // Dates have a rule of their own (Y09), and so has what PyYAML refuses (Y10).
  const what = node.type === 'bool' ? 'a boolean' : node.type === 'int' || node.type === 'float' ? 'a number' : null;
  if (what === null) return null;
  const canQuote = node === entry.value && node.style === 'plain' && !node.decorated;
  const fixes = canQuote ? [{ title: 'Put it in quotes', edits: [replace(document, node, `'${node.source}'`)] }] : [];
  return {
    message: `${name} (${quoted(node.source)}) is read as ${what}; W&B needs text. Put it in quotes.`,
    path,
    span: entry.value,
    fixes,
  };
}

function wrongKind(document: SweepDocument, { value }: Entry): Finding {
  const written = quoted(value.kind === 'scalar' ? value.source : '');
  const edit = value.kind === 'scalar' ? rewrite(document, value, 'sweep') : null;
  const fixes: readonly Fix[] = edit ? [{ title: 'Write sweep', edits: [edit] }] : [];
  return {
    message: `W&B knows no kind ${written}. Write sweep, or leave kind out.`,
    path: ['kind'],
    span: value,
    fixes,
  };
}

const TYPES = ['cloud', 'local'];

function controllerFindings(document: SweepDocument, entry: Entry, report: Report): void {
  const node = resolveAlias(entry.value);
  const span = entry.value.end > entry.value.start ? entry.value : entry.key;
  if (node.kind !== 'mapping') {
    const message = 'controller is no mapping, on which wandb sweep fails. Write type: cloud or type: local below it.';
    report({ severity: 'error', message, path: ['controller'], span, fixes: typeFix(document, entry, node) });
    return;
  }
  const type = fieldsOf(node).get('type');
  if (!type) {
    const message = 'controller has no type. Write type: cloud or type: local below it.';
    report({ message, path: ['controller'], span: entry.key });
    return;
  }
  const written = textOf(type.value);
  if (written !== null && TYPES.includes(written)) return;
  const scalar = type.value;
  const meant = written === null ? null : nearest(written, TYPES);
  const edit = meant !== null && scalar.kind === 'scalar' ? rewrite(document, scalar, meant) : null;
  const fixes = edit ? [{ title: `Write ${meant!}`, edits: [edit], isUnproven: true as const }] : [];
  const what = written === null ? 'The type of controller is no text' : `W&B knows no controller ${quoted(written)}`;
  const place = scalar.end > scalar.start ? scalar : type.key;
  report({ message: `${what}. Write cloud or local.`, path: ['controller', 'type'], span: place, fixes });
}

/** `controller: local` → `controller: {type: local}`; a local controller is stricter, so only where it changes nothing else. */
function typeFix(document: SweepDocument, { value }: Entry, node: SweepNode): readonly Fix[] {
  const type = textOf(node);
  if (type === null || !TYPES.includes(type) || value !== node || node.decorated) return [];
  return [{ title: `Write {type: ${type}}`, edits: [replace(document, node, `{type: ${type}}`)] }];
}
