/** One parameter's card: the verdict in words, the chart, what its bound would do, and how sure all that is. */
import type { ParameterResult } from '../../src/core/analysis/analysis';
import { plainText } from '../../src/core/plainText';
import { t } from '../../src/shared/l10n';
import type { Subset } from '../../src/shared/parameterBins';
import {
  boundRange,
  effectOfBounds,
  isOpen,
  type BoundsEffect,
  type ParameterBound,
} from '../../src/shared/parameterBounds';
import { parameterChart, runsOf, type ParameterChart } from '../../src/shared/parameterChart';
import { parameterView } from '../../src/shared/parameterView';
import { runLines } from '../../src/shared/runLines';
import type { CardChart, CardChartOptions } from '../charts/cardChart';
import { levelChart } from '../charts/levelChart';
import { numberChart } from '../charts/numberChart';
import type { SelectionResult } from '../crossfilter';
import { element } from '../dom';
import type { Content, ViewContext } from '../view';
import { textButton } from './textButton';

export interface ParameterCard {
  readonly element: HTMLElement;
  readonly result: ParameterResult;
  /** `null` until the card has been in sight, and where there is nothing to draw. */
  readonly chart: () => ParameterChart | null;
  /** In sight or not: a card draws only what is seen. */
  setVisible(isVisible: boolean): void;
  /** `passing` are the runs that the selection leaves. */
  select(result: SelectionResult, passing: Subset): void;
  setBound(bound: ParameterBound, effect: BoundsEffect, isMoved: boolean): void;
  point(row: number | null): void;
  themeChanged(): void;
  dispose(): void;
}

/** What a card asks of its section. */
export type CardActions = Pick<CardChartOptions, 'onBound' | 'onResetBound'>;

/** The card of `result`; its chart is made when it comes into sight. */
export function parameterCard(
  result: ParameterResult,
  content: Content,
  context: ViewContext,
  actions: CardActions,
): ParameterCard {
  const { analysis, table } = content;
  const view = parameterView(result);
  const title = plainText(result.name, 80);
  const ground = element('div', { class: `card-chart ${result.kind}` });
  const price = element('span', {});
  const reset = textButton(t('Reset'), actions.onResetBound);
  reset.setAttribute('aria-label', t('Reset the bound of {0}', title));
  const root = element(
    'article',
    { class: `card ${view.verdict}`, 'aria-label': title, 'data-parameter': result.name },
    element(
      'div',
      { class: 'card-head' },
      element('h3', { title }, title),
      element('span', { class: `chip ${view.verdict}` }, view.chip),
    ),
    element('p', { class: 'card-finding' }, view.finding),
    ground,
    element('p', { class: 'card-bound' }, price, ' ', reset),
    view.threshold.length === 0
      ? null
      : element('p', { class: 'card-threshold' }, ...view.threshold.map((text) => element('span', {}, text))),
    view.evidence.length === 0
      ? null
      : element('p', { class: 'card-evidence' }, ...view.evidence.map((text) => element('span', {}, text))),
    ...view.notes.map((note) => element('p', { class: 'card-note' }, note)),
  );

  let model: ParameterChart | null = null;
  let chart: CardChart | null = null;
  let isVisible = false;
  let selected: readonly [SelectionResult, Subset] | null = null;
  let isStale = true;
  let bound: { readonly bound: ParameterBound; readonly text: string } | null = null;

  const make = (): void => {
    if (model !== null || ground.firstChild !== null) return;
    model = parameterChart(result, table, content.space);
    root.dataset.completed = String(model === null ? 0 : runsOf(model, table, 'completed'));
    root.dataset.crashed = String(model === null ? 0 : runsOf(model, table, 'crashed'));
    if (model === null) {
      ground.append(element('p', { class: 'empty' }, t('No run has a value to draw.')));
      return;
    }
    const options: CardChartOptions = {
      ...actions,
      table,
      context,
      title,
      label: view.label,
      crashRate: analysis.crashRate?.value ?? null,
      describe: (row) => runLines(table, row, result.name),
    };
    chart = model.kind === 'number' ? numberChart(model, options) : levelChart(model, options);
    ground.append(chart.element);
    if (bound !== null) chart.setBound(bound.bound, bound.text);
  };
  const draw = (): void => {
    if (!isVisible || selected === null) return;
    make();
    if (!isStale) return;
    isStale = false;
    chart?.select(...selected);
  };

  return {
    element: root,
    result,
    chart: () => model,
    setVisible: (next) => {
      isVisible = next;
      draw();
    },
    select: (next, passing) => {
      selected = [next, passing];
      isStale = true;
      draw();
    },
    setBound: (next, effect, isMoved) => {
      const words = effectOfBounds(effect);
      bound = { bound: next, text: words };
      chart?.setBound(next, words);
      price.textContent = isOpen(next)
        ? isMoved
          ? t('No bound.')
          : t('No bound proposed.')
        : isMoved
          ? t('Tried {0}: {1}.', boundRange(next), words)
          : t('Proposed {0}: {1}.', boundRange(next), words);
      price.parentElement?.classList.toggle('is-open', isOpen(next));
      reset.hidden = !isMoved;
    },
    point: (row) => {
      if (isVisible) chart?.point(row);
    },
    themeChanged: () => {
      if (isVisible) chart?.redraw();
      else isStale = true;
    },
    dispose: () => {
      chart?.dispose();
    },
  };
}
