/** Parallel coordinates on canvas where runs are few enough: a line for each of them. */
import { GROUPS } from '../../src/shared/panelTable';
import type { Theme } from '../theme';
import type { ParallelLayout } from './parallelLayout';

/** Opacity of lines by their number: many must not become one surface. */
const OPACITIES = [
  { most: 60, opacity: 0.85 },
  { most: 200, opacity: 0.55 },
  { most: 600, opacity: 0.35 },
  { most: Infinity, opacity: 0.22 },
] as const;
/** Opacity of all lines behind the selected ones, by their number. */
const RESTS = [
  { most: 60, opacity: 0.22 },
  { most: 200, opacity: 0.14 },
  { most: 600, opacity: 0.08 },
  { most: Infinity, opacity: 0.05 },
] as const;
/** Lines stroked at once do not darken one another; in portions of this many they do. */
const PORTION = 24;
/** Lines that a frame has time for: some 0.2 ms each on the page's own thread where no graphics card helps. */
const PER_FRAME = 90;

/** Draws all lines faintly: what the selection leaves out is still there. */
export function paintRest(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  count: number,
  theme: Theme,
): void {
  context.globalAlpha = RESTS.find(({ most }) => count <= most)!.opacity;
  context.lineWidth = 1;
  context.strokeStyle = theme.excluded;
  strokeRows(
    context,
    layout,
    Int32Array.from({ length: count }, (_, row) => row),
  );
  context.globalAlpha = 1;
}

/** The rows that `isIn` marks in the order they are drawn: the crashed ones last, none of them may be hidden. */
export function linesToDraw(groups: Uint8Array, isIn: Uint8Array): Int32Array {
  const rows = Int32Array.from(groups.keys()).filter((row) => isIn[row] === 1);
  const order = (['excluded', 'completed', 'crashed'] as const).map((group) => GROUPS.indexOf(group));
  const rank = GROUPS.map((_, code) => order.indexOf(code));
  return rows.sort((a, b) => rank[groups[a]!]! - rank[groups[b]!]! || a - b);
}

/** Rows spread evenly over `lines`, as many as a frame has time for: what is shown while a brush moves. */
export function sampleOf(lines: Int32Array): Int32Array {
  const every = Math.ceil(lines.length / PER_FRAME);
  return every <= 1 ? lines : lines.filter((_, index) => index % every === 0);
}

/** `lines` in pieces that a frame has time for. */
export function framesOf(lines: Int32Array): readonly Int32Array[] {
  return Array.from({ length: Math.ceil(lines.length / PER_FRAME) }, (_, frame) =>
    lines.subarray(frame * PER_FRAME, (frame + 1) * PER_FRAME),
  );
}

/** Draws `rows` in their groups' colours; `count`: how many lines there will be in the end. */
export function paintLines(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  groups: Uint8Array,
  rows: Int32Array,
  look: { readonly theme: Theme; readonly count: number },
): void {
  const { theme, count } = look;
  context.globalAlpha = theme.highContrast ? 1 : OPACITIES.find(({ most }) => count <= most)!.opacity;
  // Up to one pixel a line is a hairline to the rasteriser, which is several times faster than a shape with two sides.
  context.lineWidth = count <= 200 ? 1.25 : theme.highContrast ? 0.75 : 1;
  for (let first = 0; first < rows.length;) {
    const group = groups[rows[first]!]!;
    let end = first + 1;
    while (end < rows.length && groups[rows[end]!] === group) end += 1;
    context.strokeStyle = theme[GROUPS[group]!];
    strokeRows(context, layout, rows.subarray(first, end));
    first = end;
  }
  context.globalAlpha = 1;
}

function strokeRows(context: CanvasRenderingContext2D, { axes }: ParallelLayout, rows: Int32Array): void {
  for (let start = 0; start < rows.length; start += PORTION) {
    context.beginPath();
    for (const row of rows.subarray(start, start + PORTION)) {
      for (let index = 0; index < axes.length; index++) {
        const { x, ys } = axes[index]!;
        if (index === 0) context.moveTo(x, ys[row]!);
        else context.lineTo(x, ys[row]!);
      }
    }
    context.stroke();
  }
}
