/** Where the marks of a lane go so that none hides another. */

/** Radii that a mark may have, largest first, with the pixels that its centre keeps from the next one. */
const SIZES = [
  { radius: 3.5, spacing: 8 },
  { radius: 3, spacing: 7 },
  { radius: 2, spacing: 5 },
  { radius: 1.5, spacing: 4 },
] as const;

/** Marks side by side, for each lane. */
export interface DodgedMarks {
  readonly radius: number;
  readonly lanes: readonly PlacedMarks[];
}

/** Places from the left, and offsets from the lane's middle, in pixels. */
export interface PlacedMarks {
  readonly xs: Float32Array;
  readonly offsets: Float32Array;
}

/**
 * Places the marks of lanes, given their places (pixels, ascending), each lane `height` pixels high: as large as they
 * fit in all lanes, each pushed up or down only as far as it must; `null` where even the smallest do not fit.
 */
export function layOutLanes(lanes: readonly Float32Array[], height: number): DodgedMarks | null {
  for (const { radius, spacing } of SIZES) {
    const levels = Math.max(1, Math.floor(height / spacing));
    const placed = lanes.map((places) => dodge(places, spacing, levels) ?? pack(places, spacing, levels));
    if (placed.every((lane) => lane !== null)) return { radius, lanes: placed };
  }
  return null;
}

/** Marks pushed up or down to keep them `spacing` apart on at most `levels` levels; `null` where they need more. */
export function dodge(places: Float32Array, spacing: number, levels: number): PlacedMarks | null {
  const last = new Float64Array(levels).fill(-Infinity);
  const offsets = new Float32Array(places.length);
  for (let mark = 0; mark < places.length; mark += 1) {
    const level = last.findIndex((place) => places[mark]! - place >= spacing);
    if (level === -1) return null;
    last[level] = places[mark]!;
    offsets[mark] = offsetOf(level, levels) * spacing;
  }
  return { xs: places, offsets };
}

/**
 * Marks of few distinct values (epochs, layer counts), which stand in the same places: each heap becomes a block around
 * its place, as wide as it must be. `null` where blocks would touch, or reach further than `spacing` × 3 from the value.
 */
export function pack(places: Float32Array, spacing: number, levels: number): PlacedMarks | null {
  const xs = new Float32Array(places.length);
  const offsets = new Float32Array(places.length);
  let edge = -Infinity;
  for (let first = 0; first < places.length;) {
    const place = places[first]!;
    let end = first;
    while (end < places.length && places[end] === place) end += 1;
    const columns = Math.ceil((end - first) / levels);
    const reach = ((columns - 1) / 2) * spacing;
    if (reach > 3 * spacing || place - reach - edge < spacing) return null;
    edge = place + reach;
    for (let mark = first; mark < end; mark += 1) {
      const column = (mark - first) % columns;
      xs[mark] = place - reach + column * spacing;
      offsets[mark] = offsetOf(Math.floor((mark - first) / columns), levels) * spacing;
    }
    first = end;
  }
  return { xs, offsets };
}

/** Levels alternate around the middle: 0, −1, 1, −2, 2, …; an even number of them is centred as a whole. */
function offsetOf(level: number, levels: number): number {
  const step = Math.ceil(level / 2) * (level % 2 === 1 ? -1 : 1);
  return levels % 2 === 0 ? step + 0.5 : step;
}
