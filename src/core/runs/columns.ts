import type { GatheredValues } from './gather';
import { isSecretSetting, redactSetting } from './redact';
import type { Value } from './run';

type Scalar = string | number | boolean | null;
import type { CategoryColumn, Column, NumberColumn } from './table';

/** With more different numbers than this, a `null` among them is a missing value; with fewer it is one of the choices. */
const MAX_CHOICES = 5;

/**
 * One parameter of all runs as a column. Numbers become a number column; booleans, text, lists and objects become
 * levels; a mixture becomes levels with a note. Levels that are secrets stay different levels, but are shown as redacted.
 */
export function columnOf(name: string, values: GatheredValues): Column {
  return numberColumn(name, values) ?? categoryColumn(name, values);
}

/** `null` where the values are no numbers, or a choice between a few of them and `null`. */
function numberColumn(name: string, { numbers, kinds, others }: GatheredValues): NumberColumn | null {
  if (isSecretSetting(name, 0)) return null;
  if (others.some((value) => value !== null && value !== undefined)) return null;
  const nulls = others.reduce((sum: number, value) => sum + (value === null ? 1 : 0), 0);
  const choices = new Set<number>();
  let [present, infinite] = [0, 0];
  for (let run = 0; run < numbers.length; run++) {
    if (kinds[run] !== 1) continue;
    present++;
    const value = numbers[run]!;
    if (nulls > 0 && choices.size <= MAX_CHOICES) choices.add(value);
    if (!Number.isFinite(value)) infinite++;
  }
  if (present === 0 || (nulls > 0 && choices.size <= MAX_CHOICES)) return null;
  const notes: string[] = [];
  if (present < numbers.length) notes.push(`${runs(present)} of ${String(numbers.length)} have this parameter.`);
  if (infinite > 0) notes.push(`${runs(infinite)} with NaN or an infinite value left out.`);
  const finite = infinite === 0 ? numbers : numbers.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  return { kind: 'number', name, values: finite, ...(notes.length > 0 && { notes }) };
}

function categoryColumn(name: string, { numbers, kinds, others }: GatheredValues): CategoryColumn {
  // Text "1" and the number 1 are different values of a sweep, and different keys of a map.
  const levels = new Map<Scalar, { readonly value: Scalar; readonly shown: Scalar; readonly found: number }>();
  const types = new Set<string>();
  const found = new Int32Array(kinds.length).fill(-1);
  let absent = 0;
  let lastType = '';
  for (let run = 0; run < kinds.length; run++) {
    const value = kinds[run] === 1 ? numbers[run] : others[run];
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
    const type = value === null ? 'null' : typeof value;
    if (type !== lastType) types.add((lastType = type));
    found[run] = level.found;
  }

  const sorted = [...levels.values()].sort((a, b) => compareLevels(a.value, b.value));
  const codeOf = new Int32Array(sorted.length);
  sorted.forEach((level, code) => {
    codeOf[level.found] = code;
  });
  const codes = found.map((level) => (level < 0 ? -1 : codeOf[level]!));
  const notes: string[] = [];
  if (absent > 0) notes.push(`${runs(found.length - absent)} of ${String(found.length)} have this parameter.`);
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
