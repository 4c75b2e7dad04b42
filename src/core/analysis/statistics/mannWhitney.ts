import { normalUpperTail, Z95 } from './normal';
import type { OrderedCounts } from './orderedCounts';

/** Work of the exact distribution up to which it is computed, in additions; about 60 runs, two milliseconds. */
const EXACT_WORK = 4e6;

/** Result of comparing two groups by ranks. */
export interface RankComparison {
  /** P(crashed value > completed value), ties half: the Mann–Whitney U over the number of pairs. */
  readonly auc: number;
  /** Two-sided. */
  readonly p: number;
  readonly exact: boolean;
}

/**
 * Mann–Whitney U test of two groups, two-sided, ties by mid-ranks; `null` when a group is empty. Exact where the
 * permutation distribution costs less than {@link EXACT_WORK}: twice the smaller tail, at most 1. Beyond, the normal
 * approximation with correction for ties and continuity, as in `scipy.stats.mannwhitneyu(method='asymptotic')`.
 */
export function mannWhitney(counts: OrderedCounts): RankComparison | null {
  const { crashedTotal, completedTotal } = counts;
  if (crashedTotal === 0 || completedTotal === 0) return null;
  const u = uStatistic(counts);
  const auc = u / (crashedTotal * completedTotal);
  const exact = exactP(counts);
  return exact === null ? { auc, p: approximateP(counts, u), exact: false } : { auc, p: exact, exact: true };
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

/**
 * The exact permutation distribution of the rank sum of the smaller group, by dynamic programming over the number of
 * subsets with each size and sum. Doubled mid-ranks are whole numbers, so ties need no other method.
 */
function exactP(counts: OrderedCounts): number | null {
  const { values, crashed, completed, crashedTotal, completedTotal } = counts;
  const n = crashedTotal + completedTotal;
  const size = Math.min(crashedTotal, completedTotal);
  const smaller = crashedTotal <= completedTotal ? crashed : completed;
  if (n * size > EXACT_WORK) return null;

  const ranks = new Int32Array(n);
  let observed = 0;
  let before = 0;
  for (let block = 0; block < values.length; block++) {
    const tied = crashed[block]! + completed[block]!;
    const doubledRank = 2 * before + tied + 1;
    ranks.fill(doubledRank, before, before + tied);
    observed += smaller[block]! * doubledRank;
    before += tied;
  }
  // Without ties all doubled ranks are even: half the sums do.
  const step = ranks.every((rank) => rank % 2 === 0) ? 2 : 1;
  observed /= step;
  for (let i = 0; i < n; i++) ranks[i]! /= step;
  const largestSum = ranks.subarray(n - size).reduce((sum, rank) => sum + rank, 0);
  if (n * size * largestSum > EXACT_WORK) return null;

  // subsets[k][s]: in how many ways k of the ranks seen so far sum to s. Sums of positive numbers lose no precision.
  const width = largestSum + 1;
  const subsets = new Float64Array((size + 1) * width);
  subsets[0] = 1;
  let reached = 0;
  ranks.forEach((rank, seen) => {
    reached = Math.min(largestSum, reached + rank);
    for (let k = Math.min(size, seen + 1); k >= 1; k--) {
      const to = k * width;
      const from = to - width - rank;
      for (let sum = reached; sum >= rank; sum--) subsets[to + sum]! += subsets[from + sum]!;
    }
  });
  let all = 0;
  let atMost = 0;
  let atLeast = 0;
  for (let sum = 0; sum <= largestSum; sum++) {
    const ways = subsets[size * width + sum]!;
    all += ways;
    if (sum <= observed) atMost += ways;
    if (sum >= observed) atLeast += ways;
  }
  return Math.min(1, (2 * Math.min(atMost, atLeast)) / all);
}

function approximateP({ values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts, u: number): number {
  const n = crashedTotal + completedTotal;
  const pairs = crashedTotal * completedTotal;
  let ties = 0;
  for (let block = 0; block < values.length; block++) {
    const tied = crashed[block]! + completed[block]!;
    ties += tied ** 3 - tied;
  }
  const variance = (pairs / 12) * (n + 1 - ties / (n * (n - 1)));
  if (variance <= 0) return 1;
  const distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
  return Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance)));
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
