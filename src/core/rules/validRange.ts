import { factOf, type Interval, type ParameterFact, type ValidRange } from '../knowledge/parameter';
import type { Distribution } from '../sweep/distributions';
import { drawsOf } from './draws';
import { hasLimitsAsExponents } from './logDistributions';
import { findingInRegion } from './namedRanges';
import { isNothing, shareIn, type Region } from './reach';
import type { Rule } from './rule';
import { inWords } from './wording';

/** K03: a range reaches where the framework stops or the value means nothing. */
export const invalidForFramework: Rule = {
  code: 'K03',
  name: 'invalid-for-framework',
  severity: 'warning',
  description: 'A range reaches values that the framework that is used does not take.',
  check(context, report) {
    const { recognition } = context;
    if (!recognition) return;
    for (const parameter of context.parameters) {
      const valid = factOf(recognition.framework, parameter.name)?.valid;
      if (!valid || hasLimitsAsExponents(parameter)) continue;
      const distribution = drawsOf(context, parameter);
      const region = distribution && outsideOf(valid, distribution);
      if (!region) continue;
      const finding = findingInRegion(context, { parameter, distribution, classes: new Set() }, region, {
        because: `but ${recognition.framework.name} takes only ${validInWords(valid)}.`,
        into: taken(valid, distribution),
      });
      if (finding) report(finding);
    }
  },
};

/** Whether draws fall where the framework does not take them. */
export function leavesValid(distribution: Distribution, { valid }: ParameterFact): boolean {
  return valid !== null && outsideOf(valid, distribution) !== null;
}

/** A valid range as the end of a sentence, such as `0 to 1`, `values above 0` or `values above 0 and up to 1`. */
export function validInWords({ low, high, excludes }: ValidRange): string {
  const openLow = excludes === 'low' || excludes === 'both';
  const openHigh = excludes === 'high' || excludes === 'both';
  if (high === Infinity) return openLow ? `values above ${inWords(low)}` : `values of ${inWords(low)} or more`;
  if (!openLow && !openHigh) return `${inWords(low)} to ${inWords(high)}`;
  return `values ${openLow ? 'above' : 'from'} ${inWords(low)} and ${openHigh ? 'below' : 'up to'} ${inWords(high)}`;
}

/** The side or sides of a valid range on which draws fall; `null` where none do, or where the values are no numbers. */
function outsideOf({ low, high, excludes }: ValidRange, distribution: Distribution): Region | null {
  const below: Region = { side: 'below', value: low, inclusive: excludes === 'low' || excludes === 'both' };
  const above: Region = { side: 'above', value: high, inclusive: excludes === 'high' || excludes === 'both' };
  const [under, over] = [shareIn(distribution, below), shareIn(distribution, above)];
  if (under === null || over === null || isNothing(distribution, under + over)) return null;
  if (isNothing(distribution, over)) return below;
  return isNothing(distribution, under) ? above : { side: 'outside', low, high };
}

/** What is left of the axis: with whole numbers, an end that is not taken is one step away. */
function taken({ low, high, excludes }: ValidRange, { kind }: Distribution): Interval {
  if (kind !== 'int_uniform') return { low, high };
  return {
    low: excludes === 'low' || excludes === 'both' ? Math.floor(low) + 1 : low,
    high: excludes === 'high' || excludes === 'both' ? Math.ceil(high) - 1 : high,
  };
}
