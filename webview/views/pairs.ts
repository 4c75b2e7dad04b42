/** Two parameters as a plane: where runs crash only together, and any other pair that a person wants to look at. */
import type { Interaction } from '../../src/core/analysis/analysis';
import { capitalized } from '../../src/shared/format';
import { columnAxis, type ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import { countCells, cutAxis } from '../../src/shared/pairCells';
import {
  chosenPair,
  cutsOf,
  offeredPairs,
  pairableParameters,
  pairRegions,
  regionText,
  sidesOf,
  type Pair,
  type PairRegion,
} from '../../src/shared/pairs';
import { pairSentence } from '../../src/shared/pairText';
import { plainText } from '../../src/core/plainText';
import { runLines } from '../../src/shared/runLines';
import { keyOf, sideFilter } from '../charts/placedAxis';
import { plane, type PlaneChart } from '../charts/plane';
import { button, select } from '../components';
import type { SelectionResult } from '../crossfilter';
import { element } from '../dom';
import { withFilters, withoutFilters } from '../selection';
import type { Content, View, ViewContext, ViewFactory } from '../view';
import { cellTwin, type CellTwin } from './cellTwin';
import { pairLegend } from './pairLegend';
import { rangeInputs, type RangeInputs } from './rangeInputs';

/** All that is drawn of one pair. */
interface DrawnPair {
  readonly element: HTMLElement;
  readonly chart: PlaneChart;
  readonly inputs: readonly RangeInputs[];
  readonly twin: CellTwin;
}

export const pairs: ViewFactory = (context): View => {
  const controls = element('div', { class: 'pair-controls' });
  const body = element('div', {});
  const root = element('div', { class: 'pairs' }, controls, body);
  let content: Content | null = null;
  let result: SelectionResult | null = null;
  let pair: Pair | null = null;
  let drawn: DrawnPair | null = null;

  const show = (next: Pair | null): void => {
    if (content === null) return;
    pair = next;
    drawn?.chart.dispose();
    drawn = pair === null ? null : drawPair(pair, content, context);
    body.replaceChildren(
      drawn?.element ?? element('p', { class: 'empty' }, t('There are no two settings to compare.')),
    );
    if (result !== null) selectIn(drawn, result);
  };

  const choose = (next: Pair, focused: number): void => {
    context.keep(next);
    show(next);
    drawControls();
    const again = controls.querySelectorAll<HTMLElement>('[data-control]')[focused];
    again?.focus();
  };

  const drawControls = (): void => {
    if (content === null || pair === null) {
      controls.replaceChildren();
      return;
    }
    const now = pair;
    const offers = offeredPairs(content.analysis);
    const offered = offers.map((offer, index) => {
      const isShown = [offer.x, offer.y].every((name) => name === now.x || name === now.y);
      const made = element(
        'button',
        { type: 'button', class: 'pair-offer', 'data-control': '', 'aria-pressed': String(isShown) },
        `${plainText(offer.x, 30)} × ${plainText(offer.y, 30)}`,
        offer.interaction === null ? null : element('span', { class: 'pair-offer-sign' }, signOf(offer.interaction)),
      );
      made.addEventListener('click', () => {
        choose({ x: offer.x, y: offer.y }, index);
      });
      return made;
    });
    const names = pairableParameters(content.analysis);
    const chooser = (label: string, value: string, place: number, toPair: (name: string) => Pair): HTMLElement => {
      const made = select({
        label,
        choices: names.map((name) => ({ value: name, label: plainText(name, 60) })),
        value,
        onChange: (name) => {
          choose(toPair(name), offers.length + place);
        },
      });
      made.setAttribute('data-control', '');
      return made;
    };
    controls.replaceChildren(
      element('div', { class: 'pair-offers', role: 'group', 'aria-label': t('Telling pairs') }, ...offered),
      element(
        'div',
        { class: 'pair-choosers' },
        // The same parameter twice is the other way round.
        chooser(t('Across'), now.x, 0, (x) => ({ x, y: x === now.y ? now.x : now.y })),
        element('span', { 'aria-hidden': 'true' }, '×'),
        chooser(t('Upwards'), now.y, 1, (y) => ({ x: y === now.x ? now.y : now.x, y })),
      ),
    );
  };

  return {
    element: root,
    update: (next) => {
      content = next;
      result = null;
      show(chosenPair(pair ?? context.kept(), next.analysis));
      drawControls();
    },
    select: (next) => {
      result = next;
      selectIn(drawn, next);
    },
    point: (row) => {
      drawn?.chart.point(row);
    },
    themeChanged: () => {
      drawn?.chart.redraw();
    },
  };
};

/** A region with a lift below 1 is the one where runs do not crash. */
function signOf({ lift }: Interaction): string {
  return lift > 1 ? t('crash together') : t('safe together');
}

function selectIn(drawn: DrawnPair | null, result: SelectionResult): void {
  drawn?.chart.select(result);
  drawn?.twin.select(result);
  for (const inputs of drawn?.inputs ?? []) inputs.show(result.selection);
}

function drawPair(pair: Pair, content: Content, context: ViewContext): DrawnPair | null {
  const { table, analysis } = content;
  const x = columnAxis({ kind: 'parameter', name: pair.x }, content);
  const y = columnAxis({ kind: 'parameter', name: pair.y }, content);
  if (x === null || y === null) return null;
  const regions = pairRegions(analysis, pair);
  const thresholdOf = (name: string): readonly number[] =>
    cutsOf(analysis.parameters.find((parameter) => parameter.name === name)?.threshold ?? null);
  const overall = analysis.crashRate?.value ?? 0;
  const chart = plane(
    {
      table,
      x,
      y,
      findings: { regions, xCuts: thresholdOf(pair.x), yCuts: thresholdOf(pair.y), overall },
      label: sentenceOf(x, y, content, regions),
    },
    {
      tooltip: context.tooltip,
      theme: context.theme,
      describe: (row) => runLines(table, row, pair.x, pair.y),
      onBrush: (filters, isMoving) => {
        context.select((selection) => {
          const free = withoutFilters(selection, keyOf(x.subject), keyOf(y.subject));
          return withFilters(free, ...filters.filter((filter) => filter !== null));
        }, isMoving);
      },
      onPoint: context.pointAt,
      onOpen: (row) => {
        const id = table.ids[row];
        if (id !== undefined) context.openRun(id);
      },
    },
  );
  const inputs = [rangeInputs(x, context), rangeInputs(y, context)];
  const twin = cellTwin({ x, y, table }, context);
  return {
    element: element(
      'div',
      {},
      element(
        'div',
        { class: 'pair-body' },
        chart.element,
        element(
          'div',
          { class: 'pair-side' },
          pairLegend(table, overall),
          ...regions.map((region) => regionPart(region, context)),
          element('div', { class: 'pair-ranges' }, ...inputs.map((made) => made.element)),
        ),
      ),
      twin.element,
    ),
    chart,
    inputs,
    twin,
  };
}

function regionPart({ interaction }: PairRegion, context: ViewContext): HTMLElement {
  return element(
    'div',
    { class: 'pair-region' },
    element('p', {}, `${capitalized(regionText(interaction))}.`),
    button({
      label: t('Select These Runs'),
      kind: 'secondary',
      onPress: () => {
        const filters = [...sidesOf(interaction)].map(([name, side]) => sideFilter(name, side));
        context.select((selection) => withFilters(selection, ...filters));
      },
    }),
  );
}

function sentenceOf(x: ColumnAxis, y: ColumnAxis, { table }: Content, regions: readonly PairRegion[]): string {
  const everyone = new Uint8Array(table.count).fill(1);
  return pairSentence(x, y, countCells(cutAxis(x, 1), cutAxis(y, 1), table, everyone), regions);
}
