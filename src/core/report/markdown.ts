import { plainText } from '../plainText';
import type { Analysis, ParameterResult } from '../analysis/analysis';
import { levelWords } from '../analysis/wording';
import type { RunRow, RunTable } from '../runs/table';
import { causeTitle } from '../runs/causeSignatures';
import { interactionSentences, predictionSentence, safeBoundsSentences } from './combinations';
import {
  baselineSentence,
  causeLeftOut,
  choiceSentence,
  conclusion,
  effectWords,
  countWords,
  headline,
  listedWarnings,
  listOf,
  nearlyConstant,
  READING_HELP,
  sourceName,
  splitParameters,
  thresholdSentence,
  verdictWords,
} from './findings';
import { formatDifference, formatFigure, formatProbability } from './format';
import type { Section } from './section';
import { markdownSection } from './sectionMarkdown';
import { boundsYamlSection, keepSection } from './sections/bounds';
import { conclusionSection, methodSection } from './sections/closing';
import { configurationsSection } from './sections/configurations';
import { glanceSection } from './sections/glance';
import { referenceSection } from './sections/reference';
import { severitySection } from './sections/severity';
import { combinationsSection } from './sections/together';
import { whySection } from './sections/why';
import { withinCauseSentence } from './withinCause';

/** Levels and runs listed in full up to so many; a report is read by people. */
const MAX_LEVELS = 20;
const MAX_RUNS = 200;

/** The analysis as Markdown (GitHub's dialect) for an issue, a wiki or a pull request; ends with a line break. */
export function markdownReport(analysis: Analysis, table: RunTable): string {
  const { varying, constant } = splitParameters(analysis);
  const summary = conclusion(analysis);
  const warnings = listedWarnings(analysis);
  const blocks = [
    `# Crashed runs of ${escape(sourceName(analysis))}`,
    headline(analysis),
    ...sentenceBlock(choiceSentence(analysis)),
    ...(summary === null ? [] : [escape(summary)]),
    ...sectionBlocks(glanceSection(analysis, table)),
    ...(analysis.drift.length === 0
      ? []
      : [
          [
            '## First: it may not be the settings',
            ...analysis.drift.map(({ message }) => `- ${escape(message, 400)}`),
          ].join('\n'),
        ]),
    ...sentenceBlock(baselineSentence(analysis)),
    ...sentenceBlock(predictionSentence(analysis)),
    ...(warnings.length === 0 ? [] : [warnings.map((message) => `> ${escape(message, 400)}`).join('\n>\n')]),
    ...sectionBlocks(severitySection(analysis)),
    ...causesBlock(analysis),
    ...sectionBlocks(whySection(analysis)),
    ...sectionBlocks(configurationsSection(analysis, table)),
    ...listBlock('Safer bounds', safeBoundsSentences(analysis)),
    ...sectionBlocks(boundsYamlSection(analysis, table)),
    ...sectionBlocks(keepSection(analysis)),
    ...comparisonBlock(varying),
    ...varying.flatMap(detailBlock),
    ...(constant.length === 0
      ? []
      : [
          `The same in all compared runs: ${listOf(
            constant.map((name) => escape(name, 60)),
            40,
          )}.`,
        ]),
    ...listBlock('Together', interactionSentences(analysis)),
    ...nearlyConstant(analysis).map((sentence) => escape(sentence, 600)),
    ...sectionBlocks(combinationsSection(analysis, table)),
    ...sectionBlocks(referenceSection(analysis, table)),
    ...sectionBlocks(conclusionSection(analysis)),
    ...runsBlock(table, analysis),
    ...sectionBlocks(methodSection(analysis, table)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Sections alone as Markdown, below a title; ends with a line break. */
export function markdownOfSections(title: string, sections: readonly Section[]): string {
  return `${[`# ${escape(title)}`, ...sections.flatMap(sectionBlocks)].join('\n\n')}\n`;
}

function sectionBlocks(section: Section | null): readonly string[] {
  return markdownSection(section, { escape, table: tableOf });
}

function sentenceBlock(sentence: string | null): readonly string[] {
  return sentence === null ? [] : [escape(sentence, 600)];
}

function listBlock(title: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0
    ? []
    : [[`## ${title}`, '', ...sentences.map((sentence) => `- ${escape(sentence, 600)}`)].join('\n')];
}

function causesBlock({ causes }: Analysis): readonly string[] {
  if (causes.length === 0) return [];
  const rows = causes.map((counted) => {
    const { cause, category, runs, examples, line } = counted;
    const leftOut = causeLeftOut(counted);
    return [
      escape(causeTitle(cause)),
      String(runs),
      leftOut === null ? category : `${category}; ${leftOut}`,
      examples.map((id) => escape(id, 40)).join(', '),
      line === null ? '' : escape(line),
    ];
  });
  return [
    '## Causes',
    tableOf(['Cause', 'Runs', 'Category', 'For example', 'Line of the log'], [1], rows),
    ...causes.flatMap((cause) => sentenceBlock(withinCauseSentence(cause))),
  ];
}

function comparisonBlock(varying: readonly ParameterResult[]): readonly string[] {
  if (varying.length === 0) return [];
  const rows = varying.map((parameter) => [
    escape(parameter.name, 60),
    formatFigure(parameter.completed?.mean),
    formatFigure(parameter.crashed?.mean),
    formatDifference(parameter.differencePercent),
    effectWords(parameter),
    escape(formatProbability(parameter.p)),
    escape(formatProbability(parameter.q)),
    verdictWords(parameter),
  ]);
  const header = ['Parameter', 'Mean completed', 'Mean crashed', 'Difference', 'P(higher)', 'p', 'q', 'Verdict'];
  return ['## Crashed against completed', tableOf(header, [1, 2, 3, 4, 5, 6], rows), READING_HELP];
}

function detailBlock(parameter: ParameterResult): readonly string[] {
  const threshold = thresholdSentence(parameter);
  const lines = [
    ...(threshold === null || parameter.verdict === 'inert' ? [] : [threshold]),
    ...parameter.levels
      .slice(0, MAX_LEVELS)
      .map((level) => `${escape(levelWords(level.value), 60)}: ${countWords(level)} crashed`),
    ...(parameter.levels.length > MAX_LEVELS ? [`${String(parameter.levels.length - MAX_LEVELS)} more levels`] : []),
    ...parameter.notes.map((note) => escape(note, 400)),
  ];
  return lines.length === 0
    ? []
    : [`**${escape(parameter.name, 60)}**\n\n${lines.map((line) => `- ${line}`).join('\n')}`];
}

function runsBlock({ rows }: RunTable, { best }: Analysis): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MAX_RUNS);
  const lines = shown.map(({ id, outcome, reason, group, cause, metric }) => [
    escape(id, 60),
    (group === 'excluded' ? `${outcome}, left out` : outcome) + (isJudged(outcome) ? `: ${escape(reason, 120)}` : ''),
    cause === null ? '' : escape(causeTitle(cause.id)),
    formatFigure(metric),
  ]);
  const metricName = best === null ? 'Metric' : escape(best.metric, 60);
  return [
    '## Runs',
    tableOf(['Run', 'Outcome', 'Cause', metricName], [3], lines),
    ...(rows.length > MAX_RUNS ? [`${String(rows.length - MAX_RUNS)} more runs are not listed.`] : []),
  ];
}

/** Outcomes that W&B does not show under that name: their reason has to be said. */
function isJudged(outcome: RunRow['outcome']): boolean {
  return !['finished', 'crashed', 'failed', 'running'].includes(outcome);
}

function tableOf(header: readonly string[], right: readonly number[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(header),
    line(header.map((_, column) => (right.includes(column) ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

/** Text from data so that Markdown shows it as it is: no markup, no HTML, no table cell of its own. */
function escape(text: string, length = 200): string {
  return plainText(text, length)
    .replace(/[\\`*_[\]<>|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/\b(https?):\/\//gi, '$1:\u200b//')
    .replace(/@(?=\w)/g, '@\u200b');
}
