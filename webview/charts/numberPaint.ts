/** What a number's chart draws on its canvas: all that changes with the selection. */
import { wilsonInterval } from '../../src/core/analysis/statistics/proportion';
import { GROUPS } from '../../src/shared/panelTable';
import type { CellCounts } from '../../src/shared/parameterBins';
import { COLUMNS } from '../../src/shared/parameterChart';
import type { Theme } from '../theme';
import { paintMarks } from './marks';
import type { NumberLayout } from './numberLayout';

/** The runs in the cells of a chart: all of them, and those that the selection leaves. */
export interface ChartCounts {
  /** By bin, of the runs that pass all filters but the chart's own; a brush does not empty the bins beside it. */
  readonly bins: CellCounts;
  /** By bin, all runs; `null` where that is the same. */
  readonly allBins: CellCounts | null;
  /** By column, of the runs that pass. */
  readonly columns: CellCounts;
  readonly allColumns: CellCounts;
}

/** How much of a column is seen of runs that the selection leaves out. */
const FADED = 0.22;
const INTERVAL = 0.24;

/** Draws everything; `passing` is `null` where all runs do. */
export function paintNumbers(
  context: CanvasRenderingContext2D,
  layout: NumberLayout,
  counts: ChartCounts,
  passing: Uint8Array | null,
  theme: Theme,
): void {
  paintRates(context, layout, counts, theme);
  if (layout.marks === null) paintColumns(context, layout, counts, passing !== null, theme);
  else paintMarks(context, layout.marks, passing, theme);
  if (layout.missing !== null && !hasMissingMarks(layout)) paintMissing(context, layout, counts, theme);
}

/** Crash rate of each bin as a line, with its Wilson interval as a box behind it. */
function paintRates(
  context: CanvasRenderingContext2D,
  { bins, rates }: NumberLayout,
  counts: ChartCounts,
  theme: Theme,
): void {
  const y = (rate: number): number => rates.bottom - rate * (rates.bottom - rates.top);
  bins.forEach(({ x, width }, bin) => {
    const left = x + 0.5;
    const wide = Math.max(1.5, width - 1);
    const of = (cells: CellCounts): readonly [number, number] => {
      const crashed = cells.of(bin, 'crashed');
      return [crashed, crashed + cells.of(bin, 'completed')];
    };
    if (counts.allBins !== null) {
      const [crashed, total] = of(counts.allBins);
      context.fillStyle = theme.excluded;
      if (total > 0) context.fillRect(left, y(crashed / total) - 0.5, wide, 1);
    }
    const [crashed, total] = of(counts.bins);
    if (total === 0) return;
    const { low, high } = wilsonInterval(crashed, total);
    context.fillStyle = theme.crashed;
    if (theme.highContrast) {
      const middle = Math.round(left + wide / 2);
      context.fillRect(middle - 0.5, y(high), 1, y(low) - y(high));
      for (const end of [low, high]) context.fillRect(middle - 3, y(end) - 0.5, 6, 1);
    } else {
      context.globalAlpha = INTERVAL;
      context.fillRect(left, y(high), wide, y(low) - y(high));
      context.globalAlpha = 1;
    }
    context.fillRect(left, y(crashed / total) - 1.25, wide, 2.5);
  });
}

/** Runs by place on the axis, of each group in its lane; all on the scale of the fullest column. */
function paintColumns(
  context: CanvasRenderingContext2D,
  layout: NumberLayout,
  { columns, allColumns }: ChartCounts,
  isSelected: boolean,
  theme: Theme,
): void {
  const { lanes, columns: placed } = layout;
  let most = 1;
  for (const { group } of lanes) {
    for (let cell = 0; cell < COLUMNS; cell++) most = Math.max(most, allColumns.of(cell, group));
  }
  const draw = (cells: CellCounts): void => {
    for (const { group, top, bottom } of lanes) {
      context.fillStyle = theme[group];
      for (let cell = 0; cell < COLUMNS; cell++) {
        const runs = cells.of(cell, group);
        if (runs === 0) continue;
        const height = Math.max(1, ((bottom - top - 4) * runs) / most);
        const x = placed.left + cell * placed.width;
        context.fillRect(x, bottom - height, Math.max(1, placed.width - 0.75), height);
      }
    }
  };
  if (isSelected) {
    context.globalAlpha = FADED;
    draw(allColumns);
    context.globalAlpha = 1;
  }
  draw(columns);
}

/** Runs without a value, where they are too many for marks: a bar for each group. */
function paintMissing(
  context: CanvasRenderingContext2D,
  { missing }: NumberLayout,
  { columns, allColumns }: ChartCounts,
  theme: Theme,
): void {
  if (missing === null) return;
  const all = GROUPS.reduce((sum, group) => sum + allColumns.of(COLUMNS, group), 0);
  let x = missing.left;
  for (const group of GROUPS) {
    const runs = columns.of(COLUMNS, group);
    if (runs === 0) continue;
    const wide = Math.max(2, (missing.width * runs) / Math.max(1, all));
    context.fillStyle = theme[group];
    context.fillRect(x, missing.y - 4, wide - 1, 8);
    x += wide;
  }
}

function hasMissingMarks({ marks, lanes }: NumberLayout): boolean {
  return marks !== null && marks.length > lanes.length;
}
