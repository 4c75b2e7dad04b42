/** The chart of a pair: cells, marks, axes and a brush, drawn again only where something changed. */
import type { ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import { countCells, type CellCounts } from '../../src/shared/pairCells';
import { cellLines, rateText } from '../../src/shared/pairText';
import type { PanelTable } from '../../src/shared/panelTable';
import type { SelectionResult } from '../crossfilter';
import { element, svg } from '../dom';
import { filterWith, type Filter } from '../selection';
import type { Theme } from '../theme';
import { onDrag, type Place } from './drag';
import { stepTo } from './numberTargets';
import { clearedContext, paintMarks } from './marks';
import { axesOf, findingsOf, ratesOf, type PlaneFindings } from './planeFrame';
import { boxOf, cellAt, layOutPlane, rowAt, type PlaneLayout } from './planeLayout';
import { paintCells } from './planePaint';
import type { PlacedAxis, Span } from './placedAxis';
import type { Tooltip } from './tooltip';

/** What the chart shows; another pair is another chart. */
export interface PlaneModel {
  readonly table: PanelTable;
  readonly x: ColumnAxis;
  readonly y: ColumnAxis;
  readonly findings: PlaneFindings;
  readonly label: string;
}

export interface PlaneOptions {
  readonly tooltip: Tooltip;
  readonly theme: () => Theme;
  readonly describe: (row: number) => readonly string[];
  /** The rectangle that is brushed: a filter for each axis, `null` for all of it. */
  readonly onBrush: (filters: readonly [Filter | null, Filter | null], isMoving: boolean) => void;
  readonly onPoint: (row: number | null) => void;
  readonly onOpen: (row: number) => void;
}

export interface PlaneChart {
  readonly element: HTMLElement;
  select(result: SelectionResult): void;
  point(row: number | null): void;
  redraw(): void;
  dispose(): void;
}

/** Pixels within which the pointer means a mark. */
const REACH = 10;
/** Height by width, and its limits in pixels. */
const ASPECT = 0.72;
const LOWEST = 260;
const HIGHEST = 460;

export function plane(model: PlaneModel, options: PlaneOptions): PlaneChart {
  const { table } = model;
  const under = svg('svg', { class: 'under', 'aria-hidden': 'true' });
  const cells = element('canvas', { 'aria-hidden': 'true' });
  const marks = element('canvas', { 'aria-hidden': 'true' });
  const over = svg('svg', { class: 'over', role: 'img', 'aria-label': model.label });
  const rates = svg('g', {});
  const brush = svg('rect', { class: 'brush' });
  const ring = svg('circle', { class: 'ring', r: 8 });
  const stepper = element('div', {
    class: 'stepper',
    role: 'slider',
    tabindex: 0,
    'aria-label': t('Runs by {0} and {1}', model.x.title, model.y.title),
    'aria-valuemin': 0,
  });
  const root = element('div', { class: 'plot plane' }, under, cells, marks, over, stepper);

  let layout: PlaneLayout | null = null;
  let result: SelectionResult | null = null;
  let counts: CellCounts | null = null;
  let drawnCells: Uint8Array | null = null;
  let targets: Int32Array | null = null;
  let stepped: number | null = null;

  const drawSelection = (): void => {
    if (layout === null || result === null) return;
    // The cells keep their colours under the brush that is drawn on them.
    const isIn = result.allBut(layout.x.key, layout.y.key);
    if (drawnCells === null || !areEqual(drawnCells, isIn)) {
      drawnCells = isIn.slice();
      counts = countCells(layout.xCells, layout.yCells, table, isIn);
      const context = clearedContext(cells, layout.width, layout.height);
      if (context !== null) paintCells(context, layout, counts, model.findings.overall, options.theme());
      rates.replaceChildren(...ratesOf(layout, counts));
    }
    if (layout.marks !== null) {
      const context = clearedContext(marks, layout.width, layout.height);
      if (context !== null) paintMarks(context, layout.marks, result.isAll ? null : result.passing, options.theme());
    }
    const [onX, onY] = spansOf(layout, result);
    if (onX === null && onY === null) brush.remove();
    else {
      for (const [name, value] of Object.entries(boxOf(layout, onX, onY))) brush.setAttribute(name, String(value));
      over.append(brush);
    }
    targets = null;
    leave();
  };

  const draw = (): void => {
    const width = Math.floor(root.clientWidth);
    if (width === 0) return;
    const height = Math.round(Math.min(HIGHEST, Math.max(LOWEST, width * ASPECT)));
    layout = layOutPlane(model.x, model.y, table, { width, height });
    drawnCells = null;
    root.style.height = `${height}px`;
    for (const layer of [under, over]) layer.setAttribute('viewBox', `0 0 ${width} ${height}`);
    under.replaceChildren(...axesOf(layout));
    over.replaceChildren(...findingsOf(layout, model.findings), rates);
    drawSelection();
  };

  const showAt = (at: Place, lines: readonly string[]): void => {
    const box = root.getBoundingClientRect();
    options.tooltip.show({ x: box.left + at.x, y: box.top + at.y }, lines);
  };
  const showRow = (row: number): void => {
    showAt({ x: layout!.xs[row]!, y: layout!.ys[row]! }, options.describe(row));
    options.onPoint(row);
  };
  const linesOf = (cell: number): readonly string[] | null => {
    if (layout === null || counts === null) return null;
    const [completed, crashed, excluded] = [counts.completed[cell]!, counts.crashed[cell]!, counts.excluded[cell]!];
    if (completed + crashed + excluded === 0) return null;
    const rate = rateText(crashed, completed + crashed);
    const [column, line] = [cell % counts.columns, Math.floor(cell / counts.columns)];
    const [xLabel, yLabel] = [layout.xCells.labels[column]!, layout.yCells.labels[line]!];
    return cellLines(model.x, model.y, { x: xLabel, y: yLabel, completed, crashed, excluded, rate });
  };

  const hover = (at: Place): void => {
    if (layout === null || result === null) return;
    const row = layout.marks === null ? null : rowAt(layout, result.passing, at.x, at.y, REACH);
    const cell = cellAt(layout, at.x, at.y);
    const lines = row === null && cell !== null ? linesOf(cell) : null;
    if (row !== null) showRow(row);
    else {
      options.onPoint(null);
      if (lines === null) options.tooltip.hide();
      else showAt(at, lines);
    }
  };

  function leave(): void {
    stepped = null;
    options.tooltip.hide();
    stepper.setAttribute('aria-valuenow', '0');
    stepper.setAttribute('aria-valuetext', layout?.marks === null ? t('no cell chosen') : t('no run chosen'));
    stepper.setAttribute('aria-valuemax', String(stops().length));
  }

  /** What the arrow keys step through: the runs that pass from left to right, or the cells that hold runs. */
  const stops = (): Int32Array => {
    if (targets !== null) return targets;
    if (layout === null || result === null || counts === null) return new Int32Array();
    const { xs } = layout;
    const { passing } = result;
    const { completed, crashed } = counts;
    targets =
      layout.marks === null
        ? Int32Array.from(completed.keys()).filter((cell) => completed[cell]! + crashed[cell]! > 0)
        : Int32Array.from(xs.keys())
            .filter((row) => passing[row] === 1)
            .sort((a, b) => xs[a]! - xs[b]!);
    return targets;
  };

  const stepOn = (index: number): void => {
    const target = stops()[index];
    if (target === undefined || layout === null || counts === null) return;
    stepped = index;
    const lines = layout.marks === null ? (linesOf(target) ?? []) : options.describe(target);
    stepper.setAttribute('aria-valuenow', String(index + 1));
    stepper.setAttribute('aria-valuetext', lines.join(', '));
    if (layout.marks !== null) showRow(target);
    else {
      const [column, line] = [
        layout.columns[target % counts.columns]!,
        layout.rows[Math.floor(target / counts.columns)]!,
      ];
      showAt({ x: (column.from + column.to) / 2, y: (line.from + line.to) / 2 }, lines);
    }
  };

  const brushed = (from: Place, to: Place): readonly [Filter | null, Filter | null] => {
    const { plot, x, y } = layout!;
    const bottom = plot.top + plot.height;
    const along = (axis: PlacedAxis, a: number, b: number): Filter | null => {
      const ends = within(axis, a, b);
      return axis.filterOf(ends.from, ends.to);
    };
    return [along(x, from.x - plot.left, to.x - plot.left), along(y, bottom - from.y, bottom - to.y)];
  };

  onDrag(stepper, root, {
    onStart: () => layout !== null,
    onMove: (at, start) => {
      options.tooltip.hide();
      options.onBrush(brushed(start, at), true);
    },
    onEnd: (at, start) => {
      options.onBrush(brushed(start, at), false);
    },
    onClick: (at) => {
      if (layout === null || result === null) return;
      const row = layout.marks === null ? null : rowAt(layout, result.passing, at.x, at.y, REACH);
      if (row !== null) options.onOpen(row);
      else if (spansOf(layout, result).some((span) => span !== null)) options.onBrush([null, null], false);
    },
  });
  stepper.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0) return;
    const box = root.getBoundingClientRect();
    hover({ x: event.clientX - box.left, y: event.clientY - box.top });
  });
  const left = (): void => {
    leave();
    options.onPoint(null);
  };
  stepper.addEventListener('pointerleave', left);
  stepper.addEventListener('blur', left);
  stepper.addEventListener('keydown', (event) => {
    const target = stepped === null ? undefined : stops()[stepped];
    if (event.key === 'Enter' && target !== undefined && layout?.marks !== null) {
      options.onOpen(target);
      return;
    }
    const index = stepTo(event.key, stepped, stops().length);
    if (index === undefined) return;
    event.preventDefault();
    if (index === null) left();
    else stepOn(index);
  });

  const observer = new ResizeObserver(draw);
  observer.observe(root);
  return {
    element: root,
    select: (next) => {
      result = next;
      if (layout === null) draw();
      else drawSelection();
    },
    point: (row) => {
      const places = layout?.marks ? layout : null;
      const [x, y] = row === null ? [NaN, NaN] : [places?.xs[row] ?? NaN, places?.ys[row] ?? NaN];
      if (Number.isNaN(x) || Number.isNaN(y)) {
        ring.remove();
        return;
      }
      ring.setAttribute('cx', String(x));
      ring.setAttribute('cy', String(y));
      over.append(ring);
    },
    redraw: draw,
    dispose: () => {
      observer.disconnect();
      left();
    },
  };
}

/** Where the selection's own filters on the two axes lie; `null` for none. */
function spansOf({ x, y }: PlaneLayout, { selection }: SelectionResult): readonly [Span | null, Span | null] {
  const spanOf = (axis: PlacedAxis): Span | null => {
    const filter = filterWith(selection, axis.key);
    return filter === null ? null : axis.spanOf(filter);
  };
  return [spanOf(x), spanOf(y)];
}

/** A stretch kept to where it began: among the values, or in the lane of runs without one. */
function within({ values, missing }: PlacedAxis, start: number, end: number): Span {
  const home = missing !== null && start < missing.to ? missing : values;
  const keep = (at: number): number => Math.min(home.to, Math.max(home.from, at));
  return { from: keep(start), to: keep(end) };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}
