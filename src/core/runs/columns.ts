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
  return numberColumn(name, values) ?? categoryColumn(name, values);
}

/** `null` where the values are no numbers, or a choice between a few of them and `null`. */
function numberColumn(name: string, values: readonly (Value | undefined)[]): NumberColumn | null {
  if (isSecretSetting(name, 0)) return null;
  const column = new Float64Array(values.length).fill(Number.NaN);
  const choices = new Set<number>();
  let [absent, infinite, nulls] = [0, 0, 0];
  for (let run = 0; run < values.length; run++) {
    const value = values[run];
    if (typeof value === 'number') {
      if (choices.size <= MAX_CHOICES) choices.add(value);
      if (Number.isFinite(value)) column[run] = value;
      else infinite++;
    } else if (value === undefined || value === null) {
      absent++;
      if (value === null) nulls++;
    } else return null;
  }
  if (absent === values.length || (nulls > 0 && choices.size <= MAX_CHOICES)) return null;
  const notes: string[] = [];
  if (absent > 0) notes.push(`${runs(values.length - absent)} of ${String(values.length)} have this parameter.`);
  if (infinite > 0) notes.push(`${runs(infinite)} with NaN or an infinite value left out.`);
  return { kind: 'number', name, values: column, ...(notes.length > 0 && { notes }) };
}

function categoryColumn(name: string, values: readonly (Value | undefined)[]): CategoryColumn {
  // Text "1" and the number 1 are different values of a sweep, and different keys of a map.
  const levels = new Map<Scalar, { readonly value: Scalar; readonly shown: Scalar; readonly found: number }>();
  const types = new Set<string>();
  const found = new Int32Array(values.length).fill(-1);
  let absent = 0;
  for (let run = 0; run < values.length; run++) {
    const value = values[run];
    if (value === undefined) {
      absent++;
      continue;
    }
    const scalar: Scalar = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    let level = levels.get(scalar);
    if (level === undefined) {
      level = { value: scalar, shown: shownLevel(name, value), found: levels.size };
      levels.set(scalar, level);
    }
    types.add(value === null ? 'null' : typeof value);
    found[run] = level.found;
  }

  const sorted = [...levels.values()].sort((a, b) => compareLevels(a.value, b.value));
  const codeOf = new Int32Array(sorted.length);
  sorted.forEach((level, code) => {
    codeOf[level.found] = code;
  });
  const codes = found.map((level) => (level < 0 ? -1 : codeOf[level]!));
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
