/** What stands under and over the marks of a number's chart and does not change with the selection. */
import type { Threshold } from '../../src/core/analysis/analysis';
import { formatNumber } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import type { RangeBound } from '../../src/shared/parameterBounds';
import type { NumberChart } from '../../src/shared/parameterChart';
import { svg } from '../dom';
import type { NumberLayout } from './numberLayout';

/** The lines that marks stand on; `crashRate` is that of all compared runs. */
export function ground(chart: NumberChart, layout: NumberLayout, crashRate: number | null): readonly SVGElement[] {
  const { plot, rates, lanes, axis, axisY, missing, width, countsY } = layout;
  const rateY = crashRate === null ? null : rates.bottom - crashRate * (rates.bottom - rates.top);
  const gutter = plot + 6;
  return [
    line('rate-edge', 0, plot, rates.top),
    line('rate-edge', 0, plot, rates.bottom),
    ...(rateY === null ? [] : [line('rate-all', 0, plot, rateY)]),
    label('tick-label', gutter, rates.top + 9, '100\u00a0%', 'start'),
    label('tick-label', gutter, rates.bottom, '0', 'start'),
    label('tick-label', width, countsY + 6, 'mean', 'end'),
    ...lanes.slice(1).map(({ top }) => line('lane-edge', 0, plot, top)),
    ...lanes.map(({ group, top, bottom }) => {
      const mean = chart.means[group];
      const text = mean === undefined ? (group === 'excluded' ? 'others' : '–') : formatNumber(mean, 3);
      return label('lane-mean', width, (top + bottom) / 2 + 4, text, 'end');
    }),
    line('axis', 0, plot, axisY),
    ...axis.ticks.flatMap(({ at, text }) => [
      upright('tick', at, axisY, axisY + 4),
      // Labels at the ends lean inwards, so that none is cut off.
      label(
        'tick-label',
        at < 20 ? 0 : at > plot - 20 ? plot : at,
        axisY + 18,
        text,
        at < 20 ? 'start' : at > plot - 20 ? 'end' : 'middle',
      ),
    ]),
    ...(missing === null ? [] : [label('missing-label', 0, missing.y + 4, t('no value'), 'start')]),
  ];
}

/** The mean of each group in its lane; behind marks in the group's colour, over columns in that of text. */
export function meanLines(chart: NumberChart, { axis, lanes, plot, marks }: NumberLayout): readonly SVGElement[] {
  return lanes.flatMap(({ group, top, bottom }) => {
    const mean = chart.means[group];
    const x = mean === undefined ? NaN : axis.place(mean);
    const kind = marks === null ? 'on-columns' : group;
    return x >= 0 && x <= plot ? [upright(`mean ${kind}`, x, top + 3, bottom - 1)] : [];
  });
}

/** Where the crash rate changes: a diamond on its interval, above everything. */
export function thresholdMark(
  threshold: Threshold,
  { axis, plot, width, thresholdY }: NumberLayout,
): readonly SVGElement[] {
  const { value, interval, direction } = threshold;
  const values = typeof value === 'number' ? [value] : value;
  const intervals = interval === undefined ? [] : isPairs(interval) ? interval : [interval];
  const at = (x: number): number => Math.min(plot, Math.max(0, axis.place(x)));
  const places = [...values, ...intervals.flat()].map(at);
  const [left, right] = [Math.min(...places), Math.max(...places)];
  const text = `${direction} ${values.map((end) => formatNumber(end)).join('–')}`;
  // Beside the interval where there is room for it; the card says it below as well.
  const room = text.length * 6.5 + 8;
  const isRight = width - right > room;
  return [
    ...intervals.flatMap(([low, high]) => [
      line('threshold-interval', at(low), at(high), thresholdY - 0.5),
      upright('threshold-interval', at(low), thresholdY - 3, thresholdY + 3),
      upright('threshold-interval', at(high), thresholdY - 3, thresholdY + 3),
    ]),
    ...values.map((end) => svg('path', { class: 'threshold', d: diamond(at(end), thresholdY) })),
    ...(isRight || left > room
      ? [label('threshold-label', isRight ? right + 8 : left - 8, thresholdY + 4, text, isRight ? 'start' : 'end')]
      : []),
  ];
}

/** The sweep's range on the axis, what the bound keeps of it, and what it leaves out. */
export function boundGround(
  chart: NumberChart,
  { min, max }: RangeBound,
  layout: NumberLayout,
): { readonly under: readonly SVGElement[]; readonly over: readonly SVGElement[] } {
  const { axis, axisY, rates, plot } = layout;
  const [low, high] = chart.range?.bounds ?? chart.tried;
  const clamp = (x: number): number => Math.min(plot, Math.max(0, x));
  const place = (value: number): number => clamp(axis.place(value));
  const [from, to] = [place(low), place(high)];
  const left = min === null ? 0 : place(min);
  const right = max === null ? plot : place(max);
  const region = (x: number, end: number): SVGElement =>
    svg('rect', { class: 'risky', x, y: rates.top, width: Math.max(0, end - x), height: axisY - rates.top });
  const inside = chart.threshold?.direction === 'inside' && min === null && max === null ? chart.threshold.value : null;
  return {
    under: [
      ...(min === null ? [] : [region(0, left)]),
      ...(max === null ? [] : [region(right, plot)]),
      ...(inside === null || typeof inside === 'number' ? [] : [region(place(inside[0]), place(inside[1]))]),
    ],
    over: [
      line('sweep-range', from, to, axisY),
      line('kept-range', clamp(Math.max(from, left)), Math.max(left, Math.min(to, right)), axisY),
      ...(min === null ? [] : boundLine(left, layout)),
      ...(max === null ? [] : boundLine(right, layout)),
    ],
  };
}

/** A bound across the rates and the runs; the counts between them stay readable. */
function boundLine(x: number, { rates, lanes, axisY }: NumberLayout): readonly SVGElement[] {
  return [
    upright('bound-line', x, rates.top, rates.bottom),
    upright('bound-line', x, lanes[0]?.top ?? rates.bottom, axisY),
  ];
}

function isPairs(
  interval: NonNullable<Threshold['interval']>,
): interval is readonly [readonly [number, number], readonly [number, number]] {
  return typeof interval[0] !== 'number';
}

function diamond(x: number, y: number): string {
  return `M${x} ${y - 4} L${x + 4} ${y} L${x} ${y + 4} L${x - 4} ${y} Z`;
}

function line(kind: string, from: number, to: number, y: number): SVGElement {
  return svg('line', { class: kind, x1: from, x2: to, y1: Math.round(y) + 0.5, y2: Math.round(y) + 0.5 });
}

function upright(kind: string, x: number, from: number, to: number): SVGElement {
  return svg('line', { class: kind, x1: x, x2: x, y1: from, y2: to });
}

/** Text in a chart. */
export function label(
  kind: string,
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end',
): SVGElement {
  return svg('text', { class: kind, x, y, 'text-anchor': anchor }, text);
}
