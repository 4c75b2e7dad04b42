/**
 * Many runs as bands between neighbouring axes: each axis is cut into bins, runs are counted by the pair of bins that
 * they connect, and each pair is drawn as a band whose opacity is its share. So the work of a frame is counting, and a
 * picture of some thousand points for each gap, however many runs there are.
 */

import { GROUPS } from './panelTable';

/** Bins of an axis; one more holds the runs without a value. */
export const BINS = 48;
/** Codes of a bin: those of the values from the low end on, and {@link MISSING}. */
export const MISSING = BINS;
const CODES = BINS + 1;

/** Rows of the picture for each bin: bands are drawn to a quarter of a bin. */
const PER_BIN = 4;

/** Pairs of bins that a gap has for each group. */
const PAIRS = CODES * CODES;

/** Runs of one gap by group and pair of bins: those of group g from bin a to bin b are at `g * PAIRS + a * CODES + b`. */
export type BandCounts = Int32Array;

/** A picture of one gap: `height` rows from the low end of the axes on, `width` columns from the left axis on. */
export interface BandPicture {
  readonly width: number;
  readonly height: number;
  /** Runs at each point, row by row. */
  readonly runs: Float32Array;
}

/** The bin of each row on an axis, given its place (0–1 from the low end; NaN without a value). */
export function binCodes(shares: Float32Array): Uint8Array {
  return Uint8Array.from(shares, (share) =>
    Number.isNaN(share) ? MISSING : Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS))),
  );
}

/** For each gap, where each row is counted: its group and pair of bins. Made once for a layout. */
export function bandCodes(axes: readonly Uint8Array[], groups: Uint8Array): readonly Uint16Array[] {
  return axes.slice(1).map((right, gap) => {
    const left = axes[gap]!;
    return Uint16Array.from(groups, (group, row) => group * PAIRS + left[row]! * CODES + right[row]!);
  });
}

/** Counts the rows that `isIn` marks, all of them where it is `null`, in each gap. */
export function countBands(codes: readonly Uint16Array[], isIn: Uint8Array | null): readonly BandCounts[] {
  const count = codes[0]?.length ?? 0;
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) {
    if (isIn === null || isIn[row] === 1) rows[found++] = row;
  }
  return codes.map((ofGap) => {
    const counts = new Int32Array(GROUPS.length * PAIRS);
    for (let index = 0; index < found; index++) counts[ofGap[rows[index]!]!]! += 1;
    return counts;
  });
}

/** How the bins lie in a picture of a gap, in shares of its height from the low end. */
export interface BandPlaces {
  /** The lane of runs without a value, and where the values begin, on the left and on the right axis. */
  readonly left: AxisPlaces;
  readonly right: AxisPlaces;
}

export interface AxisPlaces {
  readonly missing: number;
  readonly values: number;
}

/** Draws the bands of one group (a place in `GROUPS`) in one gap, `width` columns wide. */
export function paintBands(counts: BandCounts, group: number, width: number, places: BandPlaces): BandPicture {
  const height = BINS * PER_BIN;
  // Differences down each column: a band adds its runs where it begins and takes them away where it ends.
  const runs = new Float32Array(width * (height + 1));
  const start = group * PAIRS;
  const last = height - PER_BIN;
  const below = PER_BIN * width;
  for (let a = 0; a < CODES; a++) {
    const from = middleOf(a, places.left) * height;
    for (let b = 0; b < CODES; b++) {
      const count = counts[start + a * CODES + b]!;
      if (count === 0) continue;
      const slope = (middleOf(b, places.right) * height - from) / width;
      // Half a row more, so that cutting off the fraction rounds.
      let at = from + slope / 2 - PER_BIN / 2 + 0.5;
      for (let column = 0; column < width; column++) {
        const first = at < 0 ? 0 : at > last ? last : at | 0;
        const index = first * width + column;
        runs[index]! += count;
        runs[index + below]! -= count;
        at += slope;
      }
    }
  }
  for (let index = width; index < height * width; index++) runs[index]! += runs[index - width]!;
  return { width, height, runs: runs.subarray(0, width * height) };
}

/** The middle of a bin, as a share of the picture's height. */
function middleOf(code: number, { missing, values }: AxisPlaces): number {
  return code === MISSING ? missing : values + ((code + 0.5) / BINS) * (1 - values);
}
