import { expect, it } from 'vitest';
import type { RunTable } from '../../../src/core/runs/table';
import { typicalRow } from '../../../src/core/runs/typicalRun';

function tableOf(...columns: readonly (readonly number[])[]): RunTable {
  return {
    rows: [],
    columns: columns.map((values, i) => ({ kind: 'number', name: `p${String(i)}`, values: Float64Array.from(values) })),
  };
}

it('takes the middle run also where values are further apart than the largest number', () => {
  expect(typicalRow(tableOf([1e308, -1e308, 1.7e308, -1.7e308, 0]), [0, 1, 2, 3, 4])).toBe(4);
  // The sum of the two in the middle is no number.
  expect(typicalRow(tableOf([1.7e308, 1e308, 1e308, -1e308]), [0, 1, 2, 3])).toBe(1);
  expect(typicalRow(tableOf([1.7e308, 1.5e308, 1.6e308]), [0, 1, 2])).toBe(2);
});

it('takes a run without any value last, and any run where none has a value', () => {
  expect(typicalRow(tableOf([NaN, 1, 2, 3]), [0, 1, 2, 3])).toBe(2);
  expect(typicalRow(tableOf([NaN, NaN]), [1, 0])).toBe(1);
});

it('takes one of many runs', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => i);
  const codes = Int32Array.from(rows, (i) => i >> 1);
  const levels = rows.map(String);
  const table = tableOf(rows);
  const columns = [...table.columns, { kind: 'category' as const, name: 'c', levels, codes }];
  expect(typicalRow({ ...table, columns }, rows)).toBe(149_999);
});
