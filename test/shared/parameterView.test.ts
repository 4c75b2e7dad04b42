import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { axisScaleOf } from '../../src/core/report/axis';
import type { ParameterResult, Threshold } from '../../src/core/analysis/analysis';
import { comparisonCsv, comparisonMarkdown, comparisonRow } from '../../src/shared/comparison';
import { markCount, parameterChart } from '../../src/shared/parameterChart';
import { groupAt, type PanelTable } from '../../src/shared/panelTable';
import { parameterView } from '../../src/shared/parameterView';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const NO_BREAK = '\u00a0';
const CONE = panelOf(coneSweep(), analyze(coneSweep()));

function resultOf(name: string, parameters: readonly ParameterResult[] = CONE.analysis.parameters): ParameterResult {
  return parameters.find((parameter) => parameter.name === name)!;
}

/** Runs with one parameter `x`: crashed ones first. */
function tableOf(
  crashed: readonly (number | string | null)[],
  completed: readonly (number | string | null)[],
): {
  readonly table: PanelTable;
  readonly result: ParameterResult;
} {
  const run = (kind: 'crashed' | 'finished') => (x: number | string | null, index: number) =>
    runWith(`${kind}${index}`, kind, x === null ? {} : { x });
  const runSet = makeRunSet([...crashed.map(run('crashed')), ...completed.map(run('finished'))]);
  const { analysis, table } = panelOf(runSet, analyze(runSet));
  return { table, result: resultOf('x', analysis.parameters) };
}

describe('a card', () => {
  it('says the direction, the difference, the rates and how sure they are', () => {
    const threshold: Threshold = {
      direction: 'above',
      value: 0.15,
      beyond: { crashed: 10, total: 11, low: 0.623, high: 0.984 },
      within: { crashed: 3, total: 10, low: 0.108, high: 0.603 },
      p: 0.02,
    };
    const result: ParameterResult = {
      ...resultOf('mixup'),
      verdict: 'strong',
      effect: { auc: 0.93, low: 0.7, high: 0.99 },
      p: 0.0004,
      q: 0.0029,
      threshold,
    };
    const view = parameterView(result, CONE.table);
    expect(view.chip).toBe('Strong');
    expect(view.finding).toBe(`Higher in crashed runs: mean +306${NO_BREAK}%.`);
    expect(view.threshold).toEqual([
      `Above 0.15: 10 of 11 (62–98${NO_BREAK}%) crashed.`,
      `Otherwise: 3 of 10 (11–60${NO_BREAK}%) crashed.`,
    ]);
    expect(view.evidence).toEqual([
      `Crashed higher in 93${NO_BREAK}% of pairs (70–99${NO_BREAK}%)`,
      'p < 0.001 · q 0.0029',
    ]);
    expect(view.label).toBe(`mixup: strong. ${view.finding} ${view.threshold.join(' ')}`);
  });

  it('says the share of pairs from the likelier side', () => {
    const result: ParameterResult = { ...resultOf('mixup'), effect: { auc: 0.2, low: 0.1, high: 0.45 } };
    expect(parameterView(result, CONE.table).evidence[0]).toBe(
      `Crashed lower in 80${NO_BREAK}% of pairs (55–90${NO_BREAK}%)`,
    );
  });

  it('does not read a difference that may be chance as a finding', () => {
    const result: ParameterResult = { ...resultOf('mixup'), verdict: 'none' };
    expect(parameterView(result, CONE.table).finding).toBe(`Mean +306${NO_BREAK}%: could be chance.`);
  });

  it('says of what was not compared that it was not', () => {
    const said = (...groups: Parameters<typeof tableOf>): readonly string[] => {
      const { table, result } = tableOf(...groups);
      const { finding, chip } = parameterView(result, table);
      return [finding, chip];
    };
    expect(said([], [1, 2])).toEqual(['Not compared: no crashed run has a value.', 'Not compared']);
    expect(said([null, null], ['a', 'b'])).toEqual(['Not compared: no crashed run has a value.', 'Not compared']);
    expect(said([1, 2], [null])).toEqual(['Not compared: no completed run has a value.', 'Not compared']);
    expect(said(['a', 'b'], ['c'])).toEqual(['Different in every run, not compared.', 'Not compared']);
    expect(said(['a', 'a'], ['a'])).toEqual(['All runs have the same value.', 'Constant']);
  });

  it('counts the compared runs that have no value', () => {
    const { table, result } = tableOf([1, null, 3], [2, 4, null]);
    expect(parameterView(result, table).notes).toContain(
      'Not drawn: 2 runs without a usable value, 1 of them crashed.',
    );
  });
});

describe('a chart of a number', () => {
  it('has every run once, in lanes sorted by value', () => {
    const chart = parameterChart(resultOf('mixup'), CONE.table)!;
    expect([markCount(chart, 'completed'), markCount(chart, 'crashed'), markCount(chart, 'excluded')]).toEqual([
      8, 13, 0,
    ]);
    if (chart.kind !== 'strip') throw new Error('expected a strip');
    expect(chart.domain).toEqual([0.0042, 0.2966]);
    for (const { rows } of chart.lanes) {
      const values = Array.from(rows, (row) => chart.values[row]!);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    expect(chart.lanes.map(({ mean }) => mean?.toFixed(4))).toEqual(['0.0486', '0.1973']);
  });

  it('leaves out what has no place on an axis', () => {
    const { table, result } = tableOf([1, Number.NaN, Infinity], [2, -0]);
    const chart = parameterChart(result, table)!;
    expect([markCount(chart, 'completed'), markCount(chart, 'crashed')]).toEqual([2, 1]);
  });

  it('is logarithmic only where the values ask for it', () => {
    const scale = (...values: number[]): string => {
      const { table, result } = tableOf(values, values);
      const chart = parameterChart(result, table);
      return chart?.kind === 'strip' ? chart.scale : 'none';
    };
    expect(scale(1e-5, 1e-4, 1e-3, 1e-2)).toBe('log');
    expect(scale(0, 1e-4, 1e-3, 1e-2)).toBe('linear');
    // Two decades, but evenly spread.
    expect(scale(1, 30, 50, 70, 100)).toBe('linear');
    // The report draws by the same rule.
    expect(axisScaleOf([1e-5, NaN, 1e-4, 1e-3, Infinity, 1e-2])).toBe('log');
    expect(axisScaleOf([])).toBe('linear');
  });

  it.each([
    [{ direction: 'above', value: 2 }, [{ from: 2, to: null }]],
    [{ direction: 'below', value: 2 }, [{ from: null, to: 2 }]],
    [{ direction: 'inside', value: [1, 2] }, [{ from: 1, to: 2 }]],
    [
      { direction: 'outside', value: [1, 2] },
      [
        { from: null, to: 1 },
        { from: 2, to: null },
      ],
    ],
  ] as const)('marks the risky side of %j', (place, risky) => {
    const count = { crashed: 1, total: 2, low: 0, high: 1 };
    const threshold: Threshold = { ...place, beyond: count, within: count, p: 0.01 };
    const result: ParameterResult = { ...resultOf('mixup'), threshold };
    expect(parameterChart(result, CONE.table)).toMatchObject({ risky });
    // A setting without an effect has no risky side.
    expect(parameterChart({ ...result, verdict: 'inert' }, CONE.table)).toMatchObject({ risky: [] });
  });

  it('is none where no run has a value, or there is no such column', () => {
    expect(parameterChart({ ...resultOf('mixup'), name: 'absent' }, CONE.table)).toBeNull();
    expect(parameterChart({ ...resultOf('mixup'), name: '__proto__' }, CONE.table)).toBeNull();
  });
});

describe('a chart of a category', () => {
  it('has a line for each level with its counts', () => {
    const { table, result } = tableOf(['adam', 'adam', 'sgd'], ['sgd', 'adam']);
    const chart = parameterChart(result, table);
    expect(
      chart?.kind === 'levels' && chart.levels.map(({ label, crashed, compared }) => [label, crashed, compared]),
    ).toEqual([
      ['adam', 2, 3],
      ['sgd', 1, 2],
    ]);
  });

  it('puts rare levels of many on one line and loses no run', () => {
    const crashed = Array.from({ length: 30 }, (_, index) => `level${index % 15}`);
    const { table, result } = tableOf(crashed, ['level0']);
    const chart = parameterChart(result, table)!;
    expect(chart.kind === 'levels' && chart.levels.map(({ label }) => label)).toHaveLength(8);
    expect(chart.kind === 'levels' && chart.levels[7]!.label).toBe('8 other values');
    expect([markCount(chart, 'crashed'), markCount(chart, 'completed')]).toEqual([30, 1]);
  });
});

describe('the comparison table', () => {
  it('has the figures of the original investigation', () => {
    const figures = (name: string): readonly string[] => {
      const { completed, crashed, difference } = comparisonRow(resultOf(name));
      return [completed, crashed, difference];
    };
    expect(figures('mixup')).toEqual(['0.0486', '0.1973', `+306${NO_BREAK}%`]);
    expect(figures('dropout')).toEqual(['0.0811', '0.1556', `+92${NO_BREAK}%`]);
    expect(figures('lr0')[2]).toBe(`+29${NO_BREAK}%`);
    expect(figures('hsv_v')[2]).toBe(`+15${NO_BREAK}%`);
  });

  it('becomes Markdown in which a name stays one cell', () => {
    const markdown = comparisonMarkdown([{ ...comparisonRow(resultOf('mixup')), name: 'a|b\n<script>' }]);
    const lines = markdown.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^\| a\\\|b \\<script\\> \| 0\.0486 \| 0\.1973 \|/);
  });
});
