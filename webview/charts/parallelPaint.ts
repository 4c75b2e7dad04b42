/** Parallel coordinates on canvas: a line for each run, or bands where runs are many. */
import { binCodes, countBands, paintBands, type BandCounts } from '../../src/shared/parallelDensity';
import { tilt } from '../../src/shared/pairCells';
import { GROUPS } from '../../src/shared/panelTable';
import type { Theme } from '../theme';
import { usualColour } from './planePaint';
import { binPlaces, sharesOf, type ParallelLayout } from './parallelLayout';

/** Opacity of lines by their number: many must not become one surface. */
const OPACITIES = [
  { most: 60, opacity: 0.85 },
  { most: 200, opacity: 0.55 },
  { most: 600, opacity: 0.35 },
  { most: Infinity, opacity: 0.22 },
] as const;
/** Lines stroked at once do not darken one another; in this many portions they do. */
const PORTIONS = 12;
/** Opacity of all lines behind the selected ones. */
const REST = 0.14;
/** Opacity of the fullest place of the bands, and of all bands behind the selected ones. */
const DENSEST = 0.95;
const REST_DENSEST = 0.3;
/** Screen pixels for each column of a picture of bands. */
const COLUMN = 4;

/** Draws the lines of the runs that `isIn` marks in their groups' colours, the crashed ones on top. */
export function paintLines(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  groups: Uint8Array,
  isIn: Uint8Array,
  theme: Theme,
): void {
  const count = isIn.reduce((sum, passes) => sum + passes, 0);
  const { opacity } = OPACITIES.find(({ most }) => count <= most)!;
  context.globalAlpha = theme.highContrast ? 1 : opacity;
  context.lineWidth = theme.highContrast && count > 200 ? 0.75 : 1.25;
  for (const group of ['excluded', 'completed', 'crashed'] as const) {
    const code = GROUPS.indexOf(group);
    context.strokeStyle = theme[group];
    strokeRows(context, layout, (row) => groups[row] === code && isIn[row] === 1, groups.length);
  }
  context.globalAlpha = 1;
}

/** Draws all lines faintly: what the selection leaves out is still there. */
export function paintRest(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  count: number,
  theme: Theme,
): void {
  context.globalAlpha = theme.highContrast ? REST * 2 : REST;
  context.lineWidth = 1;
  context.strokeStyle = theme.excluded;
  strokeRows(context, layout, () => true, count);
  context.globalAlpha = 1;
}

function strokeRows(
  context: CanvasRenderingContext2D,
  { axes }: ParallelLayout,
  isDrawn: (row: number) => boolean,
  count: number,
): void {
  const portion = Math.max(1, Math.ceil(count / PORTIONS));
  for (let start = 0; start < count; start += portion) {
    context.beginPath();
    const end = Math.min(count, start + portion);
    for (let row = start; row < end; row++) {
      if (!isDrawn(row)) continue;
      for (let index = 0; index < axes.length; index++) {
        const { x, ys } = axes[index]!;
        if (index === 0) context.moveTo(x, ys[row]!);
        else context.lineTo(x, ys[row]!);
      }
    }
    context.stroke();
  }
}

/** Draws bands for the runs that `isIn` marks; all of them where it is `null`, as a faint ground without colours. */
export type BandPainter = (
  context: CanvasRenderingContext2D,
  isIn: Uint8Array | null,
  look: { readonly theme: Theme; readonly overall: number },
) => void;

/** Prepares the bands of a layout: the bins of each run are looked up once. */
export function createBandPainter(layout: ParallelLayout, groups: Uint8Array): BandPainter {
  const codes = layout.axes.map(({ placed }) => binCodes(sharesOf(placed)));
  const width = Math.max(8, Math.round(layout.gap / COLUMN));
  const sheet = document.createElement('canvas');
  return (context, isIn, { theme, overall }) => {
    const sheetContext = sheet.getContext('2d');
    if (sheetContext === null) return;
    const counts = GROUPS.map((_, group) => countBands(codes, groups, group, isIn));
    const colours = {
      none: rgbOf(theme.completed, sheetContext),
      all: rgbOf(theme.crashed, sheetContext),
      usual: rgbOf(usualColour(theme), sheetContext),
    };
    for (let gap = 0; gap + 1 < layout.axes.length; gap++) {
      const [left, right] = [layout.axes[gap]!, layout.axes[gap + 1]!];
      const places = { left: binPlaces(left, layout), right: binPlaces(right, layout) };
      const pictures = counts.map((count: BandCounts) => paintBands(count, gap, width, places));
      const [completed, crashed, excluded] = pictures as [
        (typeof pictures)[0],
        (typeof pictures)[0],
        (typeof pictures)[0],
      ];
      const { height } = completed;
      if (sheet.width !== width || sheet.height !== height) {
        sheet.width = width;
        sheet.height = height;
      }
      const image = sheetContext.createImageData(width, height);
      let most = 1;
      for (let at = 0; at < width * height; at++) {
        most = Math.max(most, completed.runs[at]! + crashed.runs[at]! + excluded.runs[at]!);
      }
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const at = row * width + column;
          const compared = completed.runs[at]! + crashed.runs[at]!;
          const all = compared + excluded.runs[at]!;
          if (all < 0.5) continue;
          const leaning = isIn === null || compared < 0.5 ? 0 : tilt(crashed.runs[at]! / compared, overall);
          const towards = leaning > 0 ? colours.all : colours.none;
          // High contrast has no mixed colours.
          const share = theme.highContrast && leaning !== 0 ? 1 : Math.abs(leaning);
          const pixel = ((height - 1 - row) * width + column) * 4;
          for (let channel = 0; channel < 3; channel++) {
            const usual = colours.usual[channel]!;
            image.data[pixel + channel] = usual + share * (towards[channel]! - usual);
          }
          image.data[pixel + 3] = 255 * (isIn === null ? REST_DENSEST : DENSEST) * Math.sqrt(all / most);
        }
      }
      sheetContext.putImageData(image, 0, 0);
      context.drawImage(sheet, left.x, layout.top, layout.gap, layout.bottom - layout.top);
    }
  };
}

/** A colour as red, green and blue from 0 to 255, read off a canvas: themes write colours in many ways. */
function rgbOf(colour: string, context: CanvasRenderingContext2D): readonly [number, number, number] {
  context.fillStyle = colour;
  context.clearRect(0, 0, 1, 1);
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
