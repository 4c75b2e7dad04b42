import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { parameterChart, type NumberChart } from '../../src/shared/parameterChart';
import { numberLayout, valueAround } from '../../webview/charts/numberLayout';
import { coneSweep } from '../core/analysis/runSets';
import { panelOf } from '../shared/panels';

const { analysis, table } = panelOf(coneSweep(), analyze(coneSweep()));

function chartOf(name: string): NumberChart {
  const result = analysis.parameters.find((parameter) => parameter.name === name)!;
  const chart = parameterChart(result, table, []);
  if (chart?.kind !== 'number') throw new Error('expected a number');
  return chart;
}

describe('the layout of a number', () => {
  it.each([240, 320, 900])('keeps every mark in its lane and within %d pixels', (width) => {
    const layout = numberLayout(chartOf('mixup'), width);
    expect(layout.marks?.map(({ group }) => group)).toEqual(['completed', 'crashed']);
    for (const { group, xs, ys, radius } of layout.marks!) {
      const lane = layout.lanes.find((candidate) => candidate.group === group)!;
      for (const x of xs) expect(x >= radius && x <= layout.plot - radius).toBe(true);
      for (const y of ys) expect(y - radius >= lane.top && y + radius <= lane.bottom).toBe(true);
    }
    expect(layout.height).toBeGreaterThan(layout.axisY);
  });

  it('says counts below bins only where most of them have room', () => {
    expect(numberLayout(chartOf('mixup'), 320).bins.map(({ hasRoom }) => hasRoom)).toEqual([true, true, true, true]);
    const many = { ...chartOf('mixup'), values: new Float64Array(1e6) };
    expect(numberLayout(many, 240).bins.some(({ hasRoom }) => hasRoom)).toBe(false);
  });

  it('has a line for runs without a value only where there are some', () => {
    const chart = chartOf('mixup');
    expect(numberLayout(chart, 320).missing).toBeNull();
    const marks = [{ group: 'crashed' as const, rows: Int32Array.of(1, 2) }];
    const layout = numberLayout({ ...chart, missing: { count: 2, marks } }, 320);
    expect(layout.missing!.y).toBeGreaterThan(layout.axisY);
    expect(layout.marks!.flatMap(({ ys }) => [...ys]).filter((y) => y === layout.missing!.y)).toHaveLength(2);
  });

  it('gives round values to what is dragged, within a pixel', () => {
    const chart = chartOf('mixup');
    const layout = numberLayout(chart, 320);
    for (let x = layout.inset; x < layout.plot - layout.inset; x += 7) {
      const value = valueAround(x, layout, chart);
      expect(Math.abs(layout.axis.place(value) - x)).toBeLessThan(1);
      expect(String(value).length).toBeLessThanOrEqual(5);
    }
    expect(Number.isInteger(valueAround(99, layout, { ...chart, isWhole: true }))).toBe(true);
  });
});
