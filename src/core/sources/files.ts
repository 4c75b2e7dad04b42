import { fail, ok, type ByteStream, type Clock, type Progress, type Result } from '../ports';
import { plainText } from '../plainText';
import { plainProblem, type RunSet, type SourceError } from '../runs/run';
import { createCsvRunReader } from './csvRuns';
import { createDecoding } from './decoding';
import { PIECE_BYTES } from './fileStream';
import { createJsonRunReader, type RunTextReader } from './jsonRuns';
import { byteProgress } from './progress';

/**
 * Optional knowledge for reading a file. `parameters`: the names in the sweep file, for CSV without prefixes and for JSON
 * in which W&B's form of a configuration could be a nested parameter.
 */
export interface RunFileOptions {
  readonly parameters?: readonly string[];
}

/** How a long file is read. `bytes`: its size where that is known, for the progress. */
export interface RunStreamOptions extends RunFileOptions {
  readonly bytes?: number;
  readonly progress?: Progress;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
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
  const reader = createRunFileReader(ref, options);
  const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
  // In pieces: the text of a whole file would take as much memory again as the file.
  for (let start = 0; start < bytes.length && !reader.isOver(); start += PIECE_BYTES) {
    reader.push(bytes.subarray(start, start + PIECE_BYTES));
  }
  return reader.end();
}

/**
 * Reads runs as `readRunFile` does, from bytes that come in pieces: memory is bounded by what the runs hold, not by the
 * size of the file.
 */
export async function readRunStream(
  stream: ByteStream,
  ref: string,
  options: RunStreamOptions = {},
): Promise<Result<RunSet, SourceError>> {
  const name = plainText(nameOf(ref));
  const reader = createRunFileReader(ref, options);
  const { progress, clock, signal, bytes } = options;
  const step = progress && clock && byteProgress(progress, clock, `Reading ${name}`, bytes);
  try {
    for await (const piece of stream) {
      if (signal?.aborted === true) {
        return fail({ message: `Reading ${name} was cancelled.`, advice: 'Start it again to read all runs.' });
      }
      reader.push(piece);
      step?.(piece.length);
      if (reader.isOver()) break;
    }
  } catch (error) {
    return fail({
      message: `${name} could not be read (${plainText(error instanceof Error ? error.message : String(error), 200)}).`,
      advice: 'Check that it still exists and that you may read it, then try again.',
    });
  }
  return reader.end();
}

/** Takes the bytes of a file of runs in pieces of any size. */
interface RunFileReader {
  push(bytes: Uint8Array): void;
  isOver(): boolean;
  end(): Result<RunSet, SourceError>;
}

function createRunFileReader(ref: string, options: RunFileOptions): RunFileReader {
  const shownAs = nameOf(ref);
  const decoding = createDecoding();
  let kind = kindOfName(ref);
  let reader: RunTextReader | null = null;
  /** Space before the contents, from which the format is told. */
  let start = '';

  const pushText = (text: string): void => {
    if (reader !== null) {
      reader.push(text);
      return;
    }
    start += text;
    const first = /[^\ufeff\s]/.exec(start)?.[0];
    if (first === undefined) return;
    kind ??= first === '[' || first === '{' ? 'json' : 'csv';
    reader =
      kind === 'csv'
        ? createCsvRunReader(shownAs, options.parameters ?? null)
        : createJsonRunReader(shownAs, options.parameters);
    reader.push(start.replace(/^\ufeff/, ''));
    start = '';
  };

  return {
    push(bytes) {
      pushText(decoding.push(bytes));
    },
    isOver: () => reader?.isOver() ?? false,
    end() {
      pushText(decoding.end());
      if (reader === null || kind === null) {
        return fail({
          message: `${plainText(shownAs)} is empty.`,
          advice: 'Export the runs again; nothing was written to it.',
        });
      }
      const read = reader.end();
      if (!read.ok) {
        const { what, advice = ADVICE[kind] } = read.error;
        return fail({ message: `${plainText(shownAs)} ${plainText(what)}.`, advice });
      }
      const problems = read.value.problems.map(plainProblem);
      return ok({ source: { kind, ref }, sweepText: null, ...read.value, problems });
    },
  };
}

const ADVICE = {
  json: 'It must hold a JSON array of runs, {"runs": […]}, or one run to a line, each with "id", "state" and "config".',
  csv: 'Export the run table from W&B as CSV, with the columns Name and State and one for each parameter.',
} as const;

function nameOf(ref: string): string {
  return ref === '-' ? 'standard input' : ref;
}

function kindOfName(ref: string): 'json' | 'csv' | null {
  const extension = /\.([a-z]+)$/i.exec(ref)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  return extension === 'json' || extension === 'jsonl' || extension === 'ndjson' ? 'json' : null;
}
