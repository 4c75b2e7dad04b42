/**
 * Runs sorted into cells once, so that a moving brush costs one pass over two byte arrays for each chart. A code is the
 * cell of a run; runs without a value have the code after the last cell.
 */
import type { Group } from '../core/runs/crashedChoice';
import { GROUPS } from './panelTable';

/** Cells and the cell of each run. */
export interface Cells {
  /** Cells that have a place; at most 84, so that a cell and a group fit into a byte. */
  readonly count: number;
  /** One for each row: below `count` the cell, `count` without a value. */
  readonly codes: Uint8Array;
}

/** Runs of each group in each cell, and in the one after the last, of those without a value. */
export interface CellCounts {
  /** By cell, then by group. */
  readonly numbers: Int32Array;
  of(cell: number, group: Group): number;
}

/** Cells that each end with one of `tops`, in ascending order; what is above the last one belongs to the last cell. */
export function cellsByTop(values: Float64Array, tops: readonly number[]): Cells {
  const codes = new Uint8Array(values.length);
  const last = tops.length - 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      codes[row] = tops.length;
      continue;
    }
    let [low, high] = [0, Math.max(0, last)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= tops[middle]!) high = middle;
      else low = middle + 1;
    }
    codes[row] = low;
  }
  return { count: tops.length, codes };
}

/** `count` cells of the same width from `domain[0]` to `domain[1]` on the axis; values outside belong to the ends. */
export function cellsOnAxis(
  values: Float64Array,
  scale: 'linear' | 'log',
  domain: readonly [number, number],
  count: number,
): Cells {
  const codes = new Uint8Array(values.length);
  // Halves, so that the distance between the two largest doubles of either sign is still a number.
  const [low, high] = domain.map(scale === 'log' ? Math.log : halved) as [number, number];
  const perCell = (high - low) / count || 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      codes[row] = count;
      continue;
    }
    const cell = Math.floor(((scale === 'log' ? Math.log(value) : value / 2) - low) / perCell);
    codes[row] = Math.min(count - 1, Math.max(0, cell));
  }
  return { count, codes };
}

function halved(value: number): number {
  return value / 2;
}

/** The cell and the group of each run as one number, ready to be counted. */
export interface CellKeys {
  readonly count: number;
  readonly keys: Uint8Array;
}

/** `cells` with the group of each run. */
export function cellKeys({ count, codes }: Cells, groups: Uint8Array): CellKeys {
  return { count, keys: codes.map((code, row) => code * GROUPS.length + groups[row]!) };
}

/** Some of the runs: those in `rows`, or all but those, whichever are fewer. Made once for all charts of a frame. */
export interface Subset {
  readonly rows: Int32Array;
  readonly isAllBut: boolean;
}

/** The runs of `passing`, which has 1 for each that passes. */
export function subsetOf(passing: Uint8Array): Subset {
  let count = 0;
  for (let row = 0; row < passing.length; row++) count += passing[row]!;
  const isAllBut = count * 2 > passing.length;
  const wanted = isAllBut ? 0 : 1;
  const rows = new Int32Array(isAllBut ? passing.length - count : count);
  let size = 0;
  for (let row = 0; row < passing.length; row++) if (passing[row] === wanted) rows[size++] = row;
  return { rows, isAllBut };
}

/** Counts all runs by cell and group. */
export function countAll({ count, keys }: CellKeys): CellCounts {
  const found = new Int32Array((count + 1) * GROUPS.length);
  for (let row = 0; row < keys.length; row++) found[keys[row]!]!++;
  return countsIn(found);
}

/** Counts the runs of `subset`; `all` is what {@link countAll} counted. */
export function countSome({ count, keys }: CellKeys, { rows, isAllBut }: Subset, all: CellCounts): CellCounts {
  const found = isAllBut ? all.numbers.slice() : new Int32Array((count + 1) * GROUPS.length);
  const step = isAllBut ? -1 : 1;
  for (let index = 0; index < rows.length; index++) found[keys[rows[index]!]!]! += step;
  return countsIn(found);
}

function countsIn(numbers: Int32Array): CellCounts {
  return { numbers, of: (cell, group) => numbers[cell * GROUPS.length + GROUPS.indexOf(group)] ?? 0 };
}
