/** What surrounds a pair's chart: axes, the regions that the analysis found, the thresholds, rates in words. */
import { formatNumber } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import { certainty, type CellCounts } from '../../src/shared/pairCells';
import type { PairRegion } from '../../src/shared/pairs';
import { svg } from '../dom';
import { sideFilter } from './placedAxis';
import { boxOf, isRoomy, type PlaneLayout } from './planeLayout';

/** What the analysis says of a pair. */
export interface PlaneFindings {
  readonly regions: readonly PairRegion[];
  /** The thresholds of each parameter alone. */
  readonly xCuts: readonly number[];
  readonly yCuts: readonly number[];
  /** Crash rate of all compared runs (0–1). */
  readonly overall: number;
}

/** Regions drawn; more would hide one another. */
const MOST_REGIONS = 2;
/** Characters of a title or label that fit in a pixel. */
const PER_PIXEL = 1 / 6.5;

/** Axes, grid and titles. */
export function axesOf({ plot, x, y, width }: PlaneLayout): readonly SVGElement[] {
  const bottom = plot.top + plot.height;
  const parts: SVGElement[] = [];
  const edge = (x1: number, y1: number, x2: number, y2: number, name = 'axis'): void => {
    parts.push(svg('line', { class: name, x1, y1, x2, y2 }));
  };
  const from = plot.left + x.values.from;
  edge(from, bottom - y.values.from, plot.left + plot.width, bottom - y.values.from);
  edge(from, plot.top, from, bottom - y.values.from);
  const isBands = x.axis.kind === 'category';
  const room = isBands ? ((x.values.to - x.values.from) / Math.max(1, x.ticks.length)) * PER_PIXEL : Infinity;
  for (const { at, text } of x.ticks) {
    const place = plot.left + at;
    if (!isBands) edge(place, bottom, place, bottom + 4, 'tick');
    parts.push(label(shortened(text, room), Math.min(place, width - 14), bottom + 16, 'middle'));
  }
  for (const { at, text } of y.ticks) {
    const place = bottom - at;
    if (y.axis.kind !== 'category') edge(plot.left - 4, place, plot.left, place, 'tick');
    parts.push(label(shortened(text, (plot.left - 8) * PER_PIXEL), plot.left - 8, place + 4, 'end'));
  }
  if (x.missing !== null) {
    parts.push(label(t('no value'), plot.left + (x.missing.from + x.missing.to) / 2, bottom + 16, 'middle'));
  }
  if (y.missing !== null) {
    const place = bottom - (y.missing.from + y.missing.to) / 2;
    parts.push(label(t('no value'), plot.left - 8, place + 4, 'end'));
  }
  const scale = ({ axis }: typeof x): string => (axis.kind === 'number' && axis.scale === 'log' ? t(' (log)') : '');
  parts.push(
    title(`${x.axis.title}${scale(x)} →`, plot.left + plot.width, bottom + 34, 'end', plot.width),
    title(`↑ ${y.axis.title}${scale(y)}`, 0, 12, 'start', width),
  );
  return parts;
}

/** The regions as frames, and the thresholds as lines. */
export function findingsOf(layout: PlaneLayout, { regions, xCuts, yCuts, overall }: PlaneFindings): SVGElement[] {
  const { plot, x, y } = layout;
  const bottom = plot.top + plot.height;
  const cuts = [
    ...xCuts.flatMap((value) => {
      const at = plot.left + x.place(value);
      if (!Number.isFinite(at)) return [];
      return [cut(at, plot.top - 4, at, bottom), cutLabel(value, at, plot.top - 8, 'middle')];
    }),
    ...yCuts.flatMap((value) => {
      const at = bottom - y.place(value);
      if (!Number.isFinite(at)) return [];
      const right = plot.left + plot.width;
      return [cut(plot.left, at, right, at), cutLabel(value, right, at - 4, 'end')];
    }),
  ];
  const frames = regions.slice(0, MOST_REGIONS).flatMap((region): SVGElement[] => {
    const onX = x.spanOf(sideFilter(nameOf(x), region.x));
    const onY = y.spanOf(sideFilter(nameOf(y), region.y));
    if (onX === null || onY === null) return [];
    const { crashed, total } = region.interaction;
    const side = crashed / Math.max(1, total) > overall ? 'crashed' : 'completed';
    return [svg('rect', { class: `region ${side}`, rx: 2, ...boxOf(layout, onX, onY) })];
  });
  return [...cuts, ...frames];
}

/** How many runs of each cell crashed, where cells are large and runs are enough. */
export function ratesOf({ columns, rows, marks }: PlaneLayout, counts: CellCounts): readonly SVGElement[] {
  if (marks === null) return [];
  return rows.flatMap((row, y) =>
    columns.flatMap((column, x): SVGElement[] => {
      const cell = y * counts.columns + x;
      const compared = counts.completed[cell]! + counts.crashed[cell]!;
      if (certainty(compared) === 0 || !isRoomy(column, row)) return [];
      const text = `${counts.crashed[cell]!} of ${compared}`;
      return [svg('text', { class: 'cell-rate', x: column.from + 5, y: row.from + 14 }, text)];
    }),
  );
}

function nameOf({ axis }: PlaneLayout['x']): string {
  return axis.subject.kind === 'parameter' ? axis.subject.name : '';
}

function cut(x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svg('line', { class: 'cut', x1, y1, x2, y2 });
}

function cutLabel(value: number, x: number, y: number, anchor: string): SVGElement {
  return svg('text', { class: 'cut-label', x, y, 'text-anchor': anchor }, formatNumber(value));
}

function label(text: string, x: number, y: number, anchor: string): SVGElement {
  return svg('text', { class: 'tick-label', x, y, 'text-anchor': anchor }, text);
}

function title(text: string, x: number, y: number, anchor: string, room: number): SVGElement {
  return svg('text', { class: 'axis-title', x, y, 'text-anchor': anchor }, shortened(text, room * PER_PIXEL));
}

function shortened(text: string, room: number): string {
  const most = Math.max(2, Math.floor(room));
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
