import { fail, ok, type Result } from '../ports';
import type { Baseline, Value } from '../runs/run';
import { entriesOf } from './config';
import { parseJson, type JsonError } from './json';
import { createJsonDocument } from './jsonDocument';
import { createProblemList } from './problemList';
import { createRunCollection, fieldsOf, type FileFault, type FileRuns, type RunCollection } from './runCollection';
import { entriesOfField } from './runFields';

/** Takes the text of a file of runs in pieces of any size; only the runs stay in memory. */
export interface RunTextReader {
  push(text: string): void;
  /** Whether the rest can't change the result, so that it need not be read. */
  isOver(): boolean;
  end(): Result<FileRuns, FileFault>;
}

/**
 * Reads runs from JSON: an array of them, `{runs, baseline}`, or one run to a line. Which of them it is shows where the
 * first line ends; see `isRunToALine`. `parameters` are the names in the sweep file, which tell a nested parameter from
 * W&B's own form of a configuration.
 */
export function createJsonRunReader(ref: string, parameters: readonly string[] = []): RunTextReader {
  const runs = createRunCollection(ref, parameters);
  const document = createJsonDocument('runs', (item) => {
    runs.take(item, `run ${runs.seen() + 1}`);
  });
  const whole: RunTextReader = {
    push: (text) => {
      document.push(text);
    },
    isOver: () => document.isOver(),
    end() {
      const read = document.end();
      return read.ok ? runsAround(read.value, runs) : fail(invalid(read.error));
    },
  };
  let reader: RunTextReader | null = null;
  /** The text until it is clear what it is. */
  let start = '';
  /** Where the document stands at the end of the first line. */
  let depth: number | 'in-text' | null = null;

  const pushUndecided = (text: string): void => {
    start += text;
    document.push(text);
    if (document.hasList()) reader = whole;
    else if (depth !== null && /\S[^\n]*\n\s*\S/.test(start)) decide(depth);
  };
  const decide = (depthOfLine: number | 'in-text'): void => {
    reader = isRunToALine(start, depthOfLine) ? createLineReader(ref, runs) : whole;
    if (reader !== whole) reader.push(start);
    start = '';
  };

  return {
    push(text) {
      let rest = text;
      while (reader === null && rest !== '') {
        // Line by line, so that the document is asked where the first one ends.
        const lineEnd = rest.indexOf('\n') + 1;
        const piece = lineEnd === 0 ? rest : rest.slice(0, lineEnd);
        rest = rest.slice(piece.length);
        pushUndecided(piece);
        if (lineEnd > 0 && start.trim() !== '') depth ??= document.depth();
      }
      if (rest !== '') reader?.push(rest);
    },
    isOver: () => reader?.isOver() ?? false,
    end() {
      reader ??= /^[\ufeff\s]*\{/.test(start) ? whole : createLineReader(ref, runs);
      if (reader !== whole) reader.push(start);
      return reader.end();
    },
  };
}

/**
 * Whether a text is one run to a line, told by its first line and the first character of the next: an object that is
 * complete where the line ends, or that is cut off there, since no object can follow inside of it.
 */
function isRunToALine(start: string, depth: number | 'in-text'): boolean {
  const [first = '', second = ''] = start.split('\n').filter((line) => line.replace('\ufeff', '').trim() !== '');
  if (!/^[\ufeff\s]*\{/.test(first) || depth === 0 || depth === 'in-text') return true;
  return second.trimStart().startsWith('{') && !/[[:]\s*$/.test(first);
}

function invalid({ line, message, isCut }: JsonError): FileFault {
  return {
    what: `is not valid JSON at line ${line}: ${message}`,
    advice: isCut
      ? 'The end of the file seems to be missing: copy or export it again.'
      : 'Mend it there, or export the runs again.',
  };
}

/** What an outer object says, and the runs of its list; or the object is itself a run. */
function runsAround(value: Value, runs: RunCollection): Result<FileRuns, FileFault> {
  if (Array.isArray(value)) return runs.end();
  const entries = entriesOf(value);
  if (entries === null) return fail({ what: 'holds no list of runs' });
  const fields = new Map(entries);
  if (Array.isArray(fields.get('runs'))) {
    const collected = runs.end();
    return collected.ok ? ok({ ...collected.value, baseline: baselineOf(fields.get('baseline')) }) : collected;
  }
  const known = fieldsOf(value);
  if (!known.has('config') || !['id', 'name', 'state'].some((field) => known.has(field))) {
    return fail({ what: 'holds no list of runs' });
  }
  runs.take(value, 'run 1');
  return runs.end();
}

/** Characters. No run is that long. */
const MAX_LINE_LENGTH = 128 * 1024 * 1024;

/** Reads one object to a line; a few broken lines only cost themselves. */
function createLineReader(ref: string, runs: RunCollection): RunTextReader {
  const problems = createProblemList();
  let waiting = '';
  let line = 0;
  let objects = 0;
  let firstError: JsonError | null = null;
  let isLastCut = false;
  let isTooLong = false;

  const takeLine = (text: string, isLast: boolean): void => {
    line++;
    if (text.trim() === '') return;
    const parsed = parseJson(text);
    if (!parsed.ok) {
      firstError ??= { ...parsed.error, line };
      // A file that is still being written mostly ends inside of a line, and what is above it is whole: a note is enough.
      isLastCut = isLast && parsed.error.isCut;
      const message = isLastCut
        ? 'ends in the middle: the file is still being written, or its end is missing; this run is left out'
        : `is not valid JSON: ${parsed.error.message}; it is left out`;
      problems.add({ where: `${ref}, line ${line}`, message });
      return;
    }
    if (entriesOf(parsed.value) === null) return;
    objects++;
    runs.take(parsed.value, `line ${line}`);
  };

  return {
    push(text) {
      if (isTooLong) return;
      waiting += text;
      let from = 0;
      for (let end = waiting.indexOf('\n'); end >= 0; end = waiting.indexOf('\n', from)) {
        takeLine(waiting.slice(from, end), false);
        from = end + 1;
      }
      waiting = waiting.slice(from);
      isTooLong = waiting.length > MAX_LINE_LENGTH;
    },
    isOver: () => isTooLong,
    end() {
      if (isTooLong) {
        return fail({ what: `has a line of more than ${MAX_LINE_LENGTH / 1024 / 1024} MB (line ${line + 1})` });
      }
      takeLine(waiting, true);
      if (firstError !== null && objects <= problems.count() - (isLastCut ? 1 : 0)) return fail(invalid(firstError));
      if (objects === 0) return fail({ what: 'holds no list of runs' });
      const collected = runs.end();
      if (!collected.ok) return collected;
      return ok({ ...collected.value, problems: [...problems.all(ref), ...collected.value.problems] });
    },
  };
}

/** `{config, …metrics}`. */
function baselineOf(value: Value | undefined): Baseline | null {
  const entries = entriesOf(value);
  if (entries === null) return null;
  const config = entries.find(([key]) => key === 'config')?.[1];
  return {
    config: new Map(entriesOfField(config)),
    metrics: new Map(entriesOfField(value).filter(([key]) => key !== 'config')),
  };
}
