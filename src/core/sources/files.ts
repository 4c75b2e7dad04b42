import { fail, ok, type Result } from '../ports';
import { plainText } from '../plainText';
import { plainProblem, type RunSet, type SourceError } from '../runs/run';
import { runsOfCsv } from './csvRuns';
import { runsOfJson } from './jsonRuns';

/**
 * Optional knowledge for reading a file. `parameters`: the names in the sweep file, for CSV without prefixes and for JSON
 * in which W&B's form of a configuration could be a nested parameter.
 */
export interface RunFileOptions {
  readonly parameters?: readonly string[];
}

/**
 * Reads runs from the contents of a `.json`, `.jsonl` or `.csv` file. `ref` is the file's name; where it tells no format
 * (`-` for standard input), the contents do.
 */
export function readRunFile(
  contents: Uint8Array | string,
  ref: string,
  options: RunFileOptions = {},
): Result<RunSet, SourceError> {
  const text = typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
  const shownAs = ref === '-' ? 'standard input' : ref;
  if (text.trim() === '') {
    return fail({
      message: `${plainText(shownAs)} is empty.`,
      advice: 'Export the runs again; nothing was written to it.',
    });
  }
  const kind = formatOf(text, ref);
  const read =
    kind === 'csv'
      ? runsOfCsv(text, shownAs, options.parameters ?? null)
      : runsOfJson(text, shownAs, options.parameters);
  if (!read.ok) return fail({ message: `${plainText(shownAs)} ${plainText(read.error)}.`, advice: ADVICE[kind] });
  return ok({ source: { kind, ref }, sweepText: null, ...read.value, problems: read.value.problems.map(plainProblem) });
}

const ADVICE = {
  json: 'It must hold a JSON array of runs, {"runs": […]}, or one run to a line, each with "id", "state" and "config".',
  csv: 'Export the run table from W&B as CSV, with the columns Name and State and one for each parameter.',
} as const;

function formatOf(text: string, ref: string): 'json' | 'csv' {
  const extension = /\.([a-z]+)$/i.exec(ref)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  if (extension === 'json' || extension === 'jsonl' || extension === 'ndjson') return 'json';
  return /^[\ufeff\s]*[[{]/.test(text) ? 'json' : 'csv';
}
