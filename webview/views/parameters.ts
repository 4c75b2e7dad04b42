/** The middle of the page: a card for each setting, most telling first. */
import type { RunTable } from '../../src/core/runs/table';
import { markCount, parameterChart, type ParameterChart } from '../../src/shared/parameterChart';
import type { ParameterView } from '../../src/shared/parameterView';
import { runLines, type Choices, type Order, type ReadyView } from '../../src/shared/viewState';
import { levels } from '../charts/levels';
import type { Chart, FieldOptions } from '../charts/field';
import { strip } from '../charts/strip';
import type { Tooltip } from '../charts/tooltip';
import { button, select } from '../components';
import { element, glyph } from '../dom';
import type { Theme } from '../theme';

/** What the cards need of the page. */
export interface ParametersContext {
  readonly table: RunTable;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
  readonly tooltip: Tooltip;
  readonly theme: () => Theme;
  readonly onPoint: (row: number | null) => void;
  /** Takes charge of a chart: to redraw, to highlight, to dispose. */
  readonly addChart: (chart: Chart) => void;
}

const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  { value: 'evidence', label: 'Most telling first' },
  { value: 'difference', label: 'Largest difference first' },
  { value: 'name', label: 'By name' },
];

export function parameters(view: ReadyView, context: ParametersContext): HTMLElement {
  const { choices, onChoose } = context;
  const all = view.parameters.length + view.hidden;
  return element(
    'section',
    { class: 'parameters', 'aria-labelledby': 'parameters-title' },
    element(
      'div',
      { class: 'section-head' },
      element('h2', { id: 'parameters-title' }, 'Settings'),
      element(
        'div',
        { class: 'legend' },
        element('span', {}, glyph('completed'), 'completed'),
        element('span', {}, glyph('crashed'), 'crashed'),
        context.table.rows.some(({ group }) => group === 'excluded')
          ? element('span', {}, glyph('excluded'), 'others, not compared')
          : null,
      ),
      select({
        label: 'Order of the settings',
        choices: ORDERS,
        value: choices.order,
        onChange: (order) => {
          onChoose({ ...choices, order });
        },
      }),
    ),
    all === 0
      ? element('p', { class: 'empty' }, 'No setting varies between these runs, so there is nothing to compare.')
      : element('div', { class: 'cards' }, ...view.parameters.map((parameter) => card(parameter, context))),
    view.hidden === 0 && !choices.showAll
      ? null
      : element(
          'div',
          { class: 'more' },
          button({
            label: view.hidden > 0 ? `Show All ${all} Settings` : 'Show Fewer Settings',
            kind: 'secondary',
            onPress: () => {
              onChoose({ ...choices, showAll: view.hidden > 0 });
            },
          }),
        ),
    view.constants === null ? null : element('p', { class: 'constants' }, view.constants),
  );
}

function card(parameter: ParameterView, context: ParametersContext): HTMLElement {
  const { name, verdict, chip, finding, threshold, evidence, notes } = parameter;
  const chart = parameterChart(parameter.result, context.table);
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
    chart === null ? element('p', { class: 'empty' }, 'No run has a value to draw.') : drawn(parameter, chart, context),
    threshold.length === 0
      ? null
      : element('p', { class: 'card-threshold' }, ...threshold.map((text) => element('span', {}, text))),
    evidence.length === 0
      ? null
      : element('p', { class: 'card-evidence' }, ...evidence.map((text) => element('span', {}, text))),
    ...notes.map((note) => element('p', { class: 'card-note' }, note)),
  );
}

function drawn(parameter: ParameterView, model: ParameterChart, context: ParametersContext): HTMLElement {
  const options: Omit<FieldOptions, 'layOut'> = {
    label: parameter.label,
    stepLabel: `Runs by ${parameter.name}`,
    describe: (row) => runLines(context.table, row, parameter.name),
    tooltip: context.tooltip,
    theme: context.theme,
    onPoint: context.onPoint,
  };
  const chart = model.kind === 'strip' ? strip(model, options) : levels(model, options);
  context.addChart(chart);
  return chart.element;
}
