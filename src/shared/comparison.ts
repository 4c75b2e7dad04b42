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
