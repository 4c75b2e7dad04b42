/** A number's chart: a lane for each group on one axis, every run a mark, the means, and where runs crash. */
import { formatNumber } from '../../src/core/report/format';
import type { RiskyRegion, StripChart } from '../../src/shared/parameterChart';
import { element, glyph, svg } from '../dom';
import { layOutLanes } from './dodge';
import { field, type BarLayer, type Chart, type FieldLayout, type FieldOptions, type MarkLayer } from './field';
import { axisScale, type AxisScale } from './scale';

/** Heights in pixels: room for the threshold's label, a lane, the axis with its labels; the ends' inset. */
const TOP = 16;
const LANE = 36;
const AXIS = 20;
const INSET = 12;

/** The chart with the means of the groups at its right. */
export function strip(chart: StripChart, options: Omit<FieldOptions, 'layOut'>): Chart {
  const drawn = field({ ...options, layOut: (width) => stripLayout(chart, width) });
  const means = chart.lanes.map(({ group, mean }) =>
    element(
      'div',
      { class: 'lane-mean' },
      ...(group === 'excluded' ? [glyph(group), element('span', {}, 'others')] : []),
      ...(mean === null ? [] : [element('span', {}, formatNumber(mean))]),
    ),
  );
  const gutter = element('div', { class: 'lane-means' }, element('div', { class: 'lane-caption' }, 'mean'), ...means);
  return { ...drawn, element: element('div', { class: 'strip' }, drawn.element, gutter) };
}

/** Where everything of the chart goes at `width` pixels. */
export function stripLayout(chart: StripChart, width: number): FieldLayout {
  const axis = axisScale(chart.scale, chart.domain, width, INSET);
  const bottom = TOP + chart.lanes.length * LANE;
  const layers = layersOf(chart, axis);
  const means = chart.lanes.flatMap(({ group, mean }, index) =>
    mean === null || !Number.isFinite(axis.place(mean)) ? [] : [meanLine(group, axis.place(mean), index)],
  );
  // Behind marks a line in the group's colour is seen; on bars it is not, and takes the colour of text.
  const onBars = layers.some(({ kind }) => kind === 'bars');
  for (const line of means) line.classList.toggle('on-bars', onBars);
  return {
    height: bottom + AXIS,
    layers,
    under: [
      ...chart.risky.map((region) => regionRect(region, axis, width, bottom)),
      ...chart.lanes.slice(1).map((_, index) => ruler('lane-edge', 0, width, TOP + (index + 1) * LANE)),
      ruler('axis', 0, width, bottom),
      ...(onBars ? [] : means),
      ...ticksOf(axis, width, bottom),
    ],
    over: [
      ...(onBars ? means : []),
      ...chart.risky.flatMap((region) => [
        ...(region.from === null ? [] : cutLine(region.from, '>', axis, width, bottom)),
        ...(region.to === null ? [] : cutLine(region.to, '<', axis, width, bottom)),
      ]),
    ],
  };
}

function layersOf(chart: StripChart, axis: AxisScale): readonly (MarkLayer | BarLayer)[] {
  const { lanes, values, name } = chart;
  const places = lanes.map(({ rows }) => Float32Array.from(rows, (row) => axis.place(values[row]!)));
  const laid = layOutLanes(places, LANE - 4);
  return lanes.map(({ group, rows }, index): MarkLayer | BarLayer => {
    const middle = TOP + (index + 0.5) * LANE;
    if (laid.kind === 'marks') {
      const { xs, offsets } = laid.lanes[index]!;
      const ys = Float32Array.from(offsets, (offset) => middle + offset);
      return { kind: 'marks', group, radius: laid.radius, xs, ys, rows };
    }
    const bars = laid.lanes[index]!.map(({ x, width, first, end }) => {
      const height = Math.max(1, ((LANE - 6) * (end - first)) / laid.most);
      const range = [rows[first]!, rows[end - 1]!].map((row) => formatNumber(values[row]!)).join('–');
      const y = TOP + (index + 1) * LANE - 1 - height;
      return { x, y, width: width - 1, height, lines: [`${end - first} ${group}`, `${name} ${range}`] };
    });
    return { kind: 'bars', group, bars };
  });
}

function regionRect({ from, to }: RiskyRegion, axis: AxisScale, width: number, bottom: number): SVGElement {
  const left = from === null ? 0 : clamp(axis.place(from), width);
  const right = to === null ? width : clamp(axis.place(to), width);
  return svg('rect', { class: 'risky', x: left, y: TOP, width: Math.max(0, right - left), height: bottom - TOP });
}

function cutLine(value: number, sign: '>' | '<', axis: AxisScale, width: number, bottom: number): SVGElement[] {
  const x = Math.round(clamp(axis.place(value), width)) + 0.5;
  const beyond = sign === '>' ? x < width - 56 : x < 56;
  return [
    svg('line', { class: 'cut', x1: x, x2: x, y1: TOP - 4, y2: bottom }),
    svg(
      'text',
      { class: 'cut-label', x: beyond ? x - 1 : x + 1, y: TOP - 6, 'text-anchor': beyond ? 'start' : 'end' },
      `${sign} ${formatNumber(value)}`,
    ),
  ];
}

function meanLine(group: string, x: number, lane: number): SVGElement {
  return svg('line', {
    class: `mean ${group}`,
    x1: x,
    x2: x,
    y1: TOP + lane * LANE + 4,
    y2: TOP + (lane + 1) * LANE - 4,
  });
}

function ruler(kind: string, from: number, to: number, y: number): SVGElement {
  return svg('line', { class: kind, x1: from, x2: to, y1: y + 0.5, y2: y + 0.5 });
}

function ticksOf(axis: AxisScale, width: number, bottom: number): SVGElement[] {
  return axis.ticks.flatMap(({ at, text }) => [
    svg('line', { class: 'tick', x1: at, x2: at, y1: bottom, y2: bottom + 4 }),
    svg(
      'text',
      {
        class: 'tick-label',
        // Labels at the ends lean inwards, so that none is cut off.
        x: at < 16 ? 0 : at > width - 16 ? width : at,
        y: bottom + 16,
        'text-anchor': at < 16 ? 'start' : at > width - 16 ? 'end' : 'middle',
      },
      text,
    ),
  ]);
}

function clamp(x: number, width: number): number {
  return Math.min(width, Math.max(0, x));
}
