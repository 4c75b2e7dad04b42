/** Marks of runs on a canvas: a disc for a completed run, a cross for a crashed one, a ring for the others. */
import type { Group } from '../../src/core/runs/crashedChoice';
import type { Theme } from '../theme';

/** Marks of one group. `rows` are the table's rows, one for each mark; places are pixels. */
export interface MarkLayer {
  readonly group: Group;
  readonly radius: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly rows: Int32Array;
}

/** How much of a mark is seen of a run that the selection leaves out. */
const FADED = 0.16;

/** Draws the runs that pass in full, and the others behind them as faint ones. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  layers: readonly MarkLayer[],
  passing: Uint8Array | null,
  theme: Theme,
): void {
  if (passing !== null) {
    context.globalAlpha = theme.highContrast ? FADED * 2 : FADED;
    for (const layer of layers) paint(context, layer, theme, (row) => passing[row] === 0);
    context.globalAlpha = 1;
  }
  for (const layer of layers) paint(context, layer, theme, passing === null ? null : (row) => passing[row] === 1);
}

function paint(
  context: CanvasRenderingContext2D,
  { group, radius, xs, ys, rows }: MarkLayer,
  theme: Theme,
  isDrawn: ((row: number) => boolean) | null,
): void {
  context.beginPath();
  for (let mark = 0; mark < xs.length; mark++) {
    if (isDrawn !== null && !isDrawn(rows[mark]!)) continue;
    const x = xs[mark]!;
    const y = ys[mark]!;
    if (group === 'crashed') {
      // A cross looks smaller than a disc of its width; its arms reach to the disc's edge.
      const arm = radius * 0.85;
      context.moveTo(x - arm, y - arm);
      context.lineTo(x + arm, y + arm);
      context.moveTo(x + arm, y - arm);
      context.lineTo(x - arm, y + arm);
    } else {
      const size = group === 'completed' ? radius : radius * 0.7;
      context.moveTo(x + size, y);
      context.arc(x, y, size, 0, 2 * Math.PI);
    }
  }
  if (group === 'completed') {
    context.fillStyle = theme.completed;
    context.fill();
    return;
  }
  context.strokeStyle = theme[group];
  context.lineCap = 'round';
  context.lineWidth = group === 'crashed' ? Math.max(1.25, radius / 2) * (theme.highContrast ? 1.25 : 1) : 1.25;
  context.stroke();
}

/** Sizes `canvas` for the screen's density and clears it; `null` where there is nothing to draw on. */
export function clearedContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const density = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  const context = canvas.getContext('2d');
  if (context === null) return null;
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
