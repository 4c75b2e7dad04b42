import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { OutcomeKind, Value } from '../../src/core/runs/run';
import { encodeTable } from '../../src/shared/encodeTable';
import type { PanelTable } from '../../src/shared/panelTable';
import { differencesOf, settingGroups, similarRuns } from '../../src/shared/runCompare';
import { runDetails, type RunDetails } from '../../src/shared/runDetails';
import { makeRun, makeRunSet, runWith } from '../core/analysis/runSets';

function tableOf(runs: readonly (readonly [OutcomeKind, Readonly<Record<string, Value>>])[]): PanelTable {
  const runSet = makeRunSet(runs.map(([kind, config], index) => runWith(`r${index}`, kind, config)));
  return encodeTable(analyze(runSet).table, runSet.runs);
}

describe('similarRuns', () => {
  it('gives completed runs by rank, whatever the unit', () => {
    const table = tableOf([
      ['crashed', { lr: 1e-4, batch: 16 }],
      ['finished', { lr: 1e-1, batch: 16 }],
      ['finished', { lr: 1e-3, batch: 64 }],
      ['crashed', { lr: 1e-4, batch: 16 }],
      ['finished', { lr: 1e-3, batch: 16 }],
    ]);
    const found = similarRuns(table, 0, ['lr', 'batch'], 5);
    // lr: midranks 1, 1 (of the crashed), 3, 3 (of 1e-3), 4.5 over the 4 steps from first to last; batch: 2 and 4.5.
    expect(distance(found, 4)).toBeCloseTo((3 - 1) / 4 / 2);
    expect(distance(found, 1)).toBeCloseTo((4.5 - 1) / 4 / 2);
    expect(distance(found, 2)).toBeCloseTo(((3 - 1) / 4 + (4.5 - 2) / 4) / 2);
    expect(found.map(({ row }) => row)).toEqual([4, 1, 2]);
  });

  it('ranks very many runs to a part in thousands', () => {
    const count = 12_000;
    const table = tableOf(
      Array.from({ length: count }, (_, index) => [index === 0 ? 'crashed' : 'finished', { lr: index ** 2 }] as const),
    );
    const found = similarRuns(table, 0, ['lr'], count);
    expect(found).toHaveLength(count - 1);
    for (const { row, distance: far } of found) expect(Math.abs(far - row / (count - 1))).toBeLessThan(5e-4);
  });

  it('takes levels as equal or not, and a value that only one run has as far away', () => {
    const table = tableOf([
      ['crashed', { opt: 'sgd', lr: 1 }],
      ['finished', { opt: 'adam', lr: 1 }],
      ['finished', { opt: 'sgd' }],
      ['finished', { opt: 'sgd', lr: 1 }],
      ['finished', { lr: 2 }],
    ]);
    const found = similarRuns(table, 0, ['opt', 'lr'], 5);
    expect(found.map(({ row }) => row)).toEqual([3, 1, 2, 4]);
    expect([3, 1, 2].map((row) => distance(found, row))).toEqual([0, 0.5, 0.5]);
  });

  it('gives as many as are asked for, none without completed runs, never the run itself', () => {
    const runs = ['finished', 'finished', 'finished', 'crashed'] as const;
    const table = tableOf(runs.map((kind, lr) => [kind, { lr }]));
    expect(similarRuns(table, 1, ['lr'], 1)).toHaveLength(1);
    expect(similarRuns(table, 1, ['lr'], 9).map(({ row }) => row)).toEqual([0, 2]);
    expect(similarRuns(tableOf([['crashed', { lr: 1 }]]), 0, ['lr'], 9)).toEqual([]);
  });

  it('is between 0 and 1, and 0 for the same settings', () => {
    const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 }), (rows) => {
        const configs = rows.map(([a, b]) => ({ ...(a !== null && { a }), ...(b !== null && { b }) }));
        const table = tableOf([['crashed', configs[0]!], ...configs.map((config) => ['finished', config] as const)]);
        const found = similarRuns(table, 0, ['a', 'b'], 100);
        expect(found.every(({ distance: far }) => far >= 0 && far <= 1)).toBe(true);
        expect(found[0]!.distance).toBe(0);
      }),
      { seed: 6, numRuns: 40 },
    );
  });
});

function distance(found: ReturnType<typeof similarRuns>, row: number): number {
  return found.find((one) => one.row === row)!.distance;
}

function detailsOf(
  config: Readonly<Record<string, Value>>,
  defaults: Readonly<Record<string, Value>> | null,
): RunDetails {
  const runSet = makeRunSet([
    makeRun('r', { config: new Map(Object.entries(config)), host: 'node-1', runtimeSeconds: 3600 }),
  ]);
  const { table } = analyze(runSet);
  return runDetails(runSet.runs[0]!, {
    row: table.rows[0]!,
    link: null,
    framework: defaults && { name: 'Frame', defaultOf: (name) => defaults[name] as number | undefined },
  });
}

describe('differencesOf', () => {
  it('gives only what is different, the telling settings first', () => {
    const ours = { ...detailsOf({ lr: 0.1, opt: 'sgd', seed: 1, only: true }, null), host: 'node-2' };
    const theirs = detailsOf({ lr: 0.1, opt: 'adam', seed: 2, theirs: 'x' }, null);
    const { settings, circumstances } = differencesOf(ours, theirs, ['seed']);
    expect(settings).toEqual([
      { name: 'seed', ours: '1', theirs: '2' },
      { name: 'opt', ours: 'sgd', theirs: 'adam' },
      { name: 'only', ours: 'true', theirs: null },
      { name: 'theirs', ours: null, theirs: 'x' },
    ]);
    expect(circumstances).toEqual([{ name: 'Host', ours: 'node-2', theirs: 'node-1' }]);
  });

  it('finds no difference of a run to itself', () => {
    const run = detailsOf({ lr: 0.1 }, null);
    expect(differencesOf(run, run, [])).toEqual({ circumstances: [], settings: [] });
  });
});

describe('settingGroups', () => {
  it('tells settings that differ from the defaults from those without one and those as by default', () => {
    const groups = settingGroups(detailsOf({ a: 1, b: 2, c: 3, d: 4 }, { a: 1, b: 0, d: 0 }), ['d']);
    expect(groups.differing.map(({ name, standard }) => [name, standard])).toEqual([
      ['d', '0'],
      ['b', '0'],
    ]);
    expect(groups.others.map(({ name }) => name)).toEqual(['c']);
    expect(groups.standard.map(({ name }) => name)).toEqual(['a']);
  });
});
