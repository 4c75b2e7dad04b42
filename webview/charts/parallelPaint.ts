/** Parallel coordinates on canvas where runs are many: bands from axis to axis. */
import { bandCodes, binCodes, countBands, paintBands, type BandPicture } from '../../src/shared/parallelDensity';
import { tilt } from '../../src/shared/pairCells';
import { GROUPS } from '../../src/shared/panelTable';
import type { Theme } from '../theme';
import { usualColour } from './planePaint';
import { binPlaces, sharesOf, type ParallelLayout } from './parallelLayout';

/** Opacity of the fullest place of the bands, and of all bands behind the selected ones. */
const DENSEST = 0.95;
const REST_DENSEST = 0.3;
/** Screen pixels for each column of a picture of bands. */
const COLUMN = 6;
/** The same where bands are few: single ones show steps otherwise. */
const FINE_COLUMN = 2;
const MANY_BANDS = 800;

/** Draws bands for the runs that `isIn` marks; all of them where it is `null`, as a faint ground without colours. */
export type BandPainter = (
  context: CanvasRenderingContext2D,
  isIn: Uint8Array | null,
  look: { readonly theme: Theme; readonly overall: number },
) => void;

/** Prepares the bands of a layout: the bins of each run are looked up once. */
export function createBandPainter(layout: ParallelLayout, groups: Uint8Array): BandPainter {
  const { axes, gap, top, bottom } = layout;
  const bins = axes.map(({ placed }) => binCodes(sharesOf(placed)));
  const codes = bandCodes(bins, groups);
  const sheet = document.createElement('canvas');
  const sheetContext = sheet.getContext('2d', { willReadFrequently: true });
  let coloured: { readonly theme: Theme; readonly colours: BandColours } | null = null;
  return (context, isIn, { theme, overall }) => {
    if (sheetContext === null) return;
    if (coloured?.theme !== theme) coloured = { theme, colours: coloursOf(theme, sheetContext) };
    const { colours } = coloured;
    countBands(codes, isIn).forEach((counts, index) => {
      const [left, right] = [axes[index]!, axes[index + 1]!];
      const bands = bandsIn(counts);
      const width = Math.max(8, Math.round(gap / (bands > MANY_BANDS ? COLUMN : FINE_COLUMN)));
      const places = { left: binPlaces(left, layout), right: binPlaces(right, layout) };
      const pictures = GROUPS.map((_, group) => paintBands(counts, group, width, places));
      const { height } = pictures[0]!;
      if (sheet.width !== width || sheet.height !== height) {
        sheet.width = width;
        sheet.height = height;
      }
      const image = sheetContext.createImageData(width, height);
      if (isIn === null) colourBands(image, pictures, { ...colours, opacity: REST_DENSEST, overall: null });
      else colourBands(image, pictures, { ...colours, opacity: DENSEST, overall });
      sheetContext.putImageData(image, 0, 0);
      context.drawImage(sheet, left.x, top, gap, bottom - top);
    });
  };
}

/** A loop of its own: it runs over some thousand counts for each gap of each frame. */
function bandsIn(counts: Int32Array): number {
  let found = 0;
  for (let index = 0; index < counts.length; index++) if (counts[index]! > 0) found += 1;
  return found;
}

type Colour = readonly [number, number, number];

interface BandColours {
  /** Where no run crashed, where as many did as overall, and where all did. */
  readonly none: Colour;
  readonly usual: Colour;
  readonly all: Colour;
  /** High contrast has no mixed colours. */
  readonly isMixed: boolean;
}

/** Colours each point by its crash rate against `overall` (`null`: not at all), as opaque as it has runs. */
function colourBands(
  image: ImageData,
  pictures: readonly BandPicture[],
  look: BandColours & { readonly opacity: number; readonly overall: number | null },
): void {
  const { width, height, data } = image;
  const [completed, crashed, excluded] = GROUPS.map((_, group) => pictures[group]!.runs) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  let most = 1;
  for (let at = 0; at < width * height; at++) most = Math.max(most, completed[at]! + crashed[at]! + excluded[at]!);
  for (let at = 0; at < width * height; at++) {
    const compared = completed[at]! + crashed[at]!;
    const runs = compared + excluded[at]!;
    if (runs < 0.5) continue;
    const leaning = look.overall === null || compared < 0.5 ? 0 : tilt(crashed[at]! / compared, look.overall);
    const towards = leaning > 0 ? look.all : look.none;
    const share = look.isMixed || leaning === 0 ? Math.abs(leaning) : 1;
    // The picture begins at the low end, an image at the top.
    const pixel = ((height - 1 - Math.floor(at / width)) * width + (at % width)) * 4;
    data[pixel] = look.usual[0] + share * (towards[0] - look.usual[0]);
    data[pixel + 1] = look.usual[1] + share * (towards[1] - look.usual[1]);
    data[pixel + 2] = look.usual[2] + share * (towards[2] - look.usual[2]);
    data[pixel + 3] = 255 * look.opacity * Math.sqrt(runs / most);
  }
}

function coloursOf(theme: Theme, context: CanvasRenderingContext2D): BandColours {
  return {
    none: rgbOf(theme.completed, context),
    usual: rgbOf(usualColour(theme), context),
    all: rgbOf(theme.crashed, context),
    isMixed: !theme.highContrast,
  };
}

/** A colour as red, green and blue from 0 to 255, read off a canvas: themes write colours in many ways. */
function rgbOf(colour: string, context: CanvasRenderingContext2D): Colour {
  context.fillStyle = colour;
  context.clearRect(0, 0, 1, 1);
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
