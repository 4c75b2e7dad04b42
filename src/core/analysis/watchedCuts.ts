import { asNumber } from '../runs/sameValue';
import type { Column, RunTable } from '../runs/table';
import { quantile, type Distribution } from '../sweep/distributions';
import type { SweepSpace } from './sweepSpace';

/** A way to divide the runs of a sweep, fixed before their ends are known. */
export interface WatchedCut {
  readonly parameter: string;
  readonly at: { readonly kind: 'cut'; readonly value: number } | { readonly kind: 'level'; readonly value: string };
}

const QUANTILES = [1, 2, 3, 4, 5, 6, 7].map((eighth) => eighth / 8);
/** Runs whose settings tell where to cut when no sweep file does. */
const RUNS_FOR_CUTS = 8;
/** Levels of a setting that are looked at. */
const MOST_LEVELS = 20;

/**
 * The cuts that are watched: eighths of each distribution of the sweep, which needs no run, or else of the settings of its
 * first runs. How runs end plays no part, so that the same cuts hold for all looks; `null` while there are too few runs to
 * tell. A sweep none of whose parameters the runs have is not theirs, and is passed over.
 */
export function watchedCuts(table: RunTable, space: SweepSpace | null): readonly WatchedCut[] | null {
  const isKnown = table.rows.length >= RUNS_FOR_CUTS;
  const fits = !isKnown || table.columns.some(({ name }) => space?.distributions.has(name));
  const drawn = fits ? [...(space?.distributions ?? [])].flatMap(([name, one]) => drawnCuts(name, one)) : [];
  const cuts = drawn.length > 0 || !isKnown ? drawn : cutsOfFirstRuns(table);
  return cuts.length > 0 ? cuts : null;
}

function drawnCuts(parameter: string, distribution: Distribution): readonly WatchedCut[] {
  if (distribution.kind !== 'discrete') {
    const values = QUANTILES.map((share) => quantile(distribution, share)).filter((value) => value !== null);
    return cutsAt(parameter, values);
  }
  const { values } = distribution;
  // A number in quotes is one in the runs.
  const numbers = values.map(asNumber).filter((value) => value !== null);
  return numbers.length === values.length
    ? cutsAt(parameter, between(numbers))
    : levelsOf(parameter, values.map(String));
}

/** The first runs by their start: the order in which a source lists runs may change as they end. */
function cutsOfFirstRuns({ rows, columns }: RunTable): readonly WatchedCut[] {
  const startOf = (row: number): number => rows[row]!.startedAt ?? Infinity;
  const first = [...rows.keys()]
    .sort((a, b) => (startOf(a) === startOf(b) ? a - b : startOf(a) - startOf(b)))
    .slice(0, RUNS_FOR_CUTS);
  return columns.flatMap((column: Column) =>
    column.kind === 'category'
      ? levelsOf(
          column.name,
          first.flatMap((row) => column.levels[column.codes[row]!] ?? []),
        )
      : cutsAt(column.name, between(first.map((row) => column.values[row]!).filter((value) => !Number.isNaN(value)))),
  );
}

function cutsAt(parameter: string, values: readonly number[]): readonly WatchedCut[] {
  return [...new Set(values)].map((value) => ({ parameter, at: { kind: 'cut', value } }));
}

function levelsOf(parameter: string, levels: readonly string[]): readonly WatchedCut[] {
  const distinct = [...new Set(levels)].slice(0, MOST_LEVELS);
  return distinct.length < 2 ? [] : distinct.map((value) => ({ parameter, at: { kind: 'level', value } }));
}

/** Middles between neighbouring values. */
function between(values: readonly number[]): readonly number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return sorted.slice(1).map((value, i) => (value + sorted[i]!) / 2);
}
