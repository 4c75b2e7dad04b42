import { asNumber } from '../runs/sameValue';
import type { Column, RunTable } from '../runs/table';
import type { Count } from './analysis';
import { countOf, logLikelihood } from './statistics/proportion';
import type { WatchedCut } from './watchedCuts';

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

/** Chances of a false alarm over a whole sweep, however often one looks: that a setting is blamed, and for the rate. */
const RELATION_ALPHA = 0.03;
const RATE_ALPHA = 0.02;
/** More than this share of crashed runs (0–1) is worth a word even where no setting explains it. */
const MANY = 0.6;
/** A side on which fewer crash is no reason to stop. */
const HALF = 0.5;
const FEWEST_CRASHES = 3;
/** Runs that go on among the first ones that are tested; with more, their worst ends leave nothing to say. */
const MOST_OPEN = 32;
/** Share of the prior chance that goes to settings that an earlier analysis found. */
const SUSPECTED = 0.5;
/**
 * Looks at a sweep that is running. Both alarms are tests that may be looked at after every run without correction: the
 * statistic is a likelihood ratio whose numerator bets before the runs end – an average over all cuts, a Jeffreys prior for
 * the crash rate on either side – and whose denominator is the best that a single crash rate can do. Under any single rate
 * it is below a martingale that starts at 1, and so exceeds 1/α ever with a chance of α at most (J. Ville, 1939; L.
 * Wasserman, A. Ramdas and S. Balakrishnan, "Universal inference", PNAS 117 (2020) 16880–16890, section 8), also where a
 * bayes sweep chooses settings by how runs ended. When a run ends depends on how it ends (crashed runs sooner) and on its
 * settings (few epochs sooner), so that the first to end tell nothing of the others: runs are taken in the order of their
 * start, the test is done for any number of first runs, and those of them that go on end as suits it least. The ratio is
 * then no higher than the one that is known once all have ended. `suspects` are settings that an earlier analysis found.
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
  const beyond = cuts.map((): Tally => ({ crashed: 0, open: 0, total: 0 }));
  const all: Tally = { crashed: 0, open: 0, total: 0 };
  const count = (tally: Tally, row: number): void => {
    const { group } = table.rows[row]!;
    tally.total++;
    if (group === 'crashed') tally.crashed++;
    else if (group === 'excluded') tally.open++;
  };
  for (const row of rows) {
    count(all, row);
    cuts.forEach((cut, index) => {
      const column = columns.get(cut.parameter);
      if (column && isBeyond(column, row, cut)) count(beyond[index]!, row);
    });
    if (all.crashed < FEWEST_CRASHES || all.open > MOST_OPEN) continue;
    const index = surelyAbove(-Math.log(RELATION_ALPHA), all, beyond, weights, jeffreys);
    if (index === null) continue;
    const found = overAll(cuts[index]!, columns, table, rows);
    if (found.there.crashed >= FEWEST_CRASHES && found.there.crashed >= HALF * found.there.total) return found;
  }
  return null;
}

/** Runs on one side of a cut, or all: how many crashed, how many go on, and how many there are with those that completed. */
interface Tally {
  crashed: number;
  open: number;
  total: number;
}

/**
 * The cut that the evidence is mostly about, where the log of the likelihood ratio is at least `limit` however the runs that
 * go on end; else `null`. Each cut may have its own worst end: the sum of the minima is no more than the minimum of the sum.
 */
function surelyAbove(
  limit: number,
  all: Tally,
  beyond: readonly Tally[],
  weights: readonly number[],
  jeffreys: Jeffreys,
): number | null {
  let least = { log: Infinity, index: -1 };
  for (let more = 0; more <= all.open; more++) {
    const crashed = all.crashed + more;
    let logSum = -Infinity;
    let best = { log: -Infinity, index: -1 };
    for (const [index, side] of beyond.entries()) {
      const most = Math.min(side.open, more);
      let log = Infinity;
      for (let there = Math.max(0, more - (all.open - side.open)); there <= most; there++) {
        const hits = side.crashed + there;
        log = Math.min(log, jeffreys(hits, side.total) + jeffreys(crashed - hits, all.total - side.total));
      }
      log += weights[index]!;
      logSum = addLogs(logSum, log);
      if (log > best.log) best = { log, index };
    }
    const log = logSum - logLikelihood(crashed, all.total);
    if (best.index < 0 || log < limit) return null;
    if (log < least.log) least = { log, index: best.index };
  }
  return least.index;
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

/** Whether a run lies above the cut, or at the level. A run without the setting does neither. */
function isBeyond(column: Column, row: number, { at }: WatchedCut): boolean {
  if (at.kind === 'cut') {
    const value = column.kind === 'number' ? column.values[row]! : asNumber(column.levels[column.codes[row]!] ?? null);
    return value !== null && value > at.value;
  }
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

/** The log of the chance of `hits` among `size` in a given order, the rate having Jeffreys' prior Beta(½, ½). */
type Jeffreys = (hits: number, size: number) => number;

function jeffreysTable(most: number): Jeffreys {
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
