import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compositionTest } from '../../../../src/core/analysis/statistics/drawCompositions';
import { scoreSumTest } from '../../../../src/core/analysis/statistics/rankSum';

/** Doubled mid-ranks of blocks of tied values, as the Mann–Whitney test scores them. */
function midRanks(counts: readonly number[]): number[] {
  let before = 0;
  return counts.map((count) => {
    const score = 2 * before + count + 1;
    before += count;
    return score;
  });
}

const sumOf = (scores: readonly number[], drawn: readonly number[]): number =>
  drawn.reduce((sum, k, block) => sum + k * scores[block]!, 0);

describe('compositions of a draw', () => {
  it('give the p of the dynamic program, which goes over the runs one by one', () => {
    const blocks = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat({ max: 6 })), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(blocks, (pairs) => {
        const counts = pairs.map(([count]) => count);
        const drawn = pairs.map(([count, k]) => Math.min(count, k));
        const size = drawn.reduce((a, b) => a + b, 0);
        fc.pre(size > 2);
        const scores = midRanks(counts);
        const observed = sumOf(scores, drawn);
        const p = compositionTest({ scores, counts, size }, observed);
        expect(p).toBeCloseTo(scoreSumTest({ scores, counts, size }, observed).p, 10);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('are hypergeometric for two values', () => {
    // scipy 1.17: 2 * scipy.stats.hypergeom(300, 40, 120).sf(23).
    const counts = [260, 40];
    const p = compositionTest({ scores: midRanks(counts), counts, size: 120 }, sumOf(midRanks(counts), [96, 24]));
    expect(p).toBeCloseTo(0.010006746138205685, 9);
  });

  it('are too many for many values', () => {
    const counts = Array.from({ length: 40 }, () => 5);
    expect(compositionTest({ scores: midRanks(counts), counts, size: 100 }, 20_000)).toBeNull();
  });
});

describe('the rank sum of many runs that nearly all share one value', () => {
  it.each([
    ['one odd run, in the smaller group', [1, 299], 150, [1, 149], 1],
    ['one odd run, in the larger group', [1, 297], 132, [0, 132], 1],
    ['two odd runs on either side', [1, 298, 1], 150, [1, 148, 1], 1],
    ['one odd run of a hundred thousand', [99_999, 1], 40_000, [39_999, 1], 0.8],
  ])('%s says nothing', (_, counts, size, drawn, p) => {
    const scores = midRanks(counts);
    const test = scoreSumTest({ scores, counts, size }, sumOf(scores, drawn));
    expect(test.exact).toBe(true);
    expect(test.p).toBeCloseTo(p, 9);
  });
});
