/** Where the axes of parallel coordinates stand, and where each run crosses them. */
import type { ColumnAxis } from '../../src/shared/columnAxis';
import type { AxisPlaces } from '../../src/shared/parallelDensity';
import { placeAxis, type PlacedAxis } from './placedAxis';

/** An axis on the chart; `bottom` is the pixel of its low end, from the chart's top. */
export interface StandingAxis {
  readonly placed: PlacedAxis;
  readonly x: number;
  readonly bottom: number;
  /** Where each run crosses it, in pixels from the chart's top; one for each row. */
  readonly ys: Float32Array;
}

export interface ParallelLayout {
  readonly width: number;
  readonly height: number;
  /** First and last pixel of the axes, the lane of runs without a value included. */
  readonly top: number;
  readonly bottom: number;
  readonly axes: readonly StandingAxis[];
  /** Pixels from one axis to the next. */
  readonly gap: number;
}

/** Pixels from axis to axis, at least; a narrower page scrolls. */
const NARROWEST = 92;
const WIDEST = 340;
const TOP = 8;
const HEIGHT = 300;
const LANE = 18;
const LANE_GAP = 10;
const BOTTOM = 8;
/** Left of the first axis its tick labels, right of the last one the rest of its name. */
const LEFT = 64;
const RIGHT = 64;
const INSET = 6;

/** Lays `axes` out from left to right; wider than `width` where they would stand too close. */
export function layOutParallel(axes: readonly ColumnAxis[], width: number): ParallelLayout {
  const gaps = Math.max(1, axes.length - 1);
  const gap = Math.min(WIDEST, Math.max(NARROWEST, (width - LEFT - RIGHT) / gaps));
  const hasLane = axes.some(({ missing }) => missing > 0);
  const bottom = TOP + HEIGHT;
  const standing = axes.map((axis, index): StandingAxis => {
    // Axes without a lane end above it, so that the values of all of them stand level.
    const lifted = hasLane && axis.missing === 0 ? LANE + LANE_GAP : 0;
    const placed = placeAxis(axis, { length: HEIGHT - lifted, lane: LANE, inset: INSET, spread: 0 });
    const low = bottom - lifted;
    return { placed, x: LEFT + index * gap, bottom: low, ys: placed.places.map((place) => low - place) };
  });
  return {
    width: LEFT + RIGHT + gap * (axes.length - 1),
    height: bottom + BOTTOM,
    top: TOP,
    bottom,
    axes: standing,
    gap,
  };
}

/** Where an axis's bins lie, as shares of the chart's height from the lowest pixel of the axes on. */
export function binPlaces(
  { placed, bottom }: StandingAxis,
  layout: Pick<ParallelLayout, 'top' | 'bottom'>,
): AxisPlaces {
  const height = layout.bottom - layout.top;
  const lifted = layout.bottom - bottom;
  const missing = placed.missing === null ? 0 : (placed.missing.from + placed.missing.to) / 2;
  return { missing: (lifted + missing) / height, values: (lifted + placed.values.from) / height };
}

/** Each row's place on an axis, from 0 at the low end of its values to 1; NaN without a value. */
export function sharesOf({ axis, places, values }: PlacedAxis): Float32Array {
  const hasValue =
    axis.kind === 'number'
      ? (row: number): boolean => Number.isFinite(axis.values[row]!)
      : (row: number): boolean => axis.codes[row]! >= 0;
  return places.map((place, row) => (hasValue(row) ? (place - values.from) / (values.to - values.from) : NaN));
}

/** The run whose line passes nearest to a place, among those that `isIn` marks; `null` where none is within `reach`. */
export function lineAt(
  { axes, gap }: Pick<ParallelLayout, 'axes' | 'gap'>,
  isIn: Uint8Array,
  at: { readonly x: number; readonly y: number },
  reach: number,
): number | null {
  const [first] = axes;
  if (first === undefined || axes.length < 2) return null;
  const index = Math.min(axes.length - 2, Math.max(0, Math.floor((at.x - first.x) / gap)));
  const [left, right] = [axes[index]!, axes[index + 1]!];
  const share = (at.x - left.x) / gap;
  if (share < 0 || share > 1) return null;
  let best: number | null = null;
  let distance = reach;
  for (let row = 0; row < isIn.length; row++) {
    if (isIn[row] !== 1) continue;
    const off = Math.abs(left.ys[row]! + share * (right.ys[row]! - left.ys[row]!) - at.y);
    if (off <= distance) {
      distance = off;
      best = row;
    }
  }
  return best;
}
