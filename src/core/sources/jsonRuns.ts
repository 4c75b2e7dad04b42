import { fail, ok, type Result } from '../ports';
import type { Baseline, ReadProblem, Run, Value } from '../runs/run';
import { entriesOf, unwrapConfigs } from './config';
import { parseJson } from './json';
import { entriesOfField, fieldNamed, runOfFields } from './runFields';

/** Runs read from a text, and what of it could not be read. */
export interface FileRuns {
  readonly runs: readonly Run[];
  readonly baseline: Baseline | null;
  readonly problems: readonly ReadProblem[];
}

/**
 * Reads runs from JSON: an array of them, `{runs, baseline}`, or one run to a line. `parameters` are the names in the
 * sweep file, which tell a nested parameter from W&B's own form of a configuration. The error is the part of a sentence
 * behind the file's name.
 */
export function runsOfJson(text: string, ref: string, parameters: readonly string[] = []): Result<FileRuns, string> {
  const whole = parseJson(text);
  if (whole.ok) return runsOfValue(whole.value, ref, parameters);
  const lines = runsOfLines(text, ref, parameters);
  return lines ?? fail(`is not valid JSON at line ${whole.error.line}: ${whole.error.message}`);
}

/** What may be a run, and where in the file it stands, such as `run 3`. */
interface Item {
  readonly value: Value;
  readonly place: string;
}

function runsOfValue(value: Value, ref: string, parameters: readonly string[]): Result<FileRuns, string> {
  if (Array.isArray(value)) return collect(numbered(value), ref, parameters);
  const entries = entriesOf(value);
  if (entries === null) return fail('holds no list of runs');
  const fields = new Map(entries);
  const runs = fields.get('runs');
  if (Array.isArray(runs)) {
    const collected = collect(numbered(runs), ref, parameters);
    return collected.ok ? ok({ ...collected.value, baseline: baselineOf(fields.get('baseline')) }) : collected;
  }
  const known = fieldsOf(entries);
  if (known.has('config') && ['id', 'name', 'state'].some((field) => known.has(field))) {
    return collect([{ value, place: 'run 1' }], ref, parameters);
  }
  return fail('holds no list of runs');
}

function numbered(values: readonly Value[]): readonly Item[] {
  return values.map((value, i) => ({ value, place: `run ${i + 1}` }));
}

/** `null` if the text is not one JSON object to a line; a few broken lines only cost themselves. */
function runsOfLines(text: string, ref: string, parameters: readonly string[]): Result<FileRuns, string> | null {
  const items: Item[] = [];
  const problems: ReadProblem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const parsed = parseJson(line);
    const place = `line ${i + 1}`;
    if (!parsed.ok) {
      problems.push({ where: `${ref}, ${place}`, message: `is not valid JSON: ${parsed.error.message}` });
    } else if (entriesOf(parsed.value) !== null) items.push({ value: parsed.value, place });
  });
  if (items.length <= problems.length) return null;
  const collected = collect(items, ref, parameters);
  return collected.ok ? ok({ ...collected.value, problems: [...problems, ...collected.value.problems] }) : collected;
}

function collect(items: readonly Item[], ref: string, parameters: readonly string[]): Result<FileRuns, string> {
  const byId = new Map<string, Run>();
  const problems: ReadProblem[] = [];
  const unnamed: string[] = [];
  for (const { value, place } of items) {
    const where = `${ref}, ${place}`;
    const fields = fieldsOf(entriesOf(value) ?? []);
    const isRun = ['id', 'name', 'state', 'outcome', 'config'].some((field) => fields.has(field));
    const run = isRun ? runOfFields(fields, place) : null;
    if (run === null) {
      problems.push({ where, message: 'is no run: it has neither id nor state nor config; it is left out' });
      continue;
    }
    const isNamed = hasValue(fields, 'id') || hasValue(fields, 'name');
    if (byId.has(run.id) && hasValue(fields, 'id')) {
      problems.push({ where, message: `repeats the id ${run.id}; it is left out` });
      continue;
    }
    // Display names need not be unique.
    const id = byId.has(run.id) ? `${run.id} (${place})` : run.id;
    byId.set(id, id === run.id ? run : { ...run, id, name: run.id });
    if (!isNamed) unnamed.push(id);
    if (!fields.has('config')) problems.push({ where, message: `run ${id} has no config` });
  }
  if (byId.size === 0) return fail('holds no runs');
  if (unnamed.length > 0) problems.push({ where: ref, message: withoutId(unnamed) });
  return ok({ runs: unwrapped([...byId.values()], parameters), baseline: null, problems });
}

function unwrapped(runs: readonly Run[], parameters: readonly string[]): readonly Run[] {
  const configs = unwrapConfigs(
    runs.map(({ config }) => config),
    parameters,
  );
  return runs.map((run, i) => ({ ...run, config: configs[i]! }));
}

/** The fields of a run by their own names; what a file has under the name itself comes first. */
function fieldsOf(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const fields = new Map(entries);
  for (const [key, value] of entries) {
    const field = fieldNamed(key);
    if (field !== null && !fields.has(field)) fields.set(field, value);
  }
  return fields;
}

function hasValue(fields: ReadonlyMap<string, Value>, field: string): boolean {
  const value = fields.get(field);
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function withoutId(places: readonly string[]): string {
  const [first] = places;
  return places.length === 1
    ? `a run has no id and no name; it is called ${first!}`
    : `${places.length} runs have no id and no name; they are called ${first!} to ${places.at(-1)!}, by their place`;
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
