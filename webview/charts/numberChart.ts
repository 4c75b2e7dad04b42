/** A number's chart: crash rates, every run, the sweep's range with a bound to drag, and a brush on the axis. */
import { countWords } from '../../src/core/report/findings';
import { formatNumber, formatRange } from '../../src/core/report/format';
import { countOf } from '../../src/core/analysis/statistics/proportion';
import { t } from '../../src/shared/l10n';
import type { RangeBound } from '../../src/shared/parameterBounds';
import { cellKeys, countAll, countSome, subsetOf, type Subset } from '../../src/shared/parameterBins';
import type { NumberChart } from '../../src/shared/parameterChart';
import type { SelectionResult } from '../crossfilter';
import { element, svg } from '../dom';
import { filterWith, parameterKey, toggled, withFilters, withoutFilters, type Filter } from '../selection';
import { boundHandle, type Side } from './boundHandle';
import { endOf, moved, stepped } from './boundPlaces';
import type { CardChart, CardChartOptions } from './cardChart';
import { onDrag } from './drag';
import { clearedContext } from './marks';
import { boundGround, ground, label, meanLines, thresholdMark } from './numberGround';
import { numberLayout, valueAround, type NumberLayout } from './numberLayout';
import { paintNumbers, type ChartCounts } from './numberPaint';
import { numberTargets, stepTo, targetAt, type Target } from './numberTargets';

/** The chart; it draws when it is on the page and whenever its width changes. */
export function numberChart(chart: NumberChart, options: CardChartOptions): CardChart {
  const { table, context, title } = options;
  const key = parameterKey(chart.name);
  const under = svg('svg', { class: 'under', 'aria-hidden': 'true' });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const over = svg('svg', { class: 'over', role: 'img', 'aria-label': options.label });
  const regions = svg('g', {});
  const lines = svg('g', {});
  const countTexts = svg('g', {});
  const brush = svg('rect', { class: 'number-brush', visibility: 'hidden' });
  const ring = svg('circle', { class: 'ring', r: 7, visibility: 'hidden' });
  const pointer = element('div', {
    class: 'number-pointer',
    role: 'slider',
    tabindex: 0,
    'aria-label': t('Runs by {0}', title),
    'aria-description': t('Arrow keys go from run to run, with Shift they select a range, Enter opens the run.'),
  });
  const root = element('div', { class: 'number-plot' }, under, canvas, over, pointer);
  const handles: Readonly<Record<Side, ReturnType<typeof boundHandle>>> = {
    min: handleFor('min'),
    max: handleFor('max'),
  };
  root.append(handles.min.element, handles.max.element);

  const columnKeys = cellKeys(chart.columnCells, table.groups);
  const binKeys = cellKeys(chart.binCells, table.groups);
  const [allColumns, allBins] = [countAll(columnKeys), countAll(binKeys)];
  const everything: ChartCounts = { bins: allBins, allBins: null, columns: allColumns, allColumns };
  let layout: NumberLayout | null = null;
  let result: SelectionResult | null = null;
  let counts = everything;
  let targets: readonly Target[] | null = null;
  let current: number | null = null;
  let anchor: number | null = null;
  let bound: RangeBound = { kind: 'range', parameter: chart.name, min: null, max: null };
  let boundText = '';

  function handleFor(side: Side): ReturnType<typeof boundHandle> {
    const move = (x: number, isMoving: boolean): void => {
      if (layout !== null) options.onBound(moved(bound, side, x, layout, chart), isMoving);
    };
    return boundHandle({
      side,
      name: title,
      frame: root,
      onMove: move,
      onStep: (steps) => {
        if (layout === null) return;
        options.onBound(stepped(bound, side, steps, layout, chart), false);
      },
      onEnd: (end) => {
        if (layout !== null) move(end === 'low' ? 0 : layout.plot, false);
      },
      onReset: options.onResetBound,
    });
  }

  const lay = (): void => {
    const width = Math.floor(root.clientWidth);
    if (width === 0) return;
    layout = numberLayout(chart, width);
    targets = null;
    root.style.height = `${layout.height}px`;
    pointer.style.width = `${layout.plot}px`;
    for (const layer of [under, over]) layer.setAttribute('viewBox', `0 0 ${width} ${layout.height}`);
    const means = meanLines(chart, layout);
    const isOver = layout.marks === null;
    under.replaceChildren(regions, ...ground(chart, layout, options.crashRate), ...(isOver ? [] : means), countTexts);
    over.replaceChildren(
      lines,
      ...(isOver ? means : []),
      ...(chart.threshold === null ? [] : thresholdMark(chart.threshold, layout)),
      brush,
      ring,
    );
    const { countsY } = layout;
    countTexts.replaceChildren(
      ...layout.bins.map(
        ({ x, width: wide, hasRoom }) =>
          label('bin-count', x + wide / 2, countsY, '', 'middle').cloneNode(hasRoom) as SVGElement,
      ),
    );
    placeBound();
    paint();
    leave();
  };

  const placeBound = (): void => {
    if (layout === null) return;
    const { axis, axisY } = layout;
    const drawn = boundGround(chart, bound, layout);
    regions.replaceChildren(...drawn.under);
    lines.replaceChildren(...drawn.over);
    for (const side of ['min', 'max'] as const) {
      const value = endOf(bound, side, chart);
      const [low, high] = chart.domain;
      const x = Math.min(axis.place(high), Math.max(axis.place(low), axis.place(value)));
      handles[side].place({ x, y: axisY, value, low, high, isSet: bound[side] !== null, text: boundText });
    }
  };

  const paint = (): void => {
    if (layout === null) return;
    const drawing = clearedContext(canvas, layout.width, layout.height);
    const passing = result === null || result.isAll ? null : result.passing;
    if (drawing !== null) paintNumbers(drawing, layout, counts, passing, context.theme());
    layout.bins.forEach(({ hasRoom }, bin) => {
      if (!hasRoom) return;
      const crashed = counts.bins.of(bin, 'crashed');
      const total = crashed + counts.bins.of(bin, 'completed');
      const text = total === 0 ? '–' : `${crashed}/${total}`;
      const shown = countTexts.children[bin];
      if (shown !== undefined && shown.textContent !== text) shown.textContent = text;
    });
    placeBrush();
  };

  const placeBrush = (): void => {
    const filter = result === null ? null : filterWith(result.selection, key);
    if (layout === null || filter?.kind !== 'range') {
      brush.setAttribute('visibility', 'hidden');
      return;
    }
    const { axis, plot, rates, axisY } = layout;
    const place = (value: number): number => Math.min(plot, Math.max(0, axis.place(value)));
    const [from, to] = [place(filter.from), place(filter.to)];
    for (const [name, value] of Object.entries({ x: from, y: rates.top, width: Math.max(1, to - from) })) {
      brush.setAttribute(name, String(value));
    }
    brush.setAttribute('height', String(axisY - rates.top));
    brush.setAttribute('visibility', 'visible');
  };

  const listTargets = (): readonly Target[] =>
    layout === null ? [] : (targets ??= numberTargets(chart, layout, counts, options.describe));

  const pointAt = (index: number): void => {
    const target = listTargets()[index];
    if (target === undefined) return;
    current = index;
    const said = target.lines();
    pointer.setAttribute('aria-valuemax', String(listTargets().length));
    pointer.setAttribute('aria-valuenow', String(index + 1));
    pointer.setAttribute('aria-valuetext', said.join(', '));
    showTip(target.x, target.y, said);
    context.pointAt(target.row);
  };

  const showTip = (x: number, y: number, said: readonly string[]): void => {
    const box = root.getBoundingClientRect();
    context.tooltip.show({ x: box.left + x, y: box.top + y }, said);
  };

  const leave = (): void => {
    if (current !== null) context.pointAt(null);
    context.tooltip.hide();
    current = null;
    anchor = null;
    pointer.setAttribute('aria-valuemin', '0');
    pointer.setAttribute('aria-valuemax', '0');
    pointer.setAttribute('aria-valuenow', '0');
    pointer.setAttribute('aria-valuetext', t('no run chosen'));
  };

  const brushTo = (filter: Filter | null, isMoving: boolean): void => {
    context.select(
      (selection) => (filter === null ? withoutFilters(selection, key) : withFilters(selection, filter)),
      isMoving,
    );
  };
  const rangeBetween = (a: number, b: number): Filter => ({
    kind: 'range',
    parameter: chart.name,
    from: Math.min(a, b),
    to: Math.max(a, b),
  });

  const binAt = (x: number, y: number): number =>
    layout === null || y > layout.rates.bottom + 16 || y < layout.rates.top
      ? -1
      : layout.bins.findIndex((bin) => x >= bin.x && x < bin.x + bin.width);

  const pointOrBin = (x: number, y: number): void => {
    const bin = binAt(x, y);
    const span = chart.bins[bin];
    const placed = layout?.bins[bin];
    if (span !== undefined && placed !== undefined && layout !== null) {
      if (current !== null) leave();
      const crashed = counts.bins.of(bin, 'crashed');
      const count = countOf(crashed, crashed + counts.bins.of(bin, 'completed'));
      const range =
        span.from === span.to ? formatNumber(span.from) : formatRange(formatNumber(span.from), formatNumber(span.to));
      showTip(placed.x + placed.width / 2, y, [`${title} ${range}`, `${countWords(count)} crashed`]);
      return;
    }
    const index = targetAt(listTargets(), x, y);
    if (index === null) leave();
    else if (index !== current) pointAt(index);
  };

  onDrag(pointer, root, {
    onStart: () => true,
    onMove: (at, start) => {
      leave();
      brushTo(brushed(at.x, start.x), true);
    },
    onEnd: (at, start) => {
      brushTo(brushed(at.x, start.x), false);
    },
    onClick: ({ x, y }) => {
      const span = chart.bins[binAt(x, y)];
      const index = targetAt(listTargets(), x, y);
      const row = index === null ? null : listTargets()[index]!.row;
      if (span !== undefined) context.select((selection) => toggled(selection, rangeBetween(span.from, span.to)));
      else if (row !== null) context.openRun(table.ids[row]!);
      else brushTo(null, false);
    },
  });
  const brushed = (x: number, start: number): Filter | null =>
    layout === null ? null : rangeBetween(valueAround(start, layout, chart), valueAround(x, layout, chart));

  pointer.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0) return;
    const box = root.getBoundingClientRect();
    pointOrBin(event.clientX - box.left, event.clientY - box.top);
  });
  pointer.addEventListener('pointerleave', leave);
  pointer.addEventListener('blur', leave);
  pointer.addEventListener('keydown', (event) => {
    const list = listTargets();
    const row = current === null ? null : (list[current]?.row ?? null);
    if (event.key === 'Enter' && row !== null) context.openRun(table.ids[row]!);
    else if (event.key === 'Escape' && current === null) brushTo(null, false);
    else {
      const next = stepTo(event.key, current, list.length);
      if (next === undefined) return;
      const from = anchor ?? current;
      if (next === null) leave();
      else pointAt(next);
      anchor = event.shiftKey && next !== null ? (from ?? next) : null;
      const [first, last] = [list[anchor ?? -1], list[next ?? -1]];
      if (first !== undefined && last !== undefined && !Number.isNaN(first.from + last.from)) {
        brushTo(rangeBetween(Math.min(first.from, last.from), Math.max(first.to, last.to)), false);
      }
    }
    event.preventDefault();
  });

  const observer = new ResizeObserver(lay);
  observer.observe(root);
  return {
    element: root,
    select: (next, passing) => {
      result = next;
      counts = next.isAll ? everything : countsOf(next, passing);
      if (layout?.marks === null) targets = null;
      paint();
    },
    setBound: (next, text) => {
      if (next.kind !== 'range') return;
      bound = next;
      boundText = text;
      placeBound();
    },
    point: (row) => {
      const at = row === null || layout === null ? null : placeOf(row, chart, layout);
      ring.setAttribute('visibility', at === null ? 'hidden' : 'visible');
      if (at === null) return;
      ring.setAttribute('cx', String(at.x));
      ring.setAttribute('cy', String(at.y));
    },
    redraw: paint,
    dispose: () => {
      leave();
      observer.disconnect();
    },
  };

  function countsOf(next: SelectionResult, passing: Subset): ChartCounts {
    const isOwn = filterWith(next.selection, key) !== null;
    const isOwnOnly = isOwn && next.selection.length === 1;
    const others = isOwn && !isOwnOnly ? subsetOf(next.allBut(key)) : passing;
    return {
      bins: isOwnOnly ? allBins : countSome(binKeys, others, allBins),
      allBins: isOwnOnly ? null : allBins,
      columns: layout?.marks === null ? countSome(columnKeys, passing, allColumns) : allColumns,
      allColumns,
    };
  }
}

/** Where a run stands; `null` where it has no place. */
function placeOf(
  row: number,
  chart: NumberChart,
  layout: NumberLayout,
): { readonly x: number; readonly y: number } | null {
  for (const { rows, xs, ys } of layout.marks ?? []) {
    const mark = rows.indexOf(row);
    if (mark >= 0) return { x: xs[mark]!, y: ys[mark]! };
  }
  const x = layout.axis.place(chart.values[row]!);
  return layout.marks !== null || Number.isNaN(x) ? null : { x, y: ((layout.lanes[0]?.top ?? 0) + layout.axisY) / 2 };
}
