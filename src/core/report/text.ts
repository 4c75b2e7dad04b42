import { plainText } from '../plainText';
import type { Analysis, ParameterResult } from '../analysis/analysis';
import { causeTitle } from '../runs/causeSignatures';
import { interactionSentences, predictionSentence, safeBoundsSentences } from './combinations';
import {
  baselineSentence,
  choiceSentence,
  conclusion,
  effectWords,
  headline,
  listOf,
  splitParameters,
  thresholdSentence,
  verdictWords,
} from './findings';
import { formatCount, formatDifference, formatFigure, formatNumber, formatProbability } from './format';
import { withinCauseSentence } from './withinCause';

/** Rows of the comparison in a terminal: findings first; further ones are only counted. */
const MAX_ROWS = 12;
const MAX_CAUSES = 6;

/** Longer sentences go on in the next line. */
const COLUMNS = 100;

/** The findings for a terminal: no colours, no final line break; sentences wrap at {@link COLUMNS}. */
export function textReport(analysis: Analysis): string {
  const { varying, constant } = splitParameters(analysis);
  const paragraphs = [
    [plainText(analysis.source.ref), headline(analysis), ...wrapped(choiceSentence(analysis))],
    driftLines(analysis),
    causeLines(analysis),
    comparisonLines(varying, constant),
    varying.filter(isTelling).slice(0, MAX_ROWS).flatMap(parameterLines),
    section('Together', interactionSentences(analysis)),
    section('Safer bounds', safeBoundsSentences(analysis)),
    closingLines(analysis),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What speaks against blaming any setting; before the settings. */
function driftLines({ drift }: Analysis): readonly string[] {
  return drift.flatMap(({ message }) => wrap(`First: ${plainText(message, 400)}`));
}

function wrapped(sentence: string | null): readonly string[] {
  return sentence === null ? [] : wrap(sentence);
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [title, ...sentences.flatMap((sentence) => wrap(`  ${sentence}`))];
}

function causeLines({ causes }: Analysis): readonly string[] {
  if (causes.length === 0) return [];
  const rows = causes
    .slice(0, MAX_CAUSES)
    .map(({ runs, cause, line }) => [String(runs), causeTitle(cause), line === null ? '' : plainText(line, 66)]);
  const within = causes.flatMap((cause) => wrapped(withinCauseSentence(cause)));
  const more = causes.length - MAX_CAUSES;
  return ['Causes', ...alignColumns(rows, [0]), ...(more > 0 ? [`  … and ${String(more)} more`] : []), ...within];
}

function comparisonLines(varying: readonly ParameterResult[], constant: readonly string[]): readonly string[] {
  if (varying.length === 0) return constant.length === 0 ? [] : ['No parameter varies between these runs.'];
  const kept = new Set([...new Set([...varying.filter(isTelling), ...varying])].slice(0, MAX_ROWS));
  const shown = varying.filter((parameter) => kept.has(parameter));
  const header = ['Parameter', 'completed', 'crashed', 'difference', 'P(higher)', 'p', 'q', 'verdict'];
  const rows = shown.map((parameter) => [
    plainText(parameter.name, 30),
    formatFigure(parameter.completed?.mean),
    formatFigure(parameter.crashed?.mean),
    formatDifference(parameter.differencePercent),
    effectWords(parameter),
    formatProbability(parameter.p),
    formatProbability(parameter.q),
    verdictWords(parameter),
  ]);
  const more = varying.length - shown.length;
  return [
    'Means of completed and crashed runs',
    ...alignColumns([header, ...rows], [1, 2, 3, 4, 5, 6]),
    ...(more > 0 ? [`  … and ${String(more)} more, see --format json`] : []),
  ];
}

/** Findings, and settings without effect that look like one. */
function isTelling({ verdict, p }: ParameterResult): boolean {
  return verdict === 'strong' || verdict === 'suggestive' || (verdict === 'inert' && p !== null && p <= 0.05);
}

function parameterLines(parameter: ParameterResult): readonly string[] {
  const name = plainText(parameter.name, 40);
  const sentences =
    parameter.verdict === 'inert'
      ? parameter.notes
      : [thresholdSentence(parameter) ?? levelsText(parameter), moreRunsText(parameter)];
  return sentences
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => wrap(`${name}: ${plainText(sentence, 400)}`));
}

function moreRunsText({ moreRuns }: ParameterResult): string {
  return moreRuns === undefined || moreRuns === null
    ? ''
    : `about ${formatCount(moreRuns, 'more run')} would settle it, if the difference is as large as it looks.`;
}

function levelsText({ kind, levels }: ParameterResult): string {
  if (kind !== 'category') return '';
  const shown = levels
    .slice(0, 5)
    .map(({ value, crashed, total }) => `${String(value)} ${String(crashed)} of ${String(total)}`);
  return `crashed ${listOf(shown)}${levels.length > 5 ? `, ${String(levels.length - 5)} more levels` : ''}.`;
}

function closingLines(analysis: Analysis): readonly string[] {
  const { best, warnings } = analysis;
  const summary = conclusion(analysis);
  return [
    ...(summary === null ? [] : wrap(summary)),
    ...(best === null
      ? []
      : [
          `Best completed run: ${plainText(best.id, 40)} with ${plainText(best.metric, 60)} ${formatNumber(best.value)}.`,
        ]),
    ...wrapped(baselineSentence(analysis)),
    ...wrapped(predictionSentence(analysis)),
    ...warnings
      .filter(({ code }) => !code.startsWith('drift-'))
      .flatMap(({ message }) => wrap(`Note: ${plainText(message, 400)}`)),
  ];
}

/** Rows as columns two spaces apart, indented by two; `right` holds the columns that are aligned to the right. */
function alignColumns(rows: readonly (readonly string[])[], right: readonly number[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => lengthOf(row[column] ?? '')));
  const widths = (rows[0] ?? []).map((_, column) => width(column));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const padding = ' '.repeat(widths[column]! - lengthOf(cell));
      return right.includes(column) ? padding + cell : cell + padding;
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** Characters as a terminal counts them, as far as code points tell. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Lines of at most {@link COLUMNS} characters where the words allow; further lines are indented. */
function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > COLUMNS) {
      lines.push(line);
      line = `  ${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
