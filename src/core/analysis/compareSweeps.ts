import { settingsDiffer, type RangeDifference } from './compareRanges';
import type { RunTable } from '../runs/table';
import type { SweepDocument } from '../sweep/document';
import type { Analysis, Count } from './analysis';
import { SeenRuns } from './copies';
import { levelsTest } from './statistics/contingency';
import { countOf } from './statistics/proportion';
import { holm, proportionDifference } from './statistics/twoProportions';

/** One of several sweeps, in the order in which they were run. */
export interface ComparedSweep {
  readonly analysis: Analysis;
  readonly table: RunTable;
  /** Its sweep file, where it is known: tells which ranges were changed. */
  readonly document: SweepDocument | null;
}

/** Crash rates of sweeps, one after another: plain data, the result of `sweep-guard compare --format json`. */
export interface SweepComparison {
  readonly version: 1;
  readonly sweeps: readonly (Count & {
    readonly ref: string;
    /** First and last start, in milliseconds since 1970; `null` where they are not known. */
    readonly started: readonly [number, number] | null;
    /** Runs that were counted in an earlier sweep already, such as those that seed this one. */
    readonly repeated: number;
  })[];
  /** Each later sweep against the first. */
  readonly differences: readonly SweepDifference[];
  /** What else may have changed the rate, a sentence each. */
  readonly caveats: readonly string[];
}

export interface SweepDifference {
  /** Index of the later sweep. */
  readonly sweep: number;
  /** Crash rate of the later minus that of the first (−1 to 1), with Newcombe's 95 % interval; `null` without runs. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Fisher's exact test, two-sided, corrected for the number of later sweeps (Holm); `null` without runs. */
  readonly p: number | null;
  /** `fewer` and `more` where p is at most 0.05. */
  readonly verdict: 'fewer' | 'more' | 'not shown';
  /** Parameters whose ranges are not the same. */
  readonly ranges: readonly RangeDifference[];
}

/**
 * Whether later sweeps crashed less than the first. All have to be analysed with the same choice of what counts as crashed;
 * runs that the machine ended are left out of each. A run that is in several counts in the first of them only.
 */
export function compareSweeps(sweeps: readonly ComparedSweep[]): SweepComparison {
  const seen = new SeenRuns();
  const counted = sweeps.map(({ analysis, table }) => {
    let [crashed, total, repeated] = [0, 0, 0];
    for (const [row, { group }] of table.rows.entries()) {
      if (seen.has(table, row)) repeated++;
      else if (group !== 'excluded') {
        total++;
        if (group === 'crashed') crashed++;
      }
    }
    seen.add(table);
    return { ref: analysis.source.ref, ...countOf(crashed, total), started: startsOf(table), repeated };
  });
  const [first, ...later] = counted;
  const raw = later.map((one) => (first && first.total > 0 && one.total > 0 ? fisher(one, first) : null));
  const corrected = holm(raw.filter((p) => p !== null));
  let next = 0;
  const differences = later.map((one, i): SweepDifference => {
    const p = raw[i] === null ? null : corrected[next++]!;
    const difference = proportionDifference(
      { hits: one.crashed, total: one.total },
      { hits: first!.crashed, total: first!.total },
    );
    const isShown = p !== null && p <= 0.05 && difference !== null;
    return {
      sweep: i + 1,
      difference,
      p,
      verdict: !isShown ? 'not shown' : difference.value < 0 ? 'fewer' : 'more',
      ranges: settingsDiffer(sweeps[0]!, sweeps[i + 1]!),
    };
  });
  return { version: 1, sweeps: counted, differences, caveats: caveatsOf(sweeps, counted) };
}

function fisher(one: Count, other: Count): number {
  return levelsTest([one.crashed, other.crashed], [one.total, other.total]);
}

function startsOf({ rows }: RunTable): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { startedAt } of rows) {
    if (startedAt === null) continue;
    low = Math.min(low, startedAt);
    high = Math.max(high, startedAt);
  }
  return low > high ? null : [low, high];
}

function caveatsOf(sweeps: readonly ComparedSweep[], counted: SweepComparison['sweeps']): readonly string[] {
  const choices = new Set(sweeps.map(({ analysis }) => [...analysis.crashedMeans].sort().join()));
  const hosts = sweeps.map(({ table }) => new Set(table.rows.flatMap(({ host }) => host ?? [])));
  const shares = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((host) => b.has(host));
  const elsewhere = hosts.slice(1).some((set) => set.size > 0 && hosts[0]!.size > 0 && !shares(set, hosts[0]!));
  const drifting = sweeps
    .filter(({ analysis }) => analysis.drift.length > 0)
    .map(({ analysis }) => analysis.source.ref);
  const repeated = counted.reduce((sum, one) => sum + one.repeated, 0);
  const open = sweeps.reduce((sum, { analysis }) => sum + analysis.runs.excluded.running, 0);
  return [
    'Sweeps that follow each other are no experiment: code, data, machines and time differ as well as ranges. The first one was looked at because it crashed, and such rates tend to fall by themselves.',
    ...(choices.size > 1 ? ['What counts as crashed is not the same in all sweeps: the rates can’t be compared.'] : []),
    ...(isForeign(sweeps)
      ? ['A later sweep sets no parameter that the first one sets: they may not try the same thing.']
      : []),
    ...(elsewhere ? ['The sweeps ran on different hosts.'] : []),
    ...(drifting.length > 0
      ? [`In ${drifting.join(' and ')} something other than settings goes with crashing; read its report first.`]
      : []),
    ...(repeated > 0
      ? [
          `${String(repeated)} ${repeated === 1 ? 'run is' : 'runs are'} in more than one sweep, and counted in the first of them only.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${String(open)} ${open === 1 ? 'run is' : 'runs are'} still running; long runs that complete come last, so that the rate may fall.`,
        ]
      : []),
    ...(counted.some(({ total }) => total === 0)
      ? ['A sweep without runs that completed or crashed can’t be compared.']
      : []),
  ];
}

/** Whether the settings of a later sweep have no name in common with those of the first. */
function isForeign([first, ...later]: readonly ComparedSweep[]): boolean {
  const names = ({ table }: ComparedSweep): readonly string[] => table.columns.map(({ name }) => name);
  const known = new Set(first === undefined ? [] : names(first));
  return later.some((one) => {
    const own = names(one);
    return known.size > 0 && own.length > 0 && !own.some((name) => known.has(name));
  });
}
