import { describe, expect, it } from 'vitest';
import { numberLayout, valueAround } from '../../webview/charts/numberLayout';
import { CHART } from './numberCharts';

describe('the layout of a number', () => {
  it.each([240, 320, 900])('keeps every mark in its lane and within %d pixels', (width) => {
    const layout = numberLayout(CHART, width);
    expect(layout.marks?.map(({ group }) => group)).toEqual(['completed', 'crashed']);
    for (const { group, xs, ys, radius } of layout.marks!) {
      const lane = layout.lanes.find((candidate) => candidate.group === group)!;
      for (const x of xs) expect(x >= radius && x <= layout.plot - radius).toBe(true);
      for (const y of ys) expect(y - radius >= lane.top && y + radius <= lane.bottom).toBe(true);
    }
    expect(layout.height).toBeGreaterThan(layout.axisY);
  });

  it('says counts below bins only where most of them have room', () => {
    expect(numberLayout(CHART, 320).bins.map(({ hasRoom }) => hasRoom)).toEqual([true, true, true, true]);
    const many = { ...CHART, values: new Float64Array(1e6) };
    expect(numberLayout(many, 240).bins.some(({ hasRoom }) => hasRoom)).toBe(false);
  });

  it('has a line for runs without a value only where there are some', () => {
    expect(numberLayout(CHART, 320).missing).toBeNull();
    const marks = [{ group: 'crashed' as const, rows: Int32Array.of(1, 2) }];
    const layout = numberLayout({ ...CHART, missing: { count: 2, marks } }, 320);
    expect(layout.missing!.y).toBeGreaterThan(layout.axisY);
    expect(layout.marks!.flatMap(({ ys }) => [...ys]).filter((y) => y === layout.missing!.y)).toHaveLength(2);
  });

  it('has its columns where their values are, not where the rounded axis begins', () => {
    const { axis, columns } = numberLayout({ ...CHART, domain: [0.013, 0.287] }, 320);
    expect(axis.domain).toEqual([0, 0.3]);
    expect(axis.valueAt(columns.left)).toBeCloseTo(0.013);
    expect(axis.valueAt(columns.left + 72 * columns.width)).toBeCloseTo(0.287);
  });

  it('gives round values to what is dragged, within a pixel', () => {
    const layout = numberLayout(CHART, 320);
    for (let x = layout.inset; x < layout.plot - layout.inset; x += 7) {
      const value = valueAround(x, layout, CHART);
      expect(Math.abs(layout.axis.place(value) - x)).toBeLessThan(1);
      expect(String(value).length).toBeLessThanOrEqual(5);
    }
    expect(Number.isInteger(valueAround(99, layout, { ...CHART, isWhole: true }))).toBe(true);
  });
});
