import { fail, ok, type Result } from '../ports';
import type { Baseline, ReadProblem, Run, Value } from '../runs/run';
import { entriesOf } from './config';
import { parseJson, type JsonError } from './json';
import { createJsonDocument } from './jsonDocument';
import { createRunPacker } from './packedRuns';
import { createProblemList } from './problemList';
import { entriesOfField, runOfFields } from './runFields';

/** Runs read from a text, and what of it could not be read. */
export interface FileRuns {
  readonly runs: readonly Run[];
  readonly baseline: Baseline | null;
  readonly problems: readonly ReadProblem[];
}

/** Takes the text of a file of runs in pieces of any size; only the runs stay in memory. */
export interface RunTextReader {
  push(text: string): void;
  /** Whether the rest can't change the result, so that it need not be read. */
  isOver(): boolean;
  /** The error is the part of a sentence behind the file's name. */
  end(): Result<FileRuns, string>;
}

/**
 * Reads runs from JSON: an array of them, `{runs, baseline}`, or one run to a line. Which of them it is shows where the
 * first line ends; see `isRunToALine`.
 */
export function createJsonRunReader(ref: string): RunTextReader {
  const runs = createCollection(ref);
  const document = createJsonDocument('runs', (item) => {
    runs.take(item, `${ref}, run ${runs.seen() + 1}`);
  });
  const whole: RunTextReader = {
    push: (text) => {
      document.push(text);
    },
    isOver: () => document.isOver(),
    end() {
      const read = document.end();
      return read.ok ? runsAround(read.value, runs, ref) : fail(invalid(read.error));
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

function invalid({ line, message }: JsonError): string {
  return `is not valid JSON at line ${line}: ${message}`;
}

/** What an outer object says, and the runs of its list; or the object is itself a run. */
function runsAround(value: Value, runs: RunCollection, ref: string): Result<FileRuns, string> {
  if (Array.isArray(value)) return runs.end();
  const entries = entriesOf(value);
  if (entries === null) return fail('holds no list of runs');
  const fields = new Map(entries);
  if (Array.isArray(fields.get('runs'))) {
    const collected = runs.end();
    return collected.ok ? ok({ ...collected.value, baseline: baselineOf(fields.get('baseline')) }) : collected;
  }
  if (!fields.has('id') || !fields.has('config')) return fail('holds no list of runs');
  runs.take(value, ref);
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
  let only: Value | undefined;
  let firstError: JsonError | null = null;
  let isTooLong = false;

  const takeLine = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    const parsed = parseJson(text);
    if (!parsed.ok) {
      firstError ??= { ...parsed.error, line };
      problems.add({ where: `${ref}, line ${line}`, message: `is not valid JSON: ${parsed.error.message}` });
      return;
    }
    only = objects === 0 ? parsed.value : undefined;
    if (entriesOf(parsed.value) === null) return;
    objects++;
    runs.take(parsed.value, `${ref}, line ${line}`);
  };

  return {
    push(text) {
      if (isTooLong) return;
      waiting += text;
      let from = 0;
      for (let end = waiting.indexOf('\n'); end >= 0; end = waiting.indexOf('\n', from)) {
        takeLine(waiting.slice(from, end));
        from = end + 1;
      }
      waiting = waiting.slice(from);
      isTooLong = waiting.length > MAX_LINE_LENGTH;
    },
    isOver: () => isTooLong,
    end() {
      if (isTooLong) return fail(`has a line of more than ${MAX_LINE_LENGTH / 1024 / 1024} MB (line ${line + 1})`);
      takeLine(waiting);
      if (firstError !== null && objects <= problems.count()) return fail(invalid(firstError));
      // A file of one line is a document as well.
      if (problems.count() === 0 && objects <= 1 && only !== undefined && !isRun(only))
        return fail('holds no list of runs');
      const collected = runs.end();
      if (!collected.ok) return collected;
      return ok({ ...collected.value, problems: [...problems.all(ref), ...collected.value.problems] });
    },
  };
}

function isRun(value: Value): boolean {
  return entriesOf(value)?.some(([key]) => key === 'id') === true;
}

/** The runs so far, each id once. */
interface RunCollection {
  take(item: Value, where: string): void;
  /** How many items were taken, runs or not. */
  seen(): number;
  end(): Result<FileRuns, string>;
}

function createCollection(ref: string): RunCollection {
  const byId = new Map<string, Run>();
  const problems = createProblemList();
  const packed = createRunPacker();
  let seen = 0;
  return {
    seen: () => seen,
    take(item, where) {
      seen++;
      const fields = new Map(entriesOf(item) ?? []);
      const run = runOfFields(fields);
      if (run === null) problems.add({ where, message: 'has no id; it is left out' });
      else if (byId.has(run.id)) problems.add({ where, message: `repeats the id ${run.id}; it is left out` });
      else {
        if (!fields.has('config')) problems.add({ where, message: `run ${run.id} has no config` });
        byId.set(run.id, packed(run));
      }
    },
    end() {
      if (byId.size === 0) return fail('holds no runs');
      return ok({ runs: [...byId.values()], baseline: null, problems: problems.all(ref) });
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
