import type { Column } from './table';

/** A run's value of a parameter; `undefined` where it has none. */
export function settingAt(column: Column | undefined, row: number): string | number | boolean | null | undefined {
  if (column === undefined || row < 0) return undefined;
  if (column.kind === 'number') return Number.isNaN(column.values[row]!) ? undefined : column.values[row];
  const code = column.codes[row]!;
  return code < 0 ? undefined : column.levelValues ? column.levelValues[code] : column.levels[code];
}
