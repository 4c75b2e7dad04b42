import type { SweepDocument } from '../sweep/document';
import { resolveAlias, textOf, type Entry, type ScalarNode, type SequenceNode, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import type { TextEdit } from '../text';
import { readText } from './bareText';
import { bodyKeys } from './bodyKeys';
import { afterColon, insert, isWrittenHere, lineStart, renameKey, replace } from './edits';
import { removeItem } from './entries';
import { methodOf } from './method';
import { slippedItems } from './slippedItems';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { splitFixes, splitValuesOf } from './splitValue';
import { isUnreadable } from './syntax';
import { quoted } from './wording';

/** S02: `values` is no list, an empty one, or one whose items YAML reads as a single text. */
export const valuesNotAList: Rule = {
  code: 'S02',
  name: 'values-not-a-list',
  severity: 'error',
  description: '`values` is not a list, or an empty one, or its items run together since they are indented unevenly.',
  check(context, report) {
    const { document, parameters } = context;
    for (const parameter of parameters) {
      const entry = valuesOf(context, parameter);
      if (!entry || isUnreadable(document, parameter.entry)) continue;
      const node = resolveAlias(entry.value);
      const path = [...parameter.path, 'values'];
      const name = quoted(parameter.name);
      if (node.kind === 'sequence' && node.items.length > 0) {
        for (const { item, edits } of slippedItems(document, node)) {
          const message = `W&B reads one text here (${quoted(item.source)}), since the dashes are not in line. Indent all items of ${name} alike.`;
          const fix: Fix = { title: 'Indent the items alike', edits };
          report({ message, path, span: item, fixes: isWrittenHere(parameter) ? [fix] : [] });
        }
        continue;
      }
      const split = splitValuesOf(context, parameter).find((one) => one.entry === entry);
      if (split) {
        const message = `values of ${name} has no brackets, so that W&B reads only its first item. Write a list, such as [1, 2, 3].`;
        report({ message, path, span: split.span, fixes: splitFixes(document, parameter, split) });
        continue;
      }
      const isEmpty = entry.value.end <= entry.value.start;
      const span = isEmpty ? entry.key : entry.value;
      const written = isWrittenHere(parameter) && node === entry.value ? listFix(document, node) : [];
      // The list may be of another length than the probabilities beside it.
      const isUnproven = parameter.fields.has('probabilities');
      const fixes = written.map((fix): Fix => (isUnproven ? { ...fix, isUnproven } : fix));
      report({ message: messageOf(name, node), path, span, fixes });
    }
  },
};

function messageOf(name: string, node: SweepNode): string {
  if (node.kind === 'sequence') return `The list of values of ${name} is empty, which W&B refuses. List at least one.`;
  if (node.kind === 'scalar' && node.type === 'null')
    return `values of ${name} is empty; W&B needs a list, such as [1, 2, 3].`;
  const what =
    node.kind === 'mapping' ? 'a mapping' : `one value (${node.kind === 'scalar' ? quoted(node.source) : '*'})`;
  const advice = node.kind === 'mapping' ? '' : ' For one fixed value, use value.';
  return `values of ${name} is ${what}; W&B needs a list, such as [1, 2, 3].${advice}`;
}

/** What can stand in brackets, or behind a dash, as it is. */
const ITEM = /^[\w.+-]+$/;
const ITEMS = /^[\w.+-]+(?: *, *[\w.+-]+)+$|^[-+]?[0-9.]+(?: +[-+]?[0-9.]+)+$/;

function listFix(document: SweepDocument, node: SweepNode): readonly Fix[] {
  if (node.kind !== 'scalar' || node.decorated || node.style === 'block' || node.type === 'null') return [];
  if (document.text.slice(node.start, node.end).includes('\n')) return dashes(document, node);
  const tuple = node.style === 'plain' ? /^\((.*?),?\s*\)$/.exec(node.source) : null;
  const inner = tuple?.[1] ?? node.source;
  if (tuple !== null && !/^[\w.+\s,-]+$/.test(inner)) return [];
  const isList = node.style === 'plain' && ITEMS.test(inner);
  if (node.style === 'plain' && !isList && tuple === null && !/^[\w.+-]+$/.test(inner)) return [];
  const list = isList && !inner.includes(',') ? inner.replace(/ +/g, ', ') : inner;
  return [{ title: `Write [${quoted(list)}]`, edits: [replace(document, node, `[${list}]`)] }];
}

/** A dash before each line of values that stand below each other without any, as far as they are in line. */
function dashes(document: SweepDocument, { start, end }: SweepNode): readonly Fix[] {
  const first = lineStart(document.text, start);
  const lines = [...document.text.slice(first, end).matchAll(/(^|\n)([ \t]*)([^\r\n]*)/g)];
  const indent = lines[0]?.[2];
  if (!lines.every(([, , before, item = '']) => before === indent && ITEM.test(item))) return [];
  const edits = lines.map(({ 1: newline = '', index }) =>
    insert(document, first + index + newline.length + indent!.length, '- '),
  );
  return [{ title: 'Put a dash before each line', edits }];
}

/** S06: a list of one value, which `value` says more plainly. */
export const singleValue: Rule = {
  code: 'S06',
  name: 'single-value',
  severity: 'info',
  description: '`values` lists a single value; `value` says that.',
  check(context, report) {
    // With bayes, B05 says what a single value does there.
    if (methodOf(context.document.root) === 'bayes') return;
    for (const parameter of context.parameters) {
      const entry = valuesOf(context, parameter);
      const list = entry ? resolveAlias(entry.value) : null;
      if (!entry || list?.kind !== 'sequence' || list.items.length !== 1 || parameter.fields.has('probabilities'))
        continue;
      // Several that run together are S02's.
      if (slippedItems(context.document, list).length > 0) continue;
      const edits = singleEdits(context, parameter, entry, list);
      const fixes = edits ? [{ title: 'Write value', edits }] : [];
      const message = `${quoted(parameter.name)} has one value only, so it is never varied. Write it as value.`;
      report({ message, path: [...parameter.path, 'values'], span: entry.value, fixes });
    }
  },
};

/** `values: [adam]` → `value: adam`, on the line of the key. */
function singleEdits(
  { document }: RuleContext,
  parameter: Parameter,
  entry: Entry,
  list: SequenceNode,
): readonly TextEdit[] | null {
  const item = list.items[0]!;
  if (document.syntaxErrors.length > 0) return null;
  const isHere = isWrittenHere(parameter) && entry.value === list && !list.decorated && !entry.key.decorated;
  const isOneLine = item.kind === 'scalar' && item.style !== 'block' && !item.decorated;
  const distribution = parameter.fields.get('distribution');
  const colon = afterColon(document, entry);
  if (!isHere || !isOneLine || colon === null || parameter.body.kind !== 'mapping') return null;
  if (!parameter.body.entries.includes(entry) || document.text.slice(colon, list.end).includes('#')) return null;
  const text = document.text.slice(item.start, item.end);
  // What ends a plain scalar outside of brackets does so inside of them as well, but not the other way round.
  if (text.includes('\n') || (item.style === 'plain' && text === '')) return null;
  // Numbers that only lack their commas are no single value.
  if (item.style === 'plain' && item.type === 'str' && readText(text) !== null) return null;
  // Which of two keys with the same name counts is to be decided first (Y08).
  if (new Set(parameter.body.entries.map(({ name }) => name)).size < parameter.body.entries.length) return null;
  const edits = [
    renameKey(document, entry.key, 'value'),
    replace(document, { start: colon, end: list.end }, ` ${text}`),
  ];
  if (!distribution) return edits;
  const named = distribution.value;
  if (textOf(named) !== 'categorical' || named.kind !== 'scalar' || named.decorated) return null;
  return [...edits, replace(document, named, 'constant')];
}

/** S07: a value that is listed twice. */
export const duplicateValue: Rule = {
  code: 'S07',
  name: 'duplicate-value',
  severity: 'warning',
  description: 'A value is listed twice: a grid tries it once, other methods draw it twice as often.',
  check(context, report) {
    const method = methodOf(context.document.root);
    for (const parameter of context.parameters) {
      const entry = valuesOf(context, parameter);
      const list = entry ? resolveAlias(entry.value) : null;
      if (!entry || list?.kind !== 'sequence') continue;
      const seen = new Map<string, SweepNode>();
      for (const item of list.items) {
        const identity = identityOf(item);
        if (identity === null) continue;
        const first = seen.get(identity);
        if (first) report(duplicate(context, parameter, { list, first, item, method }));
        else seen.set(identity, item);
      }
    }
  },
};

interface Duplicate {
  readonly list: SequenceNode;
  readonly first: SweepNode;
  readonly item: SweepNode;
  readonly method: ReturnType<typeof methodOf>;
}

function duplicate({ document }: RuleContext, parameter: Parameter, { list, first, item, method }: Duplicate): Finding {
  const isGrid = method === 'grid';
  const [before, value] = [first, item].map(({ start, end }) => quoted(document.text.slice(start, end)));
  const what = value === before ? `${value} is listed twice` : `${value} and ${before} are the same value`;
  const effect = isGrid ? 'a grid tries it once' : 'it is drawn more often than the others';
  // Each value has its own probability, so one can't go without the other.
  const canRemove = isWrittenHere(parameter) && !parameter.fields.has('probabilities');
  const edit = canRemove ? removeItem(document, list, item) : null;
  const fix: Fix | null = edit && { title: 'Remove this one', edits: [edit] };
  // A grid is the same without it; other methods then draw the value less often, and that may have been the purpose.
  const fixes: readonly Fix[] = fix ? [isGrid ? fix : { ...fix, isSuggestion: true }] : [];
  return {
    message: `${what}: ${effect}.${duplicateAdvice(parameter, method)}`,
    path: [...parameter.path, 'values'],
    span: item,
    fixes,
  };
}

/** How to say what a value listed twice may be meant to say; only `random` takes probabilities. */
function duplicateAdvice(parameter: Parameter, method: Duplicate['method']): string {
  if (method === 'bayes') return ' bayes takes no probabilities: list each value once.';
  if (method !== 'random') return '';
  return parameter.fields.has('probabilities')
    ? ' List it once, with the sum of both probabilities.'
    : ' For that, use probabilities.';
}

/** The engine takes 1 and 1.0 for the same value, 1 and true not. */
function identityOf(item: SweepNode): string | null {
  const node = resolveAlias(item);
  if (node.kind !== 'scalar') return null;
  const type: ScalarNode['type'] | 'number' = node.type === 'int' || node.type === 'float' ? 'number' : node.type;
  return `${type} ${String(node.value)}`;
}

const SCALAR_NAME =
  /^(?:lr\d?|bs|wd|lrf|learning_rate|learn_rate|weight_decay|decay|momentum|dropout(?:_rate)?|drop_rate|batch_size|epochs?|n_epochs|num_epochs|warmup_\w+|seed|random_seed|optimizer|activation|scheduler|gamma|tau|alpha|temperature|num_layers|n_layers|hidden_size|hidden_dim|embed_dim|n_estimators|max_depth|num_leaves|model|architecture|backbone|loss|criterion|patience|clip|grad_clip)$/i;

/** S09: a list as the one value of a parameter that mostly has a single one. */
export const listAsValue: Rule = {
  code: 'S09',
  name: 'list-as-value',
  severity: 'warning',
  description: '`value` is a list for a name that mostly has a single value; perhaps `values` is meant.',
  check(context, report) {
    const { document, parameters } = context;
    for (const parameter of parameters) {
      const entry = listForValue(context, parameter);
      if (!entry) continue;
      const isHere =
        isWrittenHere(parameter) && parameter.body.kind === 'mapping' && parameter.body.entries.includes(entry);
      const canRename = isHere && !entry.key.decorated && !parameter.fields.has('distribution');
      const edits = [renameKey(document, entry.key, 'values')];
      const fixes: readonly Fix[] = canRename ? [{ title: 'Write values', edits, isSuggestion: true }] : [];
      const message = `Every run gets the whole list as ${quoted(parameter.name)}. To try each of its values, write values.`;
      report({ message, path: [...parameter.path, 'value'], span: entry.key, fixes });
    }
  },
};

/** The `value` of a parameter that mostly has a single one where that is a list; `null` for any other. */
export function listForValue(context: RuleContext, parameter: Parameter): Entry | null {
  const entry = parameter.fields.get('value');
  const list = entry ? resolveAlias(entry.value) : null;
  if (!entry || list?.kind !== 'sequence' || list.items.length < 2) return null;
  const last = parameter.name.slice(parameter.name.lastIndexOf('.') + 1);
  if (!SCALAR_NAME.test(last) || list.items.some((item) => resolveAlias(item).kind !== 'scalar')) return null;
  return bodyKeys(context, parameter)?.conflicting.length === 0 ? entry : null;
}

/** The list of values, where it is what the parameter is about: beside other keys, S01 speaks. */
function valuesOf(context: RuleContext, parameter: Parameter): Entry | null {
  const entry = parameter.fields.get('values');
  return entry && bodyKeys(context, parameter)?.conflicting.length === 0 ? entry : null;
}
