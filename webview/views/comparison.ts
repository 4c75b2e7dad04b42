/** The comparison table: the twin of all cards, to sort, to read off and to copy. */
import {
  comparisonCsv,
  comparisonMarkdown,
  comparisonRow,
  COMPARISON_COLUMNS,
  isComparisonSort,
  sortedComparison,
  toggledSort,
  type ComparisonColumn,
  type ComparisonSort,
} from '../../src/shared/comparison';
import { t } from '../../src/shared/l10n';
import { READING_HELP } from '../../src/core/report/findings';
import { varyingParameters } from '../../src/shared/parameterCards';
import { button } from '../components';
import { element, glyph } from '../dom';
import type { Content, ViewFactory } from '../view';

/** Means, differences, effects and their certainty for all settings; the order outlives a reload. */
export const comparison: ViewFactory = (context) => {
  const kept = context.kept();
  let sort: ComparisonSort | null = isComparisonSort(kept) ? kept : null;
  let content: Content | null = null;
  const body = element('tbody', {});
  const heads = COMPARISON_COLUMNS.map((column) => {
    const press = element('button', { type: 'button', class: 'sort' }, ...titleOf(column), arrow());
    const cell = element('th', { scope: 'col', class: column.isNumber ? 'number' : '', title: column.hint }, press);
    press.addEventListener('click', () => {
      sort = toggledSort(sort, column.key);
      context.keep(sort);
      fill();
    });
    return { column, cell };
  });
  const sorted = () => sortedComparison(content === null ? [] : varyingParameters(content.analysis), sort);
  const copy = (format: string, text: () => string): HTMLElement =>
    button({
      label: t('Copy as {0}', format),
      kind: 'secondary',
      onPress: () => {
        context.post({ type: 'copy', text: text() });
        context.announce(t('Copied the table as {0}.', format));
      },
    });

  const fill = (): void => {
    for (const { column, cell } of heads) {
      cell.setAttribute(
        'aria-sort',
        sort?.key !== column.key ? 'none' : sort.isDescending ? 'descending' : 'ascending',
      );
    }
    body.replaceChildren(
      ...sorted().map((result) => {
        const row = comparisonRow(result);
        return element(
          'tr',
          { class: row.verdict },
          ...COMPARISON_COLUMNS.map(({ key, isNumber }) => {
            if (key === 'name') return element('th', { scope: 'row', title: row.name }, row.name);
            if (key === 'verdict')
              return element('td', {}, element('span', { class: `chip ${row.verdict}` }, row.chip));
            return element('td', { class: isNumber ? 'number' : '' }, row[key]);
          }),
        );
      }),
    );
  };

  return {
    element: element(
      'div',
      { class: 'comparison' },
      element(
        'div',
        { class: 'comparison-actions' },
        copy('Markdown', () => comparisonMarkdown(sorted().map(comparisonRow))),
        copy('CSV', () => comparisonCsv(sorted())),
      ),
      element(
        'div',
        { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': t('Means compared') },
        element('table', {}, element('thead', {}, element('tr', {}, ...heads.map(({ cell }) => cell))), body),
      ),
      element('p', { class: 'reading-help' }, `Of all compared runs. ${READING_HELP}`),
    ),
    update: (next) => {
      content = next;
      fill();
    },
    select: () => {
      // Means of a few selected runs would carry p values of all of them: the table says what the whole sweep says.
    },
  };
};

function titleOf({ key, title }: ComparisonColumn): readonly (Node | string)[] {
  return key === 'completed' || key === 'crashed' ? [glyph(key), title] : [title];
}

function arrow(): HTMLElement {
  return element('span', { class: 'sort-arrow', 'aria-hidden': 'true' });
}
