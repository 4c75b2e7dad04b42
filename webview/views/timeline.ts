/** When runs were started and what became of them: leaks, bad machines and outages show here. */
import { formatHours } from '../../src/core/report/format';
import { causeSign, SIGNED_CAUSES } from '../../src/shared/causeView';
import { formatTime } from '../../src/shared/format';
import { t } from '../../src/shared/l10n';
import type { PanelTable } from '../../src/shared/panelTable';
import { runLines } from '../../src/shared/runLines';
import { ENDS, timelineOf, type End, type Timeline } from '../../src/shared/timeline';
import { driftMarks, orderWords, rateWords, type DriftMarks } from '../../src/shared/timelineWords';
import { timelineChart, type TimelineChart } from '../charts/timelineChart';
import type { TimelineAxis, TimelineLayout } from '../charts/timelineLayout';
import type { SelectionResult } from '../crossfilter';
import { element, glyph } from '../dom';
import { areEqual, filterWith, toggled, withFilters, withoutFilters, type Filter } from '../selection';
import type { Content, ViewContext, ViewFactory } from '../view';
import { oneOf } from './oneOf';
import { sign } from './outcomeBar';
import { timelineTable, type TimelineTable } from './timelineTable';

const AXES: readonly { readonly value: TimelineAxis; readonly label: string }[] = [
  { value: 'order', label: t('By order') },
  { value: 'time', label: t('By time') },
];

/** The timeline with its legend, the findings over time, and its twin as a table. */
export const timeline: ViewFactory = (context) => {
  const root = element('section', { class: 'timeline', 'aria-label': t('Runs over time') });
  let axis: TimelineAxis = context.kept() === 'time' ? 'time' : 'order';
  let content: Content | null = null;
  let data: Timeline | null = null;
  let drift: DriftMarks | null = null;
  let result: SelectionResult | null = null;
  let chart: TimelineChart | null = null;
  let table: TimelineTable | null = null;
  let labels: LaneLabels | null = null;
  let caption = element('span', {});

  const draw = (): void => {
    if (content === null || data === null || drift === null) return;
    chart?.dispose();
    const shown = data;
    const runs = content.table;
    const measure = `measure ${shown.measure}`;
    const hasTime = shown.measure === 'startedAt';
    const shownAxis = hasTime ? axis : 'order';
    const key = element('div', { class: 'legend timeline-legend' });
    const made = laneLabels(shown, drift, context.select);
    labels = made;
    chart = timelineChart({
      timeline: shown,
      table: runs,
      drift,
      axis: shownAxis,
      describe: (row) => [...runLines(runs, row), ...circumstances(runs, row)],
      onPeriod: (period, isMoving) => {
        context.select(
          (selection) =>
            period === null
              ? withoutFilters(selection, measure)
              : withFilters(selection, { kind: 'measure', measure: shown.measure, ...period }),
          isMoving,
        );
      },
      onLayout: (layout) => {
        made.place(layout);
        key.replaceChildren(...legend(shown, runs, shownAxis, layout.columns !== null));
      },
      context,
    });
    table = timelineTable(shown, context.post);
    caption = element('span', {});
    root.replaceChildren(
      ...[
        element(
          'div',
          { class: 'section-head' },
          element('span', { class: 'timeline-order' }, orderText(shown)),
          hasTime
            ? oneOf({
                label: t('What runs from left to right'),
                choices: AXES,
                value: axis,
                onChange: (next) => {
                  axis = next;
                  context.keep(axis);
                  draw();
                },
              })
            : null,
        ),
        drift.messages.length === 0
          ? null
          : element('ul', { class: 'timeline-findings' }, ...drift.messages.map((text) => element('li', {}, text))),
        element('div', { class: 'timeline-body' }, labels.element, chart.element),
        element(
          'div',
          { class: 'timeline-keys' },
          element('span', {}, element('span', { class: 'rate-sample', 'aria-hidden': 'true' }), caption),
          key,
        ),
        table.element,
      ].filter((part) => part !== null),
    );
    if (result !== null) select(result);
  };

  const select = (next: SelectionResult): void => {
    result = next;
    if (data === null || chart === null) return;
    const key = `measure ${data.measure}`;
    const filter = filterWith(next.selection, key);
    const around = next.allBut(key);
    const rate = chart.select({
      passing: next.isAll ? null : next.passing,
      around,
      period: filter?.kind === 'measure' ? { from: filter.from, to: filter.to } : null,
    });
    caption.textContent = rateWords(rate);
    labels?.select(next);
    table?.select(next.passing);
  };

  return {
    element: root,
    update: (next) => {
      content = next;
      result = null;
      data = timelineOf(next.table, next.analysis.drift);
      drift = driftMarks(next.analysis.drift, data, next.table);
      draw();
    },
    select,
    point: (row) => chart?.highlight(row),
    themeChanged: () => chart?.redraw(),
  };
};

function orderText(shown: Timeline): string {
  const missing = shown.withoutStart;
  const words = orderWords(shown);
  const all = `Runs ${words}`;
  return missing === 0 ? all : `${all}; ${missing.toLocaleString('en-US')} without a known start are left out`;
}

/** Start, run time and host of a run, where they are known. */
function circumstances({ startedAt, runtimeSeconds, hosts }: PanelTable, row: number): readonly string[] {
  const [start, seconds] = [startedAt[row]!, runtimeSeconds[row]!];
  const host = hosts.labels[hosts.codes[row]!];
  return [
    ...(Number.isNaN(start) ? [] : [t('started {0}', formatTime(start))]),
    ...(Number.isNaN(seconds) ? [] : [t('ran {0}', formatHours(seconds / 3600))]),
    ...(host === undefined ? [] : [t('on {0}', host.slice(0, 60))]),
  ];
}

interface LaneLabels {
  readonly element: HTMLElement;
  readonly place: (layout: TimelineLayout) => void;
  select(result: SelectionResult): void;
}

/** Names at the left: of the rate, and of the lanes, each of which narrows all views to its runs. */
function laneLabels({ lanes, lanePlace }: Timeline, drift: DriftMarks, select: ViewContext['select']): LaneLabels {
  const percent = [100, 50, 0].map((share) =>
    element('div', { class: 'rate-tick', 'aria-hidden': 'true' }, `${share}\u00a0%`),
  );
  const title = element('div', { class: 'rate-title' }, t('crash rate'));
  const names = lanes.map(({ name, label }, lane) => {
    const finding = drift.lanes.find((found) => found.lane === lane);
    const words = [
      element('span', { class: 'lane-name', title: label }, label),
      finding === undefined
        ? null
        : element('span', { class: 'lane-finding', title: finding.text }, `⚠\u00a0${finding.text}`),
    ];
    const filter: Filter | null =
      lanePlace === null || name === null ? null : { kind: 'place', place: lanePlace, names: [name] };
    if (filter === null) return { filter, element: element('div', { class: 'lane-label' }, ...words) };
    const made = element('button', { type: 'button', class: 'lane-label', 'aria-pressed': 'false' }, ...words);
    made.addEventListener('click', () => {
      select((selection) => toggled(selection, filter));
    });
    return { filter, element: made };
  });
  return {
    element: element('div', { class: 'lane-labels' }, title, ...percent, ...names.map((name) => name.element)),
    place: ({ rateTop, rateBottom, lanes: boxes }) => {
      title.style.top = `${(rateTop + rateBottom) / 2}px`;
      percent.forEach((tick, index) => {
        tick.style.top = `${rateTop + (index / 2) * (rateBottom - rateTop)}px`;
      });
      names.forEach((name, lane) => {
        name.element.style.top = `${boxes[lane]!.top}px`;
        name.element.style.height = `${boxes[lane]!.height}px`;
      });
    },
    select: ({ selection }) => {
      for (const { filter, element: made } of names) {
        if (filter === null) continue;
        const set = filterWith(selection, `place ${lanePlace ?? ''}`);
        made.setAttribute('aria-pressed', String(set !== null && areEqual(set, filter)));
      }
    },
  };
}

/** What the signs mean; single runs have a length and the letter of their cause, columns a direction. */
function legend(
  shown: Timeline,
  { causes, runtimeSeconds }: PanelTable,
  axis: TimelineAxis,
  isCounted: boolean,
): readonly HTMLElement[] {
  const has = (end: End): boolean => shown.ends.includes(ENDS.indexOf(end));
  const entry = (...parts: readonly (Node | string)[]): HTMLElement => element('span', {}, ...parts);
  const longest = runtimeSeconds.reduce((most, seconds) => (seconds > most ? seconds : most), 0);
  const size = axis === 'time' ? t('length: run time') : t('height: run time, up to {0}', formatHours(longest / 3600));
  return [
    entry(glyph('completed'), isCounted ? t('completed (upwards)') : t('completed')),
    entry(glyph('crashed'), isCounted ? t('crashed (downwards)') : t('crashed')),
    ...(has('bad')
      ? [element('span', { class: 'bad-end' }, glyph('crashed'), t('ended badly, not counted as crashed'))]
      : []),
    ...(has('other') ? [entry(glyph('excluded'), t('others'))] : []),
    ...(isCounted
      ? []
      : causes
          .slice(0, SIGNED_CAUSES)
          .map(({ heading }, place) => entry(sign({ sign: causeSign(place) }), ` ${heading}`))),
    ...(isCounted || longest === 0 ? [] : [entry(size)]),
  ];
}
