/** Parallel coordinates: every run as a line across the parameters, to be narrowed by brushing any of them. */
import { columnAxis, type AxisSubject, type ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import {
  allSubjects,
  firstSubjects,
  isSame,
  keptSubjects,
  movedSubject,
  toggledSubject,
} from '../../src/shared/parallel';
import { axisRows, countsText, parallelSentence } from '../../src/shared/parallelText';
import { GROUPS } from '../../src/shared/panelTable';
import { runLines } from '../../src/shared/runLines';
import { parallelChart, type ParallelChart } from '../charts/parallelChart';
import type { SelectionResult } from '../crossfilter';
import { element, glyph } from '../dom';
import { withFilters, withoutFilters } from '../selection';
import type { Content, View, ViewContext, ViewFactory } from '../view';
import { axisHead } from './axisHead';
import { axisMenu, type AxisMenu } from './axisMenu';

export const parallel: ViewFactory = (context): View => {
  const counts = element('div', { class: 'parallel-counts' });
  const tools = element('div', { class: 'parallel-tools' });
  const body = element('div', {});
  const twinRows = element('tbody', {});
  const twin = twinOf(twinRows);
  const root = element('div', { class: 'parallel' }, tools, body, twin);
  let content: Content | null = null;
  let result: SelectionResult | null = null;
  let runs: Int32Array = new Int32Array(GROUPS.length);
  let shown: readonly AxisSubject[] | null = null;
  let axes: readonly ColumnAxis[] = [];
  let chart: ParallelChart | null = null;
  let menu: AxisMenu | null = null;

  const drawTwin = (): void => {
    if (!twin.open || content === null || result === null) return;
    twinRows.replaceChildren(
      ...axisRows(axes, content.table, result.passing).map(({ title, completed, crashed, missing }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row', title }, title),
          element('td', {}, completed),
          element('td', {}, crashed),
          element('td', { class: 'number' }, missing.toLocaleString('en-US')),
        ),
      ),
    );
  };
  twin.addEventListener('toggle', drawTwin);

  const draw = (): void => {
    if (content === null || shown === null) return;
    const source = content;
    const drawable = shown.flatMap((subject) => {
      const axis = columnAxis(subject, source);
      return axis === null ? [] : [axis];
    });
    axes = drawable;
    chart?.dispose();
    chart = drawn(drawable, source, context, (subject, places) => {
      const from = shown!.findIndex((one) => isSame(one, subject));
      change(movedSubject(shown!, from, from + places));
      refocus(subject, places);
    });
    body.replaceChildren(chart.element);
    menu?.show(shown);
    if (result !== null) chart.select(result);
    drawTwin();
  };

  const change = (next: readonly AxisSubject[]): void => {
    if (next === shown) return;
    shown = next;
    context.keep(next);
    draw();
  };

  /** The button that moved an axis is at another place now; the focus stays with its axis. */
  const refocus = (subject: AxisSubject, places: number): void => {
    const index = axes.findIndex((axis) => isSame(axis.subject, subject));
    const movers = body.querySelectorAll('.axis-head')[index]?.querySelectorAll<HTMLButtonElement>('button') ?? [];
    const [left, right] = movers;
    const wanted = places < 0 ? left : right;
    (wanted?.disabled === true ? (places < 0 ? right : left) : wanted)?.focus();
    context.announce(`${axes[index]?.title ?? 'The axis'} is axis ${index + 1} of ${axes.length}.`);
  };

  const drawCounts = (next: SelectionResult): void => {
    counts.replaceChildren(
      ...(['crashed', 'completed', 'excluded'] as const).flatMap((group): HTMLElement[] => {
        const all = runs[GROUPS.indexOf(group)]!;
        if (all === 0 && group === 'excluded') return [];
        const word = group === 'excluded' ? 'others' : group;
        return [element('span', {}, glyph(group), countsText(all, next.counts[group], word))];
      }),
    );
  };

  return {
    element: root,
    update: (next) => {
      content = next;
      runs = totals(next.table.groups);
      result = null;
      const metric = next.metrics.chosen;
      const all = allSubjects(next.analysis, metric).filter((subject) => columnAxis(subject, next) !== null);
      shown = keptSubjects(shown ?? context.kept(), all) ?? firstSubjects(all);
      menu = axisMenu(all, metric, (subject) => {
        change(toggledSubject(shown!, subject));
      });
      tools.replaceChildren(counts, menu.element);
      draw();
    },
    select: (next) => {
      result = next;
      chart?.select(next);
      drawCounts(next);
      drawTwin();
    },
    point: (row) => {
      chart?.point(row);
    },
    themeChanged: () => {
      chart?.redraw();
    },
  };
};

function drawn(
  axes: readonly ColumnAxis[],
  content: Content,
  context: ViewContext,
  onMove: (subject: AxisSubject, places: number) => void,
): ParallelChart {
  const { table, analysis } = content;
  const parameters = axes.flatMap(({ subject }) => (subject.kind === 'parameter' ? [subject.name] : []));
  return parallelChart(
    { table, axes, overall: analysis.crashRate?.value ?? 0, label: parallelSentence(axes, table.count) },
    {
      tooltip: context.tooltip,
      theme: context.theme,
      describe: (row) => runLines(table, row, ...parameters),
      headOf: (axis, index) =>
        axisHead(axis.title, { index, count: axes.length }, (places) => {
          onMove(axis.subject, places);
        }),
      onBrush: (key, filter, isMoving) => {
        context.select(
          (selection) => (filter === null ? withoutFilters(selection, key) : withFilters(selection, filter)),
          isMoving,
        );
      },
      onPoint: context.pointAt,
      onOpen: (row) => {
        const id = table.ids[row];
        if (id !== undefined) context.openRun(id);
      },
    },
  );
}

function totals(groups: Uint8Array): Int32Array {
  const found = new Int32Array(GROUPS.length);
  for (let row = 0; row < groups.length; row++) found[groups[row]!]! += 1;
  return found;
}

function twinOf(rows: HTMLElement): HTMLDetailsElement {
  return element(
    'details',
    { class: 'twin' },
    element('summary', {}, t('As a table')),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': t('Selected runs by axis') },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, t('Axis')),
            element('th', { scope: 'col' }, glyph('completed'), t('Completed')),
            element('th', { scope: 'col' }, glyph('crashed'), t('Crashed')),
            element('th', { scope: 'col', class: 'number' }, t('Without a value')),
          ),
        ),
        rows,
      ),
    ),
  );
}
