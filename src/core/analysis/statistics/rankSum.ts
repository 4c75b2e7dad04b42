import { compositionTest } from './drawCompositions';
import { normalDensity, normalUpperTail } from './normal';

/**
 * The permutation distribution of a sum of scores: `size` of the runs are drawn at random, each with the score of its
 * block. Block `i` holds `counts[i]` runs of score `scores[i]`; scores are whole numbers in ascending order.
 */
export interface ScoreSum {
  readonly scores: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  /** Runs drawn, between one and the number of runs. */
  readonly size: number;
}

/** Two-sided p of a sum, and whether it is the permutation p itself or an approximation to it. */
export interface SumTest {
  readonly p: number;
  readonly exact: boolean;
}

/** Up to so many runs in the smaller group, the exact distribution may cost more: there approximations are worst. */
const FEW_RUNS = 10;
/** Work of the exact distribution up to which it is computed, in multiplications; some five or fifty milliseconds. */
const EXACT_WORK = 4e6;
const EXACT_WORK_FOR_FEW = 4e7;

/**
 * P that a random draw is at least as extreme as `observed`: twice the smaller tail, at most 1. Exact for one or two
 * runs, where the tail costs no more than {@link EXACT_WORK} ({@link EXACT_WORK_FOR_FEW} for up to {@link FEW_RUNS} runs):
 * up to some 800 runs for a group of ten, and for every tail that is short; and for few values, or where nearly all runs
 * share one ({@link compositionTest}). Otherwise by
 * {@link saddlepointTail}, whose p is within 5 % of the exact one for three runs, 3 % for four, 1 % for ten and 0.5 %
 * from twenty runs upwards; the tests hold it to that.
 */
export function scoreSumTest(sum: ScoreSum, observed: number): SumTest {
  const total = totalOf(sum.counts);
  const mostWork = sum.size <= FEW_RUNS ? EXACT_WORK_FOR_FEW : EXACT_WORK;
  if (sum.size > 2 && total * sum.size > mostWork && sum.scores.length > 1) {
    const listed = compositionTest(sum, observed);
    return listed === null ? largeSumTest(sum, observed, total) : { p: listed, exact: true };
  }
  const upwards = onUnitSteps(sum, observed);
  if (upwards.scores.at(-1) === 0) return { p: 1, exact: true };
  const downwards = mirrored(upwards);
  const bothTails = (tail: (side: UnitSum) => number): number =>
    Math.min(1, 2 * Math.min(tail(upwards), tail(downwards)));
  if (sum.size <= 2) return { p: bothTails((side) => fewTail(side, total)), exact: true };

  const mean = (sum.size / total) * upwards.scores.reduce((all, score, block) => all + score * sum.counts[block]!, 0);
  const near = upwards.limit <= mean ? upwards : downwards;
  const work = total * sum.size * (near.limit + 1);
  if (work <= mostWork) {
    const { atMost, equal } = lowerTail(near, total);
    return { p: Math.min(1, 2 * Math.min(atMost, 1 - atMost + equal)), exact: true };
  }
  const listed = compositionTest(sum, observed);
  if (listed !== null) return { p: listed, exact: true };
  return { p: bothTails((side) => saddlepointTail(side, total)), exact: false };
}

/** Different scores that the approximation distinguishes; merging neighbours beyond changes p by less than 1e-6 of it. */
const MOST_SCORES = 4_096;

/**
 * For so many runs that no tail is short enough for the exact distribution: the nearer one of the two tails. Of very many
 * different scores, neighbours are merged, and the step between possible sums, which then is nothing beside their
 * spread, is taken for one.
 */
function largeSumTest(sum: ScoreSum, observed: number, total: number): SumTest {
  const upwards =
    sum.scores.length <= MOST_SCORES
      ? onUnitSteps(sum, observed)
      : fromZero({ ...mergeNeighbours(sum, total), size: sum.size }, observed);
  let mean = 0;
  for (let block = 0; block < upwards.scores.length; block++) {
    mean += (sum.size / total) * upwards.counts[block]! * upwards.scores[block]!;
  }
  const near = upwards.limit <= mean ? upwards : mirrored(upwards);
  return { p: Math.min(1, 2 * saddlepointTail(near, total)), exact: false };
}

/** Neighbouring scores as one with their mean, until about {@link MOST_SCORES} are left. */
function mergeNeighbours(
  { scores, counts }: ScoreSum,
  total: number,
): { readonly scores: Float64Array; readonly counts: Float64Array } {
  const mergedScores: number[] = [];
  const mergedCounts: number[] = [];
  let [sum, count, seen] = [0, 0, 0];
  for (let block = 0; block < scores.length; block++) {
    sum += scores[block]! * counts[block]!;
    count += counts[block]!;
    seen += counts[block]!;
    if (seen < (total * (mergedScores.length + 1)) / MOST_SCORES && block < scores.length - 1) continue;
    mergedScores.push(sum / count);
    mergedCounts.push(count);
    [sum, count] = [0, 0];
  }
  return { scores: Float64Array.from(mergedScores), counts: Float64Array.from(mergedCounts) };
}

/** Scores from zero upwards without a common divisor, and the observed sum on that scale. */
interface UnitSum {
  readonly scores: Float64Array;
  readonly counts: ArrayLike<number>;
  readonly size: number;
  readonly limit: number;
}

function onUnitSteps(sum: ScoreSum, observed: number): UnitSum {
  const { scores, counts, size, limit } = fromZero(sum, observed);
  const step = scores.reduce(greatestCommonDivisor, 0) || 1;
  return { scores: scores.map((score) => score / step), counts, size, limit: limit / step };
}

function fromZero({ scores, counts, size }: ScoreSum, observed: number): UnitSum {
  const least = scores[0]!;
  const shifted = new Float64Array(scores.length);
  for (let block = 0; block < shifted.length; block++) shifted[block] = scores[block]! - least;
  return { scores: shifted, counts, size, limit: observed - size * least };
}

/** The same draw counted from the largest score downwards. */
function mirrored({ scores, counts, size, limit }: UnitSum): UnitSum {
  const largest = scores.at(-1)!;
  return {
    scores: scores.map((score) => largest - score).reverse(),
    counts: Array.from(counts).reverse(),
    size,
    limit: size * largest - limit,
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function totalOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let block = 0; block < counts.length; block++) total += counts[block]!;
  return total;
}

/** P(sum ≤ limit) for one or two runs, counted: for each score, how many others keep the sum within the limit. */
function fewTail({ scores, counts, size, limit }: UnitSum, total: number): number {
  let within = 0;
  let others = total;
  let last = scores.length - 1;
  for (let block = 0; block < scores.length; block++) {
    const score = scores[block]!;
    if (size === 1) {
      if (score <= limit) within += counts[block]!;
      continue;
    }
    while (last >= 0 && score + scores[last]! > limit) others -= counts[last--]!;
    // A run does not pair with itself.
    within += counts[block]! * (2 * score <= limit ? others - 1 : others);
  }
  return size === 1 ? within / total : within / (total * (total - 1));
}

/**
 * P(sum ≤ limit) and P(sum = limit), by dynamic programming over the runs: which share of the draws has taken `k` runs
 * with the sum `s` so far. Only sums up to the limit are kept. All terms are positive, so no digits are lost.
 */
function lowerTail(
  { scores, counts, size, limit }: UnitSum,
  total: number,
): { readonly atMost: number; readonly equal: number } {
  const width = limit + 1;
  const share = new Float64Array((size + 1) * width);
  share[0] = 1;
  let seen = 0;
  let reached = 0;
  for (let block = 0; block < scores.length; block++) {
    const score = scores[block]!;
    for (let run = 0; run < counts[block]!; run++, seen++) {
      const left = total - seen;
      reached = Math.min(limit, reached + score);
      for (let k = Math.min(size, seen + 1); k >= 0; k--) {
        const stays = 1 - (size - k) / left;
        const comes = (size - k + 1) / left;
        const to = k * width;
        const from = to - width - score;
        const first = k === 0 ? Infinity : score;
        for (let sum = reached; sum >= 0; sum--) {
          const before = share[to + sum]! * stays;
          share[to + sum] = sum >= first ? before + share[from + sum]! * comes : before;
        }
      }
    }
  }
  let atMost = 0;
  for (let sum = 0; sum <= limit; sum++) atMost += share[size * width + sum]!;
  return { atMost: Math.min(1, atMost), equal: share[size * width + limit]! };
}

/**
 * P(sum ≤ limit) by the double saddlepoint approximation of I. M. Skovgaard, "Saddlepoint expansions for conditional
 * distributions", Journal of Applied Probability 24 (1987) 875–887, with the continuity correction for sums on unit
 * steps (R. W. Butler, "Saddlepoint approximations with applications", Cambridge 2007, §4.1). A draw without replacement
 * is a row of independent coins, given how many of them fall. Its relative error stays small far into the tails, where
 * the normal approximation is wrong by orders of magnitude.
 */
export function saddlepointTail({ scores, counts, size, limit }: UnitSum, total: number): number {
  const largest = scores.at(-1)!;
  // Up to the middle between the limit and the next sum, on a scale on which scores lie between 0 and 1.
  const target = (limit + 0.5) / largest;
  if (target >= size) return 1;
  const share = size / total;
  const spread = size * (1 - share);
  let mean = 0;
  for (let block = 0; block < scores.length; block++) mean += share * counts[block]! * (scores[block]! / largest);

  let level = 0;
  let tilt = 0;
  let at = coins(scores, counts, largest, share, level, tilt);
  const goal = (point: Coins, a: number, b: number): number => point.log - a * size - b * target;
  for (let step = 0; step < 60; step++) {
    const [offSize, offSum] = [at.size - size, at.sum - target];
    const determinant = at.sizeSize * at.sumSum - at.sizeSum * at.sizeSum;
    if (!(determinant > 0)) return normalTail({ scores, counts, size, limit }, total);
    const down = (at.sizeSum * offSum - at.sumSum * offSize) / determinant;
    const across = (at.sizeSum * offSize - at.sizeSize * offSum) / determinant;
    // The cumulant function is convex: a shorter step always comes nearer.
    let length = 1;
    let next = coins(scores, counts, largest, share, level + down, tilt + across);
    const now = goal(at, level, tilt);
    while (length > 1e-6 && !(goal(next, level + length * down, tilt + length * across) <= now + 1e-12)) {
      length /= 2;
      next = coins(scores, counts, largest, share, level + length * down, tilt + length * across);
    }
    level += length * down;
    tilt += length * across;
    at = next;
    if (Math.abs(offSize) < 1e-9 * size && Math.abs(offSum) < 1e-9 * size) break;
  }

  const w = Math.sign(tilt) * Math.sqrt(Math.max(0, 2 * (level * size + tilt * target - at.log)));
  const determinant = at.sizeSize * at.sumSum - at.sizeSum * at.sizeSum;
  const u = 2 * largest * Math.sinh(tilt / (2 * largest)) * Math.sqrt(determinant / spread);
  // In the middle both go to zero; the limit of the difference is of no use where the tail is one half anyway.
  if (Math.abs(w) < 1e-4 || Math.abs(target - mean) < 1e-9) return 0.5;
  const tail = normalUpperTail(-w) + normalDensity(w) * (1 / w - 1 / u);
  return Math.min(1, Math.max(0, tail));
}

/** P(sum ≤ limit) by the normal distribution with the permutation variance: where the saddlepoint runs out of digits. */
function normalTail({ scores, counts, size, limit }: UnitSum, total: number): number {
  let [sum, squares] = [0, 0];
  for (let block = 0; block < scores.length; block++) {
    sum += counts[block]! * scores[block]!;
    squares += counts[block]! * scores[block]! ** 2;
  }
  const mean = sum / total;
  const variance = ((squares / total - mean * mean) * size * (total - size)) / (total - 1);
  return variance > 0 ? normalUpperTail((size * mean - limit - 0.5) / Math.sqrt(variance)) : 1;
}

/** Value and derivatives of the joint cumulant function of number and sum of the coins that fall. */
interface Coins {
  readonly log: number;
  readonly size: number;
  readonly sum: number;
  readonly sizeSize: number;
  readonly sizeSum: number;
  readonly sumSum: number;
}

function coins(
  scores: ArrayLike<number>,
  counts: ArrayLike<number>,
  largest: number,
  share: number,
  level: number,
  tilt: number,
): Coins {
  const odds = Math.log(share / (1 - share));
  const rest = Math.log1p(-share);
  let [log, size, sum, sizeSize, sizeSum, sumSum] = [0, 0, 0, 0, 0, 0];
  for (let block = 0; block < scores.length; block++) {
    const score = scores[block]! / largest;
    const count = counts[block]!;
    const logit = odds + level + tilt * score;
    const small = Math.exp(-Math.abs(logit));
    const chance = logit >= 0 ? 1 / (1 + small) : small / (1 + small);
    log += count * (rest + Math.max(0, logit) + Math.log1p(small));
    const variance = (count * small) / (1 + small) ** 2;
    size += count * chance;
    sum += count * chance * score;
    sizeSize += variance;
    sizeSum += variance * score;
    sumSum += variance * score * score;
  }
  return { log, size, sum, sizeSize, sizeSum, sumSum };
}
