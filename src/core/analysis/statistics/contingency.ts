import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { normalUpperTail } from './normal';

/** How many tables the exact test enumerates before another method takes over; some twenty milliseconds. */
const EXACT_TABLES = 500_000;
/** Random permutations where the tables are too many; p has a step of 1 / 10,000. */
const PERMUTATIONS = 9_999;
/**
 * For very many runs, this many permutations as extreme settle p to a fifth of itself: J. Besag and P. Clifford,
 * "Sequential Monte Carlo p-values", Biometrika 78 (1991) 301–304.
 */
const ENOUGH_EXTREME = 30;
/** Draws of one run that the permutation test may take before the chi-square distribution takes over. */
const PERMUTATION_WORK = 1e7;
/**
 * Expected counts from which the chi-square distribution is as good as permutations: within 10 % of the permutation p
 * down to p = 0.001 (the tests hold it to that); 9,999 permutations scatter by 4 % at p = 0.05 and by 30 % at 0.001. At
 * Cochran's usual 5 it would be off by up to 60 %.
 */
const LARGE_EXPECTED = 40;
/** The same data give the same p. */
const SEED = 20_260_125;

/**
 * Whether the share of crashed runs differs between levels: the p of a 2 × k table, `crashed[i]` of `totals[i]`.
 * Fisher–Freeman–Halton (Fisher's exact test for two levels) while the tables can be listed; otherwise Pearson's
 * chi-square, by its own distribution where every expected count is at least {@link LARGE_EXPECTED}, else by permutations
 * with a fixed seed. Where these would take too long (some 2,000 runs and more), Cochran's 5 has to do.
 */
export function levelsTest(crashed: readonly number[], totals: readonly number[]): number {
  const used = totals.map((_, level) => level).filter((level) => totals[level]! > 0);
  const hits = used.map((level) => crashed[level]!);
  const sizes = used.map((level) => totals[level]!);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const hitTotal = hits.reduce((sum, count) => sum + count, 0);
  if (used.length < 2 || hitTotal === 0 || hitTotal === all) return 1;

  // The counts of all levels but the largest leave it no choice.
  const choices = sizes.map((size) => Math.min(size, hitTotal) + 1);
  const tables = choices.reduce((product, count) => product * count, 1) / Math.max(...choices);
  if (tables <= EXACT_TABLES || used.length === 2) return fisherFreemanHalton(hits, sizes, hitTotal);
  const draws = Math.min(hitTotal, all - hitTotal);
  const leastExpected = (Math.min(...sizes) * draws) / all;
  const isLarge = leastExpected >= LARGE_EXPECTED || (leastExpected >= 5 && draws * PERMUTATIONS > PERMUTATION_WORK);
  if (isLarge) return chiSquareUpperTail(chiSquare(hits, sizes, hitTotal, all), used.length - 1);
  // Drawing the fewer ones, crashed or completed, gives the same table.
  const fewer = draws === hitTotal ? hits : hits.map((count, level) => sizes[level]! - count);
  return permutationTest(fewer, sizes, draws, all);
}

/**
 * P of all tables with the same margins that are no more probable than the observed one.
 * G. H. Freeman and J. H. Halton, Biometrika 38 (1951) 141–149.
 */
function fisherFreemanHalton(
  unorderedHits: readonly number[],
  unorderedSizes: readonly number[],
  hitTotal: number,
): number {
  // The largest level last: its count follows from the others.
  const order = unorderedSizes.map((_, level) => level).sort((a, b) => unorderedSizes[a]! - unorderedSizes[b]!);
  const hits = order.map((level) => unorderedHits[level]!);
  const sizes = order.map((level) => unorderedSizes[level]!);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const logFactorial = logFactorials(all);
  const logChoose = (n: number, k: number): number => logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!;
  const observed = sizes.reduce((sum, size, level) => sum + logChoose(size, hits[level]!), 0);
  // Tables as probable as the observed one belong to it in spite of rounding; the factor is that of R and scipy.
  const limit = observed + 1e-7;
  const logAll = logChoose(all, hitTotal);
  const roomAfter = sizes.map((_, level) => sizes.slice(level + 1).reduce((sum, size) => sum + size, 0));

  const tail = (level: number, left: number, log: number): number => {
    const size = sizes[level]!;
    if (level === sizes.length - 1) {
      const total = log + logChoose(size, left);
      return total <= limit ? Math.exp(total - logAll) : 0;
    }
    let sum = 0;
    for (let k = Math.max(0, left - roomAfter[level]!); k <= Math.min(size, left); k++) {
      sum += tail(level + 1, left - k, log + logChoose(size, k));
    }
    return sum;
  };
  return Math.min(1, tail(0, hitTotal, 0));
}

function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logs[i] = logs[i - 1]! + Math.log(i);
  return logs;
}

/** Pearson's chi-square of a 2 × k table. */
function chiSquare(hits: readonly number[], sizes: readonly number[], hitTotal: number, all: number): number {
  const rate = hitTotal / all;
  let sum = 0;
  for (let level = 0; level < sizes.length; level++) {
    const size = sizes[level]!;
    sum += (hits[level]! - size * rate) ** 2 / (size * rate * (1 - rate));
  }
  return sum;
}

/**
 * Upper tail of the chi-square distribution for whole degrees of freedom, by its finite series
 * (Abramowitz and Stegun 26.4.4 and 26.4.5), terms in logarithms so that large x and many degrees stay finite.
 */
export function chiSquareUpperTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  const even = degrees % 2 === 0;
  let tail = even ? 0 : 2 * normalUpperTail(Math.sqrt(x));
  let logTerm = even ? -x / 2 : -x / 2 + 0.5 * Math.log((2 * x) / Math.PI);
  for (let k = even ? 2 : 3; k <= degrees; k += 2) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(x / k);
  }
  return Math.min(1, tail);
}

/** With fixed margins chi-square grows with the sum of hits² / size alone, which each draw adds to. */
function permutationTest(hits: readonly number[], sizes: readonly number[], hitTotal: number, all: number): number {
  const generator = xoroshiro128plus(SEED);
  const levelOfRun = new Int32Array(all);
  let filled = 0;
  sizes.forEach((size, level) => {
    levelOfRun.fill(level, filled, filled + size);
    filled += size;
  });
  const limit = hits.reduce((sum, count, level) => sum + count ** 2 / sizes[level]!, 0) * (1 - 1e-9);
  // Fewer rounds for very many runs: there the step of p matters less than the time.
  const rounds = Math.max(999, Math.min(PERMUTATIONS, Math.floor(PERMUTATION_WORK / hitTotal)));
  const drawn = new Int32Array(sizes.length);
  let asExtreme = 0;
  for (let round = 0; round < rounds; round++) {
    drawn.fill(0);
    let statistic = 0;
    // The first steps of a Fisher–Yates shuffle draw the crashed runs without replacement.
    for (let i = 0; i < hitTotal; i++) {
      const j = uniformInt(generator, i, all - 1);
      const level = levelOfRun[j]!;
      levelOfRun[j] = levelOfRun[i]!;
      levelOfRun[i] = level;
      statistic += (2 * drawn[level]! + 1) / sizes[level]!;
      drawn[level]!++;
    }
    if (statistic >= limit) asExtreme++;
    if (rounds < PERMUTATIONS && asExtreme === ENOUGH_EXTREME) return asExtreme / (round + 1);
  }
  return (asExtreme + 1) / (rounds + 1);
}
