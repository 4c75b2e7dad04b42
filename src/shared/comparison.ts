/** The comparison table: the figures of all parameters as text, on the page and on the clipboard. */
import type { ParameterResult, Verdict } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { verdictWords } from '../core/report/findings';
import { formatDifference, formatFigure, formatProbability, formatShare } from '../core/report/format';
import { capitalized } from './format';

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

/** The table line of `result`. */
export function comparisonRow(result: ParameterResult): ComparisonRow {
  return {
    name: result.name,
    verdict: result.verdict,
    completed: formatFigure(result.completed?.mean),
    crashed: formatFigure(result.crashed?.mean),
    difference: formatDifference(result.differencePercent),
    effect: result.effect === null ? '–' : formatShare(result.effect.auc),
    p: formatProbability(result.p),
    q: formatProbability(result.q),
    chip: capitalized(verdictWords(result)),
  };
}

/** The table in Markdown, as it is pasted into an issue or a report. */
export function comparisonMarkdown(rows: readonly ComparisonRow[]): string {
  const lines = [
    ['Setting', 'Completed mean', 'Crashed mean', 'Difference', 'P(crashed > completed)', 'p', 'q', 'Evidence'],
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
