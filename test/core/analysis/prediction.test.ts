import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import type { Analysis } from '../../../src/core/analysis/analysis';
import type { RunSet } from '../../../src/core/runs/run';
import { rateOf } from '../../../src/core/analysis/statistics/proportion';
import { coneSweep, makeRunSet, runWith } from './runSets';
import { eightNumbers, eightNumbersSweep, plantedRuns } from './planted';

const predicted = (runSet: RunSet, sweepText: string): Analysis =>
  analyzeSweep(runSet, { sweepText, predict: true }).analysis;
const why = ({ warnings }: Analysis): string =>
  warnings.find(({ code }) => code === 'no-prediction')?.message ?? 'predicted';
const threshold = plantedRuns(100, 1, eightNumbers, (c) => ((c.a as number) > 0.6 ? 0.95 : 0.1));

describe('the prediction', () => {
  it('for the cone sweep itself is near its crash rate, and says that bayes draws differ', () => {
    const sweepText = readFileSync(new URL('../../../example/sweep.yaml', import.meta.url), 'utf8');
    const { prediction, warnings } = predicted(coneSweep(), sweepText);
    expect(prediction?.value).toBeGreaterThan(0.5);
    expect(prediction?.value).toBeLessThan(0.75);
    expect(prediction!.high - prediction!.low).toBeGreaterThan(0.25);
    expect(warnings.map(({ code }) => code)).toContain('bayes-prediction');
  });

  it('follows the ranges of the sweep that is asked about', () => {
    const same = predicted(threshold, eightNumbersSweep()).prediction!;
    const safe = predicted(threshold, eightNumbersSweep({ a: 'min: 0.0, max: 0.5' })).prediction!;
    const risky = predicted(threshold, eightNumbersSweep({ a: 'min: 0.7, max: 1.0' })).prediction!;
    // True shares: 0.44, 0.1 and 0.95.
    for (const [rate, truth] of [
      [same, 0.44],
      [safe, 0.1],
      [risky, 0.95],
    ] as const) {
      expect(Math.abs(rate.value - truth)).toBeLessThan(0.12);
      expect(rate.high - rate.low).toBeGreaterThan(0.05);
      expect(rate.high - rate.low).toBeLessThan(0.3);
    }
  });

  it('is the crash rate of the runs that a narrower sweep could have drawn', () => {
    const inside = threshold.runs.filter(({ config }) => (config.get('a') as number) <= 0.5);
    const crashes = inside.filter(({ outcome }) => outcome.kind === 'crashed').length;
    const safe = predicted(threshold, eightNumbersSweep({ a: 'min: 0.0, max: 0.5' })).prediction;
    expect(safe).toEqual(rateOf(crashes, inside.length));
  });

  it('spans the rate of the runs inside where they are few', () => {
    const few = makeRunSet(threshold.runs.slice(0, 60));
    const ranges = { a: 'min: 0.0, max: 0.3', b: 'min: 0.0, max: 0.4' };
    const within = few.runs.filter(
      ({ config }) => (config.get('a') as number) <= 0.3 && (config.get('b') as number) <= 0.4,
    );
    expect(within.length).toBeGreaterThanOrEqual(3);
    expect(within.length).toBeLessThan(10);
    const own = rateOf(within.filter(({ outcome }) => outcome.kind === 'crashed').length, within.length)!;
    const analysis = predicted(few, eightNumbersSweep(ranges));
    expect(why(analysis)).toBe('predicted');
    const rate = analysis.prediction!;
    expect(rate.low).toBeLessThanOrEqual(own.low);
    expect(rate.high).toBeGreaterThanOrEqual(own.high);
  });

  it.each([
    ['crashed', 20.5 / 21],
    ['finished', 0.5 / 21],
  ] as const)('is no certainty where all runs are %s, and none for a narrower sweep', (kind, value) => {
    const runs = makeRunSet(
      threshold.runs.slice(0, 20).map((run) => ({ ...run, outcome: { kind, reason: '' }, summary: new Map() })),
    );
    const same = predicted(runs, eightNumbersSweep());
    // Wilson's interval of 0 of 20 ends at z²/(20 + z²).
    expect(same.prediction?.value).toBeCloseTo(value, 12);
    expect(same.prediction!.high - same.prediction!.low).toBeCloseTo(0.16113, 4);
    const narrower = predicted(runs, eightNumbersSweep({ a: 'min: 0.0, max: 0.5' }));
    expect(narrower.prediction).toBeNull();
    expect(why(narrower)).toContain('draws a differently');
  });

  it('is the overall rate where nothing is related to crashing and the sweep is the same', () => {
    const runs = plantedRuns(60, 7, eightNumbers, () => 0.4);
    const analysis = predicted(runs, eightNumbersSweep());
    expect(analysis.prediction).toEqual(analysis.crashRate);
  });

  it.each([
    ['too few runs', makeRunSet(threshold.runs.slice(0, 8)), {}, '8 compared runs are too few'],
    ['another parameter', threshold, { h: 'min: 0.0, max: 1.0}\n  z: {min: 1.0, max: 2.0' }, 'varies z'],
    ['values that no run tried', threshold, { a: 'min: 0.0, max: 3.0' }, 'draws a as far as 3'],
    [
      'another range where nothing is known',
      plantedRuns(60, 7, eightNumbers, () => 0.4),
      { b: 'min: 0.0, max: 0.3' },
      'do not tell which settings crash',
    ],
  ])('is not made for %s', (_, runSet, lines, reason) => {
    const analysis = predicted(runSet, eightNumbersSweep(lines));
    expect(analysis.prediction).toBeNull();
    expect(why(analysis)).toContain(reason);
  });

  it('is not made where crashing depends on what the sweep leaves open', () => {
    const analysis = predicted(threshold, 'method: random\nparameters:\n  b: {min: 0.0, max: 1.0}\n');
    expect(why(analysis)).toContain('depends on a');
  });
});

describe('hostile data', () => {
  const sweepText = eightNumbersSweep();
  const few = (n: number): RunSet => makeRunSet(threshold.runs.slice(0, n));
  const crashed = makeRunSet(
    threshold.runs.map((run) => ({ ...run, outcome: { kind: 'crashed' as const, reason: '' } })),
  );
  const equal = makeRunSet(
    threshold.runs.map((run) => ({ ...run, config: new Map([...run.config.keys()].map((key) => [key, 1])) })),
  );
  const broken = makeRunSet(
    threshold.runs.map((run, i) =>
      i % 3 === 0 ? { ...run, config: new Map([...run.config].map(([key]) => [key, i % 2 ? NaN : Infinity])) } : run,
    ),
  );
  const levels = makeRunSet(
    Array.from({ length: 10_000 }, (_, i) =>
      runWith(`r${String(i)}`, i % 2 === 0 ? 'crashed' : 'finished', { a: `level ${String(i)}`, b: i % 7, c: [i % 3] }),
    ),
  );

  it.each([
    ['no run', few(0)],
    ['one run', few(1)],
    ['two runs', few(2)],
    ['only crashed runs', crashed],
    ['equal values', equal],
    ['NaN and infinite values', broken],
    ['ten thousand levels', levels],
  ])('%s gives an answer or says why there is none', (_, runSet) => {
    const analysis = predicted(runSet, sweepText);
    expect(numbersIn(analysis).filter((number) => !Number.isFinite(number))).toEqual([]);
    if (analysis.prediction === null) expect(why(analysis)).toContain('not predicted');
    else expect(analysis.prediction.low).toBeLessThanOrEqual(analysis.prediction.high);
    expect(analysis.interactions.every(({ lift, p }) => Number.isFinite(lift) && p <= 0.05)).toBe(true);
  });
});

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
