/** Runs counted over time and over lanes: the columns of a timeline of many runs, and its twin as a table. */
import { ENDS, type End, type Timeline } from './timeline';

/** Counts by lane, column and end, in that order: see {@link countAt}. */
export interface TimelineCounts {
  readonly lanes: number;
  readonly columns: number;
  readonly counts: Uint32Array;
}

/**
 * Runs in each column of each lane. `columnOf` has the column of each place; `passing` marks the rows that count.
 * `into` takes an earlier result's array, to count again without making another one.
 */
export function countColumns(
  { rows, ends, lanes, laneCodes }: Timeline,
  columnOf: Uint16Array,
  columns: number,
  passing: Uint8Array | null,
  into?: TimelineCounts,
): TimelineCounts {
  const size = lanes.length * columns * ENDS.length;
  const counts = into?.counts.length === size ? into.counts.fill(0) : new Uint32Array(size);
  for (let place = 0; place < rows.length; place++) {
    if (passing !== null && passing[rows[place]!] === 0) continue;
    const cell = laneCodes[place]! * columns + columnOf[place]!;
    counts[cell * ENDS.length + ends[place]!]! += 1;
  }
  return { lanes: lanes.length, columns, counts };
}

/** Runs in a column of a lane that ended so. */
export function countAt({ columns, counts }: TimelineCounts, lane: number, column: number, end: End): number {
  return counts[(lane * columns + column) * ENDS.length + ENDS.indexOf(end)]!;
}

/** The most runs in any column that go up (completed and others), and that go down (all bad ends). */
export function largestCounts(counts: TimelineCounts): { readonly up: number; readonly down: number } {
  let [up, down] = [0, 0];
  for (let lane = 0; lane < counts.lanes; lane++) {
    for (let column = 0; column < counts.columns; column++) {
      up = Math.max(up, countAt(counts, lane, column, 'completed') + countAt(counts, lane, column, 'other'));
      down = Math.max(down, countAt(counts, lane, column, 'crashed') + countAt(counts, lane, column, 'bad'));
    }
  }
  return { up, down };
}
