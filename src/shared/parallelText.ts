/** The parallel coordinates as a table and a sentence: what each axis shows of the runs that are selected. */
import { formatCount, formatNumber, formatRange } from '../core/report/format';
import type { ColumnAxis } from './columnAxis';
import { GROUPS, type PanelTable } from './panelTable';

/** One axis of the table. */
export interface AxisRow {
  readonly title: string;
  /** Lowest to highest value of the selected runs, or their levels; a dash without any. */
  readonly completed: string;
  readonly crashed: string;
  /** Selected runs without a value. */
  readonly missing: number;
}

/** Levels named in a cell. */
const NAMED = 3;

/** The chart in one sentence. */
export function parallelSentence(axes: readonly ColumnAxis[], total: number): string {
  const names = axes.map(({ title }) => title).join(', ');
  return `${formatCount(total, 'run')} as lines across ${formatCount(axes.length, 'axis', 'axes')}: ${names}.`;
}

/** `2 of 13 crashed`, or `13 crashed` where none is left out. */
export function countsText(all: number, left: number, group: string): string {
  const words = left.toLocaleString('en-US');
  return all === left ? `${words} ${group}` : `${words} of ${all.toLocaleString('en-US')} ${group}`;
}

/** The ranges of the selected runs on each axis. */
export function axisRows(axes: readonly ColumnAxis[], { groups }: PanelTable, isIn: Uint8Array): readonly AxisRow[] {
  const rowsOf = (group: 'completed' | 'crashed'): readonly number[] => {
    const code = GROUPS.indexOf(group);
    return Array.from(groups.keys()).filter((row) => groups[row] === code && isIn[row] === 1);
  };
  const [completed, crashed] = [rowsOf('completed'), rowsOf('crashed')];
  return axes.map((axis) => ({
    title: axis.title,
    completed: extentText(axis, completed),
    crashed: extentText(axis, crashed),
    missing: [...completed, ...crashed].filter((row) => !hasPlace(axis, row)).length,
  }));
}

function hasPlace(axis: ColumnAxis, row: number): boolean {
  return axis.kind === 'number' ? Number.isFinite(axis.values[row]!) : axis.codes[row]! >= 0;
}

function extentText(axis: ColumnAxis, rows: readonly number[]): string {
  const placed = rows.filter((row) => hasPlace(axis, row));
  if (placed.length === 0) return '–';
  if (axis.kind === 'number') {
    let [low, high] = [Infinity, -Infinity];
    for (const row of placed) {
      low = Math.min(low, axis.values[row]!);
      high = Math.max(high, axis.values[row]!);
    }
    return low === high ? formatNumber(low) : formatRange(formatNumber(low), formatNumber(high));
  }
  const counts = new Map<number, number>();
  for (const row of placed) counts.set(axis.codes[row]!, (counts.get(axis.codes[row]!) ?? 0) + 1);
  const named = [...counts].sort((a, b) => b[1] - a[1]);
  const words = named.slice(0, NAMED).map(([band, count]) => `${axis.bands[band]!.label} (${count})`);
  return named.length > NAMED ? `${words.join(', ')}, …` : words.join(', ');
}
