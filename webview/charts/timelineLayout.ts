/** Where everything on the timeline goes at a given width: lanes, marks, bars, columns. No DOM. */
import { ticks } from 'd3-array';
import { timeTicks } from '../../src/shared/timeTicks';
import { ENDS, placeOfKey, type Timeline } from '../../src/shared/timeline';

/** What runs from left to right: the order of starts, or time itself. */
export type TimelineAxis = 'order' | 'time';

/** A lane's place in pixels from the top of the chart. */
export interface LaneBox {
  readonly top: number;
  readonly height: number;
}

/** The chart at one width, all in pixels. */
export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  /** Of the moving crash rate: 100 % at the top, 0 % at the bottom. */
  readonly rateTop: number;
  readonly rateBottom: number;
  readonly lanes: readonly LaneBox[];
  /** Where the axis stands: below all lanes. */
  readonly bottom: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Where each place's run starts. */
  readonly starts: Float32Array;
  /** The middle of each place's mark: its start by order, its end by time. */
  readonly xs: Float32Array;
  readonly marks: MarkPlaces | null;
  /** Instead of marks, for many runs. */
  readonly columns: ColumnPlaces | null;
  /** The measure's interval that belongs to a stretch of the width; `null` where no run can be in it. */
  readonly periodOf: (left: number, right: number) => readonly [from: number, to: number] | null;
  /** The stretch of the width that belongs to an interval of the measure. */
  readonly stretchOf: (from: number, to: number) => readonly [left: number, right: number];
}

/** Single runs. */
export interface MarkPlaces {
  readonly radius: number;
  readonly ys: Float32Array;
  /** The other end of a run's bar or stem: the start's x by time, the lane's ground as y by order; NaN without one. */
  readonly from: Float32Array;
  /** Whether there is room for the cause's letter at a mark. */
  readonly hasRoom: Uint8Array;
}

/** Columns of equal width. */
export interface ColumnPlaces {
  readonly count: number;
  readonly width: number;
  /** The column of each place. */
  readonly columnOf: Uint16Array;
}

/** More runs than this are counted in columns. */
export const MOST_MARKS = 2000;

const RATE_TOP = 18;
const RATE = 56;
const RATE_GAP = 16;
const LANE_GAP = 4;
const AXIS = 22;
const INSET = 10;
const COLUMN = 4;
const TICK_SPACING = 84;
/** Room for a letter above or beside a mark. */
const LETTER = 11;
const MOST_SUBLANES = 6;
const SUBLANE = 12;

/** The layout of `timeline` at `width` pixels. `runtimes` are seconds by row of the table, NaN where not known. */
export function timelineLayout(
  timeline: Timeline,
  runtimes: Float64Array,
  axis: TimelineAxis,
  width: number,
): TimelineLayout {
  const { rows, keys } = timeline;
  const count = rows.length;
  // By time, the letter of the last run stands beyond its end.
  const plot = Math.max(1, width - 2 * INSET - (axis === 'time' ? LETTER : 0));
  const scale = axis === 'time' ? timeScale(timeline, runtimes, plot) : orderScale(count, plot);
  const starts = Float32Array.from({ length: count }, (_, place) =>
    scale.placeAt(axis === 'time' ? keys[place]! : place),
  );
  const isCounted = count > MOST_MARKS || plot / count < 0.75;
  const rateBottom = RATE_TOP + RATE;
  const top = rateBottom + RATE_GAP;
  const build = isCounted ? columnParts : axis === 'time' ? barParts : stemParts;
  const { laneHeight, xs, marks, columns } = build({ timeline, runtimes, starts, plot, top, placeAt: scale.placeAt });
  const lanes = timeline.lanes.map((_, lane) => ({ top: top + lane * (laneHeight + LANE_GAP), height: laneHeight }));
  const bottom = top + timeline.lanes.length * (laneHeight + LANE_GAP);
  return {
    width,
    height: bottom + AXIS,
    rateTop: RATE_TOP,
    rateBottom,
    lanes,
    bottom,
    ticks: scale.ticks,
    starts,
    xs,
    marks,
    columns,
    ...(axis === 'time' ? timePeriods(scale) : orderPeriods(scale, keys)),
  };
}

interface Scale {
  readonly placeAt: (value: number) => number;
  readonly valueAt: (x: number) => number;
  readonly ticks: TimelineLayout['ticks'];
}

/** Each run has as much room as any other. */
function orderScale(count: number, plot: number): Scale {
  const placeAt = (place: number): number => INSET + ((place + 0.5) / Math.max(1, count)) * plot;
  const wanted = Math.max(2, Math.floor(plot / TICK_SPACING));
  const numbers = ticks(1, Math.max(1, count), wanted).filter((value) => Number.isInteger(value) && value > 1);
  // The first run is named as well, unless the next number stands too close.
  const isFree = numbers[0] === undefined || placeAt(numbers[0] - 1) - placeAt(0) > TICK_SPACING / 2;
  return {
    placeAt,
    valueAt: (x) => ((x - INSET) / plot) * count - 0.5,
    ticks: [...(isFree ? [1] : []), ...numbers].map((value) => ({
      at: placeAt(value - 1),
      text: value.toLocaleString('en-US'),
    })),
  };
}

function timeScale({ rows, keys }: Timeline, runtimes: Float64Array, plot: number): Scale {
  const low = keys[0] ?? 0;
  let high = keys.at(-1) ?? 0;
  rows.forEach((row, place) => {
    const end = keys[place]! + 1000 * (runtimes[row]! || 0);
    if (end > high && Number.isFinite(end)) high = end;
  });
  const span = Math.max(1, high - low);
  const placeAt = (time: number): number => INSET + ((time - low) / span) * plot;
  return {
    placeAt,
    valueAt: (x) => low + ((x - INSET) / plot) * span,
    ticks: timeTicks(low, high, Math.max(2, Math.floor(plot / TICK_SPACING))).map(({ at, text }) => ({
      at: placeAt(at),
      text,
    })),
  };
}

type Periods = Pick<TimelineLayout, 'periodOf' | 'stretchOf'>;

function timePeriods({ valueAt, placeAt }: Scale): Periods {
  return {
    periodOf: (left, right) => [Math.round(valueAt(left)), Math.round(valueAt(right))],
    stretchOf: (from, to) => [placeAt(from), placeAt(to)],
  };
}

/** A period holds whole runs: those whose middle it covers. */
function orderPeriods({ valueAt, placeAt }: Scale, keys: Float64Array): Periods {
  return {
    periodOf: (left, right) => {
      const first = Math.max(0, Math.ceil(valueAt(left)));
      const last = Math.min(keys.length - 1, Math.floor(valueAt(right)));
      return first > last ? null : [keys[first]!, keys[last]!];
    },
    stretchOf: (from, to) => [placeAt(placeOfKey(keys, from) - 0.5), placeAt(placeOfKey(keys, to, true) - 0.5)],
  };
}

interface Parts {
  readonly laneHeight: number;
  readonly xs: Float32Array;
  readonly marks: MarkPlaces | null;
  readonly columns: ColumnPlaces | null;
}

interface PartsOptions {
  readonly timeline: Timeline;
  readonly runtimes: Float64Array;
  readonly starts: Float32Array;
  readonly plot: number;
  readonly top: number;
  readonly placeAt: (value: number) => number;
}

/** By order: marks on stems as high as the run time. */
function stemParts({ timeline, runtimes, starts, plot, top }: PartsOptions): Parts {
  const { rows, lanes, laneCodes } = timeline;
  const count = rows.length;
  const laneHeight = lanes.length === 1 ? 84 : lanes.length <= 6 ? 44 : 32;
  const spacing = plot / Math.max(1, count);
  const radius = Math.min(4, Math.max(1.75, (spacing * Math.sqrt(lanes.length)) / 2.5));
  const longest = rows.reduce((most, row) => Math.max(most, runtimes[row]! || 0), 0);
  const hasRoom = roomInLanes(timeline, starts);
  const letters = hasRoom.includes(1) ? LETTER : 0;
  const stem = laneHeight - letters - 2 * radius - 3;
  const from = new Float32Array(count);
  const ys = Float32Array.from(rows, (row, place) => {
    const ground = top + laneCodes[place]! * (laneHeight + LANE_GAP) + laneHeight - 2;
    const share = longest > 0 ? runtimes[row]! / longest : NaN;
    from[place] = Number.isNaN(share) ? NaN : ground;
    return ground - radius - (Number.isNaN(share) ? 0 : share * stem);
  });
  return { laneHeight, xs: starts, marks: { radius, ys, from, hasRoom }, columns: null };
}

/** Places with no other run of their lane so near that a letter would touch its mark. */
function roomInLanes({ lanes, laneCodes }: Timeline, starts: Float32Array): Uint8Array {
  const hasRoom = new Uint8Array(starts.length).fill(1);
  const before = lanes.map(() => -1);
  starts.forEach((x, place) => {
    const lane = laneCodes[place]!;
    const last = before[lane]!;
    if (last >= 0 && x - starts[last]! < LETTER - 1) hasRoom[place] = hasRoom[last] = 0;
    before[lane] = place;
  });
  return hasRoom;
}

/** By time: bars from start to end, runs at the same time above one another, the mark where a run ended. */
function barParts({ timeline, runtimes, starts, plot, top, placeAt }: PartsOptions): Parts {
  const { rows, keys, ends, lanes, laneCodes } = timeline;
  const count = rows.length;
  const xs = Float32Array.from(rows, (row, place) => placeAt(keys[place]! + 1000 * (runtimes[row]! || 0)));
  const radius = 3.5;
  // Where runs are few, a letter keeps the next run from its place.
  const letter = (plot * lanes.length) / count > 2 * LETTER ? LETTER : 0;
  // First fit: a run goes where the one before it has ended, or lies over it where all of them still run.
  const freeFrom = lanes.map(() => [] as number[]);
  const lastMark = lanes.map(() => [] as number[]);
  const hasRoom = new Uint8Array(count).fill(1);
  const sublanes = Uint8Array.from(rows, (_, place) => {
    const lane = laneCodes[place]!;
    const [free, marks] = [freeFrom[lane]!, lastMark[lane]!];
    const found = free.findIndex(
      (end, index) => end <= starts[place]! + 0.5 && xs[marks[index]!]! + 2 * radius + 1 <= xs[place]!,
    );
    const isFull = found < 0 && free.length >= MOST_SUBLANES;
    const sublane = found >= 0 ? found : isFull ? free.indexOf(Math.min(...free)) : free.length;
    const before = marks[sublane];
    if (before !== undefined && starts[place]! - xs[before]! < LETTER) hasRoom[before] = 0;
    marks[sublane] = place;
    const isBad = ENDS[ends[place]!] === 'crashed' || ENDS[ends[place]!] === 'bad';
    free[sublane] = Math.max(free[sublane] ?? 0, xs[place]! + (isBad && letter > 0 ? radius + letter : 0));
    return sublane;
  });
  const most = Math.max(1, ...freeFrom.map(({ length }) => length));
  const laneHeight = Math.max(20, most * SUBLANE + 6);
  const ys = Float32Array.from(rows, (_, place) => {
    const inLane = 3 + (sublanes[place]! + 0.5) * Math.max(SUBLANE, (laneHeight - 6) / most);
    return top + laneCodes[place]! * (laneHeight + LANE_GAP) + inLane;
  });
  const from = Float32Array.from(rows, (row, place) => (Number.isNaN(runtimes[row]!) ? NaN : starts[place]!));
  return { laneHeight, xs, marks: { radius, ys, from, hasRoom }, columns: null };
}

/** Many runs: columns of counts. */
function columnParts({ timeline, starts, plot }: PartsOptions): Parts {
  const count = Math.max(1, Math.floor(plot / COLUMN));
  const width = plot / count;
  const columnOf = Uint16Array.from(starts, (x) => Math.min(count - 1, Math.max(0, Math.floor((x - INSET) / width))));
  const laneHeight = timeline.lanes.length === 1 ? 84 : timeline.lanes.length <= 6 ? 56 : 40;
  return { laneHeight, xs: starts, marks: null, columns: { count, width, columnOf } };
}

/** Where the first column begins. */
export const COLUMNS_LEFT = INSET;
