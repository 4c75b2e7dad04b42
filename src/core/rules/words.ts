import type { SweepDocument } from '../sweep/document';
import type { ScalarNode, SequenceNode, SweepNode } from '../sweep/node';
import { resolveAlias } from '../sweep/node';
import { replace } from './edits';
import { circularAliases } from './circular';
import { odditiesOf } from './oddities';
import type { Finding, Fix, Report, Rule, RuleContext } from './rule';
import { isTagged } from './scalars';
import { quoted } from './wording';

/** Y04: `None`, which is Python and not YAML. */
export const pythonNone: Rule = {
  code: 'Y04',
  name: 'python-none',
  severity: 'warning',
  description: '`None` is the text "None" to W&B; YAML writes null.',
  check({ document, scalars }, report) {
    for (const { node, role, path } of scalars) {
      const isValue = role === 'value' || role === 'inside';
      if (!isValue || node.style !== 'plain' || node.source !== 'None' || isTagged(document, node)) continue;
      const fixes: readonly Fix[] = [
        { title: 'Write null', edits: [replace(document, node, 'null')] },
        { title: 'Put it in quotes', edits: [replace(document, node, `'None'`)], isSuggestion: true },
      ];
      const message = 'None is read as the text "None". Write null for no value.';
      report({ message, path, span: node, fixes });
    }
  },
};

/** Y05: `yes`, `no`, `on` and `off` are booleans. */
export const wordReadAsBoolean: Rule = {
  code: 'Y05',
  name: 'word-read-as-boolean',
  severity: 'warning',
  description: '`yes`, `no`, `on` and `off` are booleans to W&B.',
  check({ document, scalars }, report) {
    for (const { node, role, path } of scalars) {
      const isValue = role === 'value' || role === 'inside';
      const isWord = node.style === 'plain' && node.type === 'bool' && !/^(?:true|false)$/i.test(node.source);
      if (!isValue || !isWord || isTagged(document, node)) continue;
      const boolean = String(node.value);
      const fixes: readonly Fix[] = [
        { title: `Write ${boolean}`, edits: [replace(document, node, boolean)] },
        { title: 'Put it in quotes', edits: [replace(document, node, `'${node.source}'`)], isSuggestion: true },
      ];
      const message = `${node.source} is read as the boolean ${boolean}. Write ${boolean}, or put it in quotes for the text.`;
      report({ message, path, span: node, fixes });
    }
  },
};

/** Y09: a date, or a value that holds itself: neither can be sent to W&B. */
export const unsendableValue: Rule = {
  code: 'Y09',
  name: 'unsendable-value',
  severity: 'error',
  description:
    'A date becomes a Python object that `wandb sweep` can’t send; in quotes it is text. Nor is an alias sent that holds itself.',
  check(context, report) {
    const { document } = context;
    if (document.root && odditiesOf(context).hasDates) datesIn(document, document.root, [], report);
    for (const { alias, path } of circularAliases(context)) {
      const name = `*${quoted(alias.name)}`;
      const message = `${name} stands inside of what it stands for, and wandb sweep can’t send a value that holds itself. Write out what is meant.`;
      report({ message, path, span: alias });
    }
  },
};

const WHAT: Partial<Record<ScalarNode['type'], string>> = { date: 'a date', datetime: 'a time', bytes: 'bytes' };

function datesIn(document: SweepDocument, node: SweepNode, path: readonly string[], report: Report): void {
  if (node.kind === 'scalar') {
    const what = WHAT[node.type];
    if (what === undefined) return;
    const canQuote = node.style === 'plain' && !isTagged(document, node);
    const fixes = canQuote ? [{ title: 'Put it in quotes', edits: [replace(document, node, `'${node.source}'`)] }] : [];
    const message = `${quoted(node.source)} is read as ${what}, which wandb sweep can’t send. Put it in quotes.`;
    report({ message, path, span: node, fixes });
  } else if (node.kind === 'sequence') {
    for (const item of node.items) datesIn(document, item, path, report);
  } else if (node.kind === 'mapping') {
    for (const { key, value, name } of node.entries) {
      datesIn(document, key, path, report);
      datesIn(document, value, [...path, name ?? (key.kind === 'scalar' ? key.source : '')], report);
    }
  }
}

/** Y07: a tuple or a list without brackets is text. */
export const tupleReadAsText: Rule = {
  code: 'Y07',
  name: 'tuple-read-as-text',
  severity: 'warning',
  description: 'A Python tuple, or numbers with spaces between, are text to W&B; a list has square brackets.',
  check(context, report) {
    const split = new Set<SweepNode>();
    const alone = new Set<SweepNode>();
    for (const { fields, path } of context.parameters) {
      const list = fields.has('values') ? resolveAlias(fields.get('values')!.value) : null;
      if (list?.kind !== 'sequence') continue;
      if (list.flow) splitTuples(context, list, [...path, 'values'], split, report);
      if (list.flow && list.items.length === 1) alone.add(list.items[0]!);
    }
    for (const { node, role, path } of context.scalars) {
      if (role !== 'value' || split.has(node)) continue;
      const finding = textTuple(context, node, path, alone.has(node));
      if (finding) report(finding);
    }
  },
};

const SPACED = /^[-+]?[0-9.]+(?:[ ]+[-+]?[0-9.]+)+$/;
/** What can stand in brackets as it is: numbers, words and quotes that a tuple may hold. */
const LISTABLE = /^[\w\s.,()+'"-]*$/;

/** The only item of a list in brackets is the list that lacks its commas; at another place a list is not what was asked. */
function textTuple(
  { document }: RuleContext,
  node: ScalarNode,
  path: readonly string[],
  isAlone: boolean,
): Finding | null {
  if (node.style !== 'plain' || node.type !== 'str' || isTagged(document, node)) return null;
  const { source } = node;
  const isTuple = source.startsWith('(') && source.endsWith(')') && (source.includes(',') || source === '()');
  if (!isTuple && !SPACED.test(source)) return null;
  const items = source.replace(/ +/g, ', ');
  const list = isTuple ? inBrackets(source) : `[${items}]`;
  const written = isAlone && !isTuple ? items : list;
  const fix: Fix = { title: `Write ${quoted(list)}`, edits: [replace(document, node, written)] };
  const isGuess = !isTuple && path.at(-1) === 'value';
  const fixes = LISTABLE.test(source) ? [isGuess ? { ...fix, isSuggestion: true as const } : fix] : [];
  const what = isTuple ? 'YAML has no tuples' : 'a list needs brackets and commas';
  return {
    message: `${quoted(source)} is read as text: ${what}. Write ${quoted(list)}.`,
    path,
    span: node,
    fixes,
  };
}

/** `[(64, 32)]` is a list of the texts `(64` and `32)`. */
function splitTuples(
  { document }: RuleContext,
  { items }: SequenceNode,
  path: readonly string[],
  split: Set<SweepNode>,
  report: Report,
): void {
  for (let i = 0; i < items.length; i++) {
    const last = tupleEnd(items, i);
    const [from, to] = [items[i]!, items[last ?? i]!];
    if (last === null || last === i) continue;
    for (const piece of items.slice(i, last + 1)) split.add(piece);
    const source = document.text.slice(from.start, to.end);
    const list = inBrackets(source);
    const span = { start: from.start, end: to.end };
    const fixes = LISTABLE.test(source)
      ? [{ title: `Write ${quoted(list)}`, edits: [replace(document, span, list)] }]
      : [];
    const message = `YAML has no tuples: ${quoted(source)} is read as ${last - i + 1} separate values. Write ${quoted(list)}.`;
    report({ message, path, span, fixes });
    i = last;
  }
}

/** Index of the item that closes the bracket which the item at `from` opens. */
function tupleEnd(items: readonly SweepNode[], from: number): number | null {
  let depth = 0;
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    if (item.kind !== 'scalar' || item.decorated) return null;
    if (item.style !== 'plain') {
      if (i === from) return null;
      continue;
    }
    if (i === from && !item.source.startsWith('(')) return null;
    depth += item.source.split('(').length - item.source.split(')').length;
    if (depth <= 0) return item.source.endsWith(')') ? i : null;
  }
  return null;
}

function inBrackets(tuple: string): string {
  return tuple.replaceAll('(', '[').replaceAll(')', ']');
}
