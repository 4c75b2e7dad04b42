/** The table beneath a pair's chart: the same cells, coarser, as figures to read and to copy. */
import type { ColumnAxis } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import { countCells, cutAxis, piecesFor } from '../../src/shared/pairCells';
import { cellRows, cellTable, type CellRow } from '../../src/shared/pairText';
import type { PanelTable } from '../../src/shared/panelTable';
import type { SelectionResult } from '../crossfilter';
import { element, glyph } from '../dom';
import type { ViewContext } from '../view';
import { textButton } from './textButton';

export interface CellTwin {
  readonly element: HTMLElement;
  select(result: SelectionResult): void;
}

/** Pieces for each axis: a table is read line by line. */
const MOST_PIECES = 6;

/** A table that is filled while it is open. */
export function cellTwin(
  pair: { readonly x: ColumnAxis; readonly y: ColumnAxis; readonly table: PanelTable },
  context: Pick<ViewContext, 'post' | 'announce'>,
): CellTwin {
  const { x, y, table } = pair;
  const pieces = piecesFor(table.count, MOST_PIECES);
  const [xCells, yCells] = [cutAxis(x, pieces), cutAxis(y, pieces)];
  const rows = element('tbody', {});
  const root = element(
    'details',
    { class: 'twin' },
    element('summary', {}, t('As a table')),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': t('Runs by cell') },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, x.title),
            element('th', { scope: 'col' }, y.title),
            element('th', { scope: 'col', class: 'number' }, glyph('completed'), t('Completed')),
            element('th', { scope: 'col', class: 'number' }, glyph('crashed'), t('Crashed')),
            element('th', { scope: 'col', class: 'number' }, t('Crash rate (95 %)')),
          ),
        ),
        rows,
      ),
    ),
    textButton(t('Copy the Table'), () => {
      context.post({ type: 'copy', text: cellTable(x, y, current()) });
      context.announce(t('The table was copied.'));
    }),
  );
  let result: SelectionResult | null = null;

  const current = (): readonly CellRow[] =>
    result === null ? [] : cellRows(xCells, yCells, countCells(xCells, yCells, table, result.passing));

  const draw = (): void => {
    if (root.open) rows.replaceChildren(...current().map(line));
  };
  root.addEventListener('toggle', draw);
  return {
    element: root,
    select: (next) => {
      result = next;
      draw();
    },
  };
}

function line({ x, y, completed, crashed, rate }: CellRow): HTMLElement {
  const number = (text: string): HTMLElement => element('td', { class: 'number' }, text);
  return element(
    'tr',
    {},
    element('td', {}, x),
    element('td', {}, y),
    number(completed.toLocaleString('en-US')),
    number(crashed.toLocaleString('en-US')),
    number(rate === '' ? '–' : rate),
  );
}
