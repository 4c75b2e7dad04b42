import type { Threshold } from './analysis';
import type { OrderedCounts } from './statistics/orderedCounts';
import { bestThreshold } from './threshold';
import { bestBand } from './thresholdBand';

/**
 * Of the chance to be wrong, most goes to single cuts: bands are rarer. The p of each is divided by its share, which
 * corrects for having looked at both (C. R. Genovese, K. Roeder and L. Wasserman, "False discovery control with p-value
 * weighting", Biometrika 93 (2006) 509–524, for one test of each kind: a weighted Bonferroni correction).
 */
const CUT_SHARE = 0.8;

/**
 * Where the crash rate changes: the best cut, or the best band where that is the surer one; its p is corrected for all
 * cuts and bands. `null` where neither is possible.
 */
export function searchThreshold(counts: OrderedCounts, scale: 'linear' | 'log'): Threshold | null {
  const cut = corrected(bestThreshold(counts, scale), CUT_SHARE);
  const band = corrected(bestBand(counts, scale), 1 - CUT_SHARE);
  return band !== null && (cut === null || band.p < cut.p) ? band : cut;
}

function corrected(threshold: Threshold | null, share: number): Threshold | null {
  return threshold === null ? null : { ...threshold, p: Math.min(1, threshold.p / share) };
}
