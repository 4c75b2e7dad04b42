import type { Column, NumberColumn, RunTable } from '../runs/table';
import { finiteValues } from './finiteValues';
import { sortNumbers } from './statistics/sortNumbers';

/** The bin of a run that does not have the parameter. */
export const MISSING = 255;

/**
 * A way to divide the runs by one parameter. `cut`: bins above `bin` lie on the upper side, `low` and `high` being the
 * neighbouring values on either side of it. `levels`: the given bins (levels of a category) lie on the upper side.
 */
export type Split =
  | { readonly kind: 'cut'; readonly bin: number; readonly low: number; readonly high: number }
  | { readonly kind: 'levels'; readonly bins: readonly number[] };

/** One parameter in bins: numbers in ascending order of value, categories a bin for each frequent level. */
export interface BinnedColumn {
  readonly column: Column;
  /** A bin for each run of {@link Binned.rows}, {@link MISSING} where it has none. */
  readonly bins: Uint8Array;
  readonly binCount: number;
  readonly splits: readonly Split[];
  /** The code of the level in each bin; for numbers, and for a last bin that collects rare levels, nothing. */
  readonly levelOf: readonly number[];
}

/** The compared runs as bins: what searches over settings compute on. */
export interface Binned {
  /** Rows of the table, in its order. */
  readonly rows: Int32Array;
  /** 1 where the run crashed, 0 where it completed. */
  readonly crashed: Uint8Array;
  readonly columns: readonly BinnedColumn[];
}

/** How fine and how much of a table is put into bins. */
export interface BinOptions {
  /** Ways to divide by one number, at most; up to 64. */
  readonly splits: number;
  /** Neither side of a split holds fewer runs. */
  readonly smallestSide: number;
  /** Of more runs, so many are taken, evenly spread over the table. */
  readonly maxRuns: number;
}

/** Frequent levels of a category that get a bin of their own. */
const MAX_LEVELS = 12;
/** With so many levels, two of them together are a side of their own as well. */
const LEVELS_IN_PAIRS = 5;

/** Rows of the runs that are compared, crashed and completed; at most `limit`, evenly spread. */
export function comparedSample({ rows }: RunTable, limit = Infinity): Int32Array {
  const compared: number[] = [];
  rows.forEach(({ group }, index) => {
    if (group !== 'excluded') compared.push(index);
  });
  return sampled(Int32Array.from(compared), limit);
}

/** At most `limit` of some rows, evenly spread. */
export function sampled(rows: Int32Array, limit: number): Int32Array {
  if (rows.length <= limit) return rows;
  return Int32Array.from({ length: limit }, (_, i) => rows[Math.floor((i * rows.length) / limit)]!);
}

/**
 * Puts the compared runs into bins by the given columns. Cuts lie at evenly spread quantiles, between different values;
 * columns that can't be divided are left out. Which runs crashed plays no part, so that tests that permute it stay exact.
 */
export function binTable(table: RunTable, columns: readonly Column[], options: BinOptions): Binned {
  const rows = comparedSample(table, options.maxRuns);
  const crashed = Uint8Array.from(rows, (row) => (table.rows[row]!.group === 'crashed' ? 1 : 0));
  const binned = columns.map((column) => binColumn(column, rows, options));
  return { rows, crashed, columns: binned.filter(({ splits }) => splits.length > 0) };
}

/** Whether a bin lies on the upper side of a split. A missing value never does. */
export function isUpper(split: Split, bin: number): boolean {
  if (bin === MISSING) return false;
  return split.kind === 'cut' ? bin > split.bin : split.bins.includes(bin);
}

/** One column in bins, over the given rows of the table. */
export function binColumn(column: Column, rows: Int32Array, options: Omit<BinOptions, 'maxRuns'>): BinnedColumn {
  return column.kind === 'number' ? binNumbers(column, rows, options) : binLevels(column, rows, options);
}

function binNumbers(
  column: NumberColumn,
  rows: Int32Array,
  { splits: most, smallestSide }: Omit<BinOptions, 'maxRuns'>,
): BinnedColumn {
  const sorted = finiteValues(column, rows);
  sortNumbers(sorted);
  const n = sorted.length;
  const splits: Split[] = [];
  for (let i = 1; i <= most; i++) {
    const below = nearestBoundary(sorted, Math.round((i * n) / (most + 1)));
    if (below === null || below < smallestSide || n - below < smallestSide) continue;
    const low = sorted[below - 1]!;
    const last = splits.at(-1);
    if (last?.kind === 'cut' && last.low >= low) continue;
    splits.push({ kind: 'cut', bin: splits.length, low, high: sorted[below]! });
  }
  const bins = new Uint8Array(rows.length);
  for (let run = 0; run < rows.length; run++) bins[run] = binOfNumber(splits, column.values[rows[run]!]!);
  return { column, bins, binCount: splits.length + 1, splits, levelOf: [] };
}

/** The place nearest to `place` at which the value changes; `null` where it never does. */
function nearestBoundary(sorted: Float64Array, place: number): number | null {
  const isBoundary = (at: number): boolean => at > 0 && at < sorted.length && sorted[at - 1]! < sorted[at]!;
  let [down, up] = [place, place];
  while (down > 0 || up < sorted.length) {
    if (isBoundary(down)) return down;
    if (isBoundary(up)) return up;
    down--;
    up++;
  }
  return null;
}

/** The bin of a number among the cuts of its column. */
export function binOfNumber(splits: readonly Split[], value: number): number {
  if (Number.isNaN(value)) return MISSING;
  let [bin, above] = [0, splits.length];
  while (bin < above) {
    const middle = (bin + above) >> 1;
    const split = splits[middle]!;
    // A value between the two neighbours of a cut belongs to the nearer one. Halved first: their sum may be no number.
    if (split.kind === 'cut' && value > split.low / 2 + split.high / 2) bin = middle + 1;
    else above = middle;
  }
  return bin;
}

function binLevels(
  column: Extract<Column, { kind: 'category' }>,
  rows: Int32Array,
  { smallestSide }: Omit<BinOptions, 'maxRuns'>,
): BinnedColumn {
  const counts = new Int32Array(column.levels.length);
  let n = 0;
  for (const row of rows) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    counts[code]!++;
    n++;
  }
  const present = [...counts.keys()].filter((code) => counts[code]! > 0);
  const frequent = present
    .filter((code) => counts[code]! >= Math.min(smallestSide, n / 2))
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MAX_LEVELS);
  const binOf = new Uint8Array(column.levels.length).fill(frequent.length);
  frequent.forEach((code, bin) => (binOf[code] = bin));
  const bins = Uint8Array.from(rows, (row) => {
    const code = column.codes[row]!;
    return code < 0 ? MISSING : binOf[code]!;
  });
  const isComplete = frequent.length === present.length;
  const splits: Split[] = [];
  const offer = (...chosen: readonly number[]): void => {
    const size = chosen.reduce((sum, bin) => sum + counts[frequent[bin]!]!, 0);
    if (size >= smallestSide && n - size >= smallestSide) splits.push({ kind: 'levels', bins: chosen });
  };
  for (let bin = 0; bin < frequent.length; bin++) {
    // Of two levels, either one says it all.
    if (!(isComplete && frequent.length === 2 && bin === 0)) offer(bin);
  }
  if (isComplete && frequent.length > 3 && frequent.length <= LEVELS_IN_PAIRS) {
    for (let a = 0; a < frequent.length; a++) {
      for (let b = a + 1; b < frequent.length; b++) if (frequent.length > 4 || a === 0) offer(a, b);
    }
  }
  return { column, bins, binCount: frequent.length + (isComplete ? 0 : 1), splits, levelOf: frequent };
}
