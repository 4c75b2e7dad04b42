import { shareInside, type Distribution } from '../sweep/distributions';
import { fieldsOf, resolveAlias, textOf, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { methodOf } from './method';
import { itemsOf } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { drawsOf, isGrid } from './draws';
import { replace } from './edits';
import { classesIn, isFixed, isKnownToFramework, namedParameters, type Named } from './namedRanges';
import { atKey } from './places';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { inWords, quoted, shareOfDraws } from './wording';

/** Below this, every batch size is next to a power of two. */
const SMALL_BATCH = 8;

/** R05: fractions for something that is counted. */
export const fractionOfCount: Rule = {
  code: 'R05',
  name: 'fraction-of-count',
  severity: 'info',
  description: 'A parameter that sounds like a whole number, such as `batch_size` or `seed`, is given floats.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      const { parameter, classes, distribution } = named;
      if (!classes.has('whole') || isFixed(distribution)) continue;
      const finding =
        distribution.kind === 'continuous'
          ? continuousCount(context, parameter, distribution)
          : listedFloats(context, parameter, distribution);
      if (finding) report(finding);
    }
  },
};

/** R08: a seed that bayes searches. */
export const seedUnderBayes: Rule = {
  code: 'R08',
  name: 'seed-under-bayes',
  severity: 'info',
  description: 'A seed is searched with `method: bayes`, which looks for a trend where there is only noise.',
  check(context, report) {
    if (methodOf(context.document.root) !== 'bayes') return;
    for (const { parameter } of searched(context, 'seed')) {
      const message =
        `bayes looks for the best ${quoted(parameter.name)}, and a seed has none. ` +
        'Fix it with value, or repeat the best configuration with several seeds afterwards.';
      report({ message, path: parameter.path, span: parameter.entry.key });
    }
  },
};

/** R09: batch sizes that are no powers of two. */
export const oddBatchSizes: Rule = {
  code: 'R09',
  name: 'odd-batch-sizes',
  severity: 'info',
  description: 'A range of batch sizes holds numbers that are not powers of two, which GPUs like best.',
  check(context, report) {
    for (const { parameter, distribution } of searched(context, 'batch-size')) {
      const bounds = wholeBounds(distribution);
      if (!bounds || bounds.high < SMALL_BATCH) continue;
      const powers = powersOfTwo(bounds.low, bounds.high);
      const share = 1 - powers.reduce((sum, power) => sum + shareInside(distribution, power, power)!, 0);
      if (share <= 1e-9 || powers.length < 2) continue;
      const list = `[${powers.join(', ')}]`;
      const message =
        `${quoted(parameter.name)}: ${shareOfDraws(share)} are not powers of two, which usually run fastest. ` +
        `To try only those, write values: ${list}.`;
      const fix = listPowers(context, parameter, list);
      report({ ...atKey(parameter, 'max'), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** R10: the number of epochs is searched while Hyperband ends runs. */
export const epochsUnderHyperband: Rule = {
  code: 'R10',
  name: 'epochs-under-hyperband',
  severity: 'info',
  description: 'The number of epochs is searched together with `early_terminate`, which decides how long runs last.',
  check(context, report) {
    const early = fieldsOf(fieldsOf(context.document.root).get('early_terminate')?.value);
    if (textOf(early.get('type')?.value) !== 'hyperband') return;
    for (const { parameter } of searched(context, 'epochs')) {
      const message =
        `${quoted(parameter.name)} is searched while early_terminate ends runs that do badly: ` +
        'runs of different length are compared at the same bands. Fix it with value.';
      report({ message, path: parameter.path, span: parameter.entry.key });
    }
  },
};

/** Parameters of a class that have more than one value. */
function searched(
  context: RuleContext,
  kind: 'seed' | 'epochs' | 'batch-size',
): readonly Pick<Named, 'parameter' | 'distribution'>[] {
  return context.parameters.flatMap((parameter) => {
    if (!classesIn(context, parameter).has(kind) || isKnownToFramework(context, parameter)) return [];
    const distribution = drawsOf(context, parameter);
    return distribution && !isFixed(distribution) ? [{ parameter, distribution }] : [];
  });
}

function continuousCount(context: RuleContext, parameter: Parameter, distribution: Distribution): Finding | null {
  if (distribution.kind !== 'continuous' || isGrid(context)) return null;
  const { name, q } = distribution;
  if (q !== null && Number.isInteger(q)) return null;
  const draws = q === null ? 'draws are fractions' : `draws are multiples of ${inWords(q)}`;
  const message = `${quoted(parameter.name)} sounds like a whole number, and ${draws}. Round them: ${advice(name)}.`;
  const changes = q === null ? { distribution: `q_${name}`, q: '1' } : { q: '1' };
  const isRoundable = q !== null || ['uniform', 'log_uniform_values', 'normal', 'log_normal'].includes(name);
  const edits = isRoundable ? changeBody(context.document, parameter, changes) : null;
  const fix: Fix | null = edits && { title: 'Round to whole numbers', edits, isSuggestion: true };
  const place = parameter.fields.has('q') ? 'q' : parameter.fields.has('distribution') ? 'distribution' : 'min';
  return { ...atKey(parameter, place), message, fixes: fix ? [fix] : [] };
}

function advice(name: string): string {
  if (name.startsWith('q_')) return 'write q: 1';
  return name === 'uniform' ? 'use int_uniform, or q_uniform with q: 1' : `use q_${name} with q: 1`;
}

function listedFloats({ document }: RuleContext, parameter: Parameter, { kind }: Distribution): Finding | null {
  if (kind !== 'discrete') return null;
  const items = itemsOf(parameter.fields.get('values'));
  const floats = items.map(resolveAlias).filter(isFloat);
  const [first] = floats;
  if (!first) return null;
  const are =
    floats.length === 1
      ? `${quoted(first.source)} is a float`
      : `${floats.length} of its ${items.length} values are floats`;
  const message = `${quoted(parameter.name)} sounds like a whole number, and ${are}.`;
  const canWrite = floats.every((node) => Number.isSafeInteger(node.value) && !node.decorated && items.includes(node));
  const edits = floats.map((node) => replace(document, node, writeNumber(node.value as number, 'int')));
  const fixes: readonly Fix[] = canWrite ? [{ title: 'Write whole numbers', edits, isSuggestion: true }] : [];
  return {
    path: [...parameter.path, 'values'],
    span: floats.length === 1 ? first : atKey(parameter, 'values').span,
    message,
    fixes,
  };
}

function isFloat(node: SweepNode): node is Extract<SweepNode, { kind: 'scalar' }> {
  return node.kind === 'scalar' && node.type === 'float' && Number.isFinite(node.value);
}

function wholeBounds(distribution: Distribution): { readonly low: number; readonly high: number } | null {
  if (distribution.kind === 'int_uniform') return { low: distribution.min, high: distribution.max };
  if (distribution.kind !== 'continuous' || distribution.q === null || !('low' in distribution.law)) return null;
  return distribution.law;
}

function powersOfTwo(low: number, high: number): readonly number[] {
  const first = Math.max(0, Math.ceil(Math.log2(Math.max(1, low)) - 1e-9));
  const last = Math.floor(Math.log2(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 2 ** (first + i));
}

function listPowers({ document }: RuleContext, parameter: Parameter, list: string): Fix | null {
  const gone = ['max', 'q', 'distribution'].filter((key) => parameter.fields.has(key));
  const edits = changeBody(document, parameter, {
    ...Object.fromEntries(gone.map((key) => [key, null] as const)),
    min: { name: 'values', value: list },
  });
  return edits && { title: `Try ${list}`, edits, isSuggestion: true };
}
