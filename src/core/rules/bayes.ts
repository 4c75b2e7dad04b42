import { itemsOf } from '../sweep/readDistribution';
import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { methodEntry, methodOf } from './method';
import { rewrite } from './additions';
import { isWrittenHere, renameKey, replace } from './edits';
import { removeEntry } from './entries';
import { falsyFirst } from './falsyFirst';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { quoted } from './wording';

/** B01: nothing to search. */
export const bayesOfConstants: Rule = {
  code: 'B01',
  name: 'bayes-of-constants',
  severity: 'error',
  description: '`method: bayes` has constants only.',
  check(context, report) {
    const leaves = leavesOf(context);
    if (!leaves || leaves.length === 0 || leaves.some((leaf) => !isConstant(leaf))) return;
    report({
      ...atMethod(context),
      message:
        'bayes needs a parameter that varies, and all of them have one value: W&B refuses to search. Give one values.',
    });
  },
};

/** B02: the engine can't fit a model to values with chances of their own. */
export const bayesWithProbabilities: Rule = {
  code: 'B02',
  name: 'bayes-with-probabilities',
  severity: 'error',
  description: '`method: bayes` has a parameter with `probabilities`: W&B fails once a run exists.',
  check(context, report) {
    const { document, parameters } = context;
    if (methodOf(document.root) !== 'bayes') return;
    for (const parameter of parameters) {
      const entry = parameter.fields.get('probabilities');
      const named = parameter.fields.get('distribution');
      // Beside any other distribution, the rule about mismatched keys speaks.
      if (!entry || !parameter.fields.has('values')) continue;
      if (named && textOf(named.value) !== 'categorical_w_probabilities') continue;
      const fixes = [equalChances(context, parameter, entry, named), useRandom(context)];
      report({
        message: `bayes can’t work with probabilities: W&B fails once a run of ${quoted(parameter.name)} exists. Only random takes them.`,
        path: [...parameter.path, 'probabilities'],
        span: entry.key,
        fixes: fixes.filter((fix) => fix !== null),
      });
    }
  },
};

function equalChances(
  { document }: RuleContext,
  parameter: Parameter,
  entry: Entry,
  named: Entry | undefined,
): Fix | null {
  const { body } = parameter;
  if (body.kind !== 'mapping') return null;
  const removal = removeEntry(document, body, entry);
  if (!removal || !named) return removal && { title: 'Remove probabilities', edits: [removal], isSuggestion: true };
  const edit = named.value.kind === 'scalar' ? rewrite(document, named.value, 'categorical') : null;
  if (!edit || !body.entries.includes(named)) return null;
  return { title: 'Remove probabilities', edits: [edit, removal], isSuggestion: true };
}

function useRandom({ document }: RuleContext): Fix | null {
  const method = fieldsOf(document.root).get('method')?.value;
  const edit = method?.kind === 'scalar' ? rewrite(document, method, 'random') : null;
  return edit && { title: 'Search with random', edits: [edit], isSuggestion: true };
}

/** B03: W&B takes a past 0, false, null or empty value for a missing one. */
export const falsyNotFirst: Rule = {
  code: 'B03',
  name: 'falsy-value-not-first',
  severity: 'warning',
  description: 'Under `bayes`, W&B takes 0, false, null and "" in a past run for the first of the `values`.',
  check(context, report) {
    const { document, parameters } = context;
    if (methodOf(document.root) !== 'bayes') return;
    for (const parameter of parameters) {
      const entry = parameter.fields.get('values');
      const items = itemsOf(entry);
      const [first] = items;
      const falsy = items.slice(1).filter(isFalsy);
      const [one] = falsy;
      if (!entry || !first || !one || (isFalsy(first) && falsy.every((item) => isSame(item, first)))) continue;
      const list = resolveAlias(entry.value);
      const canMove = falsy.length === 1 && !isFalsy(first) && !parameter.fields.has('probabilities');
      const edits =
        canMove && list === entry.value && list.kind === 'sequence' ? falsyFirst(document, list, one) : null;
      const [bad, taken] = [inText(one), inText(first)];
      report({
        message:
          `bayes takes ${bad} in a past run for a missing value and counts it as ${taken}, so it can’t tell the two apart. ` +
          (canMove ? `Put ${bad} first.` : 'Write such values as text.'),
        path: [...parameter.path, 'values'],
        span: one.start === one.end ? entry.key : one,
        fixes: edits ? [{ title: `Put ${bad} first`, edits }] : [],
      });
    }
  },
};

/** B05: one value is no search. */
export const bayesOfOneValue: Rule = {
  code: 'B05',
  name: 'one-value-under-bayes',
  severity: 'warning',
  description: 'Under `bayes`, a parameter with one of `values` is a dimension that never varies.',
  check({ document, parameters }, report) {
    if (methodOf(document.root) !== 'bayes') return;
    for (const parameter of parameters) {
      const entry = parameter.fields.get('values');
      const items = itemsOf(entry);
      if (!entry || items.length !== 1 || parameter.fields.has('value') || parameter.fields.has('probabilities'))
        continue;
      const fix = valueInstead(document, parameter, entry, items[0]!);
      report({
        message: `${quoted(parameter.name)} has one value only, which bayes still searches. Write value for a constant.`,
        path: [...parameter.path, 'values'],
        span: entry.value,
        fixes: fix ? [fix] : [],
      });
    }
  },
};

/** `values: [3]` → `value: 3`, where that leaves something to search. */
function valueInstead(
  document: RuleContext['document'],
  parameter: Parameter,
  entry: Entry,
  item: SweepNode,
): Fix | null {
  const list = entry.value;
  const { body } = parameter;
  if (list.kind !== 'sequence' || list.decorated || !list.flow || entry.key.decorated || !isWrittenHere(parameter))
    return null;
  if (body.kind !== 'mapping' || !body.entries.includes(entry) || parameter.fields.has('distribution')) return null;
  const inside = document.text.slice(item.start, item.end);
  if (item.kind !== 'scalar' || item.decorated || document.text.slice(list.start, list.end).includes('#')) return null;
  if (searchable(document, parameter) === 0 || inside === '') return null;
  const edits = [renameKey(document, entry.key, 'value'), replace(document, list, inside)];
  return { title: `Write value: ${quoted(inside)}`, edits };
}

/** How many parameters besides one are searched; 0 where a change to a constant would leave bayes nothing. */
function searchable(document: RuleContext['document'], besides: Parameter): number {
  const all = [...fieldsOf(fieldsOf(document.root).get('parameters')?.value).values()];
  return all.filter(({ value }) => {
    const fields = fieldsOf(value);
    return !fields.has('value') && !fields.has('parameters') && resolveAlias(value) !== besides.body && fields.size > 0;
  }).length;
}

/** B06: only values to choose from, so that bayes repeats itself. */
export const bayesOfCategories: Rule = {
  code: 'B06',
  name: 'bayes-of-categories',
  severity: 'info',
  description: 'Under `bayes`, all parameters are lists of values: configurations repeat.',
  check(context, report) {
    const leaves = leavesOf(context);
    const varied = leaves?.filter((leaf) => !isConstant(leaf)) ?? [];
    if (varied.length === 0 || varied.some(({ kind }) => kind !== 'categorical')) return;
    if (varied.every(({ fields }) => itemsOf(fields.get('values')).length < 2)) return;
    const product = varied.reduce((count, { fields }) => count * itemsOf(fields.get('values')).length, 1);
    const size = product <= 1000 ? `There are only ${product} configurations, and ` : '';
    report({
      ...atMethod(context),
      message: `${size}bayes does not skip those already run. Where all are to be tried, grid tries each once.`,
    });
  },
};

/** B07: bayes sees only where in the list a value stands. */
export const bayesOfCollections: Rule = {
  code: 'B07',
  name: 'bayes-of-lists',
  severity: 'info',
  description: 'Under `bayes`, lists or mappings among `values` are known by their place only.',
  check({ document, parameters }, report) {
    if (methodOf(document.root) !== 'bayes') return;
    for (const parameter of parameters) {
      const found = itemsOf(parameter.fields.get('values')).find((item) => resolveAlias(item).kind !== 'scalar');
      if (!found || found.kind === 'alias') continue;
      report({
        message: `bayes knows a list or mapping by its place in values only, not by what is in it. Order them by likeness.`,
        path: [...parameter.path, 'values'],
        span: found,
      });
    }
  },
};

/** Parameters without nested ones below them, under `bayes`; `null` where a body is too broken to say what it is. */
function leavesOf({ document, parameters }: RuleContext): readonly Parameter[] | null {
  if (methodOf(document.root) !== 'bayes' || document.syntaxErrors.length > 0) return null;
  const leaves = parameters.filter(({ kind }) => kind !== 'nested');
  const isClear = leaves.every(({ kind }) => kind === 'constant' || kind === 'categorical' || kind === 'continuous');
  return isClear ? leaves : null;
}

function isConstant({ kind }: Parameter): boolean {
  return kind === 'constant';
}

function atMethod({ document }: RuleContext): Pick<Finding, 'path' | 'span'> {
  const entry = methodEntry(document.root)!;
  return { path: [entry.name ?? 'method'], span: entry.value };
}

function isFalsy(item: SweepNode): boolean {
  const node = resolveAlias(item);
  if (node.kind !== 'scalar') return node.kind === 'alias' ? false : sizeOf(node) === 0;
  return node.type === 'null' || node.value === 0 || node.value === false || node.value === '';
}

function sizeOf(node: Extract<SweepNode, { kind: 'mapping' | 'sequence' }>): number {
  return node.kind === 'mapping' ? node.entries.length : node.items.length;
}

function isSame(a: SweepNode, b: SweepNode): boolean {
  const [x, y] = [resolveAlias(a), resolveAlias(b)];
  return x.kind === 'scalar' && y.kind === 'scalar' && x.value === y.value;
}

function inText(item: SweepNode): string {
  const node = resolveAlias(item);
  if (node.kind !== 'scalar') return node.kind === 'sequence' ? 'an empty list' : 'an empty mapping';
  if (node.type === 'null') return 'null';
  return node.value === '' ? 'the empty text' : quoted(node.source);
}
