import type { Threshold } from './analysis';
import type { OrderedCounts } from './statistics/orderedCounts';
import { logLikelihood } from './statistics/proportion';
import { bestThreshold } from './threshold';
import { bestBand } from './thresholdBand';

/**
 * Of the chance to be wrong, most goes to single cuts: bands are rarer. The p of each is divided by its share, which
 * corrects for having looked at both (C. R. Genovese, K. Roeder and L. Wasserman, "False discovery control with p-value
 * weighting", Biometrika 93 (2006) 509–524, for one test of each kind: a weighted Bonferroni correction).
 */
const CUT_SHARE = 0.8;

/** Above it, a cut or band is no finding that another one would have to beat. */
const SIGNIFICANT_P = 0.05;
/** What one more change has to add to twice the log-likelihood: the 95 % point for a cut (see the interval of cuts). */
const SECOND_CUT = 7.352;

/**
 * Where the crash rate changes: the best cut, or a band where no cut shows or where the band fits clearly better; its p is
 * corrected for all cuts and bands. `null` where neither is possible.
 */
export function searchThreshold(counts: OrderedCounts, scale: 'linear' | 'log'): Threshold | null {
  const cut = corrected(bestThreshold(counts, scale), CUT_SHARE);
  const band = corrected(bestBand(counts, scale), 1 - CUT_SHARE);
  if (band === null || band.p > SIGNIFICANT_P) return cut;
  if (cut === null || cut.p > SIGNIFICANT_P) return band;
  return 2 * (fitOf(band) - fitOf(cut)) > SECOND_CUT ? band : cut;
}

function fitOf({ beyond, within }: Threshold): number {
  return logLikelihood(beyond.crashed, beyond.total) + logLikelihood(within.crashed, within.total);
}

function corrected(threshold: Threshold | null, share: number): Threshold | null {
  return threshold === null ? null : { ...threshold, p: Math.min(1, threshold.p / share) };
}
