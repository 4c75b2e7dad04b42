/** The table of the selected runs, and the details of the one that is opened. */
import { plainText } from '../../src/core/plainText';
import { partOfRuns, runsInWords } from '../../src/shared/format';
import { t } from '../../src/shared/l10n';
import { varyingParameters } from '../../src/shared/parameterCards';
import {
  isRunsSort,
  passingRows,
  runsColumns,
  runsCsv,
  sortedRows,
  type RunsColumn,
  type RunsSort,
} from '../../src/shared/runsTable';
import type { SelectionResult } from '../crossfilter';
import { element } from '../dom';
import type { Content, ViewFactory } from '../view';
import { columnChoice } from './columnChoice';
import { runGrid } from './runGrid';
import { runPane, type RunPane } from './runPane';
import { textButton } from './textButton';

/** Settings that have a column before anybody chose. */
const FIRST_PARAMETERS = 5;

/** The runs that the selection leaves, to sort and to open; the search for them is that of the whole page. */
export const runs: ViewFactory = (context) => {
  const kept = readKept(context.kept());
  let sort: RunsSort | null = kept.sort;
  let chosen: readonly string[] | null = kept.parameters;
  let content: Content | null = null;
  let columns: readonly RunsColumn[] = [];
  let sorted: Uint32Array = new Uint32Array();
  let shown: Uint32Array = new Uint32Array();
  let result: SelectionResult | null = null;
  let pane: RunPane | null = null;

  const keep = (): void => {
    context.keep({ sort, parameters: chosen });
  };
  const grid = runGrid({
    onSort: (key) => {
      const isAgain = sort?.key === key && sort.direction === 'ascending';
      sort = { key, direction: isAgain ? 'descending' : 'ascending' };
      keep();
      arrange();
      context.announce(`Sorted by ${columns.find((column) => column.key === key)?.title ?? key}, ${sort.direction}`);
    },
    onOpen: (row) => {
      open(row);
    },
    onPoint: context.pointAt,
    onEscape: () => {
      close();
    },
  });
  const count = element('span', { class: 'run-count' });
  const choice = element('div', { class: 'run-choice' });
  const side = element('div', { class: 'run-side' });
  const root = element(
    'section',
    { class: 'runs', 'aria-label': t('Runs') },
    element(
      'div',
      { class: 'run-tools' },
      count,
      choice,
      textButton(t('Copy as CSV'), () => {
        if (content === null) return;
        context.post({ type: 'copy', text: runsCsv(content.table, columns, shown) });
      }),
    ),
    element('div', { class: 'run-body' }, grid.element, side),
  );

  /** After a change of the columns or of the order. */
  const arrange = (): void => {
    if (content === null) return;
    sorted = sortedRows(columns, sort, content.table.count);
    if (result !== null) select(result);
  };

  const setColumns = (): void => {
    if (content === null) return;
    columns = runsColumns(content.table, {
      metric: content.metrics.chosen,
      parameters: chosen ?? telling().slice(0, FIRST_PARAMETERS),
    });
    arrange();
  };

  const telling = (): readonly string[] =>
    content === null ? [] : varyingParameters(content.analysis).map(({ name }) => name);

  const open = (row: number, focus = true): void => {
    if (content === null) return;
    const { table, space, metrics } = content;
    const swept = space.map(({ parameter }) => parameter);
    pane = runPane({
      row,
      table,
      metric: metrics.chosen,
      telling: telling(),
      compared: swept.length > 0 ? swept : telling(),
      context,
      onClose: () => {
        close();
        grid.focus();
      },
    });
    side.replaceChildren(pane.element);
    root.classList.add('with-run');
    grid.open(row);
    if (focus) pane.focus();
  };

  const close = (): void => {
    pane = null;
    side.replaceChildren();
    root.classList.remove('with-run');
    grid.open(null);
  };

  const select = (next: SelectionResult): void => {
    result = next;
    if (content === null) return;
    const { table } = content;
    shown = passingRows(sorted, next.passing);
    grid.show({ table, columns, sort, rows: shown });
    const all = runsInWords(table.count);
    count.textContent =
      next.count === table.count
        ? all
        : next.count === 0
          ? t('None of {0} fits what is selected', all)
          : partOfRuns(next.count, table.count);
  };

  return {
    element: root,
    update: (next) => {
      const opened = pane?.id ?? null;
      content = next;
      result = null;
      choice.replaceChildren(
        columnChoice({
          names: telling(),
          chosen: chosen ?? telling().slice(0, FIRST_PARAMETERS),
          onChange: (names) => {
            chosen = names;
            keep();
            setColumns();
          },
        }),
      );
      setColumns();
      // The same run of the new table; its row may be another one.
      const row = opened === null ? -1 : next.table.ids.indexOf(opened);
      if (row < 0) close();
      else open(row, false);
    },
    select,
    point: (row) => {
      grid.point(row);
    },
    showRun: (id) => {
      const row = content?.table.ids.indexOf(id) ?? -1;
      if (row >= 0) open(row);
      else context.announce(t('Run {0} is not among those that were read', plainText(id, 60)));
    },
  };
};

function readKept(value: unknown): { readonly sort: RunsSort | null; readonly parameters: readonly string[] | null } {
  if (typeof value !== 'object' || value === null) return { sort: null, parameters: null };
  const { sort, parameters } = value as Readonly<Record<string, unknown>>;
  return {
    sort: isRunsSort(sort) ? sort : null,
    parameters: Array.isArray(parameters) && parameters.every((name) => typeof name === 'string') ? parameters : null,
  };
}
