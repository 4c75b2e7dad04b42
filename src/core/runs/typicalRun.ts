import type { RunTable } from './table';

/**
 * The row of the run whose settings are nearest to the median of some rows: numbers count by their distance from the
 * median, in widths of what these runs have; categories by whether they are the most frequent level. Of equals the first;
 * -1 of none.
 */
export function typicalRow(table: RunTable, rows: readonly number[]): number {
  const distances = rows.map(() => 0);
  for (const column of table.columns) {
    if (column.kind === 'number') {
      const sorted = Float64Array.from(rows, (row) => column.values[row]!)
        .filter((value) => !Number.isNaN(value))
        .sort();
      const width = sorted.length === 0 ? 0 : sorted.at(-1)! - sorted[0]!;
      if (!(width > 0)) continue;
      const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
      rows.forEach((row, i) => {
        const value = column.values[row]!;
        distances[i]! += Number.isNaN(value) ? 1 : Math.abs(value - middle) / width;
      });
    } else {
      const counts = new Map<number, number>();
      for (const row of rows) counts.set(column.codes[row]!, (counts.get(column.codes[row]!) ?? 0) + 1);
      // A setting that differs in every run, such as an output folder, says nothing.
      if (counts.size === rows.length) continue;
      const most = Math.max(...counts.values());
      rows.forEach((row, i) => {
        distances[i]! += counts.get(column.codes[row]!) === most ? 0 : 1;
      });
    }
  }
  const nearest = distances.indexOf(Math.min(...distances));
  return rows[nearest] ?? -1;
}
