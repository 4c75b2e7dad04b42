import { asNumber } from '../runs/sameValue';
import type { Column, RunTable } from '../runs/table';
import type { PlainValue } from '../sweep/plainValue';
import { support, type Distribution } from '../sweep/distributions';
import { hasOtherLists, levelAt } from './drawsAndRuns';

/**
 * Rows of the runs that the sweep could have drawn: every one of the columns within what it draws. A column that the sweep
 * does not set bounds nothing; a run without the parameter is no draw.
 */
export function runsInside(
  rows: Int32Array,
  columns: readonly Column[],
  distributions: ReadonlyMap<string, Distribution>,
): Int32Array {
  const tests = columns.map((column) => testOf(column, distributions.get(column.name)));
  return rows.filter((row) => tests.every((isInside) => isInside(row)));
}

/** Crashed runs among some rows of the table. */
export function crashesAmong(rows: Int32Array, table: RunTable): number {
  return rows.reduce((sum, row) => sum + (table.rows[row]!.group === 'crashed' ? 1 : 0), 0);
}

function testOf(column: Column, distribution: Distribution | undefined): (row: number) => boolean {
  if (distribution === undefined) return () => true;
  if (column.kind === 'category') {
    if (distribution.kind !== 'discrete' || hasOtherLists(column, distribution.values)) return () => true;
    const drawn = new Set<PlainValue>(distribution.values.filter((_, place) => distribution.chances[place]! > 0));
    const isDrawn = column.levels.map((_, code) => drawn.has(levelAt(column, code)));
    return (row) => isDrawn[column.codes[row]!] === true;
  }
  const { values } = column;
  if (distribution.kind === 'discrete') {
    // Numbers that the file has as text are numbers in the runs.
    const drawn = new Set<unknown>(distribution.values.map(asNumber));
    return (row) => drawn.has(values[row]!);
  }
  const bounds = support(distribution);
  if (bounds === null) return () => true;
  // Bounds pass through a file of text and logarithms.
  const slack = 1e-9 * Math.max(Math.abs(bounds.low), Math.abs(bounds.high));
  const [low, high] = [bounds.low, bounds.high].map((end, i) =>
    Number.isFinite(end) ? end + (i === 0 ? -slack : slack) : end,
  );
  return (row) => values[row]! >= low! && values[row]! <= high!;
}
