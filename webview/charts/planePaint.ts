/** The cells of a pair's chart on canvas, by their crash rate. */
import { certainty, tilt, type CellCounts } from '../../src/shared/pairCells';
import type { Theme } from '../theme';
import { isRoomy, type PlaneLayout } from './planeLayout';

/** Colours from no crash over the overall rate to all crashed, in this many steps to either side. */
const STEPS = 10;
/** Opacity of the surest cell under marks, and where cells are all there is. */
const UNDER_MARKS = 0.34;
const ALONE = 0.95;

/** The colour of the overall crash rate: nearer to the ground than to text, so that what differs stands out. */
export function usualColour({ excluded, surface }: Theme): string {
  return `color-mix(in oklab, ${excluded} 40%, ${surface})`;
}

/** The colour of a crash rate that stands at `tilt` (-1 to 1) against the overall one. */
function rateColour(theme: Theme, tiltOf: number): string {
  const share = Math.round((Math.abs(tiltOf) * 100) / STEPS) * STEPS;
  return `color-mix(in oklab, ${tiltOf > 0 ? theme.crashed : theme.completed} ${share}%, ${usualColour(theme)})`;
}

/**
 * Fills the cells with enough runs by their crash rate, paler the fewer runs they have. High contrast has neither pale
 * nor mixed colours: there a cell is the larger the more runs it has, and filled from below by its crash rate; under
 * marks it is outlined, and its figures stand in it.
 */
export function paintCells(
  context: CanvasRenderingContext2D,
  { columns, rows, marks }: PlaneLayout,
  counts: CellCounts,
  overall: number,
  theme: Theme,
): void {
  const opacity = marks === null ? ALONE : UNDER_MARKS;
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const cell = y * counts.columns + x;
      const compared = counts.completed[cell]! + counts.crashed[cell]!;
      const sure = certainty(compared);
      const width = column.to - column.from - 1;
      const height = row.to - row.from - 1;
      if (sure === 0 || width <= 0 || height <= 0) return;
      const rate = counts.crashed[cell]! / compared;
      if (!theme.highContrast) {
        context.globalAlpha = opacity * sure;
        context.fillStyle = rateColour(theme, tilt(rate, overall));
        context.fillRect(column.from + 0.5, row.from + 0.5, width, height);
      } else if (marks === null) {
        const [wide, high] = [Math.max(2, width * sure), Math.max(2, height * sure)];
        const [left, top] = [column.from + (width - wide) / 2, row.from + (height - high) / 2];
        context.fillStyle = theme.completed;
        context.fillRect(left, top, wide, high);
        context.fillStyle = theme.crashed;
        context.fillRect(left, top + high * (1 - rate), wide, high * rate);
      } else if (isRoomy(column, row)) {
        context.strokeStyle = theme.excluded;
        context.strokeRect(column.from + 0.5, row.from + 0.5, width, height);
      }
    });
  });
  context.globalAlpha = 1;
}
