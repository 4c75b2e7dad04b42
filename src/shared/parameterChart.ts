/** What the chart of one parameter shows: its axis, the bins of its crash rate, its runs, and what the sweep allows. */
import type { Bin, ParameterResult, Threshold } from '../core/analysis/analysis';
import { axisScaleOf } from '../core/report/axis';
import type { Group } from '../core/runs/crashedChoice';
import { cellKeys, cellsByTop, cellsOnAxis, countAll, type Cells } from './parameterBins';
import { columnNamed, groupAt, GROUPS, type PanelLevels, type PanelNumbers, type PanelTable } from './panelTable';
import type { SearchRange } from './searchSpace';

/** A number: crash rates over one axis, and a lane for each group. */
export interface NumberChart {
  readonly kind: 'number';
  readonly name: string;
  readonly scale: 'linear' | 'log';
  /** Smallest and largest of what is drawn, values and the sweep's range; above zero on a logarithmic axis. */
  readonly domain: readonly [number, number];
  /** Smallest and largest value of a run. */
  readonly tried: readonly [number, number];
  readonly values: Float64Array;
  readonly isWhole: boolean;
  /** What the sweep lets it be; `null` where that is not known. */
  readonly range: SearchRange | null;
  readonly bins: readonly BinSpan[];
  readonly binCells: Cells;
  /** Runs by place on the axis, for those that are too many to be marks: {@link COLUMNS} cells over `domain`. */
  readonly columnCells: Cells;
  /** Marks of each group, by value; `null` where runs are too many for marks. */
  readonly marks: readonly Marks[] | null;
  /** Groups that have a lane: both of the comparison, and the others where there are any. */
  readonly lanes: readonly Group[];
  readonly means: Readonly<Partial<Record<Group, number>>>;
  readonly threshold: Threshold | null;
  readonly missing: Missing;
}

/** A bin of the analysis: what its runs have, and up to where it is drawn so that bins touch. */
export interface BinSpan {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

/** Rows of one group that have a mark. */
export interface Marks {
  readonly group: Group;
  readonly rows: Int32Array;
}

/** Runs without a value. */
export interface Missing {
  readonly count: number;
  /** `null` where they are too many for marks. */
  readonly marks: readonly Marks[] | null;
}

/** A category: a line for each level, and one for the runs without a value. */
export interface LevelChart {
  readonly kind: 'levels';
  readonly name: string;
  readonly lines: readonly LevelLine[];
  /** The line of each row; runs without a value have the code after the last line. */
  readonly cells: Cells;
  /** Rows of each line by group, and those without a value last; `null` where runs are too many for marks. */
  readonly marks: readonly (readonly Marks[])[] | null;
  readonly missing: Missing;
}

/** One level, or the rarer ones together. */
export interface LevelLine {
  readonly label: string;
  readonly levels: readonly string[];
}

export type ParameterChart = NumberChart | LevelChart;

/** Columns that runs are counted in where they are too many for marks. */
export const COLUMNS = 72;
/** Runs beyond which a chart has no marks. */
const MOST_MARKS = 2000;
/** Levels beyond this many share one last line. */
const MOST_LEVELS = 8;

/** The chart of `result`; `null` when the table holds no such column, or no run has a value. */
export function parameterChart(
  result: ParameterResult,
  table: PanelTable,
  space: readonly SearchRange[],
): ParameterChart | null {
  const column = columnNamed(table, result.name);
  if (column === null) return null;
  if (column.kind === 'category') return levelChart(column, table);
  return numberChart(column, result, table, space.find(({ parameter }) => parameter === result.name) ?? null);
}

/** Runs of `group` that have a value. */
export function runsOf(chart: ParameterChart, table: PanelTable, group: Group): number {
  const cells = chart.kind === 'number' ? chart.columnCells : chart.cells;
  const counts = countAll(cellKeys(cells, table.groups));
  let sum = 0;
  for (let cell = 0; cell < cells.count; cell++) sum += counts.of(cell, group);
  return sum;
}

function numberChart(
  column: PanelNumbers,
  result: ParameterResult,
  table: PanelTable,
  range: SearchRange | null,
): NumberChart | null {
  const { values } = column;
  const seen = extentOf(values);
  if (seen === null) return null;
  const scale = logarithmic(result, values) && seen.low > 0 ? 'log' : 'linear';
  const tried = [seen.low, seen.high] as const;
  const swept = range?.bounds?.filter((end) => scale === 'linear' || end > 0) ?? [];
  const domain = [Math.min(seen.low, ...swept), Math.max(seen.high, ...swept)] as const;
  const bins = spansOf(result.bins ?? [], scale);
  const columnCells = cellsOnAxis(values, scale, domain, COLUMNS);
  const { found, missing } = sorted(table, columnCells);
  found?.forEach(({ rows }) => rows.sort((a, b) => values[a]! - values[b]!));
  const means: Partial<Record<Group, number>> = {};
  for (const group of ['completed', 'crashed'] as const) {
    const mean = result[group]?.mean ?? null;
    if (mean !== null) means[group] = mean;
  }
  return {
    kind: 'number',
    name: column.name,
    scale,
    domain,
    tried,
    values,
    isWhole: seen.isWhole,
    range,
    bins,
    binCells: cellsByTop(
      values,
      bins.map(({ to }) => to),
    ),
    columnCells,
    marks: found,
    // The two groups of the comparison keep their place when empty, so that charts can be read side by side.
    lanes: GROUPS.filter((group) => group !== 'excluded' || hasOthers(table, columnCells)),
    means,
    // A setting that has no effect has no risky side, whatever its values.
    threshold: result.verdict === 'inert' ? null : result.threshold,
    missing,
  };
}

function hasOthers(table: PanelTable, { count, codes }: Cells): boolean {
  const others = GROUPS.indexOf('excluded');
  return table.groups.some((group, row) => group === others && codes[row] !== count);
}

function logarithmic({ scale }: ParameterResult, values: Float64Array): boolean {
  return (scale ?? axisScaleOf(values)) === 'log';
}

interface Extent {
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
}

function extentOf(values: Float64Array): Extent | null {
  let [low, high, isWhole] = [Infinity, -Infinity, true];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    isWhole &&= Number.isInteger(value);
  }
  return low > high ? null : { low, high, isWhole };
}

/** Bins end halfway to their neighbours. */
function spansOf(bins: readonly Bin[], scale: 'linear' | 'log'): readonly BinSpan[] {
  const between = (low: number, high: number): number =>
    scale === 'log' && low > 0 ? Math.sqrt(low) * Math.sqrt(high) : low / 2 + high / 2;
  return bins.map(({ from, to }, index) => {
    const [before, after] = [bins[index - 1], bins[index + 1]];
    const left = before === undefined ? from : between(before.to, from);
    const right = after === undefined ? to : between(to, after.from);
    return { from, to, left, right };
  });
}

function levelChart(column: PanelLevels, table: PanelTable): LevelChart | null {
  const runs = new Uint32Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) runs[code]!++;
  const filled = column.labels.flatMap((label, code) => (runs[code] === 0 ? [] : [{ label, code }]));
  if (filled.length === 0) return null;
  const byRuns = [...filled].sort((a, b) => runs[b.code]! - runs[a.code]!);
  const shown = filled.length > MOST_LEVELS ? byRuns.slice(0, MOST_LEVELS - 1) : filled;
  const rest = filled.length > MOST_LEVELS ? byRuns.slice(MOST_LEVELS - 1) : [];
  const lines: readonly LevelLine[] = [
    ...shown.map(({ label }) => ({ label, levels: [label] })),
    ...(rest.length === 0
      ? []
      : [{ label: `${String(rest.length)} other values`, levels: rest.map(({ label }) => label) }]),
  ];
  const lineOf = new Uint8Array(column.labels.length).fill(shown.length);
  shown.forEach(({ code }, line) => (lineOf[code] = line));
  const codes = Uint8Array.from(column.codes, (code) => (code < 0 ? lines.length : lineOf[code]!));
  const cells = { count: lines.length, codes };
  const { found, missing } = sorted(table, cells);
  const marks =
    found && lines.map((_, line) => found.map((lane) => ({ ...lane, rows: ofLine(lane.rows, codes, line) })));
  return { kind: 'levels', name: column.name, lines, cells, marks, missing };
}

function ofLine(rows: Int32Array, codes: Uint8Array, line: number): Int32Array {
  return rows.filter((row) => codes[row] === line);
}

/** The rows that are drawn as marks, by group, those without a value apart. */
function sorted(table: PanelTable, { count, codes }: Cells): { found: readonly Marks[] | null; missing: Missing } {
  const isMissing = (row: number): boolean => codes[row] === count;
  let without = 0;
  for (const code of codes) if (code === count) without++;
  const rows = Int32Array.from({ length: table.count <= MOST_MARKS ? table.count : 0 }, (_, row) => row);
  const marksOf = (isWanted: (row: number) => boolean): readonly Marks[] =>
    GROUPS.map((group) => ({ group, rows: rows.filter((row) => groupAt(table, row) === group && isWanted(row)) }));
  const isFew = table.count <= MOST_MARKS;
  return {
    found: isFew ? marksOf((row) => !isMissing(row)) : null,
    missing: { count: without, marks: isFew ? marksOf(isMissing) : null },
  };
}
