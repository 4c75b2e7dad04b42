import type { Analysis, Bounds, SafeBound } from '../analysis/analysis';
import { evidenceOf, predictSweep } from '../analysis/evidence';
import { plainText } from '../plainText';
import { termWords } from '../report/combinations';
import { countWords } from '../report/findings';
import { formatExact, formatInteger, formatShare, formatShareInterval } from '../report/format';
import type { RunTable } from '../runs/table';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { priceOf, priceWords } from './boundsPrice';
import type { NarrowedSweep } from './narrowSweep';
import type { PairedSweep } from './pairedSweep';
import { unpackLines } from './unpackPair';

/** What the header of a next sweep tells. */
interface HeaderInput {
  readonly analysis: Analysis;
  readonly table: RunTable;
  /** The file before it was narrowed. */
  readonly document: SweepDocument;
  /** The bounds that were to be written, with their reasons. */
  readonly safeBounds: readonly SafeBound[];
  readonly narrowed: NarrowedSweep;
  /** The file with settings that crash together as one parameter, where that is what is written. */
  readonly paired: PairedSweep | null;
  readonly createCommand: string;
  readonly agentCommand: string;
  readonly notes: readonly string[];
}

const TITLE = '# Next sweep, written by Sweep Guard';
const END = `# ${'-'.repeat(70)}`;
const COLUMNS = 100;

/** The comment on top of a next sweep: from which runs, what was narrowed and why, at what price, and how to start it. */
export function nextSweepHeader(input: HeaderInput): string {
  const { analysis, table, document, safeBounds, narrowed, paired, createCommand, agentCommand, notes } = input;
  const { runs, crashRate, source, best } = analysis;
  const reasons = new Map(safeBounds.map(({ parameter, reason }) => [parameter, reason]));
  const rate =
    crashRate === null
      ? []
      : [
          `${formatInteger(runs.crashed)} of ${formatInteger(runs.crashed + runs.completed)} compared runs crashed ` +
            `(${formatShare(crashRate.value)}, 95 % interval ${formatShareInterval(crashRate.low, crashRate.high)}).`,
        ];
  const bounds = narrowed.narrowed.map(({ parameter, from, to }) => {
    const reason = plainText(reasons.get(parameter) ?? '', 300);
    return `${plainText(parameter, 60)}: ${boundsWords(to)} instead of ${boundsWords(from)}. ${reason}`;
  });
  const price =
    narrowed.narrowed.length === 0
      ? []
      : [
          `On those runs ${paired === null ? 'this' : 'the narrowing alone'} ${priceWords(priceOf(narrowed.narrowed, table, { best: best?.id ?? null, document }))}. ` +
            `The bounds were chosen on the same runs${paired === null ? forecastWords(input) : UNKNOWN_FORECAST}`,
        ];
  const pair = paired === null ? [] : pairLines(paired, document);
  const lines = [
    `${TITLE} after ${plainText(sourceName(source.ref))}${lastDay(table)}.`,
    ...[...rate, ...bounds, ...price].flatMap((paragraph) => commentLines(paragraph)),
    ...pair,
    ...notes.flatMap((paragraph) => commentLines(paragraph)),
    '# Start it:',
    `#   ${createCommand}`,
    `#   ${agentCommand}`,
    END,
  ];
  return lines.map((line) => plainText(line, 100_000)).join('\n');
}

/** What the parameter stands for and why, and the Python that takes it apart, whose indentation stays. */
function pairLines({ pair, interaction }: PairedSweep, document: SweepDocument): readonly string[] {
  const { terms, lift } = interaction;
  const where = terms.map(termWords).join(' and ');
  const crashed = `${countWords(interaction)} crashed`;
  const why = lift < 1 ? `Runs crash more often unless ${where}: inside, ${crashed}.` : `${where}: ${crashed}.`;
  return [
    ...commentLines(
      `${why} No range can say that: here ${pair.name} stands for ${pair.replaced.join(' and ')}. ` + pair.note,
    ),
    '# The training script has to take it apart:',
    ...unpackLines(pair, document).map((line) => (line === '' ? '#' : `#   ${line}`)),
  ];
}

const UNKNOWN_FORECAST = ', so that new draws may crash more often.';

/**
 * The same forecast as the editor's line above the file. It differs from the count of runs inside the bounds, which the
 * report has, since that is of the runs that chose them.
 */
function forecastWords({ analysis, table, narrowed }: HeaderInput): string {
  const from = { source: '', analyzedAt: 0, project: null, framework: null, sweepFile: null };
  const rate = predictSweep(evidenceOf(analysis, table, from), parseSweepDocument(narrowed.text));
  if (rate === null) return UNKNOWN_FORECAST;
  const { inside } = priceOf(narrowed.narrowed, table, { best: null, document: null });
  const counted =
    inside === undefined || inside.total === 0
      ? ''
      : `; of the ${formatInteger(inside.total)} runs inside the bounds, ${formatInteger(inside.crashed)} did`;
  return (
    `. A model of all runs expects ${formatShare(rate.value)} of new draws to crash ` +
    `(95 % interval ${formatShareInterval(rate.low, rate.high)})${counted}.`
  );
}

/** Puts a header in front of a sweep file, in the place of the header of an earlier next sweep. JSON has no comments. */
export function withHeader(text: string, header: string, path: string): string {
  if (/\.json$/i.test(path)) return text;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  return mark + header.replaceAll('\n', newline) + newline + withoutHeader(text.slice(mark.length));
}

function withoutHeader(text: string): string {
  if (!text.startsWith(TITLE)) return text;
  const end = text.indexOf(END);
  // A header of which somebody took the end away has become a comment of theirs.
  if (
    end < 0 ||
    !text
      .slice(0, end)
      .split(/\r?\n/)
      .every((line) => line === '' || line.startsWith('#'))
  )
    return text;
  return text.slice(end + END.length).replace(/^\r?\n/, '');
}

/** The source without the folders above it: sweep files are shared, and where a home folder lies is nobody's business. */
function sourceName(ref: string): string {
  const isPath = /^(?:[\\/]|~[\\/]|[A-Za-z]:[\\/])/.test(ref);
  return isPath ? (/([^\\/]+)[\\/]*$/.exec(ref)?.[1] ?? ref) : ref;
}

/** The day of the last run's start: the same sweep gives the same header whenever it is written. */
function lastDay({ rows }: RunTable): string {
  const last = rows.reduce((latest, { startedAt }) => Math.max(latest, startedAt ?? -Infinity), -Infinity);
  const date = new Date(last);
  return Number.isNaN(date.getTime()) ? '' : `, last run of ${date.toISOString().slice(0, 10)}`;
}

function boundsWords(bounds: Bounds): string {
  return 'values' in bounds
    ? bounds.values.map((value) => plainText(String(value), 40)).join(', ')
    : `${formatExact(bounds.min)} to ${formatExact(bounds.max)}`;
}

/** A paragraph as lines of a comment. */
function commentLines(paragraph: string): readonly string[] {
  const lines = ['#'];
  for (const word of plainText(paragraph, 2000).split(' ')) {
    const last = lines.length - 1;
    const line = lines[last]!;
    if (line !== '#' && line.length + 1 + word.length > COLUMNS) lines.push(`#   ${word}`);
    else lines[last] = `${line} ${word}`;
  }
  return lines;
}
