/** A run beside another one: which runs are most like it, and what is different. */
import { formatHours } from '../core/report/format';
import { formatTime } from './format';
import { t } from './l10n';
import { columnNamed, groupAt, type PanelColumn, type PanelTable } from './panelTable';
import type { RunDetails, Setting } from './runDetails';

/** A run and how far it is: the mean over the parameters, from 0 (the same) to 1. */
export interface SimilarRun {
  readonly row: number;
  readonly distance: number;
}

/**
 * The completed runs most like `row` in `parameters`, nearest first. Numbers are as far apart as the share of runs
 * that lies between them (by midranks), so that no unit and no outlier counts more than another; levels are the same or
 * not; where only one run has a value they are as far apart as can be.
 */
export function similarRuns(
  table: PanelTable,
  row: number,
  parameters: readonly string[],
  count: number,
): readonly SimilarRun[] {
  const columns = parameters.flatMap((name) => columnNamed(table, name) ?? []);
  const sums = new Float64Array(table.count);
  const rows = Array.from(sums.keys()).filter((other) => other !== row && groupAt(table, other) === 'completed');
  for (const column of columns) addDistances(sums, column, row, rows);
  return rows
    .map((other) => ({ row: other, distance: columns.length === 0 ? 0 : sums[other]! / columns.length }))
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
    .slice(0, count);
}

function addDistances(sums: Float64Array, column: PanelColumn, row: number, others: readonly number[]): void {
  if (column.kind === 'category') {
    const own = column.codes[row]!;
    for (const other of others) if (column.codes[other] !== own) sums[other]! += 1;
    return;
  }
  const { values } = column;
  const sorted = rankScale(values);
  const rankOf = (value: number): number => {
    if (Number.isNaN(value)) return NaN;
    const first = firstAt(sorted, value);
    // Most values occur once: then there is no other end to look for.
    const end = sorted[first + 1] === value ? firstAt(sorted, value, true) : first + 1;
    return (first + end) / 2;
  };
  const own = rankOf(values[row]!);
  // From the lowest rank to the highest one; a constant has no width.
  const width = Math.max(1, sorted.length - 1);
  for (const other of others) {
    const value = values[other]!;
    const distance = Math.abs(rankOf(value) - own) / width;
    if (!Number.isNaN(distance)) sums[other]! += distance;
    else if (Number.isNaN(value) !== Number.isNaN(own)) sums[other]! += 1;
  }
}

/** Values that ranks are told from; of very many, this many evenly spread ones tell them to a part in thousands. */
const MOST_RANKS = 5000;

/** The values in ascending order, thinned out where there are very many. */
function rankScale(values: Float64Array): Float64Array {
  // Sorting puts NaN last.
  const sorted = values.slice().sort();
  const known = sorted.subarray(0, firstAt(sorted, Infinity, true));
  if (known.length <= MOST_RANKS) return known;
  return Float64Array.from(
    { length: MOST_RANKS },
    (_, rank) => known[Math.round((rank * (known.length - 1)) / (MOST_RANKS - 1))]!,
  );
}

/** The first index in ascending `sorted` whose value is at least `value`, or, with `isAfter`, above it. */
function firstAt(sorted: Float64Array, value: number, isAfter = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (isAfter && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Something that two runs do not have in common; `null` where a run does not have it at all. */
export interface Difference {
  readonly name: string;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** Where two runs differ: their circumstances, then their settings, `first` ones before all others. */
export function differencesOf(
  ours: RunDetails,
  theirs: RunDetails,
  first: readonly string[],
): { readonly circumstances: readonly Difference[]; readonly settings: readonly Difference[] } {
  const other = new Map(theirs.config.map(({ name, value }) => [name, value]));
  const own = new Set(ours.config.map(({ name }) => name));
  const settings = [
    ...ours.config.map(({ name, value }) => ({ name, ours: value, theirs: other.get(name) ?? null })),
    ...theirs.config
      .filter(({ name }) => !own.has(name))
      .map(({ name, value }) => ({ name, ours: null, theirs: value })),
  ];
  const differs = (difference: Difference): boolean => difference.ours !== difference.theirs;
  return {
    circumstances: circumstancesOf(ours, theirs).filter(differs),
    settings: inOrder(settings.filter(differs), first),
  };
}

function circumstancesOf(ours: RunDetails, theirs: RunDetails): readonly Difference[] {
  const entry = (name: string, of: (run: RunDetails) => string | null): Difference => ({
    name,
    ours: of(ours),
    theirs: of(theirs),
  });
  return [
    entry(t('Outcome'), ({ outcome }) => outcome),
    entry(t('Started'), ({ startedAt }) => (startedAt === null ? null : formatTime(startedAt))),
    entry(t('Run time'), ({ runtimeSeconds }) => (runtimeSeconds === null ? null : formatHours(runtimeSeconds / 3600))),
    entry(t('Host'), ({ host }) => host),
    entry('GPU', ({ gpu }) => gpu),
    entry(t('Agent'), ({ agent }) => agent),
  ];
}

/** The settings of a run by how they stand to the framework's defaults. */
export interface SettingGroups {
  readonly differing: readonly Setting[];
  /** Without a known default. */
  readonly others: readonly Setting[];
  readonly standard: readonly Setting[];
}

/** `config` in groups; in each, `first` ones before all others. */
export function settingGroups({ config }: RunDetails, first: readonly string[]): SettingGroups {
  return {
    differing: inOrder(
      config.filter(({ differs }) => differs),
      first,
    ),
    others: inOrder(
      config.filter(({ standard }) => standard === null),
      first,
    ),
    standard: inOrder(
      config.filter(({ standard, differs }) => standard !== null && !differs),
      first,
    ),
  };
}

function inOrder<Named extends { readonly name: string }>(
  items: readonly Named[],
  first: readonly string[],
): readonly Named[] {
  const places = new Map(first.map((name, place) => [name, place]));
  const placeOf = ({ name }: Named): number => places.get(name) ?? first.length;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}
