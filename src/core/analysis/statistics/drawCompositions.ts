import type { ScoreSum } from './rankSum';

/** How many compositions are listed at most; some ten milliseconds. */
const MOST_COMPOSITIONS = 100_000;

/**
 * The two-sided permutation p of a sum of scores, twice the smaller tail and at most 1, by listing how many runs of each
 * block a draw can hold; their chances are multivariate hypergeometric. Few values make few compositions, and so do
 * values of which all but some runs share one, where approximations fail: the sum then has but a few possible values.
 * `null` where there are more than 100,000.
 */
export function compositionTest({ scores, counts, size }: ScoreSum, observed: number): number | null {
  if (compositionsOf(counts, size) > MOST_COMPOSITIONS) return null;
  const blocks = Array.from(counts, (count, block) => ({ count, score: scores[block]! }));
  blocks.sort((a, b) => a.count - b.count);
  const commonest = blocks.pop();
  if (!commonest) return null;
  const total = blocks.reduce((all, { count }) => all + count, commonest.count);
  const logFactorial = new Float64Array(total + 1);
  for (let n = 2; n <= total; n++) logFactorial[n] = logFactorial[n - 1]! + Math.log(n);
  const logChoose = (n: number, k: number): number => logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!;

  const all = logChoose(total, size);
  let [atMost, atLeast] = [0, 0];
  const list = (block: number, left: number, sum: number, log: number): void => {
    const next = blocks[block];
    if (!next) {
      if (left > commonest.count) return;
      const reached = sum + left * commonest.score;
      const chance = Math.exp(log + logChoose(commonest.count, left) - all);
      if (reached <= observed) atMost += chance;
      if (reached >= observed) atLeast += chance;
      return;
    }
    for (let k = 0; k <= Math.min(next.count, left); k++) {
      list(block + 1, left - k, sum + k * next.score, log + logChoose(next.count, k));
    }
  };
  list(0, size, 0, 0);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** How many ways there are to draw, those of the commonest block being given by the others; more than the most is enough. */
function compositionsOf(counts: ArrayLike<number>, size: number): number {
  let compositions = 1;
  let most = 0;
  for (let block = 0; block < counts.length && compositions <= MOST_COMPOSITIONS; block++) {
    const count = counts[block]!;
    compositions *= Math.min(count, most, size) + 1;
    most = Math.max(most, count);
  }
  return compositions;
}
