/** The comparison table: the figures of all parameters as text, on the page and on the clipboard. */
import type { ParameterResult, Verdict } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { effectWords, verdictWords } from '../core/report/findings';
import { formatDifference, formatFigure, formatProbability } from '../core/report/format';
import { capitalized } from './format';
import { t } from './l10n';

/** A line of the comparison table; every cell is text, an en dash where there is no figure. */
export interface ComparisonRow {
  readonly name: string;
  readonly verdict: Verdict;
  readonly completed: string;
  readonly crashed: string;
  readonly difference: string;
  readonly effect: string;
  readonly p: string;
  readonly q: string;
  readonly chip: string;
}

/** A column of the table, in the order of the page. */
export interface ComparisonColumn {
  readonly key: ComparisonKey;
  readonly title: string;
  readonly hint: string;
  readonly isNumber: boolean;
}

/** What the table can be sorted by. */
export type ComparisonKey = 'name' | 'completed' | 'crashed' | 'difference' | 'effect' | 'p' | 'q' | 'verdict';

export const COMPARISON_COLUMNS: readonly ComparisonColumn[] = [
  { key: 'name', title: t('Setting'), hint: '', isNumber: false },
  { key: 'completed', title: t('Completed'), hint: t('Mean of the completed runs'), isNumber: true },
  { key: 'crashed', title: t('Crashed'), hint: t('Mean of the crashed runs'), isNumber: true },
  { key: 'difference', title: t('Difference'), hint: t('Of the crashed mean from the completed mean'), isNumber: true },
  {
    key: 'effect',
    title: t('P(higher)'),
    hint: t('Chance that a crashed run has the larger value, with 95 % interval; 50 % means no difference'),
    isNumber: true,
  },
  { key: 'p', title: 'p', hint: t('Two-sided p value of the difference'), isNumber: true },
  { key: 'q', title: 'q', hint: t('p corrected for the number of settings (Benjamini–Hochberg)'), isNumber: true },
  { key: 'verdict', title: t('Evidence'), hint: t('How sure the difference is'), isNumber: false },
];

/** A column and a direction; without one, the table is in the analysis's order, most telling first. */
export interface ComparisonSort {
  readonly key: ComparisonKey;
  readonly isDescending: boolean;
}

/** Columns in which the large values are looked for first. */
const LARGE_FIRST: readonly ComparisonKey[] = ['completed', 'crashed', 'difference', 'effect'];

/** What a press on a column's head does: sort, turn around, back to the analysis's order. */
export function toggledSort(sort: ComparisonSort | null, key: ComparisonKey): ComparisonSort | null {
  const first = LARGE_FIRST.includes(key);
  if (sort?.key !== key) return { key, isDescending: first };
  return sort.isDescending === first ? { key, isDescending: !first } : null;
}

/** Whether `value`, read back after a reload, is an order of the table. */
export function isComparisonSort(value: unknown): value is ComparisonSort {
  if (typeof value !== 'object' || value === null) return false;
  const { key, isDescending } = value as Readonly<Record<string, unknown>>;
  return typeof isDescending === 'boolean' && COMPARISON_COLUMNS.some((column) => column.key === key);
}

/** `results` in the order of `sort`; what has no figure stands last, ties stay as they were. */
export function sortedComparison(
  results: readonly ParameterResult[],
  sort: ComparisonSort | null,
): readonly ParameterResult[] {
  if (sort === null) return results;
  const sign = sort.isDescending ? -1 : 1;
  return [...results].sort((a, b) => {
    const [x, y] = [sortValue(a, sort.key), sortValue(b, sort.key)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y)) : x - y);
  });
}

const VERDICTS: readonly Verdict[] = ['strong', 'suggestive', 'none', 'inert', 'constant'];

function sortValue(result: ParameterResult, key: ComparisonKey): number | string | null {
  switch (key) {
    case 'name':
      return result.name;
    case 'completed':
    case 'crashed':
      return result[key]?.mean ?? null;
    case 'difference':
      return result.differencePercent;
    case 'effect':
      return result.effect?.auc ?? null;
    case 'p':
    case 'q':
      return result[key];
    case 'verdict':
      return VERDICTS.indexOf(result.verdict);
  }
}

/** The table line of `result`. */
export function comparisonRow(result: ParameterResult): ComparisonRow {
  return {
    name: plainText(result.name, 120),
    verdict: result.verdict,
    completed: formatFigure(result.completed?.mean),
    crashed: formatFigure(result.crashed?.mean),
    difference: formatDifference(result.differencePercent),
    effect: effectWords(result),
    p: formatProbability(result.p),
    q: formatProbability(result.q),
    chip: capitalized(verdictWords(result)),
  };
}

/** The table in Markdown, as it is pasted into an issue or a report. */
export function comparisonMarkdown(rows: readonly ComparisonRow[]): string {
  const lines = [
    ['Setting', 'Completed mean', 'Crashed mean', 'Difference', 'P(higher)', 'p', 'q', 'Evidence'],
    ['---', '---:', '---:', '---:', '---:', '---:', '---:', '---'],
    ...rows.map(({ name, completed, crashed, difference, effect, p, q, chip }) =>
      [name, completed, crashed, difference, effect, p, q, chip].map(escapeCell),
    ),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Names come from data: what would end the cell or start markup is escaped. */
function escapeCell(text: string): string {
  return plainText(text, 400).replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** The table as CSV (RFC 4180) with numbers in full precision, for a spreadsheet; empty cells where there is no figure. */
export function comparisonCsv(results: readonly ParameterResult[]): string {
  const head = [
    'setting',
    'completed_mean',
    'crashed_mean',
    'difference_percent',
    'p_crashed_higher',
    'p_crashed_higher_low',
    'p_crashed_higher_high',
    'p',
    'q',
    'verdict',
  ];
  const rows = results.map(({ name, completed, crashed, differencePercent, effect, p, q, verdict }) => [
    name,
    completed?.mean,
    crashed?.mean,
    differencePercent,
    effect?.auc,
    effect?.low,
    effect?.high,
    p,
    q,
    verdict,
  ]);
  return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
function csvCell(cell: string | number | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
