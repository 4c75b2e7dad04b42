import type { Column, RunTable } from '../runs/table';
import { quantile } from '../sweep/distributions';
import type { Count } from './analysis';
import { countOf, logLikelihood } from './statistics/proportion';
import type { SweepSpace } from './sweepSpace';

/** What is known of a sweep that is still running, and what to tell the person, if anything. */
export interface Look {
  readonly crashed: number;
  readonly completed: number;
  readonly running: number;
  /** Crashes concentrate in one setting; `null` while that may be chance. */
  readonly relation: Concentration | null;
  /** Nearly everything crashes, whatever the settings; `null` while that may be chance. */
  readonly rate: Count | null;
}

/** Where crashes concentrate: one side of a cut, or one level. Runs that go on count as not crashed. */
export interface Concentration {
  readonly parameter: string;
  readonly side: 'above' | 'below' | 'at' | 'not at';
  readonly value: number | string;
  readonly there: Count;
  readonly elsewhere: Count;
}

/** A way to divide the runs of a sweep, fixed before their ends are known. */
export interface WatchedCut {
  readonly parameter: string;
  readonly at: { readonly kind: 'cut'; readonly value: number } | { readonly kind: 'level'; readonly value: string };
}

/** Chances of a false alarm over a whole sweep, however often one looks: that a setting is blamed, and for the rate. */
const RELATION_ALPHA = 0.03;
const RATE_ALPHA = 0.02;
/** More than this share of crashed runs (0–1) is worth a word even where no setting explains it. */
const MANY = 0.6;
/** A side on which fewer crash is no reason to stop. */
const HALF = 0.5;
const FEWEST_CRASHES = 3;
const QUANTILES = [1, 2, 3, 4, 5, 6, 7].map((eighth) => eighth / 8);
/** Runs whose settings tell where to cut when no sweep file does. */
const RUNS_FOR_CUTS = 8;
/** Share of the prior chance that goes to settings that an earlier analysis found. */
const SUSPECTED = 0.5;
/** Levels of a setting that are looked at. */
const MOST_LEVELS = 20;

/**
 * The cuts that are watched: eighths of each distribution of the sweep, or else of the settings of its first runs. How
 * runs end plays no part, so that the same cuts hold for all looks; `null` while there are too few runs to tell.
 */
export function watchedCuts(table: RunTable, space: SweepSpace | null): readonly WatchedCut[] | null {
  const distributions = space?.distributions ?? null;
  if (distributions === null && table.rows.length < RUNS_FOR_CUTS) return null;
  const first = <Value>(values: Iterable<Value>): readonly Value[] => [...values].slice(0, RUNS_FOR_CUTS);
  return table.columns.flatMap((column): readonly WatchedCut[] => {
    const distribution = distributions?.get(column.name);
    if (distributions !== null && (distribution === undefined || distribution.name === 'constant')) return [];
    if (column.kind === 'category') {
      const drawn = distribution?.kind === 'discrete' ? distribution.values.map(String) : null;
      const levels = drawn ?? first(column.codes).map((code) => column.levels[code] ?? '');
      const distinct = [...new Set(levels)].filter((level) => level !== '').slice(0, MOST_LEVELS);
      return distinct.length < 2
        ? []
        : distinct.map((value) => ({ parameter: column.name, at: { kind: 'level', value } }));
    }
    const sorted = first(column.values)
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    const listed = distribution?.kind === 'discrete' ? distribution.values.filter(isNumber) : null;
    const values =
      distribution === undefined || distribution.kind === 'discrete'
        ? between(listed ? [...new Set(listed)].sort((a, b) => a - b) : sorted)
        : QUANTILES.map((share) => quantile(distribution, share)).filter((value) => value !== null);
    const cuts = [...new Set(values)];
    return cuts.map((value) => ({ parameter: column.name, at: { kind: 'cut', value } }));
  });
}

/**
 * Looks at a sweep that is running. Both alarms are tests that may be looked at after every run without correction: the
 * statistic is a likelihood ratio whose numerator bets before the runs end – an average over all cuts, a Jeffreys prior for
 * the crash rate on either side – and whose denominator is the best that a single crash rate can do. Under any single rate
 * it is below a martingale that starts at 1, and so exceeds 1/α ever with a chance of α at most (J. Ville, 1939; L.
 * Wasserman, A. Ramdas and S. Balakrishnan, "Universal inference", PNAS 117 (2020) 16880–16890, section 8), also where a
 * bayes sweep chooses settings by how runs ended. Crashed runs end sooner than completed ones, so that the first to end are
 * mostly crashes: runs are taken in the order of their start, those that go on count as not crashed, and any number of
 * first runs may raise the alarm. `suspects` are settings that an earlier analysis found.
 */
export function lookAt(table: RunTable, cuts: readonly WatchedCut[] | null, suspects: ReadonlySet<string>): Look {
  const rows = watchedRows(table);
  const groups = rows.map((row) => table.rows[row]!.group);
  const crashed = groups.filter((group) => group === 'crashed').length;
  const completed = groups.filter((group) => group === 'completed').length;
  return {
    crashed,
    completed,
    running: rows.length - crashed - completed,
    relation: findConcentration(table, rows, cuts ?? [], suspects),
    rate: findManyCrashed(groups.map((group) => group === 'crashed')),
  };
}

/** Rows that tell something, in the order of their start: what was stopped or lost by the machine does not. */
function watchedRows({ rows }: RunTable): readonly number[] {
  const startOf = (row: number): number => rows[row]!.startedAt ?? Infinity;
  return [...rows.keys()]
    .filter((row) => rows[row]!.group !== 'excluded' || rows[row]!.outcome === 'running')
    .sort((a, b) => (startOf(a) === startOf(b) ? a - b : startOf(a) - startOf(b)));
}

/** The cut that the evidence is mostly about, where the evidence of the cuts together is enough. */
function findConcentration(
  table: RunTable,
  rows: readonly number[],
  cuts: readonly WatchedCut[],
  suspects: ReadonlySet<string>,
): Concentration | null {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const weights = priorWeights(cuts, suspects);
  const jeffreys = jeffreysTable(rows.length);
  // For each cut: crashed runs and all runs beyond it.
  const hits = new Int32Array(cuts.length);
  const sizes = new Int32Array(cuts.length);
  let crashed = 0;
  for (const [place, row] of rows.entries()) {
    const isCrashed = table.rows[row]!.group === 'crashed';
    const total = place + 1;
    if (isCrashed) crashed++;
    cuts.forEach((cut, index) => {
      const column = columns.get(cut.parameter);
      if (!column || !isBeyond(column, row, cut)) return;
      sizes[index]!++;
      if (isCrashed) hits[index]!++;
    });
    if (crashed < FEWEST_CRASHES) continue;
    let logSum = -Infinity;
    let best = { log: -Infinity, index: -1 };
    for (let index = 0; index < cuts.length; index++) {
      const [k, n] = [hits[index]!, sizes[index]!];
      const log = weights[index]! + jeffreys(k, n) + jeffreys(crashed - k, total - n);
      logSum = addLogs(logSum, log);
      if (log > best.log) best = { log, index };
    }
    if (best.index < 0 || logSum - logLikelihood(crashed, total) < -Math.log(RELATION_ALPHA)) continue;
    const found = overAll(cuts[best.index]!, columns, table, rows);
    if (found.there.crashed >= FEWEST_CRASHES && found.there.crashed >= HALF * found.there.total) return found;
  }
  return null;
}

/** A cut with the counts of all runs that are watched: the alarm may have come earlier, the figures are of now. */
function overAll(
  cut: WatchedCut,
  columns: ReadonlyMap<string, Column>,
  table: RunTable,
  rows: readonly number[],
): Concentration {
  const column = columns.get(cut.parameter)!;
  const isCrashed = (row: number): boolean => table.rows[row]!.group === 'crashed';
  const there = rows.filter((row) => isBeyond(column, row, cut));
  return concentration(cut, there.filter(isCrashed).length, there.length, rows.filter(isCrashed).length, rows.length);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Middles between neighbouring values. */
function between(sorted: readonly number[]): readonly number[] {
  return sorted.slice(1).flatMap((value, i) => (value > sorted[i]! ? [(value + sorted[i]!) / 2] : []));
}

/** Whether a run lies above the cut, or at the level. A run without the setting does neither. */
function isBeyond(column: Column, row: number, { at }: WatchedCut): boolean {
  if (at.kind === 'cut') return column.kind === 'number' && column.values[row]! > at.value;
  return column.kind === 'category' && column.levels[column.codes[row]!] === at.value;
}

/** Logs of the prior chance of each cut: equal for all settings, but for those that are suspected; then for their cuts. */
function priorWeights(cuts: readonly WatchedCut[], suspects: ReadonlySet<string>): readonly number[] {
  const sizes = new Map<string, number>();
  for (const { parameter } of cuts) sizes.set(parameter, (sizes.get(parameter) ?? 0) + 1);
  const suspected = [...sizes.keys()].filter((name) => suspects.has(name)).length;
  const bonus = suspected === 0 ? 0 : SUSPECTED;
  return cuts.map(({ parameter }) => {
    const share = (1 - bonus) / sizes.size + (suspects.has(parameter) ? bonus / suspected : 0);
    return Math.log(share / sizes.get(parameter)!);
  });
}

/** Logs of the chance of `hits` among `size` in a given order, the rate having Jeffreys' prior Beta(½, ½). */
function jeffreysTable(most: number): (hits: number, size: number) => number {
  const halves = new Float64Array(most + 1);
  const wholes = new Float64Array(most + 1);
  for (let i = 1; i <= most; i++) {
    halves[i] = halves[i - 1]! + Math.log(i - 0.5);
    wholes[i] = wholes[i - 1]! + Math.log(i);
  }
  return (hits, size) => halves[hits]! + halves[size - hits]! - wholes[size]!;
}

function addLogs(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}

function concentration(cut: WatchedCut, k: number, n: number, crashed: number, total: number): Concentration {
  const { parameter, at } = cut;
  const [inside, outside] = [countOf(k, n), countOf(crashed - k, total - n)];
  const isInside = k * (total - n) >= (crashed - k) * n;
  const sides = at.kind === 'cut' ? (['above', 'below'] as const) : (['at', 'not at'] as const);
  return {
    parameter,
    side: isInside ? sides[0] : sides[1],
    value: at.value,
    there: isInside ? inside : outside,
    elsewhere: isInside ? outside : inside,
  };
}

/**
 * The same kind of test for the rate alone: higher rates, half the chance on nearly 1, against the best one up to
 * {@link MANY}. That runs go on can only hide crashes, so that any number of first runs may be told.
 */
function findManyCrashed(crashes: readonly boolean[]): Count | null {
  let crashed = 0;
  for (const [place, isCrashed] of crashes.entries()) {
    if (isCrashed) crashed++;
    if (isManyCrashed(crashed, place + 1)) return countOf(crashes.filter(Boolean).length, crashes.length);
  }
  return null;
}

function isManyCrashed(crashed: number, total: number): boolean {
  if (total === 0 || crashed <= MANY * total) return false;
  const log = (rate: number): number => crashed * Math.log(rate) + (total - crashed) * Math.log(1 - rate);
  const steps = 40;
  const rates = Array.from({ length: steps }, (_, i) => MANY + ((1 - MANY) * (i + 0.5)) / steps);
  const bet = rates.reduce((sum, rate) => addLogs(sum, log(rate) - Math.log(2 * steps)), log(0.98) - Math.log(2));
  return bet - log(MANY) >= -Math.log(RATE_ALPHA);
}
