import { basename, extname } from 'node:path';
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import type { Analysis } from '../core/analysis/analysis';
import { nextPairedSweep, nextSweep, type NextSweepInput } from '../core/nextSweep/nextSweep';
import { withForecast } from '../core/nextSweep/withForecast';
import { whyNoBounds } from '../core/report/boundsText';
import { htmlReport } from '../core/report/html';
import { markdownReport } from '../core/report/markdown';
import { textReport } from '../core/report/text';
import type { CountsAsCrashed } from '../core/runs/crashedChoice';
import type { RunTable } from '../core/runs/table';
import { parseSweepDocument } from '../core/sweep/document';
import { searchedNamesOf } from '../core/sweep/parameters';
import { nodeMachine } from '../node/machine';
import { putResult, refuseInputAsResult } from './resultFile';
import { withoutWorkflowCommands } from './safeText';
import { readSource } from './source';
import { EXIT, oneLine, type Terminal } from './terminal';
import type { WandbMachine } from './wandbSource';

/** How the result of `analyze` can be written. */
export type AnalysisFormat = 'text' | 'json' | 'markdown' | 'html';

const WRITERS: Readonly<Record<AnalysisFormat, (analysis: Analysis, table: RunTable) => string>> = {
  text: (analysis) => withoutWorkflowCommands(textReport(analysis)),
  json: (analysis) => JSON.stringify(analysis, null, 2),
  markdown: markdownReport,
  html: htmlReport,
};

const FORMAT_OF_EXTENSION: Readonly<Record<string, AnalysisFormat>> = {
  '.md': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
};

/** `sweep-guard analyze`: returns the exit status. */
export async function runAnalyze(
  source: string,
  options: {
    readonly sweep?: string;
    readonly metric?: string;
    readonly format?: AnalysisFormat;
    readonly out?: string;
    readonly failAbove?: number;
    readonly baseUrl?: string;
    readonly crashed?: readonly CountsAsCrashed[];
    readonly baseline?: string;
    readonly writeNext?: string;
    readonly pair?: boolean;
  },
  terminal: Terminal,
  machine: WandbMachine = nodeMachine(),
): Promise<number> {
  if (options.writeNext !== undefined && options.sweep === undefined) {
    terminal.warn('--write-next narrows a sweep file: name it with --sweep.');
    return EXIT.usage;
  }
  if (options.pair === true && options.writeNext === undefined) {
    terminal.warn('--pair changes what --write-next writes: name a file with --write-next.');
    return EXIT.usage;
  }
  if (options.writeNext !== undefined) {
    const refused = await refuseToReplace(options.writeNext, terminal);
    if (refused !== null) {
      terminal.warn(refused);
      return EXIT.usage;
    }
  }
  const refused = await refuseInputAsResult(options.out, [source, options.sweep, options.writeNext]);
  if (refused !== null) {
    terminal.warn(refused);
    return EXIT.usage;
  }
  let sweepText: string | null = null;
  if (options.sweep !== undefined) {
    const sweep = await terminal.readInput(options.sweep);
    if (!sweep.ok) {
      terminal.warn(oneLine(sweep.error));
      return EXIT.usage;
    }
    sweepText = new TextDecoder().decode(sweep.value);
  }
  const runs = await readSource(source, terminal, machine, { sweepText, baseUrl: options.baseUrl });
  if (!runs.ok) {
    terminal.warn(oneLine(runs.error));
    return EXIT.usage;
  }
  for (const { where, message } of runs.value.problems) terminal.warn(`${where}: ${message}`);

  const { baseline } = options;
  if (baseline !== undefined && !runs.value.runs.some(({ id, name }) => id === baseline || name === baseline)) {
    terminal.warn(`There is no run ${baseline} to hold the others against; name one by its id.`);
    return EXIT.usage;
  }

  const ownText = sweepText ?? runs.value.sweepText;
  const { analysis: compared, table } = analyzeSweep(runs.value, {
    sweepText: ownText,
    metric: options.metric ?? null,
    predict: true,
    baselineRun: baseline ?? null,
    progress: terminal.progress,
    ...(options.crashed && { crashed: options.crashed }),
  });
  const analysis = withForecast(compared, table, ownText);
  const format = options.format ?? FORMAT_OF_EXTENSION[extname(options.out ?? '').toLowerCase()] ?? 'text';
  const text = WRITERS[format](analysis, table);
  if ((await putResult(text, options.out, terminal)) !== EXIT.ok) return EXIT.usage;
  if (options.writeNext !== undefined && sweepText !== null) {
    const document = parseSweepDocument(sweepText);
    const input = { document, analysis, table, fileName: basename(options.writeNext) };
    const written = await (options.pair === true ? writePaired : writeNext)(options.writeNext, input, terminal);
    if (!written) return EXIT.usage;
  }
  const { failAbove } = options;
  const { crashRate, runs: counts } = analysis;
  if (failAbove === undefined || crashRate === null || crashRate.value <= failAbove) return EXIT.ok;
  const both = counts.crashed + counts.completed;
  terminal.warn(`${counts.crashed} of ${both} compared runs crashed, more than --fail-above ${failAbove} allows.`);
  return EXIT.problems;
}

/** What a next sweep that was written earlier has in its first line; such a file may be written anew. */
const OWN_MARK = 'written by Sweep Guard';

/** Why a file must not be replaced by the next sweep; `null` where there is none, or one that was written here. */
async function refuseToReplace(path: string, terminal: Terminal): Promise<string | null> {
  const there = path === '-' ? null : await terminal.readInput(path);
  if (there?.ok !== true) return null;
  const [first] = new TextDecoder().decode(there.value).split('\n', 1);
  if (first?.startsWith('#') === true && first.includes(OWN_MARK)) return null;
  return `${path} is there already, and --write-next wrote none of it: name a new file.`;
}

const PAIR_HINT = 'Some settings crash together, which ranges can’t say: --pair makes one parameter of them.';

/** Writes the sweep file to start next; whether that went well. */
async function writeNext(path: string, input: NextSweepInput, terminal: Terminal): Promise<boolean> {
  const next = nextSweep(input);
  const canPair = nextPairedSweep(input).ok;
  if (next.narrowed.narrowed.length === 0) {
    const why =
      next.narrowed.skipped.map(({ message }) => message).join(' ') ||
      whyNoBounds(input.analysis, searchedNamesOf(input.document.root));
    terminal.warn(`${path} was not written. ${why}${canPair ? ` ${PAIR_HINT}` : ''}`);
    return true;
  }
  const written = await write(path, next.text, terminal);
  if (written && canPair) terminal.warn(PAIR_HINT);
  return written;
}

/** The same with settings that crash together as one parameter. */
async function writePaired(path: string, input: NextSweepInput, terminal: Terminal): Promise<boolean> {
  const next = nextPairedSweep(input);
  if (next.ok) return write(path, next.value.text, terminal);
  const bounds = nextSweep(input).narrowed.narrowed.length > 0 ? ' Without --pair, narrower ranges are written.' : '';
  terminal.warn(`${path} was not written. ${next.error}${bounds}`);
  return true;
}

async function write(path: string, text: string, terminal: Terminal): Promise<boolean> {
  const written = await terminal.write(path, text);
  if (!written.ok) terminal.warn(oneLine(written.error));
  // A command that names a hundred runs is longer than a message may be.
  else terminal.warn(`${path} was written; the comment at its top says why, and how to start it.`);
  return written.ok;
}
