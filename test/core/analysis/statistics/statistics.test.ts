import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail, levelsTest } from '../../../../src/core/analysis/statistics/contingency';
import { describe as figuresOf } from '../../../../src/core/analysis/statistics/describe';
import { benjaminiHochberg } from '../../../../src/core/analysis/statistics/falseDiscovery';
import { aucInterval, mannWhitney } from '../../../../src/core/analysis/statistics/mannWhitney';
import { orderedCounts } from '../../../../src/core/analysis/statistics/orderedCounts';
import { wilsonInterval, Z95 } from '../../../../src/core/analysis/statistics/proportion';
import { saddlepointTail, scoreSumTest } from '../../../../src/core/analysis/statistics/rankSum';
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

  it('rests on the 95 % point of the normal distribution', () => {
    expect(Z95).toBeCloseTo(normalQuantile(0.975, 0, 1), 14);
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

  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

  // 2 / C(n, k) for k runs above all others.
  it.each([
    [1, 2500, 2 / 2501],
    [2, 1000, 2 / ((1002 * 1001) / 2)],
    [3, 600, 2 / ((603 * 602 * 601) / 6)],
    [2, 100_000, 2 / ((100_002 * 100_001) / 2)],
  ])('is exact for %d runs above %d others', (few, others, p) => {
    const above = upTo(few).map((i) => others + i);
    for (const result of [mannWhitney(countsOf(above, upTo(others))), mannWhitney(countsOf(upTo(others), above))]) {
      expect(result?.exact).toBe(true);
      expect(result!.p / p).toBeCloseTo(1, 9);
    }
  });

  it('is exact for one or two runs in the middle of many, with ties', () => {
    // P(one of 0…9999 ≤ 99) = 0.01, two-sided.
    expect(
      mannWhitney(
        countsOf(
          [99],
          upTo(10_000).filter((i) => i !== 99),
        ),
      )?.p,
    ).toBeCloseTo(0.02, 12);
    const middle = mannWhitney(
      countsOf(
        [30_000],
        upTo(100_000).filter((i) => i !== 30_000),
      ),
    );
    expect(middle).toMatchObject({ p: 2 * 0.30001, exact: true });
    // Two runs among 4 × 2,000 tied ones, one in the lowest and one in the next block: both in the lowest, or so.
    const blocks = [0, 1, 2, 3].flatMap((value) => Array.from({ length: 2000 }, () => value));
    const others = [...blocks.slice(1, 2000), ...blocks.slice(2001)];
    const lowest = 2000 * 1999;
    expect(mannWhitney(countsOf([0, 1], others))?.p).toBeCloseTo((2 * (lowest + 2 * 2000 * 2000)) / (8000 * 7999), 12);
  });

  // Subsets counted in Python with whole numbers of any size.
  it.each([
    ['six above 400 with ties', Array<number>(6).fill(4), upTo(400).map((i) => 1 + (i % 4)), 0.00056921898400913],
    [
      'twelve among 200',
      upTo(12).map((i) => 500 + ((i * 37) % 401)),
      upTo(200).map((i) => (i * 331) % 1000),
      0.10662123737751258,
    ],
    ['30 and 90', upTo(30).map((i) => 20 * i), upTo(90).map((i) => ((i * 7919) % 1009) * 0.7), 0.10953545120337427],
    [
      '70 and 60 with ties',
      upTo(70).map((i) => ((i * 37) % 101) / 10),
      upTo(60).map((i) => ((i * 53) % 97) / 10 + 1),
      0.30036273199330865,
    ],
    [
      '40 and 45 far apart',
      upTo(40).map((i) => ((i * 37) % 101) / 10 + 2),
      upTo(45).map((i) => ((i * 53) % 97) / 10),
      0.00045796548336771414,
    ],
  ])('agrees with the permutation p to half a percent: %s', (_, a, b, p) => {
    const result = mannWhitney(countsOf(a, b))!;
    expect(Math.abs(result.p / p - 1)).toBeLessThan(result.exact ? 1e-10 : 0.005);
  });

  it('has the same p by both methods, to within what it says', () => {
    const within: readonly (readonly [size: number, total: number, error: number])[] = [
      [3, 300, 0.05],
      [4, 150, 0.03],
      [6, 150, 0.02],
      [10, 150, 0.01],
      [20, 60, 0.005],
    ];
    for (const [size, total, error] of within) {
      const scores = Float64Array.from(upTo(total));
      const counts = upTo(total).map(() => 1);
      const [mean, sd] = [(size * (total - 1)) / 2, Math.sqrt((size * (total - size) * (total + 1)) / 12)];
      for (const z of [0, 0.3, 1, 1.5, 2, 2.5, 3, 4]) {
        const limit = Math.floor(mean - z * sd);
        if (limit < (size * (size - 1)) / 2) continue;
        const exact = scoreSumTest({ scores, counts, size }, limit);
        expect(exact.exact).toBe(true);
        const tail = saddlepointTail({ scores, counts, size, limit }, total);
        expect(Math.abs(Math.min(1, 2 * tail) / exact.p - 1)).toBeLessThan(error);
      }
    }
  });

  it('does not overstate large groups, and takes no time over them', () => {
    // Two values in 100,000 runs: the rank sum is a hypergeometric count.
    const values = (ones: number): number[] => upTo(50_000).map((i) => (i < ones ? 1 : 0));
    const start = performance.now();
    const result = mannWhitney(countsOf(values(25_300), values(25_000)))!;
    expect(performance.now() - start).toBeLessThan(1000);
    // scipy 1.17: 2 * hypergeom(100000, 50300, 50000).sf(25299)
    expect(Math.abs(result.p / 0.05861364708284676 - 1)).toBeLessThan(0.001);
    const apart = mannWhitney(
      countsOf(
        upTo(600).map((i) => 600 + i),
        upTo(600),
      ),
    )!;
    expect(apart.p).toBeLessThan(1e-300);
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
    // The same in Python; scipy 1.17: chi2_contingency(…, correction=False).pvalue would be 0.018315638888734182.
    [[40, 50, 60, 0], [100, 100, 100, 0], 0.01859705357906432],
  ])('%j of %j', (crashed, totals, p) => {
    expect(levelsTest(crashed, totals)).toBeCloseTo(p, 10);
  });

  // Permutation p of chi-square, 2,000,000 draws of scipy's multivariate_hypergeometric: within 10 % of it.
  it.each([
    [[30, 38, 44, 40, 54], 80, 0.003727],
    [[34, 30, 40, 36, 52, 48], 80, 0.002861],
    [[60, 62, 70, 75, 81, 90], 160, 0.005458],
    [[28, 36, 40, 44, 40, 42, 50, 52], 400, 0.143476],
    [[9, 14, 10, 14, 7, 13], 22, 0.184889],
    [[8, 4, 10, 6, 4, 10, 5], 25, 0.223208],
  ])('agrees with many permutations: %j of %d each', (crashed, size, p) => {
    const found = levelsTest(
      crashed,
      crashed.map(() => size),
    );
    expect(Math.abs(found / p - 1)).toBeLessThan(0.1);
  });

  it('takes the chi-square distribution only with forty expected in each cell', () => {
    const isPermuted = (p: number): boolean => Math.abs(p * 10_000 - Math.round(p * 10_000)) < 1e-6;
    const sizes = (size: number): number[] => Array<number>(6).fill(size);
    expect(isPermuted(levelsTest([30, 35, 32, 40, 36, 38], sizes(75)))).toBe(true);
    expect(isPermuted(levelsTest([33, 45, 42, 40, 46, 38], sizes(81)))).toBe(false);
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

  it.each([
    [0.0822, 0.0903, 0.09],
    [0.08621, 0.08624, 0.08622],
    [0.1, 0.9, 0.5],
    [-0.5, 0.4, 0],
    [3, 250, 100],
    [1e-5, 3e-5, 2e-5],
    [1e300, 1.1e300, 1.05e300],
    [-2.5, -1.5, -2],
    [0.1, 0.3, 0.2],
    [0.2, 0.4, 0.3],
  ])('between %d and %d is %d', (low, high, value) => {
    for (const [crashed, completed] of [
      [
        [high, high, high],
        [low, low, low],
      ],
      [
        [low, low, low],
        [high, high, high],
      ],
    ] as const) {
      expect(bestThreshold(countsOf(crashed, completed))?.value).toBe(value);
    }
  });

  it('between two neighbouring numbers is one of them', () => {
    const next = 1 + Number.EPSILON;
    expect(bestThreshold(countsOf([next, next, next], [1, 1, 1]))).toMatchObject({ direction: 'above', value: 1 });
    expect(bestThreshold(countsOf([1, 1, 1], [next, next, next]))).toMatchObject({ direction: 'below', value: next });
  });

  it('is exact for a few crashed runs among many, whichever group is the smaller', () => {
    const many = Array.from({ length: 5000 }, (_, i) => i);
    const few = [5001, 5002, 5003, 5004];
    const there = bestThreshold(countsOf(few, many))!;
    const back = bestThreshold(countsOf(many, few))!;
    expect(back.p / there.p).toBeCloseTo(1, 9);
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
