/** Where everything of a pair's chart goes. */
import type { ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import { GROUPS, type PanelTable } from '../../src/shared/panelTable';
import { cutAxis, piecesFor, type AxisCells } from '../../src/shared/pairCells';
import type { MarkLayer } from './marks';
import { placeAxis, type PlacedAxis, type Span } from './placedAxis';

/** A plane in pixels from its top left corner. */
export interface PlaneLayout {
  readonly width: number;
  readonly height: number;
  /** The plane itself, without the labels around it. */
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly x: PlacedAxis;
  readonly y: PlacedAxis;
  /** Centres of the runs, one for each row. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** The runs as marks, in the order they are drawn; `null` where they are too many. */
  readonly marks: readonly MarkLayer[] | null;
  readonly xCells: AxisCells;
  readonly yCells: AxisCells;
  /** The cells' columns from left to right and rows from bottom to top, from their upper left corner on. */
  readonly columns: readonly Span[];
  readonly rows: readonly Span[];
}

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Runs beyond this many are drawn as cells. */
export const MOST_MARKS = 2000;

const TOP = 24;
const RIGHT = 8;
/** Tick labels and the title of the horizontal axis. */
const BOTTOM = 40;
const LANE = 28;
const INSET = 10;
/** Width of a character of a tick label, and what is free beside it. */
const CHARACTER = 6.5;
const LABEL_GAP = 12;
/** Radii of marks by the number of runs. */
const RADII = [
  { most: 80, radius: 4.5 },
  { most: 300, radius: 3.5 },
  { most: 800, radius: 2.75 },
  { most: MOST_MARKS, radius: 2 },
] as const;

/** Lays the runs of a pair out in a box of pixels. */
export function layOutPlane(
  xAxis: ColumnAxis,
  yAxis: ColumnAxis,
  { count, groups }: Pick<PanelTable, 'count' | 'groups'>,
  size: { readonly width: number; readonly height: number },
): PlaneLayout {
  const { width, height } = size;
  const plotHeight = height - TOP - BOTTOM;
  // Runs with equal values of both parameters would hide one another.
  const isGrid = [xAxis, yAxis].every((axis) => axis.kind === 'category' || axis.steps !== null);
  const spread = isGrid ? 16 : 0;
  const y = placeAxis(yAxis, { length: plotHeight, lane: LANE, inset: INSET, spread });
  const labels = [...y.ticks.map(({ text }) => text), ...(y.missing === null ? [] : [t('no value')])];
  const longest = Math.max(...labels.map((label) => label.length));
  const left = Math.min(width * 0.3, LABEL_GAP + CHARACTER * longest);
  const plot = { left, top: TOP, width: Math.max(40, width - left - RIGHT), height: plotHeight };
  const x = placeAxis(xAxis, { length: plot.width, lane: LANE * 2, inset: INSET, spread });
  const pieces = piecesFor(count);
  const [xCells, yCells] = [cutAxis(xAxis, pieces), cutAxis(yAxis, pieces)];
  const bottom = TOP + plotHeight;
  const xs = x.places.map((place) => left + place);
  const ys = y.places.map((place) => bottom - place);
  const radius = RADII.find(({ most }) => count <= most)?.radius;
  return {
    width,
    height,
    plot,
    x,
    y,
    xs,
    ys,
    marks: radius === undefined ? null : layersOf(groups, xs, ys, radius),
    xCells,
    yCells,
    columns: piecesOf(x, xCells).map(({ from, to }) => ({ from: left + from, to: left + to })),
    rows: piecesOf(y, yCells).map(({ from, to }) => ({ from: bottom - to, to: bottom - from })),
  };
}

/** Least size in pixels of a cell that can hold its figures besides its marks. */
const ROOMY = { width: 80, height: 48 } as const;

/** Whether a cell has room for its figures. */
export function isRoomy(column: Span, row: Span): boolean {
  return column.to - column.from >= ROOMY.width && row.to - row.from >= ROOMY.height;
}

/** The rectangle of two spans, of which `null` ones reach over the whole plane. */
export function boxOf({ plot }: PlaneLayout, x: Span | null, y: Span | null): Box {
  const { from: left, to: right } = x ?? { from: 0, to: plot.width };
  const { from: low, to: high } = y ?? { from: 0, to: plot.height };
  return { x: plot.left + left, y: plot.top + plot.height - high, width: right - left, height: high - low };
}

/** The cell under a place, as an index of its counts; `null` beside the cells. */
export function cellAt({ columns, rows }: PlaneLayout, x: number, y: number): number | null {
  const column = columns.findIndex(({ from, to }) => x >= from && x < to);
  const row = rows.findIndex(({ from, to }) => y >= from && y < to);
  return column < 0 || row < 0 ? null : row * columns.length + column;
}

/** The run whose mark is nearest to a place, among those that `isIn` marks; `null` where none is within `reach`. */
export function rowAt(
  { xs, ys }: Pick<PlaneLayout, 'xs' | 'ys'>,
  isIn: Uint8Array,
  x: number,
  y: number,
  reach: number,
): number | null {
  let best: number | null = null;
  let distance = reach * reach;
  for (let row = 0; row < xs.length; row++) {
    const squared = (xs[row]! - x) ** 2 + (ys[row]! - y) ** 2;
    if (squared <= distance && isIn[row] === 1) {
      distance = squared;
      best = row;
    }
  }
  return best;
}

/** The crashed runs are drawn last: none of them may be hidden. */
const DRAWN = ['excluded', 'completed', 'crashed'] as const;

function layersOf(groups: Uint8Array, xs: Float32Array, ys: Float32Array, radius: number): readonly MarkLayer[] {
  return DRAWN.map((group): MarkLayer => {
    const code = GROUPS.indexOf(group);
    const rows = Int32Array.from(groups.keys()).filter((row) => groups[row] === code);
    const places = (all: Float32Array): Float32Array => Float32Array.from(rows, (row) => all[row]!);
    return { group, radius, xs: places(xs), ys: places(ys), rows };
  });
}

function piecesOf(placed: PlacedAxis, { edges, hasMissing, labels }: AxisCells): readonly Span[] {
  const { values, missing } = placed;
  const count = labels.length - (hasMissing ? 1 : 0);
  const at = (index: number): number => {
    if (edges === null) return values.from + ((values.to - values.from) * index) / count;
    const edge = edges[index]!;
    if (!Number.isFinite(edge)) return edge < 0 ? values.from : values.to;
    // A logarithmic axis has no place for what is not above zero.
    const place = placed.place(edge);
    return Number.isNaN(place) ? values.from : Math.min(values.to, Math.max(values.from, place));
  };
  const pieces = Array.from({ length: count }, (_, index) => ({ from: at(index), to: at(index + 1) }));
  return missing === null ? pieces : [...pieces, missing];
}
