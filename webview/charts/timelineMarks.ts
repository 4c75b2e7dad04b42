/** What lies under and over the runs of a timeline: the crash rate, the ground of the lanes, what the analysis found. */
import type { MovingRate } from '../../src/shared/timelineRate';
import type { DriftMarks } from '../../src/shared/timelineWords';
import { svg } from '../dom';
import type { TimelineLayout } from './timelineLayout';

/** SVG elements of a layout. */
export interface TimelineMarks {
  readonly under: readonly SVGElement[];
  readonly over: readonly SVGElement[];
}

/** Everything that is not a run. */
export function rateMarks(layout: TimelineLayout, rate: MovingRate | null, drift: DriftMarks): TimelineMarks {
  const { width, rateTop, rateBottom, bottom, lanes, ticks } = layout;
  return {
    under: [
      ...drift.periods.flatMap(({ from, to, text }) => periodMark(layout, from, to, text)),
      ...drift.lanes.flatMap(({ lane }) => {
        const box = lanes[lane];
        return box === undefined
          ? []
          : [svg('rect', { class: 'drift-lane', x: 0, y: box.top, width, height: box.height })];
      }),
      ...(rate === null ? [] : [rateTop, (rateTop + rateBottom) / 2, rateBottom]).map((y) =>
        ruler('lane-edge', width, y),
      ),
      ...lanes.slice(1).map(({ top }) => ruler('lane-edge', width, top - 2.5)),
      ruler('axis', width, bottom),
      ...ticks.map(({ at }) => svg('line', { class: 'tick', x1: at, x2: at, y1: bottom, y2: bottom + 4 })),
      ...ticks.map(({ at, text }) =>
        svg('text', { class: 'tick-label', x: at, y: bottom + 17, 'text-anchor': anchorAt(at, width) }, text),
      ),
    ],
    over: rate === null ? [] : rateLine(layout, rate),
  };
}

function rateLine({ rateTop, rateBottom, starts }: TimelineLayout, rate: MovingRate): readonly SVGElement[] {
  const y = (share: number): number => rateBottom - share * (rateBottom - rateTop);
  const x = (place: number): number => (starts[Math.floor(place)]! + starts[Math.ceil(place)]!) / 2;
  const points = Array.from(rate.places, (place, point) => ({ at: x(place).toFixed(1), point }));
  const line = points.map(({ at, point }) => `${at} ${y(rate.rates[point]!).toFixed(1)}`);
  const high = points.map(({ at, point }) => `${at} ${y(rate.highs[point]!).toFixed(1)}`);
  const low = points.map(({ at, point }) => `${at} ${y(rate.lows[point]!).toFixed(1)}`).reverse();
  return [
    svg('path', { class: 'rate-band', d: `M${[...high, ...low].join('L')}Z` }),
    svg('path', { class: 'rate-line', d: `M${line.join('L')}` }),
  ];
}

function periodMark(
  { width, bottom, rateTop, starts }: TimelineLayout,
  from: number,
  to: number,
  text: string,
): readonly SVGElement[] {
  const [first, last] = [starts[from], starts[to]];
  if (first === undefined || last === undefined) return [];
  const [left, right] = [Math.max(0, first - 5), Math.min(width, last + 5)];
  const anchor = anchorAt((left + right) / 2, width, 60);
  const at = anchor === 'start' ? left : anchor === 'end' ? right : (left + right) / 2;
  return [
    svg('rect', { class: 'drift-period', x: left, y: rateTop - 4, width: right - left, height: bottom - rateTop + 4 }),
    svg('text', { class: 'drift-label', x: at, y: rateTop - 7, 'text-anchor': anchor }, text),
  ];
}

function ruler(kind: string, width: number, y: number): SVGElement {
  return svg('line', { class: kind, x1: 0, x2: width, y1: Math.round(y) + 0.5, y2: Math.round(y) + 0.5 });
}

/** Labels at the edges grow inwards. */
function anchorAt(x: number, width: number, room = 24): 'start' | 'middle' | 'end' {
  return x < room ? 'start' : x > width - room ? 'end' : 'middle';
}
