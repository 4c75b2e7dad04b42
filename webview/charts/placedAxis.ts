/** An axis in pixels: where each run is, what is under a pixel, and which filter a stretch of it makes. */
import type { AxisSubject, ColumnAxis, LevelAxis, NumberAxis } from '../../src/shared/columnAxis';
import type { Side } from '../../src/shared/pairs';
import { parameterKey, type Filter } from '../selection';
import { axisScale } from './scale';

/**
 * Pixels are counted from the axis's low end; charts turn them as they need. Runs without a value lie in a lane before
 * the values, if there are any.
 */
export interface PlacedAxis {
  readonly axis: ColumnAxis;
  readonly length: number;
  /** The filter key of what the axis shows. */
  readonly key: string;
  /** Each row's pixel. */
  readonly places: Float32Array;
  /** Where the values lie. */
  readonly values: Span;
  /** The lane of runs without a value; `null` where all have one. */
  readonly missing: Span | null;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Pixel of a number; NaN on a category's axis. */
  readonly place: (value: number) => number;
  /** The filter for what lies between two pixels, in any order; `null` where it would leave out nothing. */
  readonly filterOf: (from: number, to: number) => Filter | null;
  /** Where a filter of this axis lies; `null` for a filter on something else. */
  readonly spanOf: (filter: Filter) => Span | null;
}

/** Pixels from low to high. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How an axis is laid out, in pixels. */
export interface AxisOptions {
  readonly length: number;
  /** Height of the lane for runs without a value. */
  readonly lane: number;
  /** Kept free at both ends of the values. */
  readonly inset: number;
  /** How far runs with the same value are spread; runs in a band or lane are spread over it in any case. */
  readonly spread: number;
}

/** Between the lane of runs without a value and the values. */
const GAP = 10;
/** Share of a band or lane that its runs are spread over. */
const FILL = 0.64;

/** Lays `axis` out. */
export function placeAxis(axis: ColumnAxis, options: AxisOptions): PlacedAxis {
  const missing: Span | null = axis.missing > 0 ? { from: 0, to: options.lane } : null;
  const values: Span = { from: missing === null ? 0 : options.lane + GAP, to: options.length };
  const key = keyOf(axis.subject);
  const shared = { length: options.length, key, values, missing };
  return axis.kind === 'number' ? placeNumbers(axis, options, shared) : placeLevels(axis, options, shared);
}

/** The filter key of what an axis shows. */
export function keyOf(subject: AxisSubject): string {
  return subject.kind === 'metric' ? 'measure metric' : parameterKey(subject.name);
}

/** The filter that keeps the runs of a region's side. */
export function sideFilter(parameter: string, side: Side): Filter {
  return { ...side, parameter };
}

type SharedParts = Pick<PlacedAxis, 'length' | 'key' | 'values' | 'missing'>;

function placeNumbers(axis: NumberAxis, { inset, spread }: AxisOptions, shared: SharedParts): PlacedAxis {
  const { values, missing } = shared;
  const size = Math.max(1, values.to - values.from);
  const scale = axisScale(axis.scale, axis.domain, size, inset);
  const place = (value: number): number => values.from + scale.place(value);
  const valueAt = (pixel: number): number => scale.valueAt(pixel - values.from);
  const places = new Float32Array(axis.values.length);
  for (let row = 0; row < places.length; row++) {
    const value = axis.values[row]!;
    places[row] = Number.isFinite(value) ? place(value) + spread * (jitter(row) - 0.5) : inLane(missing, row);
  }
  const rangeOf = (from: number, to: number): Filter => {
    const { subject } = axis;
    return subject.kind === 'metric'
      ? { kind: 'measure', measure: 'metric', from, to }
      : { kind: 'range', parameter: subject.name, from, to };
  };
  return {
    ...shared,
    axis,
    places,
    place,
    ticks: scale.ticks
      .map(({ at, text }) => ({ at: values.from + at, text }))
      .filter(({ at }) => at >= values.from - 0.5 && at <= values.to + 0.5),
    filterOf: (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      // The metric has no filter for runs without it.
      if (isIn(missing, low, high)) return axis.subject.kind === 'metric' ? null : without(axis.subject.name);
      const from = low <= values.from + inset / 2 ? -Infinity : rounded(valueAt, low);
      const to = high >= values.to - inset / 2 ? Infinity : rounded(valueAt, high);
      return from === -Infinity && to === Infinity && missing === null ? null : rangeOf(from, to);
    },
    spanOf: (filter) => {
      if (isMissingFilter(filter, axis)) return missing;
      if (!isRangeOf(filter, axis)) return null;
      const inside = (value: number): number => Math.min(values.to, Math.max(values.from, place(value)));
      const open = axis.scale === 'log' ? Number.MIN_VALUE : -Infinity;
      return {
        from: filter.from <= open ? values.from : inside(filter.from),
        to: filter.to === Infinity ? values.to : inside(Math.max(filter.to, open)),
      };
    },
  };
}

function placeLevels(axis: LevelAxis, _options: AxisOptions, shared: SharedParts): PlacedAxis {
  const { values, missing } = shared;
  const band = (values.to - values.from) / axis.bands.length;
  const places = new Float32Array(axis.codes.length);
  for (let row = 0; row < places.length; row++) {
    const code = axis.codes[row]!;
    places[row] = code < 0 ? inLane(missing, row) : values.from + (code + 0.5 + FILL * (jitter(row) - 0.5)) * band;
  }
  const name = axis.subject.kind === 'metric' ? axis.title : axis.subject.name;
  return {
    ...shared,
    axis,
    places,
    place: () => NaN,
    ticks: axis.bands.map(({ label }, index) => ({ at: values.from + (index + 0.5) * band, text: label })),
    filterOf: (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      if (isIn(missing, low, high)) return without(name);
      const last = axis.bands.length - 1;
      const bandAt = (at: number): number => Math.min(last, Math.max(0, Math.floor((at - values.from) / band)));
      const first = bandAt(low);
      // A stretch that ends at a band's edge does not reach into the next one.
      const end = Math.max(first, bandAt(high - 0.5));
      if (first === 0 && end === last && missing === null) return null;
      const levels = axis.bands.slice(first, end + 1).flatMap((chosen) => chosen.levels);
      return { kind: 'levels', parameter: name, levels };
    },
    spanOf: (filter) => {
      if (isMissingFilter(filter, axis)) return missing;
      if (filter.kind !== 'levels' || filter.parameter !== name) return null;
      const chosen = axis.bands.flatMap(({ levels }, index) =>
        levels.some((level) => filter.levels.includes(level)) ? [index] : [],
      );
      const [first] = chosen;
      if (first === undefined) return null;
      return { from: values.from + first * band, to: values.from + (chosen[chosen.length - 1]! + 1) * band };
    },
  };
}

function isMissingFilter(filter: Filter, { subject }: ColumnAxis): boolean {
  return filter.kind === 'missing' && subject.kind === 'parameter' && filter.parameter === subject.name;
}

function isRangeOf(
  filter: Filter,
  { subject }: ColumnAxis,
): filter is Extract<Filter, { readonly kind: 'range' | 'measure' }> {
  return subject.kind === 'metric'
    ? filter.kind === 'measure' && filter.measure === 'metric'
    : filter.kind === 'range' && filter.parameter === subject.name;
}

function without(parameter: string): Filter {
  return { kind: 'missing', parameter };
}

/** Whether a stretch lies in the lane of runs without a value: it began there, and did not reach far into the values. */
function isIn(missing: Span | null, low: number, high: number): boolean {
  return missing !== null && (low + high) / 2 < missing.to + GAP / 2;
}

function inLane(lane: Span | null, row: number): number {
  if (lane === null) return NaN;
  return (lane.from + lane.to) / 2 + FILL * (jitter(row) - 0.5) * (lane.to - lane.from);
}

/** From 0 to 1, the same for a row each time and unlike its neighbours': multiples of the golden ratio. */
function jitter(row: number): number {
  return (row * 0.618_033_988_75) % 1;
}

/** The roundest value within half a pixel, as far as powers of ten go. */
function rounded(valueAt: (pixel: number) => number, pixel: number): number {
  const value = valueAt(pixel);
  const room = Math.abs(valueAt(pixel + 0.5) - valueAt(pixel - 0.5));
  if (!Number.isFinite(value) || !(room > 0) || !Number.isFinite(room)) return value;
  const exponent = Math.floor(Math.log10(room));
  const digits = Math.floor(Math.log10(Math.abs(value) || room)) - exponent + 1;
  return digits > 15 ? value : Number(value.toPrecision(Math.max(1, digits)));
}
