/** Draws the runs of a timeline on a canvas: marks with stems or bars, or columns of counts. */
import { ENDS, type End, type Timeline } from '../../src/shared/timeline';
import { countAt, largestCounts, type TimelineCounts } from '../../src/shared/timelineCounts';
import type { Theme } from '../theme';
import { COLUMNS_LEFT, type MarkPlaces, type TimelineAxis, type TimelineLayout } from './timelineLayout';

/** What is drawn besides where it goes. */
export interface TimelineInk {
  readonly timeline: Timeline;
  readonly axis: TimelineAxis;
  /** The letter of the cause at a place; empty for none. */
  readonly signAt: (place: number) => string;
  /** 1 for each row that the selection leaves; `null` while it leaves all. */
  readonly passing: Uint8Array | null;
  /** For columns: all runs, and those that the selection leaves. */
  readonly counts: { readonly all: TimelineCounts; readonly passing: TimelineCounts } | null;
  readonly theme: Theme;
}

/** How much is left of a run that the selection leaves out, and of the stem or bar of one that it leaves. */
const FAINT = 0.16;
const STEM = 0.5;
const BAR = 5;

/** Draws everything anew; the canvas takes the layout's size. */
export function paintTimeline(canvas: HTMLCanvasElement, layout: TimelineLayout, ink: TimelineInk): void {
  const density = window.devicePixelRatio;
  const [width, height] = [Math.round(layout.width * density), Math.round(layout.height * density)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  if (layout.marks !== null) {
    const { fontFamily, fontSize } = getComputedStyle(canvas);
    context.font = `600 ${Math.round(Number.parseFloat(fontSize) * 0.77)}px ${fontFamily}`;
    const { passing } = ink;
    if (passing !== null) paintMarks(context, layout, layout.marks, ink, (row) => passing[row] === 0, FAINT);
    paintMarks(context, layout, layout.marks, ink, (row) => passing === null || passing[row] === 1, 1);
  } else if (layout.columns !== null && ink.counts !== null) {
    if (ink.passing !== null) paintColumns(context, layout, ink, ink.counts.all, FAINT);
    paintColumns(context, layout, ink, ink.counts.passing, 1);
  }
}

function colourOf(end: End, theme: Theme): string {
  return end === 'completed' || end === 'crashed' ? theme[end] : theme.excluded;
}

function paintMarks(
  context: CanvasRenderingContext2D,
  layout: TimelineLayout,
  marks: MarkPlaces,
  { timeline, axis, signAt, theme }: TimelineInk,
  isDrawn: (row: number) => boolean,
  alpha: number,
): void {
  const { xs } = layout;
  const { radius, ys, from, hasRoom } = marks;
  const { rows, ends } = timeline;
  const each = (end: End, draw: (place: number) => void): void => {
    const code = ENDS.indexOf(end);
    for (let place = 0; place < rows.length; place++) {
      if (ends[place] === code && isDrawn(rows[place]!)) draw(place);
    }
  };
  for (const end of ENDS) {
    context.strokeStyle = colourOf(end, theme);
    context.fillStyle = colourOf(end, theme);
    context.lineCap = 'butt';
    context.globalAlpha = alpha * (theme.highContrast ? 1 : STEM);
    context.lineWidth = axis === 'time' ? (theme.highContrast ? 2 : BAR) : Math.min(3, radius);
    context.beginPath();
    each(end, (place) => {
      const start = from[place]!;
      if (Number.isNaN(start)) return;
      const [x, y] = [xs[place]!, ys[place]!];
      context.moveTo(axis === 'time' ? start : x, axis === 'time' ? y : start);
      context.lineTo(x, y);
    });
    context.stroke();

    context.globalAlpha = alpha;
    context.lineCap = 'round';
    const isCross = end === 'crashed' || end === 'bad';
    context.lineWidth = isCross ? Math.max(1.25, radius / 2) * (theme.highContrast ? 1.25 : 1) : 1.25;
    context.beginPath();
    each(end, (place) => {
      const [x, y] = [xs[place]!, ys[place]!];
      if (isCross) {
        const arm = radius * 0.85;
        context.moveTo(x - arm, y - arm);
        context.lineTo(x + arm, y + arm);
        context.moveTo(x + arm, y - arm);
        context.lineTo(x - arm, y + arm);
      } else {
        const size = end === 'completed' ? radius : radius * 0.75;
        context.moveTo(x + size, y);
        context.arc(x, y, size, 0, 2 * Math.PI);
      }
    });
    if (end === 'completed') context.fill();
    else context.stroke();

    if (!isCross) continue;
    context.textAlign = axis === 'time' ? 'left' : 'center';
    context.textBaseline = axis === 'time' ? 'middle' : 'alphabetic';
    each(end, (place) => {
      const sign = hasRoom[place] === 1 ? signAt(place) : '';
      if (sign === '') return;
      const [x, y] = [xs[place]!, ys[place]!];
      if (axis === 'time') context.fillText(sign, x + radius + 2, y + 0.5);
      else context.fillText(sign, x, y - radius - 2);
    });
  }
  context.globalAlpha = 1;
}

/** Upwards what completed, downwards what ended badly: the direction says it without colours. */
function paintColumns(
  context: CanvasRenderingContext2D,
  layout: TimelineLayout,
  { theme, counts }: TimelineInk,
  shown: TimelineCounts,
  alpha: number,
): void {
  const most = largestCounts(counts!.all);
  const { count, width } = layout.columns!;
  const wide = Math.max(1, width - 1);
  layout.lanes.forEach(({ top, height }, lane) => {
    const unit = (height - 1) / Math.max(1, most.up + most.down);
    const middle = top + most.up * unit;
    const bars = (end: End, before: End | null, direction: 1 | -1): void => {
      context.fillStyle = colourOf(end, theme);
      context.globalAlpha = alpha * (end === 'bad' && !theme.highContrast ? 0.8 : end === 'other' ? 0.5 : 1);
      for (let column = 0; column < count; column++) {
        const runs = countAt(shown, lane, column, end);
        if (runs === 0) continue;
        const below = before === null ? 0 : countAt(shown, lane, column, before) * unit;
        const long = Math.max(0.75, runs * unit);
        const y = direction < 0 ? middle - below - long : middle + 1 + below;
        context.fillRect(COLUMNS_LEFT + column * width, y, wide, long);
      }
    };
    bars('completed', null, -1);
    bars('other', 'completed', -1);
    bars('crashed', null, 1);
    bars('bad', 'crashed', 1);
  });
  context.globalAlpha = 1;
}
