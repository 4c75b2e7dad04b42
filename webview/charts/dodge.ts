/** Where the marks of a lane go so that none hides another, and what is drawn where they are too many for that. */

/** Radii that a mark may have, largest first, with the pixels that its centre keeps from the next one. */
const SIZES = [
  { radius: 4, spacing: 9 },
  { radius: 3, spacing: 7 },
  { radius: 2, spacing: 5 },
] as const;

/** Width in pixels of a column where marks are too many. */
const COLUMN_WIDTH = 4;

/** Marks side by side: `offsets` holds for each lane the pixels of each mark from the lane's middle. */
export interface DodgedMarks {
  readonly kind: 'marks';
  readonly radius: number;
  readonly offsets: readonly Float32Array[];
}

/** Runs counted in columns, for each lane from left to right; empty columns are left out. */
export interface LaneColumns {
  readonly kind: 'columns';
  readonly lanes: readonly (readonly LaneColumn[])[];
  /** Runs in the fullest column of all lanes. */
  readonly most: number;
}

/** Runs `first` up to (not including) `end` of the lane stand here. `x` is the column's left edge in pixels. */
export interface LaneColumn {
  readonly x: number;
  readonly width: number;
  readonly first: number;
  readonly end: number;
}

/**
 * Places the marks of lanes, given their places (pixels, ascending), each lane `height` pixels high: as large as they
 * fit in all lanes, each pushed up or down only as far as it must; as columns where even the smallest do not fit.
 */
export function layOutLanes(lanes: readonly Float32Array[], height: number): DodgedMarks | LaneColumns {
  for (const { radius, spacing } of SIZES) {
    const offsets = lanes.map((places) => dodge(places, spacing, Math.max(1, Math.floor(height / spacing))));
    if (offsets.every((lane) => lane !== null)) return { kind: 'marks', radius, offsets };
  }
  const columns = lanes.map(inColumns);
  const most = columns.flat().reduce((high, { first, end }) => Math.max(high, end - first), 1);
  return { kind: 'columns', lanes: columns, most };
}

/** Offsets that keep marks `spacing` apart on at most `levels` levels; `null` where they need more. */
export function dodge(places: Float32Array, spacing: number, levels: number): Float32Array | null {
  const last = new Float64Array(levels).fill(-Infinity);
  const offsets = new Float32Array(places.length);
  for (let mark = 0; mark < places.length; mark += 1) {
    const level = last.findIndex((place) => places[mark]! - place >= spacing);
    if (level === -1) return null;
    last[level] = places[mark]!;
    offsets[mark] = offsetOf(level, levels) * spacing;
  }
  return offsets;
}

/** Levels alternate around the middle: 0, −1, 1, −2, 2, …; an even number of them is centred as a whole. */
function offsetOf(level: number, levels: number): number {
  const step = Math.ceil(level / 2) * (level % 2 === 1 ? -1 : 1);
  return levels % 2 === 0 ? step + 0.5 : step;
}

function inColumns(places: Float32Array): readonly LaneColumn[] {
  const columns: LaneColumn[] = [];
  for (let first = 0; first < places.length;) {
    const column = Math.floor(places[first]! / COLUMN_WIDTH);
    let end = first + 1;
    while (end < places.length && Math.floor(places[end]! / COLUMN_WIDTH) === column) end += 1;
    columns.push({ x: column * COLUMN_WIDTH, width: COLUMN_WIDTH, first, end });
    first = end;
  }
  return columns;
}
