import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe, expect, it } from 'vitest';
import { treeMixture, type TreeData } from '../../../../src/core/analysis/statistics/treeMixture';

/** One parameter with three bins (and one for missing), two cuts. */
function data(bins: readonly number[], crashed: readonly number[], draws: readonly number[]): TreeData {
  return {
    runs: [Uint8Array.from(bins)],
    crashed: Uint8Array.from(crashed),
    draws: [Uint8Array.from(draws)],
    splits: [[Uint8Array.of(0, 1, 1, 0), Uint8Array.of(0, 0, 1, 0)]],
    areCuts: [true],
  };
}

const seeded = (): (() => number) => {
  const generator = xoroshiro128plus(1);
  return () => uniformFloat64(generator);
};
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('treeMixture', () => {
  const runs = [0, 0, 0, 1, 1, 1, 2, 2, 2];
  const crashed = [0, 0, 0, 0, 0, 1, 1, 1, 1];

  it('weighs one division against one common rate as the beta functions say', () => {
    // scipy 1.17: L = lambda k, n: exp(betaln(k + .5, n - k + .5) - betaln(.5, .5));
    // (L(0, 3) * L(4, 6) / 2 + L(1, 6) * L(3, 3) / 2) / L(4, 9) → 7.9999999999999964
    expect(treeMixture(data(runs, crashed, [0]), 1).evidence).toBeCloseTo(7.9999999999999964, 10);
  });

  it('averages over trees of depth two', () => {
    // As above with N(k, n) = L(k, n) / 2 + (L of both sides, averaged over both cuts) / 2 on each side;
    // a cut with an empty side counts as no division.
    const left = 0.5 * L(0, 3) + 0.5 * L(0, 3);
    const rightOfFirst = 0.5 * L(4, 6) + 0.25 * L(4, 6) + 0.25 * L(1, 3) * L(3, 3);
    const leftOfSecond = 0.5 * L(1, 6) + 0.25 * L(0, 3) * L(1, 3) + 0.25 * L(1, 6);
    const expected = (0.5 * left * rightOfFirst + 0.5 * leftOfSecond * L(3, 3)) / L(4, 9);
    expect(treeMixture(data(runs, crashed, [0]), 2).evidence).toBeCloseTo(expected, 10);
  });

  it('puts draws through the sides on which they lie', () => {
    const many = (times: number): TreeData =>
      data(
        Array.from({ length: 90 * times }, (_, i) => i % 3),
        Array.from({ length: 90 * times }, (_, i) => (i % 3 === 2 ? 1 : 0)),
        [2, 2, 2, 0],
      );
    const shares = treeMixture(many(1), 2).sample(400, seeded());
    expect(mean(shares)).toBeGreaterThan(0.72);
    expect(mean(shares)).toBeLessThan(0.78);
    expect(treeMixture(many(1), 2).weights[0]).toBeGreaterThan(0.99);
  });

  it('takes runs without the parameter to the lower side, and copes with none at all', () => {
    expect(treeMixture(data([3, 3, 2, 2], [0, 0, 1, 1], [0]), 1).evidence).toBeGreaterThan(1);
    const empty = treeMixture(data([], [], []), 2);
    expect(empty.evidence).toBeCloseTo(1, 12);
    expect([...empty.sample(3, seeded())]).toEqual([0, 0, 0]);
  });
});

/** P(k of n in a given order) under Beta(½, ½), by the product of the predictive probabilities. */
function L(k: number, n: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product *= (i + 0.5) / (i + 1);
  for (let i = 0; i < n - k; i++) product *= (i + 0.5) / (k + i + 1);
  return product;
}
