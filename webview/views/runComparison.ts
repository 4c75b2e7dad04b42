/** A run beside the completed run most like it: only what is different. */
import { plainText } from '../../src/core/plainText';
import { formatCount, formatShare } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import type { PanelTable } from '../../src/shared/panelTable';
import { differencesOf, similarRuns, type Difference, type SimilarRun } from '../../src/shared/runCompare';
import type { RunDetails } from '../../src/shared/runDetails';
import { element } from '../dom';
import type { ViewContext } from '../view';
import { textButton } from './textButton';

export interface RunComparison {
  /** Shows the comparison. */
  readonly button: HTMLElement;
  /** Where it is shown; empty until then. */
  readonly element: HTMLElement;
}

/** Runs that can be stepped through, nearest first. */
const MOST_SIMILAR = 10;

/** The comparison of a run; it looks for similar runs when it is asked for. */
export function runComparison(
  ours: RunDetails,
  options: {
    readonly row: number;
    readonly table: PanelTable;
    readonly telling: readonly string[];
    readonly compared: readonly string[];
    readonly context: Pick<ViewContext, 'detailsOf' | 'openRun' | 'post'>;
  },
): RunComparison {
  const { row, table, telling, compared, context } = options;
  const root = element('div', { class: 'run-comparison', 'aria-live': 'polite' });
  let similar: readonly SimilarRun[] | null = null;
  let shown = -1;

  const show = (place: number): void => {
    similar ??= similarRuns(table, row, compared, MOST_SIMILAR);
    const other = similar[place];
    if (other === undefined) {
      root.replaceChildren(
        element('p', { class: 'empty' }, t('No other run completed, so there is none to compare with.')),
      );
      return;
    }
    shown = place;
    const id = table.ids[other.row]!;
    void context.detailsOf(id).then((theirs) => {
      if (shown !== place) return;
      root.replaceChildren(...(theirs === null ? [gone()] : parts(theirs, other, place)));
    });
  };

  const parts = (
    theirs: RunDetails,
    { row: otherRow, distance }: SimilarRun,
    place: number,
  ): readonly HTMLElement[] => {
    const name = plainText(table.names[otherRow]! || theirs.id, 60);
    const { circumstances, settings } = differencesOf(ours, theirs, telling);
    const count = similar?.length ?? 0;
    const rank =
      place === 0 ? t('The completed run most like it') : t('Number {0} of the completed runs most like it', place + 1);
    const near =
      compared.length === 0
        ? ''
        : `: by rank, ${formatShare(distance)} apart on average over ${formatCount(compared.length, 'setting')}`;
    return [
      element(
        'p',
        { class: 'run-comparison-head' },
        `${rank} is `,
        textButton(name, () => {
          context.openRun(theirs.id);
        }),
        `${near}.`,
      ),
      settings.length === 0
        ? element('p', {}, t('Their settings are the same.'))
        : differenceTable(name, settings, t('Setting')),
      ...(circumstances.length === 0 ? [] : [differenceTable(name, circumstances, t('Besides'))]),
      element(
        'div',
        { class: 'run-actions' },
        ...(place > 0 ? [step(t('Nearer run'), place - 1)] : []),
        ...(place + 1 < count ? [step(t('Next nearest run'), place + 1)] : []),
        textButton(t('Copy differences'), () => {
          context.post({ type: 'copy', text: asText([...settings, ...circumstances], name) });
        }),
      ),
    ];
  };

  const step = (label: string, place: number): HTMLElement =>
    textButton(label, () => {
      show(place);
    });

  const asText = (differences: readonly Difference[], name: string): string =>
    [
      `\t${ours.name ?? ours.id}\t${name}`,
      ...differences.map((one) => `${one.name}\t${one.ours ?? ''}\t${one.theirs ?? ''}`),
    ]
      .map((line) => `${line}\n`)
      .join('');

  return {
    button: textButton(t('Compare with the completed run most like it'), () => {
      show(0);
    }),
    element: root,
  };
}

function gone(): HTMLElement {
  return element('p', { class: 'empty' }, t('That run is not among those read any more. Refresh the analysis.'));
}

function differenceTable(name: string, differences: readonly Difference[], title: string): HTMLElement {
  return element(
    'table',
    { class: 'run-table', 'aria-label': t('{0}: what is different', title) },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, title),
        element('th', { scope: 'col' }, t('This run')),
        element('th', { scope: 'col', title: name }, name),
      ),
    ),
    element(
      'tbody',
      {},
      ...differences.map((one) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, one.name),
          element('td', {}, one.ours ?? '–'),
          element('td', {}, one.theirs ?? '–'),
        ),
      ),
    ),
  );
}
