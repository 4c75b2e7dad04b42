import { factOf, type Interval, type ParameterFact, type ValidRange } from '../knowledge/parameter';
import type { Distribution } from '../sweep/distributions';
import type { Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { narrow, offender, reachInWords, shareIn, type Region } from './reach';
import type { Rule, RuleContext } from './rule';
import { inWords, quoted } from './wording';

/** Normal distributions reach everywhere: a share of draws below this is no reach. */
const NOTHING = 0.005;

/** K03: a range reaches where the framework stops or the value means nothing. */
export const invalidForFramework: Rule = {
  code: 'K03',
  name: 'invalid-for-framework',
  severity: 'warning',
  description: 'A range reaches values that the framework that is used does not take.',
  *check(context) {
    const { recognition } = context;
    if (!recognition) return;
    for (const parameter of context.parameters) {
      const fact = factOf(recognition.framework, parameter.name);
      const distribution = fact?.valid ? readDistribution(parameter.fields)?.distribution : null;
      const outside = fact?.valid && distribution ? outsideOf(fact.valid, distribution) : null;
      if (!fact?.valid || !distribution || !outside) continue;
      const { span, key } = offender(parameter, outside.region);
      const reach = reachInWords(quoted(parameter.name), distribution, outside.region, outside.share);
      const fix = narrow(context, parameter, distribution, taken(fact.valid, distribution));
      yield {
        message: `${reach}; ${recognition.framework.name} takes only ${validInWords(fact.valid)}.`,
        path: key === null ? parameter.path : [...parameter.path, key],
        span,
        fixes: fix ? [fix] : [],
      };
    }
  },
};

/**
 * Whether K03 knows which values the framework at hand takes for a parameter. Rules about names in general keep quiet
 * about the same bounds then.
 */
export function hasValidRange({ recognition }: Pick<RuleContext, 'recognition'>, parameter: Parameter): boolean {
  const fact = recognition && factOf(recognition.framework, parameter.name);
  return fact !== null && fact.valid !== null;
}

/** Whether draws fall where the framework does not take them. */
export function leavesValid(distribution: Distribution, { valid }: ParameterFact): boolean {
  return valid !== null && outsideOf(valid, distribution) !== null;
}

/** Whether a share of draws is too small to speak of: rounding, or the tail of a normal distribution. */
export function isNothing(distribution: Distribution, share: number): boolean {
  const isUnbounded = distribution.kind === 'continuous' && 'mu' in distribution.law;
  return share <= (isUnbounded ? NOTHING : 1e-9);
}

/** A valid range as the end of a sentence, such as `0 to 1`, `values above 0` or `values above 0 and up to 1`. */
export function validInWords({ low, high, excludes }: ValidRange): string {
  const openLow = excludes === 'low' || excludes === 'both';
  const openHigh = excludes === 'high' || excludes === 'both';
  if (high === Infinity) return openLow ? `values above ${inWords(low)}` : `values of ${inWords(low)} or more`;
  if (!openLow && !openHigh) return `${inWords(low)} to ${inWords(high)}`;
  return `values ${openLow ? 'above' : 'from'} ${inWords(low)} and ${openHigh ? 'below' : 'up to'} ${inWords(high)}`;
}

/** The draws outside of a valid range; `null` where there are none, or where the values are no numbers. */
function outsideOf(
  valid: ValidRange,
  distribution: Distribution,
): { readonly region: Region; readonly share: number } | null {
  const { low, high, excludes } = valid;
  const below: Region = { side: 'below', value: low, inclusive: excludes === 'low' || excludes === 'both' };
  const above: Region = { side: 'above', value: high, inclusive: excludes === 'high' || excludes === 'both' };
  const [under, over] = [shareIn(distribution, below), shareIn(distribution, above)];
  if (under === null || over === null || isNothing(distribution, under + over)) return null;
  const share = Math.min(1, under + over);
  if (isNothing(distribution, over)) return { region: below, share };
  if (isNothing(distribution, under)) return { region: above, share };
  return { region: { side: 'outside', low, high }, share };
}

/** What is left of the axis: with whole numbers, an end that is not taken is one step away. */
function taken({ low, high, excludes }: ValidRange, { kind }: Distribution): Interval {
  if (kind !== 'int_uniform') return { low, high };
  return {
    low: excludes === 'low' || excludes === 'both' ? Math.floor(low) + 1 : low,
    high: excludes === 'high' || excludes === 'both' ? Math.ceil(high) - 1 : high,
  };
}
