/** The comparison table: the twin of all cards, to read off and to copy. */
import { comparisonCsv, comparisonMarkdown, comparisonRow, type ComparisonRow } from '../../src/shared/comparison';
import { varyingParameters } from '../../src/shared/parameterCards';
import { button } from '../components';
import { element, glyph } from '../dom';
import type { ViewFactory } from '../view';

const COLUMNS: readonly { readonly key: keyof ComparisonRow; readonly title: string; readonly hint: string }[] = [
  { key: 'completed', title: 'Completed', hint: 'Mean of the completed runs' },
  { key: 'crashed', title: 'Crashed', hint: 'Mean of the crashed runs' },
  { key: 'difference', title: 'Difference', hint: 'Of the crashed mean from the completed mean' },
  {
    key: 'effect',
    title: 'P(✕ > ●)',
    hint: 'Probability that a crashed run has the higher value; 50 % means no difference',
  },
  { key: 'p', title: 'p', hint: 'Two-sided p value of the difference' },
  { key: 'q', title: 'q', hint: 'p corrected for the number of settings (Benjamini–Hochberg)' },
];

/** The table of all settings that vary. Its figures are of all runs, whatever is selected: they are what was tested. */
export const comparison: ViewFactory = ({ post }) => {
  const root = element('div', { class: 'comparison' });
  return {
    element: root,
    update: ({ analysis }) => {
      const results = varyingParameters(analysis);
      const rows = results.map(comparisonRow);
      const copy = (label: string, text: () => string): HTMLElement =>
        button({
          label,
          kind: 'secondary',
          onPress: () => {
            post({ type: 'copy', text: text() });
          },
        });
      root.replaceChildren(
        element(
          'div',
          { class: 'section-head' },
          copy('Copy as Markdown', () => comparisonMarkdown(rows)),
          copy('Copy as CSV', () => comparisonCsv(results)),
        ),
        element(
          'div',
          { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table of means' },
          element('table', {}, element('thead', {}, headLine()), element('tbody', {}, ...rows.map(line))),
        ),
      );
    },
    select: () => undefined,
  };
};

function headLine(): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'Setting'),
    ...COLUMNS.map(({ key, title, hint }) =>
      element(
        'th',
        { scope: 'col', class: 'number', title: hint },
        key === 'completed' || key === 'crashed' ? glyph(key) : null,
        title,
      ),
    ),
    element('th', { scope: 'col' }, 'Evidence'),
  );
}

function line(row: ComparisonRow): HTMLElement {
  return element(
    'tr',
    { class: row.verdict },
    element('th', { scope: 'row', title: row.name }, row.name),
    ...COLUMNS.map(({ key }) => element('td', { class: 'number' }, row[key])),
    element('td', {}, element('span', { class: `chip ${row.verdict}` }, row.chip)),
  );
}
