/** The plane of two axes cut into cells, and how many runs of each group are in every cell. */
import { formatNumber, formatRange } from '../core/report/format';
import { GROUPS, type PanelTable } from './panelTable';
import type { ColumnAxis, NumberAxis } from './columnAxis';

/** An axis cut into pieces. */
export interface AxisCells {
  /** What each piece holds, in words; the last one is the lane of runs without a value where `hasMissing`. */
  readonly labels: readonly string[];
  /**
   * Of numbers: where the pieces begin and end, from the low end (infinite where a piece reaches to the axis's end);
   * `null` for categories, where each band is a piece.
   */
  readonly edges: readonly number[] | null;
  readonly hasMissing: boolean;
  /** The piece of each row. */
  readonly codes: Uint8Array;
}

/** Counted runs; the cell of piece `x` of the one axis and `y` of the other is at `y * columns + x`. */
export interface CellCounts {
  readonly columns: number;
  readonly rows: number;
  readonly completed: Int32Array;
  readonly crashed: Int32Array;
  readonly excluded: Int32Array;
}

/** Compared runs below which a cell says nothing of its crash rate. */
export const ENOUGH_RUNS = 3;

/** Pieces an axis may have. */
const FEWEST = 3;
const MOST = 24;

/** Pieces for each axis, so that a cell has about eight of `runs` if they are spread evenly. */
export function piecesFor(runs: number, most = MOST): number {
  return Math.min(most, Math.max(FEWEST, Math.round(Math.sqrt(runs / 8))));
}

/** Cuts an axis into about `pieces` pieces at round numbers, at each value where there are few, or by bands. */
export function cutAxis(axis: ColumnAxis, pieces: number): AxisCells {
  const edges = axis.kind === 'category' ? null : edgesOf(axis, pieces);
  const labels = axis.kind === 'category' ? axis.bands.map(({ label }) => label) : namesOf(axis, edges!);
  const missing = labels.length;
  const codes =
    axis.kind === 'category'
      ? Uint8Array.from(axis.codes, (code) => (code < 0 ? missing : code))
      : Uint8Array.from(axis.values, (value) => (Number.isFinite(value) ? pieceOf(value, edges!) : missing));
  const hasMissing = axis.missing > 0;
  return { labels: hasMissing ? [...labels, 'no value'] : labels, edges, hasMissing, codes };
}

/** Counts the runs that `isIn` marks (1 in, 0 out) in each cell. */
export function countCells(x: AxisCells, y: AxisCells, { groups, count }: PanelTable, isIn: Uint8Array): CellCounts {
  const columns = x.labels.length;
  const cells = columns * y.labels.length;
  const counts = GROUPS.map(() => new Int32Array(cells));
  const xs = x.codes;
  const ys = y.codes;
  for (let row = 0; row < count; row++) {
    if (isIn[row] === 1) counts[groups[row]!]![ys[row]! * columns + xs[row]!]! += 1;
  }
  const [completed, crashed, excluded] = counts as [Int32Array, Int32Array, Int32Array];
  return { columns, rows: y.labels.length, completed, crashed, excluded };
}

/**
 * How much a rate of `compared` runs is worth seeing, from 0 to 1: nothing below {@link ENOUGH_RUNS}, half with four,
 * nearly all with a hundred.
 */
export function certainty(compared: number): number {
  return compared < ENOUGH_RUNS ? 0 : compared / (compared + 4);
}

/**
 * Where a crash rate stands against the overall one, both 0–1: from -1 (no crash) over 0 (as everywhere) to 1 (all
 * crash).
 */
export function tilt(rate: number, overall: number): number {
  if (rate > overall) return (rate - overall) / (1 - overall);
  return overall === 0 ? 0 : (rate - overall) / overall;
}

function namesOf({ steps }: NumberAxis, edges: readonly number[]): readonly string[] {
  if (steps !== null) return steps.map((value) => formatNumber(value));
  return edges.slice(1).map((to, index) => formatRange(formatNumber(edges[index]!), formatNumber(to)));
}

function edgesOf({ domain: [low, high], scale, steps }: NumberAxis, pieces: number): readonly number[] {
  if (steps !== null) {
    const between = steps.slice(1).map((value, index) => middle(steps[index]!, value, scale));
    return [-Infinity, ...between, Infinity];
  }
  return scale === 'log' ? logEdges(low, high, pieces) : roundEdges(low, high, pieces);
}

function middle(a: number, b: number, scale: 'linear' | 'log'): number {
  return scale === 'log' ? Math.sqrt(a) * Math.sqrt(b) : a / 2 + b / 2;
}

/** Multiples of 1, 2 or 5 times a power of ten around `low` and `high`, about `pieces` apart. */
function roundEdges(low: number, high: number, pieces: number): readonly number[] {
  const rough = (high - low) / pieces;
  // Numbers that differ in their last digits, or by more than a double holds, have no round numbers between them.
  const least = Math.max(1e-300, Math.max(Math.abs(low), Math.abs(high)) * 1e-12);
  if (!Number.isFinite(rough) || rough < least) return [low, high];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((multiple) => multiple * power >= rough * 0.8) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  if (!Number.isFinite(first * step) || !Number.isFinite(last * step)) return [low, high];
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Round numbers evenly spread over the decades, from 1 to 9 in each; every n-th decade where they are many. */
function logEdges(low: number, high: number, pieces: number): readonly number[] {
  const decades = Math.log10(high) - Math.log10(low);
  if (decades < 1) return roundEdges(low, high, pieces);
  const perDecade = pieces / decades;
  const every = Math.max(1, Math.round(1 / perDecade));
  const mantissas = perDecade < 1.5 ? [1] : perDecade < 2.5 ? [1, 3] : perDecade < 5 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const all: number[] = [];
  for (let exponent = first; exponent <= last + every; exponent += every) {
    for (const mantissa of mantissas) all.push(Number(`${mantissa}e${exponent}`));
  }
  const from = all.filter((edge) => edge <= low).length - 1;
  const to = all.findIndex((edge) => edge >= high);
  return all.slice(Math.max(0, from), to < 0 ? undefined : to + 1);
}

/** The piece that holds `value`: from its lower edge up to, but not including, the upper one; the last holds both. */
function pieceOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const half = (low + high + 1) >> 1;
    if (value >= edges[half]!) low = half;
    else high = half - 1;
  }
  return low;
}
