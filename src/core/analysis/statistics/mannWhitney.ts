import type { OrderedCounts } from './orderedCounts';
import { Z95 } from './proportion';
import { scoreSumTest, type SumTest } from './rankSum';

/** Result of comparing two groups by ranks. */
export interface RankComparison {
  /** P(crashed value > completed value), ties half: the Mann–Whitney U over the number of pairs. */
  readonly auc: number;
  /** Two-sided. */
  readonly p: number;
  /** Whether `p` is the permutation p itself, or an approximation to it. */
  readonly exact: boolean;
}

/**
 * Mann–Whitney U test of two groups, two-sided, ties by mid-ranks; `null` when a group is empty. The p is that of the
 * permutation distribution of the rank sum, computed as {@link scoreSumTest} says. The normal approximation is not
 * used: with a group of a few runs it is wrong by orders of magnitude.
 */
export function mannWhitney(counts: OrderedCounts): RankComparison | null {
  const { crashedTotal, completedTotal } = counts;
  if (crashedTotal === 0 || completedTotal === 0) return null;
  return { auc: uStatistic(counts) / (crashedTotal * completedTotal), ...rankSumTest(counts) };
}

/** Number of pairs in which the crashed run has the larger value, ties half. */
function uStatistic({ values, crashed, completed }: OrderedCounts): number {
  let below = 0;
  let u = 0;
  for (let block = 0; block < values.length; block++) {
    u += crashed[block]! * (below + completed[block]! / 2);
    below += completed[block]!;
  }
  return u;
}

/** The rank sum of the smaller group. Doubled mid-ranks are whole numbers, so ties need no other method. */
function rankSumTest({ values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts): SumTest {
  const smaller = crashedTotal <= completedTotal ? crashed : completed;
  const scores = new Float64Array(values.length);
  const counts = new Int32Array(values.length);
  let observed = 0;
  let before = 0;
  for (let block = 0; block < values.length; block++) {
    const tied = crashed[block]! + completed[block]!;
    scores[block] = 2 * before + tied + 1;
    counts[block] = tied;
    observed += smaller[block]! * scores[block]!;
    before += tied;
  }
  return scoreSumTest({ scores, counts, size: Math.min(crashedTotal, completedTotal) }, observed);
}

/**
 * 95 % interval of the AUC: the values θ with |θ̂ − θ| ≤ z·√V(θ), V being Hanley and McNeil's variance with both group
 * sizes replaced by their mean where they enter as exponents. Keeps within 0–1 and is of use at θ̂ = 0 or 1.
 * R. G. Newcombe, "Confidence intervals for an effect size measure based on the Mann–Whitney statistic, part 2",
 * Statistics in Medicine 25 (2006) 559–573, method 5.
 */
export function aucInterval(
  auc: number,
  crashedTotal: number,
  completedTotal: number,
): { readonly low: number; readonly high: number } {
  const extra = (crashedTotal + completedTotal) / 2 - 1;
  const pairs = crashedTotal * completedTotal;
  const halfWidth = (theta: number): number => {
    const shape = 1 + extra * ((1 - theta) / (2 - theta) + theta / (1 + theta));
    return Z95 * Math.sqrt((theta * (1 - theta) * shape) / pairs);
  };
  return {
    low: bisect(0, auc, (theta) => auc - theta > halfWidth(theta)),
    high: 1 - bisect(0, 1 - auc, (rest) => 1 - auc - rest > halfWidth(1 - rest)),
  };
}

/** The point between `low` and `high` up to which `holds`, to double precision; `low` where it never does. */
function bisect(low: number, high: number, holds: (at: number) => boolean): number {
  let from = low;
  let to = high;
  for (let step = 0; step < 60; step++) {
    const middle = (from + to) / 2;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return from;
}
