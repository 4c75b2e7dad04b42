import { describe, expect, it } from 'vitest';
import type { NumberChart } from '../../src/shared/parameterChart';
import { numberLayout, valueAround } from '../../webview/charts/numberLayout';

/** Eight completed runs from 0.01 on and thirteen crashed ones up to 0.29, in four bins. */
const VALUES = Float64Array.from({ length: 21 }, (_, row) => 0.01 + row * 0.014);
const CHART: NumberChart = {
  kind: 'number',
  name: 'mixup',
  scale: 'linear',
  domain: [0, 0.3],
  tried: [0.01, 0.29],
  values: VALUES,
  isWhole: false,
  range: null,
  bins: [0, 1, 2, 3].map((bin) => {
    const [left, right] = [0.01 + bin * 0.07, 0.01 + (bin + 1) * 0.07];
    return { from: left, to: right, left, right };
  }),
  binCells: { count: 4, codes: new Uint8Array(21) },
  columnCells: { count: 72, codes: new Uint8Array(21) },
  marks: [
    { group: 'completed', rows: Int32Array.from({ length: 8 }, (_, row) => row) },
    { group: 'crashed', rows: Int32Array.from({ length: 13 }, (_, row) => row + 8) },
  ],
  lanes: ['completed', 'crashed'],
  means: { completed: 0.06, crashed: 0.21 },
  threshold: null,
  missing: { count: 0, marks: [] },
};

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
