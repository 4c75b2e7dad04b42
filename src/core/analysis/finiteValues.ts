import type { NumberColumn } from '../runs/table';

/** The finite values that some runs have, in the order of their rows. */
export function finiteValues({ values }: NumberColumn, rows: ArrayLike<number>): Float64Array {
  const found = new Float64Array(rows.length);
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (!Number.isNaN(value)) found[size++] = value;
  }
  return found.subarray(0, size);
}
