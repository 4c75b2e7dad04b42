import { describe, expect, it } from 'vitest';
import { binsOf } from '../../../src/core/analysis/bins';
import { roundCut } from '../../../src/core/analysis/roundCut';
import { scaleOf } from '../../../src/core/analysis/scale';
import { orderedCounts } from '../../../src/core/analysis/statistics/orderedCounts';
import { bestThreshold } from '../../../src/core/analysis/threshold';
import { bestBand } from '../../../src/core/analysis/thresholdBand';
import { searchThreshold } from '../../../src/core/analysis/thresholdSearch';

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const counts = (n: number, crashes: (i: number) => boolean) =>
  orderedCounts(Float64Array.from(upTo(n).filter(crashes)), Float64Array.from(upTo(n).filter((i) => !crashes(i))));

describe('bands', () => {
  it('have the p of all divisions of the runs', () => {
    // All 2,002 ways to choose 5 of 14 runs, listed in Python: 8 have a band with |z| of 3.606 or more.
    const band = bestBand(
      counts(14, (i) => i >= 5 && i <= 9),
      'linear',
    )!;
    expect(band).toMatchObject({
      direction: 'inside',
      beyond: { crashed: 5, total: 5 },
      within: { crashed: 0, total: 9 },
    });
    expect(Math.abs(band.p - 8 / 2002)).toBeLessThan(0.0025);
    expect(band.value).toEqual([4.5, 9.5]);
  });

  it.each([60, 1000, 20_000])('are found among %d runs, with both ends', (n) => {
    const inside = (i: number): boolean => i >= 0.4 * n && i < 0.7 * n;
    const noisy = (i: number): boolean => inside(i) !== (i * 7919) % 10 < 1;
    const found = searchThreshold(counts(n, noisy), 'linear')!;
    expect(found.direction).toBe('inside');
    const [low, high] = found.value as readonly [number, number];
    expect(low / n).toBeGreaterThan(0.3);
    expect(low / n).toBeLessThan(0.5);
    expect(high / n).toBeGreaterThan(0.6);
    expect(high / n).toBeLessThan(0.8);
    expect(found.p).toBeLessThan(0.05);
    const outside = searchThreshold(
      counts(n, (i) => !noisy(i)),
      'linear',
    )!;
    expect(outside.direction).toBe('outside');
    expect(outside.value).toEqual(found.value);
  });

  it('are not seen in a slope or a step', () => {
    const step = counts(200, (i) => i > 120 !== (i * 7919) % 10 < 1);
    expect(searchThreshold(step, 'linear')?.direction).toBe('above');
    const slope = counts(200, (i) => (i * 7919) % 200 < i);
    expect(searchThreshold(slope, 'linear')?.direction).toBe('above');
  });
});

describe('cuts', () => {
  it('pay for the bands that were looked at', () => {
    const step = counts(30, (i) => i > 18);
    expect(searchThreshold(step, 'linear')!.p).toBeCloseTo(bestThreshold(step)!.p / 0.8, 12);
  });

  it('are not found in very many runs that crash evenly', () => {
    const even = counts(9000, (i) => i % 3 === 0);
    expect(bestThreshold(even)!.p).toBe(1);
    expect(searchThreshold(even, 'linear')!.p).toBe(1);
  });

  it('have an interval of cuts that fit nearly as well', () => {
    const sharp = bestThreshold(counts(100, (i) => i >= 60))!;
    expect(sharp.interval![0]).toBeGreaterThanOrEqual(57);
    expect(sharp.interval![1]).toBeLessThanOrEqual(62);
    const noisy = bestThreshold(counts(100, (i) => i >= 60 !== (i * 37) % 10 < 3))!;
    const [low, high] = noisy.interval as readonly [number, number];
    expect(low).toBeLessThanOrEqual(59);
    expect(high).toBeGreaterThanOrEqual(60);
    expect(high - low).toBeGreaterThan(4);
  });

  it('on a log scale lie at round numbers in the geometric middle', () => {
    expect(roundCut(0.00012, 0.0089, 'above', 'log')).toBe(0.001);
    expect(roundCut(0.00012, 0.0089, 'above')).toBe(0.005);
    expect(roundCut(1, 2, 'above', 'log')).toBe(1.4);
  });
});

describe('scale', () => {
  it('is told by the spread', () => {
    expect(scaleOf(Float64Array.from(upTo(21), (i) => 10 ** (-5 + i / 5)))).toBe('log');
    expect(scaleOf(Float64Array.from(upTo(1000), (i) => (i + 1) / 1000))).toBe('linear');
    expect(scaleOf(Float64Array.from(upTo(21), (i) => i))).toBe('linear');
    expect(scaleOf(Float64Array.of())).toBe('linear');
  });
});

describe('bins', () => {
  it('hold about equally many runs and every run once', () => {
    const bins = binsOf(counts(200, (i) => i >= 100));
    expect(bins).toHaveLength(7);
    expect(bins.reduce((sum, { total }) => sum + total, 0)).toBe(200);
    expect(bins.reduce((sum, { crashed }) => sum + crashed, 0)).toBe(100);
    for (const { total } of bins) expect(Math.abs(total - 200 / 7)).toBeLessThan(1);
    expect(bins[0]).toMatchObject({ from: 0, crashed: 0 });
    expect(bins.at(-1)).toMatchObject({ to: 199, low: expect.closeTo(0.88, 1) as number, high: 1 });
  });

  it('never part equal values, and give few values a bin each', () => {
    const choices = orderedCounts(
      Float64Array.of(8, 8, 16, 64),
      Float64Array.of(8, 16, 16, 32, 32, 32, 32, 32, 64, 64),
    );
    expect(binsOf(choices).map(({ from, to, total }) => [from, to, total])).toEqual([
      [8, 8, 3],
      [16, 16, 3],
      [32, 32, 5],
      [64, 64, 3],
    ]);
  });
});
