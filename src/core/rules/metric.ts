import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import { methodEntry, methodOf } from './method';
import type { Rule, RuleContext } from './rule';
import { meantKey } from './topKeys';

/** One objective of a sweep, its section a mapping: `metric`, or an item of `metrics`. */
export interface Objective {
  readonly node: Extract<SweepNode, { kind: 'mapping' }>;
  readonly fields: ReadonlyMap<string, Entry>;
  readonly path: readonly string[];
  /** Whether W&B's own engine reads it: `metrics` are for schedulers only. */
  readonly isSingle: boolean;
}

/** Every objective of a sweep that is written as a mapping. */
export function objectivesOf(context: RuleContext): readonly Objective[] {
  return context.once(readObjectives);
}

function readObjectives({ document }: RuleContext): readonly Objective[] {
  const top = fieldsOf(document.root);
  const single = top.get('metric');
  const several = top.get('metrics');
  const list = several ? resolveAlias(several.value) : null;
  const items = list?.kind === 'sequence' ? list.items : [];
  const candidates = [
    ...(single ? [{ node: resolveAlias(single.value), path: ['metric'], isSingle: true }] : []),
    ...items.map((item, i) => ({ node: resolveAlias(item), path: ['metrics', String(i)], isSingle: false })),
  ];
  return candidates.flatMap(({ node, path, isSingle }) =>
    node.kind === 'mapping' ? [{ node, path, isSingle, fields: fieldsOf(node) }] : [],
  );
}

/**
 * Whether a key at the top is really missing: it is not misspelt (that has a rule of its own), and not lost in a part of
 * the file that does not parse.
 */
export function isMissing(document: SweepDocument, key: string): boolean {
  const top = fieldsOf(document.root);
  if (top.has(key)) return false;
  const strays = [...top.values()].filter(({ name }) => keySpec('sweep', name ?? '') === null);
  if (strays.some((entry) => meantKey(document.root, entry) === key)) return false;
  // Of a metric that slipped under parameters, N05 speaks.
  const stray = key === 'metric' ? fieldsOf(fieldsOf(top.get('parameters')?.value).get('metric')?.value) : null;
  if (stray?.has('name') || stray?.has('goal')) return false;
  // Of a goal without metric, T01 speaks.
  if (key === 'metric' && top.has('goal')) return false;
  return document.syntaxErrors.length === 0 || !new RegExp(`^[ \\t]*${key}[ \\t]*:`, 'm').test(document.text);
}

/** M01: `bayes` has nothing to optimise. */
export const bayesWithoutMetric: Rule = {
  code: 'M01',
  name: 'bayes-without-metric',
  severity: 'error',
  description: '`method: bayes` stands without `metric`.',
  check({ document }, report) {
    const method = methodEntry(document.root);
    if (!method || methodOf(document.root) !== 'bayes' || !isMissing(document, 'metric')) return;
    const top = fieldsOf(document.root);
    // A scheduler of its own may do without; of metrics another rule says that they need another method.
    if (top.has('metrics') || top.has('scheduler')) return;
    report({
      message:
        'bayes needs metric, the value to optimise; W&B refuses the sweep without. Add metric with name and goal.',
      path: [method.name ?? 'method'],
      span: method.value,
    });
  },
};

/** M02: `early_terminate` has nothing to judge runs by. */
export const stoppingWithoutMetric: Rule = {
  code: 'M02',
  name: 'early-terminate-without-metric',
  severity: 'error',
  description: '`early_terminate` stands without `metric`.',
  check({ document }, report) {
    const entry = fieldsOf(document.root).get('early_terminate');
    if (!entry || !isMissing(document, 'metric') || methodOf(document.root) === 'bayes') return;
    if (fieldsOf(document.root).has('metrics')) return;
    report({
      message: 'early_terminate needs metric: W&B fails when it looks for runs to stop. Add metric with name and goal.',
      path: ['early_terminate'],
      span: entry.key,
    });
  },
};

/** M08: nothing says by which value runs are to be compared. */
export const noMetric: Rule = {
  code: 'M08',
  name: 'no-metric',
  severity: 'hint',
  description: 'There is no `metric`, so W&B’s pages can’t sort or plot the runs by it.',
  check({ document }, report) {
    const top = fieldsOf(document.root);
    const method = top.get('method');
    const isSearch = ['grid', 'random'].includes(methodOf(document.root) ?? '');
    if (!method || !isSearch || top.has('metrics') || top.has('early_terminate') || !isMissing(document, 'metric'))
      return;
    report({
      message: 'Without metric, W&B’s pages can’t sort or plot the runs of this sweep. Add metric with name and goal.',
      path: ['method'],
      span: method.value,
    });
  },
};

/** The name of an objective where it is text. */
export function nameOf({ fields }: Pick<Objective, 'fields'>): string | null {
  return textOf(fields.get('name')?.value);
}
