/**
 * Many runs as bands between neighbouring axes: each axis is cut into bins, runs are counted by the pair of bins that
 * they connect, and each pair is drawn as a band whose opacity is its share. So the work of a frame is counting, and a
 * picture of some thousand points for each gap, however many runs there are.
 */

/** Bins of an axis; one more holds the runs without a value. */
export const BINS = 48;
/** Codes of a bin: those of the values from the low end on, and {@link MISSING}. */
export const MISSING = BINS;
const CODES = BINS + 1;

/** Rows of the picture for each bin: bands are drawn to a quarter of a bin. */
const PER_BIN = 4;

/** Runs counted for each gap and pair of bins: the pair (a, b) of gap g is at `(g * CODES + a) * CODES + b`. */
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

/** Counts the rows of one group between each axis and the next. */
export function countBands(
  axes: readonly Uint8Array[],
  groups: Uint8Array,
  group: number,
  isIn: Uint8Array | null,
): BandCounts {
  const counts = new Int32Array(Math.max(0, axes.length - 1) * CODES * CODES);
  const rows: number[] = [];
  for (let row = 0; row < groups.length; row++) {
    if (groups[row] === group && (isIn === null || isIn[row] === 1)) rows.push(row);
  }
  const chosen = Int32Array.from(rows);
  for (let gap = 0; gap + 1 < axes.length; gap++) {
    const [left, right] = [axes[gap]!, axes[gap + 1]!];
    const start = gap * CODES * CODES;
    for (let index = 0; index < chosen.length; index++) {
      const row = chosen[index]!;
      counts[start + left[row]! * CODES + right[row]!]! += 1;
    }
  }
  return counts;
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

/** Draws the bands of one gap, `width` columns wide; `height` rows as {@link pictureHeight} has them. */
export function paintBands(counts: BandCounts, gap: number, width: number, places: BandPlaces): BandPicture {
  const height = pictureHeight();
  // Differences down each column: a band adds its runs where it begins and takes them away where it ends.
  const runs = new Float32Array(width * (height + 1));
  const start = gap * CODES * CODES;
  for (let a = 0; a < CODES; a++) {
    const from = middleOf(a, places.left) * height;
    for (let b = 0; b < CODES; b++) {
      const count = counts[start + a * CODES + b]!;
      if (count === 0) continue;
      const slope = (middleOf(b, places.right) * height - from) / width;
      for (let column = 0; column < width; column++) {
        const at = from + slope * (column + 0.5) - PER_BIN / 2;
        const first = at < 0 ? 0 : Math.round(at);
        const last = first + PER_BIN > height ? height : first + PER_BIN;
        runs[first * width + column]! += count;
        runs[last * width + column]! -= count;
      }
    }
  }
  for (let index = width; index < height * width; index++) runs[index]! += runs[index - width]!;
  return { width, height, runs: runs.subarray(0, width * height) };
}

/** Rows of a picture. */
export function pictureHeight(): number {
  return BINS * PER_BIN;
}

/** The middle of a bin, as a share of the picture's height. */
function middleOf(code: number, { missing, values }: AxisPlaces): number {
  return code === MISSING ? missing : values + ((code + 0.5) / BINS) * (1 - values);
}
