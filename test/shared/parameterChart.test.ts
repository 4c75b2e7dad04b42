import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { axisScaleOf } from '../../src/core/report/axis';
import type { ParameterResult } from '../../src/core/analysis/analysis';
import type { PanelTable } from '../../src/shared/panelTable';
import { cellKeys, countAll } from '../../src/shared/parameterBins';
import { parameterChart, runsOf, type LevelChart, type NumberChart } from '../../src/shared/parameterChart';
import type { SearchRange } from '../../src/shared/searchSpace';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const CONE = panelOf(coneSweep(), analyze(coneSweep()));
const MIXUP = CONE.analysis.parameters.find(({ name }) => name === 'mixup')!;

type Value = number | string | null;

/** Runs with one parameter `x`: crashed ones first, then completed ones, then some that are left out. */
function runsWith(crashed: readonly Value[], completed: readonly Value[], others: readonly Value[] = []) {
  const run = (kind: 'crashed' | 'finished' | 'running') => (x: Value, index: number) =>
    runWith(`${kind}${index}`, kind, x === null ? {} : { x });
  const runSet = makeRunSet([
    ...crashed.map(run('crashed')),
    ...completed.map(run('finished')),
    ...others.map(run('running')),
  ]);
  const { analysis, table } = panelOf(runSet, analyze(runSet));
  return { table, result: analysis.parameters.find(({ name }) => name === 'x')! };
}

function numberOf(result: ParameterResult, table: PanelTable, space: readonly SearchRange[] = []): NumberChart {
  const chart = parameterChart(result, table, space);
  if (chart?.kind !== 'number') throw new Error('expected a number');
  return chart;
}

function levelsOf({ result, table }: ReturnType<typeof runsWith>): LevelChart {
  const chart = parameterChart(result, table, []);
  if (chart?.kind !== 'levels') throw new Error('expected levels');
  return chart;
}

describe('a chart of a number', () => {
  it('has every run once, sorted by value', () => {
    const chart = numberOf(MIXUP, CONE.table);
    expect((['completed', 'crashed', 'excluded'] as const).map((group) => runsOf(chart, CONE.table, group))).toEqual([
      8, 13, 0,
    ]);
    expect(chart.domain).toEqual([0.0042, 0.2966]);
    expect(chart.lanes).toEqual(['completed', 'crashed']);
    expect(chart.marks?.map(({ rows }) => rows.length)).toEqual([8, 13, 0]);
    for (const { rows } of chart.marks!) {
      const values = Array.from(rows, (row) => chart.values[row]!);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    expect([chart.means.completed?.toFixed(4), chart.means.crashed?.toFixed(4)]).toEqual(['0.0486', '0.1973']);
  });

  it('counts in the bins of the analysis what the analysis counted', () => {
    const chart = numberOf(MIXUP, CONE.table);
    const counts = countAll(cellKeys(chart.binCells, CONE.table.groups));
    expect(chart.bins.map((_, bin) => [counts.of(bin, 'crashed'), counts.of(bin, 'completed')])).toEqual(
      MIXUP.bins!.map(({ crashed, total }) => [crashed, total - crashed]),
    );
    // Bins touch.
    chart.bins.slice(1).forEach(({ left }, index) => {
      expect(left).toBe(chart.bins[index]!.right);
    });
  });

  it('leaves out what has no place on an axis, and has a lane for it', () => {
    const { table, result } = runsWith([1, Number.NaN, Infinity, null], [2, -0]);
    const chart = numberOf(result, table);
    expect([runsOf(chart, table, 'completed'), runsOf(chart, table, 'crashed')]).toEqual([2, 1]);
    expect(chart.missing.count).toBe(3);
    expect(chart.missing.marks?.map(({ group, rows }) => [group, rows.length])).toEqual([
      ['completed', 0],
      ['crashed', 3],
      ['excluded', 0],
    ]);
  });

  it('has a lane for runs that are not compared, where they have a value', () => {
    const lanes = (others: readonly Value[]): readonly string[] => {
      const { table, result } = runsWith([1, 2], [3, 4], others);
      return numberOf(result, table).lanes;
    };
    expect(lanes([5])).toEqual(['completed', 'crashed', 'excluded']);
    expect(lanes([null])).toEqual(['completed', 'crashed']);
  });

  it('reaches over the range of the sweep', () => {
    const swept = (bounds: readonly [number, number]): SearchRange => ({
      parameter: 'mixup',
      distribution: 'uniform',
      scale: 'linear',
      bounds,
      isOpen: false,
      values: null,
    });
    expect(numberOf(MIXUP, CONE.table, [swept([0, 0.2])]).domain).toEqual([0, 0.2966]);
    // Zero has no place on a logarithmic axis.
    const { table, result } = runsWith([1e-5, 1e-4], [1e-3, 1e-2]);
    const space = [{ ...swept([0, 1]), parameter: 'x' }];
    expect(numberOf({ ...result, scale: 'log' }, table, space)).toMatchObject({ scale: 'log', domain: [1e-5, 1] });
  });

  it('is logarithmic as the analysis says, and never where a run has no logarithm', () => {
    const { table, result } = runsWith([1e-5, 1e-4], [1e-3, 1e-2], [0]);
    expect(numberOf({ ...result, scale: 'log' }, table).scale).toBe('linear');
    const evenly = runsWith([1, 30, 50], [70, 100]);
    expect(numberOf(evenly.result, evenly.table).scale).toBe('linear');
    expect(axisScaleOf([1e-5, NaN, 1e-4, 1e-3, Infinity, 1e-2])).toBe('log');
    expect(axisScaleOf([])).toBe('linear');
  });

  it('has no threshold where the setting has no effect', () => {
    expect(numberOf(MIXUP, CONE.table).threshold).toBe(MIXUP.threshold);
    expect(numberOf({ ...MIXUP, verdict: 'inert' }, CONE.table).threshold).toBeNull();
  });

  it('is none where there is no such column, or no value', () => {
    expect(parameterChart({ ...MIXUP, name: 'absent' }, CONE.table, [])).toBeNull();
    expect(parameterChart({ ...MIXUP, name: '__proto__' }, CONE.table, [])).toBeNull();
  });

  it('has no marks for very many runs, but all of them in its columns', () => {
    const { table, result } = runsWith(
      Array.from({ length: 1500 }, (_, index) => index),
      Array.from({ length: 1500 }, (_, index) => 2 * index),
    );
    const chart = numberOf(result, table);
    expect(chart.marks).toBeNull();
    expect([runsOf(chart, table, 'crashed'), runsOf(chart, table, 'completed')]).toEqual([1500, 1500]);
    expect(chart.isWhole).toBe(true);
  });
});

describe('a chart of a category', () => {
  it('has a line for each level, and one for no value', () => {
    const given = runsWith(['adam', 'adam', 'sgd', null], ['sgd', 'adam']);
    const chart = levelsOf(given);
    const counts = countAll(cellKeys(chart.cells, given.table.groups));
    expect(
      chart.lines.map(({ label }, line) => [label, counts.of(line, 'crashed'), counts.of(line, 'completed')]),
    ).toEqual([
      ['adam', 2, 1],
      ['sgd', 1, 1],
    ]);
    expect([chart.missing.count, counts.of(2, 'crashed')]).toEqual([1, 1]);
    expect(chart.marks?.map((line) => line.map(({ rows }) => rows.length))).toEqual([
      [1, 2, 0],
      [1, 1, 0],
    ]);
  });

  it('puts rare levels of many on one line and loses no run', () => {
    const given = runsWith(
      Array.from({ length: 30 }, (_, index) => `level${index % 15}`),
      ['level0'],
    );
    const chart = levelsOf(given);
    expect(chart.lines).toHaveLength(8);
    expect(chart.lines[7]).toMatchObject({ label: '8 other values' });
    expect(chart.lines[7]!.levels).toHaveLength(8);
    expect([runsOf(chart, given.table, 'crashed'), runsOf(chart, given.table, 'completed')]).toEqual([30, 1]);
  });
});
