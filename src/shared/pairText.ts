/** A pair in words and as a table: what its chart shows, for those who do not see it and for a spreadsheet. */
import { countOf } from '../core/analysis/statistics/proportion';
import { formatCount, formatShare, formatShareInterval } from '../core/report/format';
import type { ColumnAxis } from './columnAxis';
import { ENOUGH_RUNS, type AxisCells, type CellCounts } from './pairCells';
import { regionText, type PairRegion } from './pairs';

/** The chart in one or two sentences. */
export function pairSentence(x: ColumnAxis, y: ColumnAxis, counts: CellCounts, regions: readonly PairRegion[]): string {
  const sum = (cells: Int32Array): number => cells.reduce((total, cell) => total + cell, 0);
  const [completed, crashed, excluded] = [sum(counts.completed), sum(counts.crashed), sum(counts.excluded)];
  const others = excluded === 0 ? '' : `, ${formatCount(excluded, 'other')}`;
  const runs = `${x.title} against ${y.title}: ${formatCount(crashed, 'crashed run')}, ${completed.toLocaleString('en-US')} completed${others}.`;
  const [region] = regions;
  return region === undefined ? runs : `${runs} ${regionText(region.interaction)}.`;
}

/** A line of the table: a cell that holds runs. */
export interface CellRow {
  readonly x: string;
  readonly y: string;
  readonly completed: number;
  readonly crashed: number;
  readonly excluded: number;
  /** Such as `83 % (44–97 %)`; empty where the runs are too few to say. */
  readonly rate: string;
}

/** The cells with runs, from the low end of both axes on. */
export function cellRows(x: AxisCells, y: AxisCells, counts: CellCounts): readonly CellRow[] {
  return x.labels.flatMap((xLabel, column) =>
    y.labels.flatMap((yLabel, row): readonly CellRow[] => {
      const cell = row * counts.columns + column;
      const [completed, crashed, excluded] = [counts.completed[cell]!, counts.crashed[cell]!, counts.excluded[cell]!];
      if (completed + crashed + excluded === 0) return [];
      return [{ x: xLabel, y: yLabel, completed, crashed, excluded, rate: rateText(crashed, completed + crashed) }];
    }),
  );
}

/** A crash rate with its Wilson interval; empty below {@link ENOUGH_RUNS} compared runs. */
export function rateText(crashed: number, compared: number): string {
  if (compared < ENOUGH_RUNS) return '';
  const { low, high } = countOf(crashed, compared);
  return `${formatShare(crashed / compared)} (${formatShareInterval(low, high)})`;
}

/** A cell for the tooltip. */
export function cellLines(x: ColumnAxis, y: ColumnAxis, row: CellRow): readonly string[] {
  const compared = row.completed + row.crashed;
  const rate = row.rate === '' ? `too few compared runs for a rate` : `${row.rate}, 95 % interval`;
  return [
    `${row.crashed.toLocaleString('en-US')} of ${formatCount(compared, 'run')} crashed`,
    rate,
    `${x.title} ${row.x}`,
    `${y.title} ${row.y}`,
    ...(row.excluded === 0 ? [] : [`${formatCount(row.excluded, 'other')}, not compared`]),
  ];
}

/** The rows for the clipboard, as cells separated by tabs: what spreadsheets and documents paste as a table. */
export function cellTable(x: ColumnAxis, y: ColumnAxis, rows: readonly CellRow[]): string {
  const head = [x.title, y.title, 'completed', 'crashed', 'others', 'crash rate'];
  const lines = rows.map((row) => [row.x, row.y, row.completed, row.crashed, row.excluded, row.rate]);
  return [head, ...lines].map((cells) => `${cells.map(pasteSafe).join('\t')}\n`).join('');
}

/** Text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
function pasteSafe(cell: string | number): string | number {
  return typeof cell === 'string' && /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
}
