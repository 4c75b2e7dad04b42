/** What the chart of one parameter shows: every run that has a value, as a lane for each group. */
import type { ParameterResult, Threshold } from '../core/analysis/analysis';
import { axisScaleOf } from '../core/report/axis';
import type { Group } from '../core/runs/crashedChoice';
import { columnNamed, groupAt, type PanelLevels, type PanelNumbers, type PanelTable } from './panelTable';

/** The runs of one group in one place of a chart. `rows` index the table's rows and stand in the order of the values. */
export interface Lane {
  readonly group: Group;
  readonly rows: Int32Array;
}

/** Numbers on one axis: a lane for each group, sorted by value. */
export interface StripChart {
  readonly kind: 'strip';
  readonly name: string;
  readonly scale: 'linear' | 'log';
  /** Smallest and largest value drawn; equal where there is only one. */
  readonly domain: readonly [number, number];
  readonly values: Float64Array;
  readonly lanes: readonly StripLane[];
  /** Where the crash rate changes: the region in which runs crash, open towards `null`. */
  readonly risky: readonly RiskyRegion[];
}

export interface StripLane extends Lane {
  /** Mean of the group, from the analysis; `null` where it gives none. */
  readonly mean: number | null;
}

/** A piece of the axis where runs crash; `null` is the end of the axis. */
export interface RiskyRegion {
  readonly from: number | null;
  readonly to: number | null;
}

/** Levels, one line each, with the marks of both groups behind one another. */
export interface LevelChart {
  readonly kind: 'levels';
  readonly name: string;
  readonly levels: readonly LevelLine[];
}

export interface LevelLine {
  readonly label: string;
  readonly lanes: readonly Lane[];
  readonly crashed: number;
  readonly compared: number;
}

export type ParameterChart = StripChart | LevelChart;

/** Levels beyond this many share one last line. */
const MOST_LEVELS = 8;

/** Order of the lanes from top to bottom, and of the marks on a level's line. */
const GROUPS: readonly Group[] = ['completed', 'crashed', 'excluded'];

/** The chart of `result`; `null` when the table holds no such column, or no run has a value. */
export function parameterChart(result: ParameterResult, table: PanelTable): ParameterChart | null {
  const column = columnNamed(table, result.name);
  if (column === null) return null;
  return column.kind === 'number' ? stripChart(column, result, table) : levelChart(column, table);
}

/** How many marks `chart` has for `group`. */
export function markCount(chart: ParameterChart, group: Group): number {
  const lanes = chart.kind === 'strip' ? chart.lanes : chart.levels.flatMap((level) => level.lanes);
  return lanes.reduce((sum, lane) => sum + (lane.group === group ? lane.rows.length : 0), 0);
}

function stripChart(column: PanelNumbers, result: ParameterResult, table: PanelTable): StripChart | null {
  const { values } = column;
  const lanes: StripLane[] = [];
  for (const group of GROUPS) {
    const rows = Int32Array.from(values.keys()).filter(
      (row) => groupAt(table, row) === group && Number.isFinite(values[row]!),
    );
    rows.sort((a, b) => values[a]! - values[b]!);
    // The two groups of the comparison keep their place when empty, so that charts can be read side by side.
    if (rows.length === 0 && group === 'excluded') continue;
    const mean = group === 'excluded' ? null : (result[group]?.mean ?? null);
    lanes.push({ group, rows, mean });
  }
  const filled = lanes.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0) return null;
  const domain: readonly [number, number] = [
    Math.min(...filled.map(({ rows }) => values[rows[0]!]!)),
    Math.max(...filled.map(({ rows }) => values[rows[rows.length - 1]!]!)),
  ];
  return {
    kind: 'strip',
    name: column.name,
    scale: axisScaleOf(values),
    domain,
    values,
    lanes,
    // A setting that has no effect has no risky side, whatever its values.
    risky: result.threshold === null || result.verdict === 'inert' ? [] : riskyRegions(result.threshold),
  };
}

function riskyRegions({ direction, value }: Threshold): readonly RiskyRegion[] {
  const [low, high] = typeof value === 'number' ? [value, value] : value;
  switch (direction) {
    case 'above':
      return [{ from: high, to: null }];
    case 'below':
      return [{ from: null, to: low }];
    case 'inside':
      return [{ from: low, to: high }];
    case 'outside':
      return [
        { from: null, to: low },
        { from: high, to: null },
      ];
  }
}

function levelChart(column: PanelLevels, table: PanelTable): LevelChart | null {
  const rowsByLevel = column.labels.map((label) => ({ label, rows: new Array<number>() }));
  column.codes.forEach((code, row) => rowsByLevel[code]?.rows.push(row));
  const filled = rowsByLevel.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0) return null;
  const shown = filled.length > MOST_LEVELS ? mostFrequent(filled) : filled;
  return { kind: 'levels', name: column.name, levels: shown.map(({ label, rows }) => levelLine(label, rows, table)) };
}

interface LevelRows {
  readonly label: string;
  readonly rows: readonly number[];
}

function mostFrequent(levels: readonly LevelRows[]): readonly LevelRows[] {
  const byRuns = [...levels].sort((a, b) => b.rows.length - a.rows.length);
  const rest = byRuns.slice(MOST_LEVELS - 1);
  const label = `${String(rest.length)} other values`;
  return [...byRuns.slice(0, MOST_LEVELS - 1), { label, rows: rest.flatMap(({ rows }) => rows) }];
}

function levelLine(label: string, rows: readonly number[], table: PanelTable): LevelLine {
  const lanes = GROUPS.map((group) => ({
    group,
    rows: Int32Array.from(rows.filter((row) => groupAt(table, row) === group)),
  })).filter((lane) => lane.rows.length > 0);
  const count = (group: Group): number => lanes.find((lane) => lane.group === group)?.rows.length ?? 0;
  return { label, lanes, crashed: count('crashed'), compared: count('crashed') + count('completed') };
}
