import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail, levelsTest } from '../../../../src/core/analysis/statistics/contingency';
import { describe as figuresOf } from '../../../../src/core/analysis/statistics/describe';
import { benjaminiHochberg } from '../../../../src/core/analysis/statistics/falseDiscovery';
import { aucInterval, mannWhitney } from '../../../../src/core/analysis/statistics/mannWhitney';
import { orderedCounts } from '../../../../src/core/analysis/statistics/orderedCounts';
import { wilsonInterval } from '../../../../src/core/analysis/statistics/proportion';
import { bestThreshold } from '../../../../src/core/analysis/threshold';

const countsOf = (crashed: readonly number[], completed: readonly number[]) =>
  orderedCounts(Float64Array.from(crashed).sort(), Float64Array.from(completed).sort());

describe('Wilson interval', () => {
  // scipy 1.17: binomtest(k, n).proportion_ci(method='wilson')
  it.each([
    [13, 21, 0.4087865377511576, 0.7924898863143551],
    [0, 8, 0, 0.32440756488388023],
    [5, 5, 0.5655175352168251, 1],
  ])('%d of %d', (crashed, total, low, high) => {
    const interval = wilsonInterval(crashed, total);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it('knows nothing without runs', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('Mann–Whitney', () => {
  it('is exact without ties', () => {
    // scipy 1.17: mannwhitneyu(x, y, method='exact') → U 24, p 0.12554112554112554
    const result = mannWhitney(countsOf([1.1, 2.3, 3.7, 5, 8.1], [0.4, 0.9, 1.7, 2, 2.9, 3.1]));
    expect(result?.auc).toBeCloseTo(24 / 30, 12);
    expect(result?.p).toBeCloseTo(0.12554112554112554, 12);
    expect(result?.exact).toBe(true);
  });

  it('is exact with ties', () => {
    // scipy 1.17: permutation_test((x, y), U statistic, n_resamples=inf, 'independent'), all 462 divisions
    const result = mannWhitney(countsOf([1, 3, 3, 5, 5, 5], [1, 1, 1, 3, 5]));
    expect(result?.auc).toBeCloseTo(22 / 30, 12);
    expect(result?.p).toBeCloseTo(0.31601731601731603, 12);
  });

  it('approximates large samples with corrections for ties and continuity', () => {
    // scipy 1.17: mannwhitneyu(A, B, method='asymptotic') → U 1877.5, p 0.299815017371873
    const a = Array.from({ length: 70 }, (_, i) => ((i * 37) % 101) / 10);
    const b = Array.from({ length: 60 }, (_, i) => ((i * 53) % 97) / 10 + 1);
    const result = mannWhitney(countsOf(a, b));
    expect(result?.auc).toBeCloseTo(1877.5 / 4200, 12);
    expect(result?.p).toBeCloseTo(0.299815017371873, 10);
    expect(result?.exact).toBe(false);
  });

  it('has no answer for an empty group', () => {
    expect(mannWhitney(countsOf([], [1, 2]))).toBeNull();
  });

  it('does not depend on units or direction', () => {
    const group = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(group, group, (a, b) => {
        const there = mannWhitney(countsOf(a, b))!;
        const back = mannWhitney(countsOf(b, a))!;
        const scaled = mannWhitney(
          countsOf(
            a.map((x) => 3 * x - 7),
            b.map((x) => 3 * x - 7),
          ),
        )!;
        expect(back.p).toBeCloseTo(there.p, 10);
        expect(back.auc).toBeCloseTo(1 - there.auc, 10);
        expect(scaled).toEqual(there);
      }),
      { seed: 3 },
    );
  });

  it('has an AUC interval that contains the estimate, also at full separation', () => {
    const { low, high } = aucInterval(1, 13, 8);
    // θ solves 1 − θ = 1.95996·√V(θ); checked by substitution: V(0.8156…) with 13 and 8 runs.
    const extra = 21 / 2 - 1;
    const variance = (low * (1 - low) * (1 + extra * ((1 - low) / (2 - low) + low / (1 + low)))) / 104;
    expect((1 - low) / Math.sqrt(variance)).toBeCloseTo(1.959963984540054, 8);
    expect(high).toBe(1);
    expect(aucInterval(0, 13, 8).high).toBeCloseTo(1 - low, 10);
    const middle = aucInterval(0.7, 13, 8);
    expect(middle.low).toBeLessThan(0.7);
    expect(middle.high).toBeGreaterThan(0.7);
  });
});

describe('levels', () => {
  it.each([
    // scipy 1.17: fisher_exact([[crashed…], [completed…]]).pvalue
    [[12, 1], [13, 8], 0.0005159958720330237],
    [[3, 7], [12, 11], 0.0995327192661962],
    // All tables with these margins listed in Python with math.comb.
    [[5, 1, 2], [6, 7, 6], 0.06172104469318092],
    [[3, 0, 4, 6], [5, 5, 5, 6], 0.002948547840188707],
    // scipy 1.17: chi2_contingency([[40, 50, 60], [60, 50, 40]], correction=False).pvalue
    [[40, 50, 60, 0], [100, 100, 100, 0], 0.018315638888734182],
  ])('%j of %j', (crashed, totals, p) => {
    expect(levelsTest(crashed, totals)).toBeCloseTo(p, 3);
    if (totals[0] !== 100) expect(levelsTest(crashed, totals)).toBeCloseTo(p, 10);
  });

  it('permutes with a fixed seed where nothing else fits', () => {
    const totals = Array.from({ length: 40 }, () => 3);
    const crashed = totals.map((_, level) => (level < 20 ? 3 : 0));
    const p = levelsTest(crashed, totals);
    expect(p).toBe(1 / 10_000);
    expect(
      levelsTest(
        totals.map((_, level) => (level % 2) + 1),
        totals,
      ),
    ).toBeGreaterThan(0.9);
  });

  it('finds nothing where nothing differs', () => {
    expect(levelsTest([3], [5])).toBe(1);
    expect(levelsTest([0, 0], [4, 5])).toBe(1);
  });

  it.each([
    // scipy 1.17: chi2.sf(x, df)
    [7.3, 1, 0.006895461063618973],
    [7.3, 2, 0.02599112877875535],
    [12.5, 5, 0.028543123326167485],
    [30, 10, 0.000856641210775301],
    [900, 800, 0.007774644192745909],
  ])('chi-square %d with %d degrees', (x, degrees, p) => {
    expect(chiSquareUpperTail(x, degrees)).toBeCloseTo(p, 10);
  });
});

describe('Benjamini–Hochberg', () => {
  it('agrees with scipy', () => {
    // scipy 1.17: false_discovery_control(p)
    const q = benjaminiHochberg([0.216, 0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212]);
    const expected = [0.216, 0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571428571428571, 0.216, 0.216];
    q.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index]!, 12);
    });
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('threshold', () => {
  it('has the p of the largest statistic over all cuts', () => {
    // Crashed at ranks 4, 7, 9, 10 of 10: 73 of all 210 labellings have a cut as good (listed in Python).
    const threshold = bestThreshold(countsOf([4, 7, 9, 10], [1, 2, 3, 5, 6, 8]));
    expect(threshold?.p).toBeCloseTo(73 / 210, 12);
    expect(threshold?.direction).toBe('above');
  });

  it('splits the runs as it says', () => {
    const group = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(group, group, (crashed, completed) => {
        const threshold = bestThreshold(countsOf(crashed, completed));
        if (threshold === null || typeof threshold.value !== 'number') return;
        const { direction, value, beyond, within, p } = threshold;
        const isBeyond = (x: number): boolean => (direction === 'above' ? x > value : x < value);
        expect(beyond.crashed).toBe(crashed.filter(isBeyond).length);
        expect(beyond.total).toBe([...crashed, ...completed].filter(isBeyond).length);
        expect(within.total + beyond.total).toBe(crashed.length + completed.length);
        expect(beyond.crashed / beyond.total).toBeGreaterThan(within.crashed / within.total);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
      { seed: 4 },
    );
  });

  it('needs runs on both sides', () => {
    expect(bestThreshold(countsOf([1, 2], [3]))).toBeNull();
    expect(bestThreshold(countsOf([1, 1, 1], [1, 1]))).toBeNull();
  });
});

describe('figures', () => {
  it('describes a group', () => {
    // Python: statistics.mean, median, stdev
    expect(figuresOf(Float64Array.of(4, 1, 2, 8))).toEqual({
      n: 4,
      mean: 3.75,
      median: 3,
      sd: 3.095695936834452,
      min: 1,
      max: 8,
    });
    expect(figuresOf(new Float64Array())).toEqual({ n: 0, mean: null, median: null, sd: null, min: null, max: null });
    expect(figuresOf(Float64Array.of(2)).sd).toBeNull();
  });
});
