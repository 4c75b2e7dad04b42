/** The chart of parallel coordinates: a faint ground of all runs, the selected ones over it, and a brush on each axis. */
import type { ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import type { PanelTable } from '../../src/shared/panelTable';
import type { SelectionResult } from '../crossfilter';
import { element, svg } from '../dom';
import { filterWith, type Filter } from '../selection';
import type { Theme } from '../theme';
import { axisBrush, type AxisBrush } from './axisBrush';
import { clearedContext } from './marks';
import { layOutParallel, lineAt, type ParallelLayout, type StandingAxis } from './parallelLayout';
import { framesOf, linesToDraw, paintLines, paintRest, sampleOf } from './parallelLines';
import { createBandPainter, type BandPainter } from './parallelPaint';
import { MOST_MARKS } from './planeLayout';
import type { Tooltip } from './tooltip';

export interface ParallelModel {
  readonly table: PanelTable;
  readonly axes: readonly ColumnAxis[];
  /** Crash rate of all compared runs (0–1), against which bands are coloured. */
  readonly overall: number;
  readonly label: string;
}

export interface ParallelOptions {
  readonly tooltip: Tooltip;
  readonly theme: () => Theme;
  readonly describe: (row: number) => readonly string[];
  /** What stands above an axis. */
  readonly headOf: (axis: ColumnAxis, index: number) => HTMLElement;
  /** The filter brushed on an axis; `null` takes it away. */
  readonly onBrush: (key: string, filter: Filter | null, isMoving: boolean) => void;
  readonly onPoint: (row: number | null) => void;
  readonly onOpen: (row: number) => void;
}

export interface ParallelChart {
  readonly element: HTMLElement;
  select(result: SelectionResult): void;
  point(row: number | null): void;
  redraw(): void;
  dispose(): void;
}

/** How long a brush rests before all lines are drawn, in milliseconds. */
const REST_MS = 200;
/** Pixels within which the pointer means a line. */
const REACH = 8;

export function parallelChart(model: ParallelModel, options: ParallelOptions): ParallelChart {
  const { table, axes } = model;
  const isMany = table.count > MOST_MARKS;
  const ground = element('canvas', { 'aria-hidden': 'true' });
  const front = element('canvas', { 'aria-hidden': 'true' });
  const behind = document.createElement('canvas');
  const over = svg('svg', { class: 'over', role: 'img', 'aria-label': model.label });
  const pointed = svg('polyline', { class: 'pointed-line' });
  const brushLayer = element('div', { class: 'axis-brushes' });
  const field = element('div', { class: 'plot' }, ground, front, over, brushLayer);
  const heads = element('div', { class: 'axis-heads' }, ...axes.map(options.headOf));
  const sheet = element('div', { class: 'parallel-sheet' }, heads, field);
  const root = element('div', { class: 'parallel-scroll' }, sheet);

  let layout: ParallelLayout | null = null;
  let result: SelectionResult | null = null;
  let brushes: readonly AxisBrush[] = [];
  let bands: BandPainter | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let unfinished: number | null = null;

  const drawGround = (): void => {
    if (layout === null) return;
    const context = clearedContext(ground, layout.width, layout.height);
    if (context === null) return;
    const theme = options.theme();
    if (bands === null) paintRest(context, layout, table.count, theme);
    else bands(context, null, { theme, overall: model.overall });
  };

  /** Lines at once where a frame has time for them; else a sample at once, and all of them once the brush rests. */
  const drawLines = (at: ParallelLayout, lines: Int32Array, theme: Theme): void => {
    stopDrawing();
    const now = clearedContext(front, at.width, at.height);
    if (now === null) return;
    const sample = sampleOf(lines);
    paintLines(now, at, table.groups, sample, { theme, count: sample.length });
    if (sample.length === lines.length) return;
    resting = setTimeout(() => {
      drawBehind(at, lines, theme);
    }, REST_MS);
  };
  /** All lines, some in each frame, on a canvas of their own that then takes the place of the sample. */
  const drawBehind = (at: ParallelLayout, lines: Int32Array, theme: Theme): void => {
    const context = clearedContext(behind, at.width, at.height);
    if (context === null) return;
    const frames = framesOf(lines);
    let done = 0;
    const step = (): void => {
      const rows = frames[done];
      if (rows === undefined) {
        unfinished = null;
        const whole = clearedContext(front, at.width, at.height);
        whole?.drawImage(behind, 0, 0, at.width, at.height);
        return;
      }
      paintLines(context, at, table.groups, rows, { theme, count: lines.length });
      done += 1;
      unfinished = requestAnimationFrame(step);
    };
    step();
  };
  const stopDrawing = (): void => {
    clearTimeout(resting);
    if (unfinished !== null) cancelAnimationFrame(unfinished);
    unfinished = null;
  };

  const drawSelection = (): void => {
    if (layout === null || result === null) return;
    const theme = options.theme();
    if (bands === null) drawLines(layout, linesToDraw(table.groups, result.passing), theme);
    else {
      const context = clearedContext(front, layout.width, layout.height);
      if (context !== null) bands(context, result.passing, { theme, overall: model.overall });
    }
    // With nothing left out, the ground would only make the lines on it dull.
    ground.hidden = result.isAll;
    layout.axes.forEach(({ placed }, index) => {
      brushes[index]?.show(filterWith(result!.selection, placed.key));
    });
  };

  const draw = (): void => {
    const width = Math.floor(root.clientWidth);
    if (width === 0) return;
    layout = layOutParallel(axes, width);
    bands = isMany ? createBandPainter(layout, table.groups) : null;
    sheet.style.width = `${layout.width}px`;
    field.style.height = `${layout.height}px`;
    over.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
    over.replaceChildren(...layout.axes.flatMap((axis) => axisOf(axis, layout!)));
    const { gap } = layout;
    layout.axes.forEach(({ x }, index) => {
      const head = heads.children[index];
      if (!(head instanceof HTMLElement)) return;
      head.style.left = `${x}px`;
      // Within the sheet: what stands out would be scrolled to.
      head.style.width = `${Math.min(gap, 180, 2 * x, 2 * (layout!.width - x)) - 8}px`;
    });
    brushes = layout.axes.map((axis) =>
      axisBrush(axis, field, (filter, isMoving) => {
        options.tooltip.hide();
        options.onBrush(axis.placed.key, filter, isMoving);
      }),
    );
    brushLayer.replaceChildren(...brushes.map((brush) => brush.element));
    drawGround();
    drawSelection();
  };

  const rowUnder = (event: MouseEvent): number | null => {
    if (layout === null || result === null || isMany) return null;
    const box = field.getBoundingClientRect();
    return lineAt(layout, result.passing, { x: event.clientX - box.left, y: event.clientY - box.top }, REACH);
  };
  brushLayer.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0 || event.target !== brushLayer) return;
    const row = rowUnder(event);
    options.onPoint(row);
    if (row === null) options.tooltip.hide();
    else options.tooltip.show({ x: event.clientX, y: event.clientY }, options.describe(row));
  });
  brushLayer.addEventListener('pointerleave', () => {
    options.onPoint(null);
    options.tooltip.hide();
  });
  brushLayer.addEventListener('click', (event) => {
    const row = event.target === brushLayer ? rowUnder(event) : null;
    if (row !== null) options.onOpen(row);
  });

  const observer = new ResizeObserver(() => {
    // The chart sets its own height; only a new width asks for a new layout.
    if (layout === null || root.clientWidth !== drawnWidth) {
      drawnWidth = root.clientWidth;
      draw();
    }
  });
  let drawnWidth = 0;
  observer.observe(root);
  return {
    element: root,
    select: (next) => {
      result = next;
      drawSelection();
    },
    point: (row) => {
      if (row === null || layout === null) {
        pointed.remove();
        return;
      }
      pointed.setAttribute('points', layout.axes.map(({ x, ys }) => `${x},${ys[row]!}`).join(' '));
      over.append(pointed);
    },
    redraw: () => {
      drawGround();
      drawSelection();
    },
    dispose: () => {
      stopDrawing();
      observer.disconnect();
      options.tooltip.hide();
    },
  };
}

/** An axis with its ticks, and its lane for runs without a value. */
function axisOf({ placed, x, bottom }: StandingAxis, { gap }: ParallelLayout): readonly SVGElement[] {
  const { values, missing, ticks } = placed;
  const room = Math.max(4, Math.floor((gap - 24) / 6.5));
  const parts: SVGElement[] = [
    svg('line', { class: 'axis', x1: x, x2: x, y1: bottom - values.to, y2: bottom - values.from }),
  ];
  for (const { at, text } of ticks) {
    const characters = Array.from(text);
    const shown = characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
    parts.push(
      svg('line', { class: 'tick', x1: x - 4, x2: x, y1: bottom - at, y2: bottom - at }),
      svg('text', { class: 'tick-label on-lines', x: x - 7, y: bottom - at + 4, 'text-anchor': 'end' }, shown),
    );
  }
  if (missing !== null) {
    parts.push(
      svg('line', { class: 'axis missing', x1: x, x2: x, y1: bottom - missing.to, y2: bottom - missing.from }),
      svg(
        'text',
        {
          class: 'tick-label on-lines',
          x: x - 7,
          y: bottom - (missing.from + missing.to) / 2 + 4,
          'text-anchor': 'end',
        },
        t('no value'),
      ),
    );
  }
  return parts;
}
