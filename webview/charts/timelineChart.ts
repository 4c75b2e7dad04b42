/** The timeline's chart: the moving crash rate over lanes of runs, with a period to be chosen on it. */
import { formatTime } from '../../src/shared/format';
import type { PanelTable } from '../../src/shared/panelTable';
import { causeSign } from '../../src/shared/causeView';
import { t } from '../../src/shared/l10n';
import { placeOfKey, type Timeline } from '../../src/shared/timeline';
import { countAt, countColumns, type TimelineCounts } from '../../src/shared/timelineCounts';
import { movingRate, type MovingRate } from '../../src/shared/timelineRate';
import { timelineSentence, type DriftMarks } from '../../src/shared/timelineWords';
import { element, svg } from '../dom';
import type { ViewContext } from '../view';
import { stepTo } from './numberTargets';
import { paintTimeline } from './paintTimeline';
import { periodBrush, type BrushEnd } from './periodBrush';
import { rateMarks } from './timelineMarks';
import { COLUMNS_LEFT, timelineLayout, type TimelineAxis, type TimelineLayout } from './timelineLayout';

/** An interval of the timeline's measure, both ends included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface TimelineChartOptions {
  readonly timeline: Timeline;
  readonly table: PanelTable;
  readonly drift: DriftMarks;
  readonly axis: TimelineAxis;
  /** A run in words. */
  readonly describe: (row: number) => readonly string[];
  /** `null` for no period any more. */
  readonly onPeriod: (period: Period | null, isMoving: boolean) => void;
  readonly onLayout: (layout: TimelineLayout) => void;
  readonly context: Pick<ViewContext, 'tooltip' | 'theme' | 'pointAt' | 'openRun'>;
}

/** What the selection leaves. */
export interface TimelineSelection {
  /** 1 for each row; `null` for all. */
  readonly passing: Uint8Array | null;
  /** Without the period itself: what the moving rate is of. */
  readonly around: Uint8Array;
  readonly period: Period | null;
}

export interface TimelineChart {
  readonly element: HTMLElement;
  /** Draws what the selection leaves; gives the moving crash rate of it. */
  select(selection: TimelineSelection): MovingRate | null;
  highlight(row: number | null): void;
  redraw(): void;
  dispose(): void;
}

/** Pixels within which the mouse means a mark. */
const REACH = 12;

/** The chart of one timeline along one axis; it draws itself when it has a width. */
export function timelineChart(options: TimelineChartOptions): TimelineChart {
  const { timeline, table, drift, axis, describe, onPeriod, context } = options;
  const { rows, keys } = timeline;
  const under = svg('svg', { class: 'under', 'aria-hidden': 'true' });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const over = svg('svg', { class: 'over', role: 'img' });
  const stepper = element('div', {
    class: 'stepper',
    role: 'slider',
    tabindex: 0,
    'aria-label': t('Runs over time, one by one; Enter opens a run'),
    'aria-valuemin': 0,
  });
  const pointer = svg('g', {});
  const brush = periodBrush({
    ground: stepper,
    labels: { from: t('First run of the period'), to: t('Last run of the period') },
    onStretch: (left, right, isMoving) => {
      const period = layout?.periodOf(left, right) ?? null;
      if (period === null && isMoving) return;
      onPeriod(period && { from: period[0], to: period[1] }, isMoving);
    },
    onClear: () => {
      onPeriod(null, false);
    },
    onClick: (x, y) => {
      const target = targetAt(x, y);
      if (hasMarks() && target !== null) context.openRun(table.ids[rows[target]!]!);
      else if (hasPeriod()) onPeriod(null, false);
    },
    onStep: (end, steps) => {
      stepPeriod(end, steps);
    },
  });
  const root = element(
    'div',
    { class: 'field timeline-field' },
    brush.stretch,
    under,
    canvas,
    over,
    stepper,
    ...brush.handles,
  );

  let layout: TimelineLayout | null = null;
  let selection: TimelineSelection | null = null;
  let all: TimelineCounts | null = null;
  let counted: TimelineCounts | undefined;
  let rate: MovingRate | null = null;
  let current: number | null = null;
  // By place in the table: asked for at each move of the mouse in any view.
  const placeOfRow = new Int32Array(table.count).fill(-1);
  rows.forEach((row, place) => {
    placeOfRow[row] = place;
  });

  const hasMarks = (): boolean => layout !== null && layout.marks !== null;
  const hasPeriod = (): boolean => selection !== null && selection.period !== null;

  const layOut = (): void => {
    const width = Math.floor(root.clientWidth);
    if (width === 0) return;
    layout = timelineLayout(timeline, table.runtimeSeconds, axis, width);
    const { columns } = layout;
    all = columns && countColumns(timeline, columns.columnOf, columns.count, null);
    root.style.height = `${layout.height}px`;
    for (const layer of [under, over]) layer.setAttribute('viewBox', `0 0 ${width} ${layout.height}`);
    options.onLayout(layout);
    leave();
    draw();
  };

  const draw = (): void => {
    if (layout === null || selection === null) return;
    const { passing, period } = selection;
    const { columns } = layout;
    if (columns !== null) counted = countColumns(timeline, columns.columnOf, columns.count, passing, counted);
    paintTimeline(canvas, layout, {
      timeline,
      axis,
      signAt: (place) => causeSign(table.causeCodes[rows[place]!]!),
      passing,
      counts: all !== null && counted !== undefined ? { all, passing: counted } : null,
      theme: context.theme(),
    });
    const marks = rateMarks(layout, rate, drift);
    under.replaceChildren(...marks.under);
    over.replaceChildren(...marks.over, pointer);
    showPeriod(layout, period);
  };

  const showPeriod = (drawn: TimelineLayout, period: Period | null): void => {
    const places = periodPlaces(period);
    const [left, right] = period === null ? [0, drawn.width] : drawn.stretchOf(period.from, period.to);
    const text = (place: number): string => {
      const run = `run ${(place + 1).toLocaleString('en-US')}`;
      return timeline.measure === 'order' ? run : `${run}, started ${formatTime(keys[place]!)}`;
    };
    brush.show({
      left: Math.max(0, Math.min(drawn.width, left)),
      right: Math.max(0, Math.min(drawn.width, right)),
      isSet: period !== null,
      places: { from: places.from + 1, to: places.to + 1 },
      last: rows.length,
      texts: { from: text(places.from), to: text(places.to) },
    });
  };

  const periodPlaces = (period: Period | null): Record<BrushEnd, number> => {
    const last = Math.max(0, rows.length - 1);
    if (period === null) return { from: 0, to: last };
    const from = Math.min(last, placeOfKey(keys, period.from));
    return { from, to: Math.max(from, placeOfKey(keys, period.to, true) - 1) };
  };

  const stepPeriod = (end: BrushEnd, steps: number): void => {
    const last = rows.length - 1;
    if (last < 1) return;
    const places = periodPlaces(selection?.period ?? null);
    // A page is a tenth of the chart.
    const by = Math.abs(steps) === 10 ? Math.sign(steps) * Math.max(1, Math.round(rows.length / 10)) : steps;
    const moved = { ...places, [end]: Math.min(last, Math.max(0, places[end] + by)) };
    if (moved.from > moved.to) moved[end] = end === 'from' ? moved.to : moved.from;
    const isAll = moved.from === 0 && moved.to === last;
    onPeriod(isAll ? null : { from: keys[moved.from]!, to: keys[moved.to]! }, false);
  };

  /** A place where runs are drawn one by one, otherwise a column. */
  const targetAt = (x: number, y: number): number | null => {
    if (layout === null) return null;
    const { marks, columns, xs } = layout;
    if (marks === null || columns !== null) return columnAt(layout, x);
    let [best, distance] = [-1, REACH * REACH];
    for (let place = 0; place < xs.length; place++) {
      const across = xs[place]! - x;
      const squared = across * across + (marks.ys[place]! - y) ** 2;
      if (squared > distance) continue;
      best = place;
      distance = squared;
    }
    return best < 0 ? null : best;
  };

  const pointTo = (target: number, y?: number): void => {
    if (layout === null) return;
    current = target;
    const { marks, xs } = layout;
    const lines = marks === null ? columnLines(target, y) : describe(rows[target]!);
    stepper.setAttribute('aria-valuenow', String(target + 1));
    stepper.setAttribute('aria-valuetext', lines.join(', '));
    const box = root.getBoundingClientRect();
    const x = marks === null ? columnMiddle(layout, target) : xs[target]!;
    context.tooltip.show({ x: box.left + x, y: box.top + (y ?? marks?.ys[target] ?? layout.rateBottom) }, lines);
    if (marks === null) showColumn(x);
    context.pointAt(marks === null ? null : rows[target]!);
  };

  const showColumn = (x: number): void => {
    if (layout === null) return;
    pointer.replaceChildren(
      svg('line', { class: 'time-pointer', x1: x, x2: x, y1: layout.rateTop, y2: layout.bottom }),
    );
  };

  const columnLines = (column: number, y?: number): readonly string[] => {
    const columnOf = layout?.columns?.columnOf;
    if (layout === null || columnOf === undefined || counted === undefined) return [];
    const first = columnOf.indexOf(column);
    const last = columnOf.lastIndexOf(column);
    if (first < 0) return [t('no runs here')];
    const lane = y === undefined ? -1 : layout.lanes.findIndex(({ top, height }) => y >= top && y <= top + height);
    const lanes = lane >= 0 && timeline.lanes.length > 1 ? [lane] : timeline.lanes.map((_, index) => index);
    const sum = (end: 'completed' | 'crashed' | 'bad' | 'other'): number =>
      lanes.reduce((runs, index) => runs + countAt(counted!, index, column, end), 0);
    const [bad, other] = [sum('bad'), sum('other')];
    return [
      `Runs ${(first + 1).toLocaleString('en-US')}–${(last + 1).toLocaleString('en-US')}`,
      ...(lanes.length === 1 && timeline.lanes.length > 1 ? [timeline.lanes[lane]!.label] : []),
      ...(timeline.measure === 'order' ? [] : [formatTime(keys[first]!)]),
      t('{0} completed, {1} crashed', sum('completed'), sum('crashed')),
      ...(bad === 0 ? [] : [t('{0} ended badly, not counted', bad)]),
      ...(other === 0 ? [] : [t('{0} others', other)]),
    ];
  };

  const leave = (): void => {
    if (current !== null) {
      context.tooltip.hide();
      context.pointAt(null);
    }
    current = null;
    pointer.replaceChildren();
    stepper.setAttribute('aria-valuemax', String(layout?.columns?.count ?? rows.length));
    stepper.setAttribute('aria-valuenow', '0');
    stepper.setAttribute('aria-valuetext', t('no run chosen'));
  };

  stepper.addEventListener('pointermove', (event) => {
    if (brush.isDragging()) {
      leave();
      return;
    }
    const box = root.getBoundingClientRect();
    const y = event.clientY - box.top;
    const target = targetAt(event.clientX - box.left, y);
    stepper.classList.toggle('on-run', target !== null && hasMarks());
    if (target === null) leave();
    else if (!hasMarks()) pointTo(target, y);
    else if (target !== current) pointTo(target);
  });
  stepper.addEventListener('pointerleave', leave);
  stepper.addEventListener('blur', leave);
  stepper.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && current !== null && hasMarks()) {
      event.preventDefault();
      context.openRun(table.ids[rows[current]!]!);
      return;
    }
    if (event.key === 'Escape' && current === null && hasPeriod()) {
      onPeriod(null, false);
      return;
    }
    const target = stepTo(event.key, current, layout?.columns?.count ?? rows.length);
    if (target === undefined) return;
    event.preventDefault();
    if (target === null) leave();
    else pointTo(target);
  });

  const observer = new ResizeObserver(layOut);
  observer.observe(root);
  return {
    element: root,
    select: (next) => {
      selection = next;
      rate = movingRate(timeline, next.around);
      over.setAttribute('aria-label', timelineSentence(timeline, rate));
      draw();
      return rate;
    },
    highlight: (row) => {
      const place = row === null ? -1 : (placeOfRow[row] ?? -1);
      if (layout === null) return;
      const { xs, marks } = layout;
      if (place < 0) {
        if (current === null || marks !== null) pointer.replaceChildren();
      } else if (marks === null) showColumn(layout.starts[place]!);
      else pointer.replaceChildren(svg('circle', { class: 'ring', r: 7, cx: xs[place]!, cy: marks.ys[place]! }));
    },
    redraw: draw,
    dispose: () => {
      leave();
      observer.disconnect();
    },
  };
}

function columnAt({ columns }: TimelineLayout, x: number): number | null {
  if (columns === null) return null;
  const column = Math.floor((x - COLUMNS_LEFT) / columns.width);
  return column >= 0 && column < columns.count ? column : null;
}

function columnMiddle({ columns }: TimelineLayout, column: number): number {
  return columns === null ? 0 : COLUMNS_LEFT + (column + 0.5) * columns.width;
}
