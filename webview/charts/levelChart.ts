/** A category's chart: a line for each level with its runs, its crash rate, and whether the sweep should keep it. */
import { wilsonInterval } from '../../src/core/analysis/statistics/proportion';
import { plainText } from '../../src/core/plainText';
import { formatShareInterval } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import { GROUPS } from '../../src/shared/panelTable';
import { cellKeys, countAll, countSome, subsetOf, type CellCounts } from '../../src/shared/parameterBins';
import type { LevelBound } from '../../src/shared/parameterBounds';
import type { LevelChart } from '../../src/shared/parameterChart';
import type { SelectionResult } from '../crossfilter';
import { element, svg } from '../dom';
import { filterWith, parameterKey, toggled, type Filter } from '../selection';
import type { Theme } from '../theme';
import type { CardChart, CardChartOptions } from './cardChart';
import { clearedContext, paintMarks, type MarkLayer } from './marks';
import { sideBySide, sizeFor } from './sideBySide';

/** Height of a line in pixels, where its marks stand below its name, and the part at the right that rates take. */
const LINE = 44;
const MARKS = 32;
const RATES = 72;
const GAP = 12;
const INSET = 6;
/** How much of a bar is seen of runs that the selection leaves out. */
const FADED = 0.22;

interface Line {
  readonly root: HTMLElement;
  readonly name: HTMLButtonElement;
  readonly keep: HTMLInputElement | null;
  readonly count: HTMLElement;
  readonly filter: Filter;
}

/** The chart; its lines are in the order of the sweep's levels, that of runs without a value last. */
export function levelChart(chart: LevelChart, options: CardChartOptions): CardChart {
  const { table, context, title } = options;
  const key = parameterKey(chart.name);
  const keys = cellKeys(chart.cells, table.groups);
  const all = countAll(keys);
  const canvas = element('canvas', { class: 'level-marks', role: 'img', 'aria-label': options.label });
  const ring = svg('circle', { class: 'ring', r: 7, visibility: 'hidden' });
  const over = svg('svg', { class: 'over', 'aria-hidden': 'true' }, ring);
  let bound: LevelBound = { kind: 'levels', parameter: chart.name, without: [] };
  let result: SelectionResult | null = null;
  let shown: CellCounts = all;
  let base: CellCounts = all;
  let marks: readonly MarkLayer[] | null = null;
  let width = 0;

  const lines: readonly Line[] = [
    ...chart.lines.map(({ label, levels }) =>
      lineFor(plainText(label, 60), levels, { kind: 'levels', parameter: chart.name, levels }),
    ),
    ...(chart.missing.count === 0 ? [] : [lineFor(t('no value'), null, { kind: 'missing', parameter: chart.name })]),
  ];
  const height = lines.length * LINE;
  const field = element('div', { class: 'levels' }, canvas, over, ...lines.map((line) => line.root));
  field.style.height = `${height}px`;

  function lineFor(name: string, levels: readonly string[] | null, filter: Filter): Line {
    const keep =
      levels === null ? null : element('input', { type: 'checkbox', 'aria-label': t('Keep {0} in {1}', name, title) });
    const button = element(
      'button',
      { type: 'button', class: 'level-name', title: t('Select the runs with {0}', name) },
      name,
    );
    button.addEventListener('click', () => {
      context.select((selection) => toggled(selection, filter));
    });
    keep?.addEventListener('change', () => {
      const without = new Set(bound.without);
      for (const level of levels ?? []) {
        if (keep.checked) without.delete(level);
        else without.add(level);
      }
      options.onBound({ ...bound, without: [...without] }, false);
    });
    if (keep !== null) keep.title = t('Keep this value in the sweep');
    const count = element('span', { class: 'level-count' });
    const line = element('div', { class: 'level-line' }, keep, button, count);
    return { root: line, name: button, keep, count, filter };
  }

  const lay = (): void => {
    width = Math.floor(field.clientWidth);
    if (width === 0) return;
    over.setAttribute('viewBox', `0 0 ${width} ${height}`);
    marks = layOut();
    paint();
  };

  const layOut = (): readonly MarkLayer[] | null => {
    if (chart.marks === null) return null;
    const rows = [...chart.marks, ...(chart.missing.marks === null ? [] : [chart.missing.marks])].slice(
      0,
      lines.length,
    );
    const most = Math.max(1, ...rows.map((lanes) => lanes.reduce((sum, lane) => sum + lane.rows.length, 0)));
    const size = sizeFor(most, marksWidth());
    return size === null ? null : rows.flatMap((lanes, line) => sideBySide(lanes, INSET, line * LINE + MARKS, size));
  };
  const marksWidth = (): number => width - RATES - GAP - 2 * INSET;

  const paint = (): void => {
    const drawing = width === 0 ? null : clearedContext(canvas, width, height);
    if (drawing === null) return;
    const theme = context.theme();
    if (marks !== null) paintMarks(drawing, marks, result === null || result.isAll ? null : result.passing, theme);
    else paintBars(drawing, theme);
    paintRates(drawing, theme);
  };

  const paintBars = (drawing: CanvasRenderingContext2D, theme: Theme): void => {
    const sums = lines.map((_, line) => GROUPS.reduce((sum, group) => sum + all.of(line, group), 0));
    const perRun = marksWidth() / Math.max(1, ...sums);
    const draw = (counts: CellCounts): void => {
      lines.forEach((_, line) => {
        let x = INSET;
        for (const group of GROUPS) {
          const wide = counts.of(line, group) * perRun;
          drawing.fillStyle = theme[group];
          if (wide > 0) drawing.fillRect(x, line * LINE + MARKS - 5, Math.max(1, wide - 1), 10);
          x += all.of(line, group) * perRun;
        }
      });
    };
    drawing.globalAlpha = FADED;
    if (shown !== all) draw(all);
    drawing.globalAlpha = 1;
    draw(shown);
  };

  /** The crash rate of each line from 0 at the left to 1, with its interval. */
  const paintRates = (drawing: CanvasRenderingContext2D, theme: Theme): void => {
    const left = width - RATES;
    const place = (rate: number): number => left + 3 + rate * (RATES - 6);
    drawing.fillStyle = theme.excluded;
    drawing.globalAlpha = 0.35;
    lines.forEach((_, line) => {
      for (const end of [0, 1]) drawing.fillRect(place(end) - 0.5, line * LINE + MARKS - 7, 1, 14);
    });
    drawing.globalAlpha = 1;
    lines.forEach((_, line) => {
      const crashed = base.of(line, 'crashed');
      const total = crashed + base.of(line, 'completed');
      if (total === 0) return;
      const y = line * LINE + MARKS;
      const { low, high } = wilsonInterval(crashed, total);
      drawing.fillStyle = theme.crashed;
      if (theme.highContrast) drawing.fillRect(place(low), y - 0.5, place(high) - place(low), 1);
      else {
        drawing.globalAlpha = 0.24;
        drawing.fillRect(place(low), y - 6, place(high) - place(low), 12);
        drawing.globalAlpha = 1;
      }
      drawing.fillRect(place(crashed / total) - 1.25, y - 6, 2.5, 12);
    });
  };

  const say = (): void => {
    const filter = result === null ? null : filterWith(result.selection, key);
    lines.forEach((line, index) => {
      const crashed = base.of(index, 'crashed');
      const total = crashed + base.of(index, 'completed');
      const { low, high } = wilsonInterval(crashed, total);
      line.count.textContent = t('{0} of {1} crashed', crashed.toLocaleString('en-US'), total.toLocaleString('en-US'));
      line.count.title = total === 0 ? '' : t('95 % interval {0}', formatShareInterval(low, high));
      line.name.setAttribute('aria-pressed', String(filter !== null && isSame(filter, line.filter)));
    });
  };

  const pointed = (x: number, y: number): number | null => {
    let best: number | null = null;
    let distance = 144;
    for (const { xs, ys, rows } of marks ?? []) {
      rows.forEach((row, mark) => {
        const squared = (xs[mark]! - x) ** 2 + (ys[mark]! - y) ** 2;
        if (squared > distance) return;
        distance = squared;
        best = row;
      });
    }
    return best;
  };
  const leave = (): void => {
    context.tooltip.hide();
    context.pointAt(null);
  };
  const rowUnder = (event: MouseEvent): number | null => {
    const box = field.getBoundingClientRect();
    return pointed(event.clientX - box.left, event.clientY - box.top);
  };
  field.addEventListener('pointermove', (event) => {
    const row = rowUnder(event);
    if (row === null) {
      leave();
      return;
    }
    context.tooltip.show({ x: event.clientX, y: event.clientY }, options.describe(row));
    context.pointAt(row);
  });
  field.addEventListener('pointerleave', leave);
  field.addEventListener('click', (event) => {
    const row = rowUnder(event);
    if (row !== null) context.openRun(table.ids[row]!);
  });

  const observer = new ResizeObserver(lay);
  observer.observe(field);
  return {
    element: field,
    select: (next, passing) => {
      result = next;
      const isOwn = filterWith(next.selection, key) !== null;
      const isOwnOnly = isOwn && next.selection.length === 1;
      shown = next.isAll ? all : countSome(keys, passing, all);
      base = next.isAll || isOwnOnly ? all : isOwn ? countSome(keys, subsetOf(next.allBut(key)), all) : shown;
      say();
      paint();
    },
    setBound: (next) => {
      if (next.kind !== 'levels') return;
      bound = next;
      chart.lines.forEach(({ levels }, index) => {
        const line = lines[index]!;
        const isOut = levels.every((level) => next.without.includes(level));
        if (line.keep !== null) line.keep.checked = !isOut;
        line.root.classList.toggle('left-out', isOut);
      });
    },
    point: (row) => {
      const at = row === null ? undefined : marks?.flatMap((layer) => placeIn(layer, row))[0];
      ring.setAttribute('visibility', at === undefined ? 'hidden' : 'visible');
      if (at === undefined) return;
      ring.setAttribute('cx', String(at.x));
      ring.setAttribute('cy', String(at.y));
    },
    redraw: paint,
    dispose: () => {
      leave();
      observer.disconnect();
    },
  };
}

function placeIn({ rows, xs, ys }: MarkLayer, row: number): readonly { readonly x: number; readonly y: number }[] {
  const mark = rows.indexOf(row);
  return mark < 0 ? [] : [{ x: xs[mark]!, y: ys[mark]! }];
}

function isSame(a: Filter, b: Filter): boolean {
  if (a.kind === 'missing') return b.kind === 'missing';
  return a.kind === 'levels' && b.kind === 'levels' && a.levels.join('\n') === b.levels.join('\n');
}
