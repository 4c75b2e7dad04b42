import type { NameClass } from '../knowledge/commonNames';
import type { Interval } from '../knowledge/parameter';
import type { Distribution } from '../sweep/distributions';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { isGrid } from './draws';
import { findingInRegion, isFixed, isNormal, namedParameters, type Named } from './namedRanges';
import { isNothing, offender, shareIn, type Region } from './reach';
import type { Fix, Rule, RuleContext } from './rule';
import { inWords, quoted, shareOfDraws } from './wording';

/** Where values of a kind of name can lie. */
const LIMITS: readonly (readonly [NameClass, Interval])[] = [
  ['probability', { low: 0, high: 1 }],
  ['count', { low: 1, high: Infinity }],
  ['learning-rate', { low: 0, high: Infinity }],
  ['decay', { low: 0, high: Infinity }],
  ['temperature', { low: 0, high: Infinity }],
];

/** R02: a normal distribution for something that has bounds. */
export const unboundedDraws: Rule = {
  code: 'R02',
  name: 'unbounded-draws',
  severity: 'info',
  description: 'A normal distribution, which has no bounds, for a probability, a rate or a count.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      const { parameter, classes, distribution } = named;
      const limits = LIMITS.find(([kind]) => classes.has(kind))?.[1];
      if (!limits || distribution.kind !== 'continuous' || distribution.law.kind !== 'normal') continue;
      const { mu, sigma } = distribution.law;
      const outside = outsideOf(limits);
      const share = shareIn(distribution, outside)!;
      if (isNothing(distribution, share)) continue;
      const where = limits.high === Infinity ? `below ${inWords(limits.low)}` : 'outside 0–1';
      const message =
        `${quoted(parameter.name)} ~ N(${inWords(mu)}, ${inWords(sigma)}): ${shareOfDraws(share)} fall ${where}. ` +
        `A normal distribution has no bounds; use ${distribution.q === null ? 'uniform' : 'q_uniform'} with min and max.`;
      const { span, key } = offender(parameter, outside);
      const fix = boundedFix(context, named, limits);
      report({
        message,
        path: key === null ? parameter.path : [...parameter.path, key],
        span,
        fixes: fix ? [fix] : [],
      });
    }
  },
};

/** R04: a probability or the like outside 0–1. */
export const probabilityOutside: Rule = {
  code: 'R04',
  name: 'probability-outside',
  severity: 'info',
  description: 'A parameter that sounds like a probability or a share reaches outside 0–1, or to a momentum of 1.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      const { classes, distribution } = named;
      if (!classes.has('probability') || isNormal(distribution) || isWholeWithin(distribution)) continue;
      // Integer bounds are D09's: narrowed, only 0 and 1 would be left.
      const into = distribution.kind === 'int_uniform' ? null : { low: 0, high: 1 };
      const because = 'where a value of that name makes no sense.';
      const outside = findingInRegion(context, named, { side: 'outside', low: 0, high: 1 }, { because, into });
      if (outside) {
        report(outside);
      } else if (classes.has('below-one') && !isFixed(distribution)) {
        const one: Region = { side: 'above', value: 1, inclusive: true };
        const atOne = findingInRegion(context, named, one, { because: 'where nothing is ever forgotten.', into: null });
        if (atOne) report(atOne);
      }
    }
  },
};

/** R06: a count of zero or less. */
export const countNotPositive: Rule = {
  code: 'R06',
  name: 'count-not-positive',
  severity: 'info',
  description: 'A parameter that sounds like a count, such as `batch_size` or `layers`, reaches zero or below.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      if (!named.classes.has('count') || isNormal(named.distribution)) continue;
      const region: Region = { side: 'below', value: 0, inclusive: true };
      const because = 'and a count needs at least 1.';
      const finding = findingInRegion(context, named, region, { because, into: { low: 1, high: Infinity } });
      if (finding) report(finding);
    }
  },
};

/** R07: a rate below zero. */
export const rateNegative: Rule = {
  code: 'R07',
  name: 'rate-negative',
  severity: 'info',
  description: 'A learning rate, weight decay or temperature reaches below zero.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      const kind = (['learning-rate', 'decay', 'temperature'] as const).find((one) => named.classes.has(one));
      if (!kind || isNormal(named.distribution)) continue;
      const because = `and a ${kind === 'decay' ? 'decay' : kind.replace('-', ' ')} is never negative.`;
      const into = { low: 0, high: Infinity };
      const finding = findingInRegion(context, named, { side: 'below', value: 0 }, { because, into });
      if (finding) report(finding);
    }
  },
};

function outsideOf({ low, high }: Interval): Region {
  return high === Infinity ? { side: 'below', value: low } : { side: 'outside', low, high };
}

/** `{min: 0, max: 1}`: of this the rule about integer bounds speaks. */
function isWholeWithin(distribution: Distribution): boolean {
  return distribution.kind === 'int_uniform' && distribution.min >= 0 && distribution.max <= 1;
}

/** Uniform between the limits, at most two standard deviations either way. */
function boundedFix(context: RuleContext, { parameter, distribution }: Named, limits: Interval): Fix | null {
  if (distribution.kind !== 'continuous' || distribution.law.kind !== 'normal' || isGrid(context)) return null;
  if (!parameter.fields.has('mu') || !parameter.fields.has('sigma')) return null;
  const { mu, sigma } = distribution.law;
  const bounds = [Math.max(limits.low, mu - 2 * sigma), Math.min(limits.high, mu + 2 * sigma)];
  const [low, high] = bounds.map((bound) => Number(bound.toPrecision(4))) as [number, number];
  if (!(low < high)) return null;
  const [min, max] = [writeNumber(low), writeNumber(high)];
  const name = distribution.q === null ? 'uniform' : 'q_uniform';
  const edits = changeBody(context.document, parameter, {
    distribution: name,
    mu: { name: 'min', value: min },
    sigma: { name: 'max', value: max },
  });
  return edits && { title: `Use ${name} from ${min} to ${max}`, edits, isSuggestion: true };
}
