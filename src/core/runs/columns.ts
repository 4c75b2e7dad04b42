import { isSecretSetting, redactSetting } from './redact';
import type { Value } from './run';

type Scalar = string | number | boolean | null;
import type { CategoryColumn, Column, NumberColumn } from './table';

/** With more different numbers than this, a `null` among them is a missing value; with fewer it is one of the choices. */
const MAX_CHOICES = 5;

/**
 * One parameter of all runs as a column. Numbers become a number column; booleans, text, lists and objects become
 * levels; a mixture becomes levels with a note. `values` has an entry for each run, `undefined` where it has none. Levels
 * that are secrets stay different levels, but are shown as redacted.
 */
export function columnOf(name: string, values: readonly (Value | undefined)[]): Column {
  let numbers = 0;
  let nulls = 0;
  let others = 0;
  const choices = new Set<number>();
  for (const value of values) {
    if (typeof value === 'number' && !isSecretSetting(name, value)) {
      numbers++;
      if (choices.size <= MAX_CHOICES) choices.add(value);
    } else if (value === null) nulls++;
    else if (value !== undefined) others++;
  }
  const nullIsChoice = nulls > 0 && choices.size <= MAX_CHOICES;
  return numbers > 0 && others === 0 && !nullIsChoice ? numberColumn(name, values) : categoryColumn(name, values);
}

function numberColumn(name: string, values: readonly (Value | undefined)[]): NumberColumn {
  const column = new Float64Array(values.length).fill(Number.NaN);
  let absent = 0;
  let infinite = 0;
  values.forEach((value, run) => {
    if (typeof value !== 'number') absent++;
    else if (Number.isFinite(value)) column[run] = value;
    else infinite++;
  });
  const notes: string[] = [];
  if (absent > 0) notes.push(`${runs(values.length - absent)} of ${String(values.length)} have this parameter.`);
  if (infinite > 0) notes.push(`${runs(infinite)} with NaN or an infinite value left out.`);
  return { kind: 'number', name, values: column, ...(notes.length > 0 && { notes }) };
}

function categoryColumn(name: string, values: readonly (Value | undefined)[]): CategoryColumn {
  const levels = new Map<string, { readonly value: Scalar; readonly shown: Scalar; readonly runs: number[] }>();
  const types = new Set<string>();
  values.forEach((value, run) => {
    if (value === undefined) return;
    types.add(value === null ? 'null' : typeof value);
    const scalar: Scalar = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    // Text "1" and the number 1 are different values of a sweep.
    const key = `${typeof scalar} ${String(scalar)}`;
    const level = levels.get(key);
    if (level === undefined) levels.set(key, { value: scalar, shown: shownLevel(name, value), runs: [run] });
    else level.runs.push(run);
  });

  const sorted = [...levels.values()].sort((a, b) => compareLevels(a.value, b.value));
  const codes = new Int32Array(values.length).fill(-1);
  sorted.forEach((level, code) => {
    for (const run of level.runs) codes[run] = code;
  });
  const absent = values.filter((value) => value === undefined).length;
  const notes: string[] = [];
  if (absent > 0) notes.push(`${runs(values.length - absent)} of ${String(values.length)} have this parameter.`);
  if (types.size > 1) notes.push(`Values of several types (${[...types].sort().join(', ')}), compared as categories.`);
  return {
    kind: 'category',
    name,
    levels: sorted.map(({ shown }) => String(shown)),
    levelValues: sorted.map(({ shown }) => shown),
    codes,
    ...(notes.length > 0 && { notes }),
  };
}

/** A level as it may be read: without secrets, lists and objects as JSON text. */
function shownLevel(name: string, value: Value): Scalar {
  const redacted = redactSetting(name, value);
  return typeof redacted === 'object' && redacted !== null ? JSON.stringify(redacted) : redacted;
}

/** Numbers by size, all else by its text; independent of the machine's language. */
function compareLevels(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : typeof a < typeof b ? -1 : 1;
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${String(count)} runs`;
}
