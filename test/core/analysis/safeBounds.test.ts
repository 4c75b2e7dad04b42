import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { narrowSweep } from '../../../src/core/nextSweep/narrowSweep';
import { priceOf } from '../../../src/core/nextSweep/boundsPrice';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { analyze } from '../../../src/core/analysis/analyze';
import type { Analysis } from '../../../src/core/analysis/analysis';
import { coneSweep, detectionFacts } from './runSets';
import { eightNumbers, eightNumbersSweep, plantedRuns } from './planted';

type Config = Readonly<Record<string, unknown>>;

const bounded = (analysis: Analysis, name: string): Analysis['safeBounds'][number] | undefined =>
  analysis.safeBounds.find(({ parameter }) => parameter === name);

describe('safe bounds', () => {
  it('of the cone sweep narrow mixup alone, and say what that costs', () => {
    const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
    expect(analysis.safeBounds.map(({ parameter }) => parameter)).toEqual(['mixup']);
    const to = analysis.safeBounds[0]!.to as { readonly max: number };
    expect(to.max).toBeGreaterThan(0.08);
    expect(to.max).toBeLessThan(0.11);
    expect(analysis.safeBounds[0]!.reason).toContain('12 of 13 runs (67–99 %) crashed');
    expect(analysis.safeBoundsEffect).toMatchObject({
      crashesAvoided: 12,
      crashesTotal: 13,
      completedKept: 7,
      completedTotal: 8,
      bestRunKept: true,
    });
  });

  it('know the range of the sweep, and the share of its draws that stays', () => {
    const runs = plantedRuns(80, 1, eightNumbers, (c) => ((c.a as number) > 0.6 ? 0.97 : 0.05));
    const { analysis } = analyzeSweep(runs, { sweepText: eightNumbersSweep() });
    const bound = bounded(analysis, 'a');
    expect(bound?.from).toEqual({ min: 0, max: 1 });
    const { min, max } = bound!.to as { readonly min: number; readonly max: number };
    expect(min).toBe(0);
    expect(Math.abs(max - 0.6)).toBeLessThan(0.05);
    expect(analysis.safeBoundsEffect?.spaceKept).toBeCloseTo(max, 12);
    expect(String(max).length).toBeLessThanOrEqual(5);
  });

  it('cut log parameters on the log scale', () => {
    const runs = plantedRuns(
      60,
      2,
      (random) => ({ ...eightNumbers(random), a: 10 ** (-5 + 4 * random()) }),
      (c) => ((c.a as number) > 1e-3 ? 0.97 : 0.03),
    );
    const sweepText = eightNumbersSweep({ a: 'distribution: log_uniform_values, min: 0.00001, max: 0.1' });
    const { analysis } = analyzeSweep(runs, { sweepText });
    const { max } = bounded(analysis, 'a')!.to as { readonly max: number };
    expect(max).toBeGreaterThan(5e-4);
    expect(max).toBeLessThan(2e-3);
    expect(analysis.safeBoundsEffect?.spaceKept).toBeCloseTo(Math.log(max / 1e-5) / Math.log(1e4), 10);
  });

  it('keep whole numbers whole, and steps of q', () => {
    const runs = plantedRuns(
      60,
      3,
      (random) => ({ ...eightNumbers(random), a: 1 + Math.floor(random() * 64), b: Math.round(random() * 20) * 0.05 }),
      (c) => ((c.a as number) > 40 ? 0.97 : 0.03),
    );
    const { analysis } = analyzeSweep(runs, { sweepText: eightNumbersSweep({ a: 'min: 1, max: 64' }) });
    const { max } = bounded(analysis, 'a')!.to as { readonly max: number };
    expect(Number.isInteger(max)).toBe(true);
    expect(Math.abs(max - 40)).toBeLessThan(4);
    expect(analysis.safeBoundsEffect?.spaceKept).toBeCloseTo(max / 64, 12);
  });

  it('drop values of a list, numbers and text', () => {
    const config = (random: () => number): Record<string, number | string> => ({
      ...eightNumbers(random),
      a: ['adam', 'sgd', 'lion'][Math.floor(random() * 3)]!,
      b: [1, 3, 5][Math.floor(random() * 3)]!,
    });
    const sweepText = eightNumbersSweep({ a: 'values: [adam, sgd, lion]', b: 'values: [1, 3, 5]' });
    const lion = plantedRuns(80, 4, config, (c: Config) => (c.a === 'lion' ? 0.97 : 0.05));
    expect(bounded(analyzeSweep(lion, { sweepText }).analysis, 'a')?.to).toEqual({ values: ['adam', 'sgd'] });
    const five = plantedRuns(80, 5, config, (c: Config) => (c.b === 5 ? 0.97 : 0.05));
    const { analysis } = analyzeSweep(five, { sweepText });
    expect(bounded(analysis, 'b')).toMatchObject({ from: { values: [1, 3, 5] }, to: { values: [1, 3] } });
    expect(analysis.safeBoundsEffect?.spaceKept).toBeCloseTo(2 / 3, 12);
  });

  it('drop values that are text in the file and numbers in the runs', () => {
    const config = (random: () => number): Record<string, number> => ({
      ...eightNumbers(random),
      a: [1e-5, 1e-4, 1e-2][Math.floor(random() * 3)]!,
    });
    const sweepText = eightNumbersSweep({ a: 'values: [1e-5, 1e-4, 1e-2]' });
    const runs = plantedRuns(80, 4, config, (c: Config) => (c.a === 1e-2 ? 0.97 : 0.05));
    const { analysis, table } = analyzeSweep(runs, { sweepText });
    expect(bounded(analysis, 'a')).toMatchObject({
      from: { values: ['1e-5', '1e-4', '1e-2'] },
      to: { values: ['1e-5', '1e-4'] },
    });
    const document = parseSweepDocument(sweepText);
    expect(narrowSweep(document, analysis.safeBounds).text).toContain('values: [1e-5, 1e-4]');
    // The price is counted on the runs, and is the same as the analysis says.
    expect(priceOf(analysis.safeBounds, table, { best: analysis.best!.id, document })).toMatchObject(
      analysis.safeBoundsEffect!,
    );
  });

  it('bound a pair where it is cheapest, and keep the best run', () => {
    const runs = plantedRuns(150, 1, eightNumbers, (c) =>
      (c.a as number) > 0.5 && (c.b as number) > 0.5 ? 0.97 : 0.03,
    );
    const { analysis } = analyzeSweep(runs, { sweepText: eightNumbersSweep() });
    expect(analysis.safeBounds.length).toBeGreaterThan(0);
    for (const { parameter } of analysis.safeBounds) expect(['a', 'b']).toContain(parameter);
    expect(analysis.safeBoundsEffect?.bestRunKept).toBe(true);
  });

  it('leave alone what the sweep does not vary', () => {
    const runs = plantedRuns(80, 1, eightNumbers, (c) => ((c.a as number) > 0.6 ? 0.97 : 0.05));
    const { analysis } = analyzeSweep(runs, { sweepText: eightNumbersSweep({ a: 'value: 0.2' }) });
    expect(analysis.safeBounds).toEqual([]);
    expect(analysis.safeBoundsEffect).toBeNull();
  });

  it('are hardly ever proposed where nothing is related to crashing', () => {
    const sets = Array.from(
      { length: 40 },
      (_, seed) => analyze(plantedRuns(40, seed + 500, eightNumbers, () => 0.5)).analysis.safeBounds.length,
    );
    expect(sets.filter((count) => count > 0).length).toBeLessThanOrEqual(3);
  });
});
