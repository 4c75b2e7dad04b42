/** The comparison table: the figures of all parameters as text, on the page and on the clipboard. */
import type { ParameterResult, Verdict } from '../core/analysis/analysis';
import { formatDifference, formatNumber, formatProbability } from './format';

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

const NONE = '–';

/** The verdicts in one or two words, under the heading Evidence. */
const SHORT_VERDICTS: Readonly<Record<Verdict, string>> = {
  strong: 'Strong',
  suggestive: 'Suggestive',
  none: 'Not clear',
  inert: 'No effect',
  constant: 'Constant',
};

/** The table line of `result`. */
export function comparisonRow(result: ParameterResult): ComparisonRow {
  const numeric = result.kind === 'number';
  const mean = (value: number | null | undefined): string =>
    value === null || value === undefined ? NONE : formatNumber(value);
  return {
    name: result.name,
    verdict: result.verdict,
    completed: mean(result.completed?.mean),
    crashed: mean(result.crashed?.mean),
    difference: numeric && result.differencePercent !== null ? formatDifference(result.differencePercent) : NONE,
    effect: result.effect === null ? NONE : result.effect.auc.toFixed(2),
    p: result.p === null ? NONE : formatProbability(result.p),
    q: result.q === null ? NONE : formatProbability(result.q),
    chip: SHORT_VERDICTS[result.verdict],
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
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ');
}
