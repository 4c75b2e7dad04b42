import type { RunTable } from './table';

/**
 * The row of the run whose settings are nearest to the median of some rows: numbers count by their distance from the
 * median, in widths of what these runs have; categories by whether they are the most frequent level. Of equals the first;
 * -1 of none.
 */
export function typicalRow(table: RunTable, rows: readonly number[]): number {
  const distances = new Float64Array(rows.length);
  for (const column of table.columns) {
    if (column.kind === 'number') addDistances(distances, column.values, rows);
    else {
      const counts = new Map<number, number>();
      for (const row of rows) counts.set(column.codes[row]!, (counts.get(column.codes[row]!) ?? 0) + 1);
      // A setting that differs in every run, such as an output folder, says nothing.
      if (counts.size === rows.length) continue;
      let most = 0;
      for (const count of counts.values()) most = Math.max(most, count);
      rows.forEach((row, i) => {
        distances[i]! += counts.get(column.codes[row]!) === most ? 0 : 1;
      });
    }
  }
  let nearest = 0;
  distances.forEach((distance, i) => {
    if (distance < distances[nearest]!) nearest = i;
  });
  return rows[nearest] ?? -1;
}

/** Adds the distance of each row from the median of all, in widths; 1 for a row without a value. */
function addDistances(distances: Float64Array, values: Float64Array, rows: readonly number[]): void {
  const sorted = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return;
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!];
  // Values near both ends of what a double holds are further apart than the largest double.
  const unit = Number.isFinite(highest - lowest) ? 1 : 0.5;
  const width = highest * unit - lowest * unit;
  if (!(width > 0)) return;
  const middle = (sorted[(sorted.length - 1) >> 1]! / 2 + sorted[sorted.length >> 1]! / 2) * unit;
  rows.forEach((row, i) => {
    const value = values[row]!;
    distances[i]! += Number.isNaN(value) ? 1 : Math.abs(value * unit - middle) / width;
  });
}
