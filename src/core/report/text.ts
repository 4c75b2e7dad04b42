import { plainText } from '../plainText';
import type { Analysis, ParameterResult } from '../analysis/analysis';
import { levelWords } from '../analysis/wording';
import { causeTitle } from '../runs/causeSignatures';
import { interactionSentences, predictionSentence, safeBoundsSentences } from './combinations';
import {
  baselineSentence,
  causeLeftOut,
  choiceSentence,
  conclusion,
  effectWords,
  headline,
  listedWarnings,
  listOf,
  nearlyConstant,
  READING_HELP,
  splitParameters,
  thresholdSentence,
  verdictWords,
} from './findings';
import { formatCount, formatDifference, formatFigure, formatInteger, formatNumber, formatProbability } from './format';
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
    [plainText(analysis.source.ref), ...wrap(headline(analysis)), ...wrapped(choiceSentence(analysis))],
    driftLines(analysis),
    wrapped(conclusion(analysis)),
    causeLines(analysis),
    comparisonLines(varying, constant),
    varying.filter(isTelling).slice(0, MAX_ROWS).flatMap(parameterLines),
    otherNotes(varying, analysis, constant),
    section('Together', interactionSentences(analysis)),
    section('Safer bounds', safeBoundsSentences(analysis)),
    closingLines(analysis),
    varying.length === 0 ? [] : wrap(READING_HELP),
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
    .map(({ runs, cause, line }) => [formatInteger(runs), causeTitle(cause), line === null ? '' : plainText(line, 66)]);
  const leftOut = causes.flatMap((cause) => {
    const words = causeLeftOut(cause);
    return words === null ? [] : wrap(`${causeTitle(cause.cause)}: ${words}.`);
  });
  const within = causes.flatMap((cause) => wrapped(withinCauseSentence(cause)));
  const more = causes.length - MAX_CAUSES;
  return [
    'Causes',
    ...alignColumns(rows, [0]),
    ...(more > 0 ? [`  … and ${formatInteger(more)} more`] : []),
    ...leftOut,
    ...within,
  ];
}

function comparisonLines(varying: readonly ParameterResult[], constant: readonly string[]): readonly string[] {
  if (varying.length === 0) return constant.length === 0 ? [] : ['No parameter varies between these runs.'];
  // A line that says `1 more` takes the place of that one.
  const most = varying.length === MAX_ROWS + 1 ? varying.length : MAX_ROWS;
  const kept = new Set([...new Set([...varying.filter(isTelling), ...varying])].slice(0, most));
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
    ...(more > 0 ? [`  … and ${formatInteger(more)} more, see --format markdown`] : []),
  ];
}

/** Findings, and settings without effect that look like one. */
function isTelling({ verdict, p }: ParameterResult): boolean {
  return verdict === 'strong' || verdict === 'suggestive' || (verdict === 'inert' && p !== null && p <= 0.05);
}

function parameterLines(parameter: ParameterResult): readonly string[] {
  const name = plainText(parameter.name, 40);
  const found = parameter.verdict === 'inert' ? '' : (thresholdSentence(parameter) ?? levelsText(parameter));
  const sentences = [found, ...parameter.notes];
  return sentences
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => wrap(`${name}: ${plainText(sentence, 400)}`));
}

/** Notes on parameters without a finding, each once with the parameters that it is about; and what never varies. */
function otherNotes(
  varying: readonly ParameterResult[],
  analysis: Analysis,
  constant: readonly string[],
): readonly string[] {
  const namesOf = new Map<string, string[]>();
  for (const parameter of varying) {
    if (isTelling(parameter)) continue;
    for (const note of parameter.notes) {
      namesOf.set(note, [...(namesOf.get(note) ?? []), plainText(parameter.name, 40)]);
    }
  }
  const notes = [...namesOf].map(([note, names]) => `${listOf(names, 6)}: ${plainText(note, 400)}`);
  const shown = notes.slice(0, MAX_ROWS);
  const same = constant.map((name) => plainText(name, 40));
  return [
    ...shown,
    ...(notes.length > shown.length ? [`… and ${formatCount(notes.length - shown.length, 'more note')}.`] : []),
    ...nearlyConstant(analysis).slice(0, MAX_ROWS),
    ...(same.length === 0 || varying.length === 0 ? [] : [`The same in all compared runs: ${listOf(same)}.`]),
  ].flatMap((sentence) => wrap(sentence));
}

function levelsText({ kind, levels }: ParameterResult): string {
  if (kind !== 'category') return '';
  const shown = levels
    .slice(0, 5)
    .map(
      ({ value, crashed, total }) => `${formatInteger(crashed)} of ${formatInteger(total)} with ${levelWords(value)}`,
    );
  return `crashed ${listOf(shown)}${levels.length > 5 ? `, ${formatInteger(levels.length - 5)} more levels` : ''}.`;
}

function closingLines(analysis: Analysis): readonly string[] {
  const { best } = analysis;
  return [
    ...(best === null
      ? []
      : [
          `Best completed run: ${plainText(best.id, 40)} with ${plainText(best.metric, 60)} ${formatNumber(best.value)}.`,
        ]),
    ...wrapped(baselineSentence(analysis)),
    ...wrapped(predictionSentence(analysis)),
    ...listedWarnings(analysis).flatMap((message) => wrap(`Note: ${message}`)),
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
