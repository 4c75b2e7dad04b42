/**
 * Runs sorted into cells once, so that a moving brush costs one pass over two byte arrays for each chart. A code is the
 * cell of a run; runs without a value have the code after the last cell.
 */
import type { Group } from '../core/runs/crashedChoice';
import { GROUPS } from './panelTable';

/** Cells and the cell of each run. */
export interface Cells {
  /** Cells that have a place; at most 254. */
  readonly count: number;
  /** One for each row: below `count` the cell, `count` without a value. */
  readonly codes: Uint8Array;
}

/** Runs of each group in each cell, and in the one after the last, of those without a value. */
export interface CellCounts {
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

/** Counts the runs of `passing` (all of them where it is `null`) by cell and group. */
export function countCells({ count, codes }: Cells, groups: Uint8Array, passing: Uint8Array | null): CellCounts {
  const found = new Uint32Array((count + 1) * GROUPS.length);
  const width = GROUPS.length;
  if (passing === null) {
    for (let row = 0; row < codes.length; row++) found[codes[row]! * width + groups[row]!]!++;
  } else {
    for (let row = 0; row < codes.length; row++) found[codes[row]! * width + groups[row]!]! += passing[row]!;
  }
  return { of: (cell, group) => found[cell * width + GROUPS.indexOf(group)] ?? 0 };
}
