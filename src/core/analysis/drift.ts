import { plainText } from '../plainText';
import type { Run } from '../runs/run';
import type { RunTable } from '../runs/table';
import type { DriftFinding } from './analysis';
import { endedAtOnce, endedAfterTheSameTime } from './endTimes';
import { countBad, type EndedRun, type Suspicion } from './endedRuns';
import { memoryGrowth } from './memoryGrowth';
import { levelsTest } from './statistics/contingency';
import { mannWhitney } from './statistics/mannWhitney';
import { orderedCounts } from './statistics/orderedCounts';
import { countOf } from './statistics/proportion';
import { searchThreshold } from './thresholdSearch';
import { counted, pWords } from './wording';

/**
 * A circumstance is reported where the smallest p, multiplied by the number of circumstances looked at, is at most this:
 * fewer than 1 in 30 data sets without any drift have a finding.
 */
const DRIFT_P = 0.03;
/** Fewer runs, or fewer on either side, show no drift. */
const FEWEST_RUNS = 8;
const FEWEST_OF_GROUP = 2;
/** The start of that share of the runs must be known. */
const KNOWN_STARTS = 0.9;

/**
 * What else than the settings may have made runs crash: when they were started, where they ran, how soon they ended. All
 * bad ends count, those by the machine as well; only ends by a person do not. p is corrected by Bonferroni over all
 * circumstances that could be looked at.
 */
export function findDrift(runs: readonly Run[], { rows }: RunTable, method: string | null): readonly DriftFinding[] {
  const ended = rows.flatMap((row, index): readonly EndedRun[] => {
    const isBad = ['crashed', 'failed', 'broken', 'lost-contact'].includes(row.outcome);
    const counts = isBad ? row.cause?.category !== 'user' : row.outcome === 'finished';
    return counts ? [{ run: runs[index]!, row, isBad }] : [];
  });
  const certain = [...endedAtOnce(ended), ...endedAfterTheSameTime(ended)];
  const bad = ended.filter(({ isBad }) => isBad).length;
  if (ended.length < FEWEST_RUNS || Math.min(bad, ended.length - bad) < FEWEST_OF_GROUP) return certain;

  const byStart = startOrder(ended);
  const tests = [
    ...(byStart === null ? [] : [orderTest(byStart, method), periodTest(byStart, method), memoryGrowth(byStart)]),
    placeTest(ended, 'host', ({ run }) => run.host),
    placeTest(ended, 'gpu', ({ run }) => run.gpu ?? null),
    placeTest(ended, 'agent', ({ run }) => run.agent ?? null),
  ].filter((test) => test !== null);
  const found = tests
    .map((test) => ({ ...test, p: Math.min(1, test.p * tests.length) }))
    .filter(({ p, message }) => p <= DRIFT_P && message !== '')
    .sort((a, b) => a.p - b.p);
  return [...certain, ...found.filter(isNew).map((finding) => ({ ...finding, message: withP(finding) }))];
}

/** Of a trend and a period only the surer one is told, and of places that hold the same runs the first. */
function isNew(finding: Suspicion, index: number, all: readonly Suspicion[]): boolean {
  const isTime = ({ kind }: Suspicion): boolean => kind === 'start-order' || kind === 'period';
  return !all
    .slice(0, index)
    .some(
      (before) =>
        (isTime(before) && isTime(finding)) ||
        (before.beyond?.total === finding.beyond?.total && before.beyond?.crashed === finding.beyond?.crashed),
    );
}

function withP({ message, p }: Suspicion): string {
  return message.replace('{p}', pWords(p));
}

/** The runs by their start; `null` where too few starts are known or all are the same. */
function startOrder(ended: readonly EndedRun[]): readonly EndedRun[] | null {
  const known = ended.filter(({ run }) => run.startedAt !== null);
  if (known.length < KNOWN_STARTS * ended.length || known.length < FEWEST_RUNS) return null;
  const sorted = [...known].sort((a, b) => a.run.startedAt! - b.run.startedAt!);
  return sorted[0]!.run.startedAt === sorted.at(-1)!.run.startedAt ? null : sorted;
}

function startCounts(byStart: readonly EndedRun[]): ReturnType<typeof orderedCounts> {
  const starts = (isBad: boolean): Float64Array =>
    Float64Array.from(byStart.filter((ended) => ended.isBad === isBad).map(({ run }) => run.startedAt!));
  return orderedCounts(starts(true), starts(false));
}

const CHECK_FIRST = 'Look at that before blaming a setting.';

function orderTest(byStart: readonly EndedRun[], method: string | null): Suspicion | null {
  const comparison = mannWhitney(startCounts(byStart));
  if (comparison === null) return null;
  const middle = byStart.length >> 1;
  const [early, late] = [countBad(byStart.slice(0, middle)), countBad(byStart.slice(middle))];
  const isRising = comparison.auc > 0.5;
  const [beyond, within] = isRising ? [late, early] : [early, late];
  const rates =
    `${String(late.crashed)} of ${String(late.total)} in the later half, ` +
    `${String(early.crashed)} of ${String(early.total)} in the earlier one ({p})`;
  const why =
    method === 'grid'
      ? 'In a grid the order follows the settings, so either may be the reason.'
      : `Something changed over time, such as memory, a disk, the data or the code. ${CHECK_FIRST}`;
  // A bayes sweep learns to avoid what crashes: a falling rate is what it is for.
  const isExpected = !isRising && method === 'bayes';
  return {
    kind: 'start-order',
    where: null,
    beyond,
    within,
    p: comparison.p,
    message: isExpected ? '' : `Runs started ${isRising ? 'later' : 'earlier'} crashed more often: ${rates}. ${why}`,
  };
}

function periodTest(byStart: readonly EndedRun[], method: string | null): Suspicion | null {
  const threshold = searchThreshold(startCounts(byStart), 'linear');
  if (threshold === null) return null;
  const { direction, value, beyond, within, p } = threshold;
  const isInside = ({ run }: EndedRun): boolean => {
    const start = run.startedAt!;
    if (typeof value === 'number') return direction === 'above' ? start > value : start < value;
    return start > value[0] && start < value[1];
  };
  const runs = byStart.filter(isInside);
  if (direction === 'outside' || runs.length === 0)
    return { kind: 'period', where: null, beyond, within, p, message: '' };
  const [first, last] = [plainText(runs[0]!.run.id, 40), plainText(runs.at(-1)!.run.id, 40)];
  const isExpected = direction === 'below' && method === 'bayes';
  const why =
    method === 'grid'
      ? 'In a grid the order follows the settings, so either may be the reason.'
      : `An outage, a full disk or a change of the code would look like this. ${CHECK_FIRST}`;
  return {
    kind: 'period',
    where: `${first} – ${last}`,
    beyond,
    within,
    p,
    message: isExpected
      ? ''
      : `From run ${first} to run ${last}, ${String(beyond.crashed)} of ${counted(beyond.total, 'run')} crashed, ` +
        `otherwise ${String(within.crashed)} of ${String(within.total)} ({p}). ${why}`,
  };
}

const PLACE_WORDS = {
  host: { on: 'On host', check: 'that machine' },
  gpu: { on: 'On GPU', check: 'that device' },
  agent: { on: 'Under agent', check: 'that process and its machine' },
} as const;

function placeTest(
  ended: readonly EndedRun[],
  kind: keyof typeof PLACE_WORDS,
  placeOf: (ended: EndedRun) => string | null,
): Suspicion | null {
  const byPlace = new Map<string, EndedRun[]>();
  for (const one of ended) {
    const place = placeOf(one);
    if (place === null) continue;
    const there = byPlace.get(place);
    if (there === undefined) byPlace.set(place, [one]);
    else there.push(one);
  }
  const places = [...byPlace].map(([place, there]) => ({ place, count: countBad(there) }));
  const known = places.reduce((sum, { count }) => sum + count.total, 0);
  const crashed = places.reduce((sum, { count }) => sum + count.crashed, 0);
  // A place for each run, as with agents that start one each, tells nothing.
  if (places.length < 2 || places.length * 2 > known) return null;
  const p = levelsTest(
    places.map(({ count }) => count.crashed),
    places.map(({ count }) => count.total),
  );
  const worst = places.reduce((found, one) => (one.count.low > found.count.low ? one : found));
  const within = countOf(crashed - worst.count.crashed, known - worst.count.total);
  const words = PLACE_WORDS[kind];
  return {
    kind,
    where: plainText(worst.place, 60),
    beyond: worst.count,
    within,
    p,
    message:
      `${words.on} ${plainText(worst.place, 60)}, ${String(worst.count.crashed)} of ` +
      `${counted(worst.count.total, 'run')} crashed, elsewhere ${String(within.crashed)} of ${String(within.total)} ` +
      `({p}). Look at ${words.check} before blaming a setting.`,
  };
}
