import { fail, ok, type Result } from '../ports';
import type { Baseline, ReadProblem, Run, Value } from '../runs/run';
import { entriesOf } from './config';
import { parseJson } from './json';
import { entriesOfField, runOfFields } from './runFields';

/** Runs read from a text, and what of it could not be read. */
export interface FileRuns {
  readonly runs: readonly Run[];
  readonly baseline: Baseline | null;
  readonly problems: readonly ReadProblem[];
}

/**
 * Reads runs from JSON: an array of them, `{runs, baseline}`, or one run to a line. The error is the part of a sentence
 * behind the file's name.
 */
export function runsOfJson(text: string, ref: string): Result<FileRuns, string> {
  const whole = parseJson(text);
  if (whole.ok) return runsOfValue(whole.value, ref);
  const lines = runsOfLines(text, ref);
  return lines ?? fail(`is not valid JSON at line ${whole.error.line}: ${whole.error.message}`);
}

function runsOfValue(value: Value, ref: string): Result<FileRuns, string> {
  if (Array.isArray(value)) return collect(value.map((item: Value, i) => ({ item, where: `${ref}, run ${i + 1}` })));
  const entries = entriesOf(value);
  if (entries === null) return fail('holds no list of runs');
  const fields = new Map(entries);
  const runs = fields.get('runs');
  if (Array.isArray(runs)) {
    const collected = collect(runs.map((item: Value, i) => ({ item, where: `${ref}, run ${i + 1}` })));
    return collected.ok ? ok({ ...collected.value, baseline: baselineOf(fields.get('baseline')) }) : collected;
  }
  if (fields.has('id') && fields.has('config')) return collect([{ item: value, where: ref }]);
  return fail('holds no list of runs');
}

/** `null` if the text is not one JSON object to a line; a few broken lines only cost themselves. */
function runsOfLines(text: string, ref: string): Result<FileRuns, string> | null {
  const items: { item: Value; where: string }[] = [];
  const problems: ReadProblem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const parsed = parseJson(line);
    const where = `${ref}, line ${i + 1}`;
    if (!parsed.ok) problems.push({ where, message: `is not valid JSON: ${parsed.error.message}` });
    else if (entriesOf(parsed.value) !== null) items.push({ item: parsed.value, where });
  });
  if (items.length <= problems.length) return null;
  const collected = collect(items);
  return collected.ok ? ok({ ...collected.value, problems: [...problems, ...collected.value.problems] }) : collected;
}

function collect(items: readonly { readonly item: Value; readonly where: string }[]): Result<FileRuns, string> {
  const byId = new Map<string, Run>();
  const problems: ReadProblem[] = [];
  for (const { item, where } of items) {
    const fields = new Map(entriesOf(item) ?? []);
    const run = runOfFields(fields);
    if (run === null) problems.push({ where, message: 'has no id; it is left out' });
    else if (byId.has(run.id)) problems.push({ where, message: `repeats the id ${run.id}; it is left out` });
    else {
      if (!fields.has('config')) problems.push({ where, message: `run ${run.id} has no config` });
      byId.set(run.id, run);
    }
  }
  if (byId.size === 0) return fail('holds no runs');
  return ok({ runs: [...byId.values()], baseline: null, problems });
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
