/** The middle of the page: a card for each setting, most telling first. */
import { markCount, parameterChart, type ParameterChart } from '../../src/shared/parameterChart';
import {
  INITIAL_CHOICES,
  isCardChoices,
  shownParameters,
  type CardChoices,
  type Order,
} from '../../src/shared/parameterCards';
import { parameterView, type ParameterView } from '../../src/shared/parameterView';
import { GROUPS, type PanelTable } from '../../src/shared/panelTable';
import { runLines } from '../../src/shared/runLines';
import type { Chart, FieldOptions } from '../charts/field';
import { levels } from '../charts/levels';
import { strip } from '../charts/strip';
import { button, select } from '../components';
import { element, glyph } from '../dom';
import type { Content, ViewContext, ViewFactory } from '../view';

const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  { value: 'evidence', label: 'Most telling first' },
  { value: 'difference', label: 'Largest difference first' },
  { value: 'name', label: 'By name' },
];

/** The cards of the settings that vary. */
export const parameters: ViewFactory = (context) => {
  const root = element('section', { class: 'parameters', 'aria-labelledby': 'parameters-title' });
  const keptChoices = context.kept();
  let choices: CardChoices = isCardChoices(keptChoices) ? keptChoices : INITIAL_CHOICES;
  let content: Content | null = null;
  let passing: Uint8Array | null = null;
  let charts: readonly Chart[] = [];

  const draw = (): void => {
    if (content === null) return;
    for (const chart of charts) chart.dispose();
    const made: Chart[] = [];
    const parts = {
      context,
      table: content.table,
      passing: () => passing,
      addChart: (chart: Chart) => made.push(chart),
    };
    const { shown, hidden, constants } = shownParameters(content.analysis, choices);
    root.replaceChildren(
      ...[
        head(content.table),
        shown.length === 0
          ? element('p', { class: 'empty' }, 'No setting varies between these runs, so there is nothing to compare.')
          : element(
              'div',
              { class: 'cards' },
              ...shown.map((result) => card(parameterView(result, parts.table), parts)),
            ),
        hidden === 0 && !choices.showAll ? null : more(shown.length + hidden, hidden > 0),
        constants === null ? null : element('p', { class: 'constants' }, constants),
      ].filter((part) => part !== null),
    );
    charts = made;
  };

  const choose = (next: CardChoices): void => {
    choices = next;
    context.keep(choices);
    draw();
  };

  const head = (table: PanelTable): HTMLElement =>
    element(
      'div',
      { class: 'section-head' },
      element('h2', { id: 'parameters-title' }, 'Settings'),
      element(
        'div',
        { class: 'legend' },
        element('span', {}, glyph('completed'), 'completed'),
        element('span', {}, glyph('crashed'), 'crashed'),
        table.groups.includes(GROUPS.indexOf('excluded'))
          ? element('span', {}, glyph('excluded'), 'others, not compared')
          : null,
      ),
      select({
        label: 'Order of the settings',
        choices: ORDERS,
        value: choices.order,
        onChange: (order) => {
          choose({ ...choices, order });
        },
      }),
    );

  const more = (all: number, isMore: boolean): HTMLElement =>
    element(
      'div',
      { class: 'more' },
      button({
        label: isMore ? `Show All ${all} Settings` : 'Show Fewer Settings',
        kind: 'secondary',
        onPress: () => {
          choose({ ...choices, showAll: isMore });
        },
      }),
    );

  return {
    element: root,
    update: (next) => {
      content = next;
      passing = null;
      draw();
    },
    select: (result) => {
      passing = result.isAll ? null : result.passing;
      for (const chart of charts) chart.redraw();
    },
    point: (row) => {
      for (const chart of charts) chart.highlight(row);
    },
    themeChanged: () => {
      for (const chart of charts) chart.redraw();
    },
  };
};

/** What a card needs of the view. */
interface CardParts {
  readonly context: ViewContext;
  readonly table: PanelTable;
  readonly passing: () => Uint8Array | null;
  /** Takes charge of a chart: to redraw, to highlight, to dispose. */
  readonly addChart: (chart: Chart) => void;
}

function card(parameter: ParameterView, parts: CardParts): HTMLElement {
  const { name, verdict, chip, finding, threshold, evidence, notes } = parameter;
  const chart = parameterChart(parameter.result, parts.table);
  return element(
    'article',
    {
      class: `card ${verdict}`,
      'aria-label': name,
      'data-parameter': name,
      'data-completed': chart === null ? 0 : markCount(chart, 'completed'),
      'data-crashed': chart === null ? 0 : markCount(chart, 'crashed'),
    },
    element(
      'div',
      { class: 'card-head' },
      element('h3', { title: name }, name),
      element('span', { class: `chip ${verdict}` }, chip),
    ),
    element('p', { class: 'card-finding' }, finding),
    chart === null ? element('p', { class: 'empty' }, 'No run has a value to draw.') : drawn(parameter, chart, parts),
    threshold.length === 0
      ? null
      : element('p', { class: 'card-threshold' }, ...threshold.map((text) => element('span', {}, text))),
    evidence.length === 0
      ? null
      : element('p', { class: 'card-evidence' }, ...evidence.map((text) => element('span', {}, text))),
    ...notes.map((note) => element('p', { class: 'card-note' }, note)),
  );
}

function drawn(parameter: ParameterView, model: ParameterChart, parts: CardParts): HTMLElement {
  const { tooltip, theme, pointAt } = parts.context;
  const options: Omit<FieldOptions, 'layOut'> = {
    label: parameter.label,
    stepLabel: `Runs by ${parameter.name}`,
    describe: (row) => runLines(parts.table, row, parameter.name),
    passing: parts.passing,
    tooltip,
    theme,
    onPoint: pointAt,
  };
  const chart = model.kind === 'strip' ? strip(model, options) : levels(model, options);
  parts.addChart(chart);
  return chart.element;
}
