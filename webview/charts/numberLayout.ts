/** Where everything of a number's chart stands at a given width, in pixels. Nothing here touches the page. */
import type { Group } from '../../src/core/runs/crashedChoice';
import { roundCut } from '../../src/core/analysis/roundCut';
import { COLUMNS, type NumberChart } from '../../src/shared/parameterChart';
import { layOutLanes } from './dodge';
import type { MarkLayer } from './marks';
import { axisScale, type AxisScale } from './scale';
import { sideBySide, sizeFor } from './sideBySide';

/** Heights, from top to bottom: the threshold, crash rates, runs in a bin, a lane, the axis with labels, no value. */
const THRESHOLD = 18;
const RATES = 52;
const COUNTS = 18;
const LANE = 36;
const AXIS = 24;
const MISSING = 22;
/** The axis ends this far from both sides, so that marks and handles are whole there. */
const INSET = 10;
/** At the right, for the ends of the rates' axis and the means. */
const GUTTER = 48;
/** Before the marks of runs without a value, for what they are called. */
const MISSING_LABEL = 64;

export interface NumberLayout {
  readonly width: number;
  readonly height: number;
  /** Width of the part with the axis. */
  readonly plot: number;
  readonly axis: AxisScale;
  readonly inset: number;
  readonly thresholdY: number;
  readonly rates: { readonly top: number; readonly bottom: number };
  readonly countsY: number;
  readonly bins: readonly PlacedBin[];
  readonly lanes: readonly PlacedLane[];
  /** Where the columns of runs begin, and how wide each is: they span the values, not the rounded axis. */
  readonly columns: { readonly left: number; readonly width: number };
  readonly axisY: number;
  /** Runs without a value; `null` where there are none. */
  readonly missing: { readonly y: number; readonly left: number; readonly width: number } | null;
  /** Every run as a mark, those without a value too; `null` where they are too many. */
  readonly marks: readonly MarkLayer[] | null;
}

export interface PlacedBin {
  readonly x: number;
  readonly width: number;
  /** Whether there is room for its counts below it. */
  readonly hasRoom: boolean;
}

export interface PlacedLane {
  readonly group: Group;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels that `12/13` takes, and each further digit. */
const COUNT_WIDTH = 18;
const DIGIT_WIDTH = 7;

/** The chart at `width` pixels. */
export function numberLayout(chart: NumberChart, width: number): NumberLayout {
  const plot = width - GUTTER;
  const axis = axisScale(chart.scale, chart.domain, plot, INSET);
  const ratesBottom = THRESHOLD + RATES;
  const lanesTop = ratesBottom + COUNTS;
  const lanes = chart.lanes.map((group, index) => ({
    group,
    top: lanesTop + index * LANE,
    bottom: lanesTop + (index + 1) * LANE,
  }));
  const axisY = lanesTop + chart.lanes.length * LANE + 4;
  const [first, last] = [axis.place(chart.domain[0]), axis.place(chart.domain[1])];
  const missing =
    chart.missing.count === 0
      ? null
      : { y: axisY + AXIS + MISSING / 2, left: MISSING_LABEL, width: plot - MISSING_LABEL - INSET };
  return {
    width,
    height: axisY + AXIS + (missing === null ? 0 : MISSING),
    plot,
    axis,
    inset: INSET,
    thresholdY: 9,
    rates: { top: THRESHOLD, bottom: ratesBottom },
    countsY: ratesBottom + 12,
    bins: binsOf(chart, axis),
    lanes,
    columns: { left: first, width: (last - first) / COLUMNS },
    axisY,
    missing,
    marks: marksOf(chart, axis, lanes, missing),
  };
}

function binsOf({ bins, values }: NumberChart, axis: AxisScale): readonly PlacedBin[] {
  const placed = bins.map(({ left, right }, index) => {
    // Few different values: the bins at the ends are as wide as a mark, not lines.
    const x = axis.place(left) - (index === 0 ? 5 : 0);
    return { x, width: axis.place(right) + (index === bins.length - 1 ? 5 : 0) - x };
  });
  // The widest text that any bin may have. Counts of some bins alone would be a riddle.
  const digits = String(Math.ceil(values.length / Math.max(1, bins.length))).length;
  const room = COUNT_WIDTH + (2 * digits - 1) * DIGIT_WIDTH - 6;
  const isRoomy = placed.filter(({ width }) => width >= room).length * 2 > placed.length;
  return placed.map((bin) => ({ ...bin, hasRoom: isRoomy && bin.width >= room }));
}

function marksOf(
  chart: NumberChart,
  axis: AxisScale,
  lanes: readonly PlacedLane[],
  missing: NumberLayout['missing'],
): readonly MarkLayer[] | null {
  if (chart.marks === null) return null;
  const shown = chart.marks.filter(({ group }) => lanes.some((lane) => lane.group === group));
  const places = shown.map(({ rows }) => Float32Array.from(rows, (row) => axis.place(chart.values[row]!)));
  const laid = layOutLanes(places, LANE - 4);
  if (laid === null) return null;
  const layers = shown.map(({ group, rows }, index): MarkLayer => {
    const lane = lanes.find((candidate) => candidate.group === group)!;
    const middle = (lane.top + lane.bottom) / 2;
    const { xs, offsets } = laid.lanes[index]!;
    return { group, radius: laid.radius, xs, ys: Float32Array.from(offsets, (offset) => middle + offset), rows };
  });
  if (missing === null || chart.missing.marks === null) return layers;
  const size = sizeFor(chart.missing.count, missing.width);
  return size === null ? layers : [...layers, ...sideBySide(chart.missing.marks, missing.left, missing.y, size)];
}

/** The roundest value within a pixel of `x`, as a person would write it; whole where the parameter is. */
export function valueAround(x: number, { axis }: NumberLayout, chart: NumberChart): number {
  const value = axis.valueAt(x);
  if (chart.isWhole) return Math.round(value);
  return roundCut(axis.valueAt(x - 1), axis.valueAt(x + 1), 'above', chart.scale);
}
