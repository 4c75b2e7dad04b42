/** The comparison table: the twin of all cards, to read off and to copy. */
import { comparisonMarkdown, type ComparisonRow } from '../../src/shared/comparison';
import { button } from '../components';
import { element, glyph } from '../dom';

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

export function comparison(rows: readonly ComparisonRow[], onCopy: (text: string) => void): HTMLElement | null {
  if (rows.length === 0) return null;
  const head = element(
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
  return element(
    'section',
    { class: 'comparison', 'aria-labelledby': 'comparison-title' },
    element(
      'div',
      { class: 'section-head' },
      element('h2', { id: 'comparison-title' }, 'Means compared'),
      button({
        label: 'Copy as Markdown',
        kind: 'secondary',
        onPress: () => {
          onCopy(comparisonMarkdown(rows));
        },
      }),
    ),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table of means' },
      element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows.map(line))),
    ),
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
