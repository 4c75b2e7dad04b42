import type { Value } from './run';
import type { CategoryColumn, Column, NumberColumn } from './table';

/** With more different numbers than this, a `null` among them is a missing value; with fewer it is one of the choices. */
const MAX_CHOICES = 5;

/**
 * One parameter of all runs as a column. Numbers become a number column; booleans, text, lists and objects become
 * levels; a mixture becomes levels with a note. `values` has an entry for each run, `undefined` where it has none.
 */
export function columnOf(name: string, values: readonly (Value | undefined)[]): Column {
  const present = values.filter((value) => value !== undefined);
  const numbers = present.filter((value) => typeof value === 'number');
  const nulls = present.filter((value) => value === null).length;
  const onlyNumbers = numbers.length > 0 && numbers.length + nulls === present.length;
  const nullIsChoice = nulls > 0 && new Set(numbers).size <= MAX_CHOICES;
  return onlyNumbers && !nullIsChoice ? numberColumn(name, values) : categoryColumn(name, values);
}

function numberColumn(name: string, values: readonly (Value | undefined)[]): NumberColumn {
  const column = Float64Array.from(values, (value) =>
    typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN,
  );
  const absent = values.filter((value) => value === undefined || value === null).length;
  const infinite = values.filter((value) => typeof value === 'number' && !Number.isFinite(value)).length;
  const notes: string[] = [];
  if (absent > 0) notes.push(`${runs(values.length - absent)} of ${String(values.length)} have this parameter.`);
  if (infinite > 0) notes.push(`${runs(infinite)} with NaN or an infinite value left out.`);
  return { kind: 'number', name, values: column, ...(notes.length > 0 && { notes }) };
}

function categoryColumn(name: string, values: readonly (Value | undefined)[]): CategoryColumn {
  const levels = new Map<string, { readonly value: string | number | boolean | null; readonly runs: number[] }>();
  const types = new Set<string>();
  values.forEach((value, run) => {
    if (value === undefined) return;
    types.add(value === null ? 'null' : typeof value);
    const scalar = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    // Text "1" and the number 1 are different values of a sweep.
    const key = `${typeof scalar} ${String(scalar)}`;
    const level = levels.get(key);
    if (level === undefined) levels.set(key, { value: scalar, runs: [run] });
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
    levels: sorted.map(({ value }) => String(value)),
    levelValues: sorted.map(({ value }) => value),
    codes,
    ...(notes.length > 0 && { notes }),
  };
}

/** Numbers by size, all else by its text; independent of the machine's language. */
function compareLevels(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : typeof a < typeof b ? -1 : 1;
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${String(count)} runs`;
}
