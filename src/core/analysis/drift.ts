import { plainText } from '../plainText';
import type { OutcomeKind, Run } from '../runs/run';
import type { RunRow, RunTable } from '../runs/table';
import type { DriftFinding } from './analysis';
import { endedAtOnce, endedAfterTheSameTime } from './endTimes';
import { countBad, FEWEST_ENDED, type EndedRun, type Suspicion } from './endedRuns';
import { memoryGrowth } from './memoryGrowth';
import { startOrder, startTests } from './startTimes';
import { levelsTest } from './statistics/contingency';
import { countOf } from './statistics/proportion';
import { counted, integerWords, pWords } from './wording';

/**
 * A circumstance is reported where the smallest p, multiplied by the number of circumstances looked at, is at most this:
 * fewer than 1 in 30 data sets without any drift have a finding.
 */
const DRIFT_P = 0.03;
/** Fewer on either side show no drift. */
const FEWEST_OF_GROUP = 2;

/**
 * What else than the settings may have made runs crash: when they were started, where they ran, how soon they ended. All
 * bad ends count, those by the machine as well; only ends by a person do not. p is corrected by Bonferroni over all
 * circumstances that could be looked at.
 */
export function findDrift(runs: readonly Run[], { rows }: RunTable, method: string | null): readonly DriftFinding[] {
  const ended = endedAmong(runs, rows);
  const certain = [...endedAtOnce(ended), ...endedAfterTheSameTime(ended)];
  const bad = countBad(ended).crashed;
  if (ended.length < FEWEST_ENDED || Math.min(bad, ended.length - bad) < FEWEST_OF_GROUP) return certain;

  const byStart = startOrder(ended);
  const tests = [
    ...(byStart === null ? [] : [...startTests(byStart, method), memoryGrowth(byStart)]),
    placeTest(ended, 'host', ({ run }) => run.host),
    placeTest(ended, 'gpu', ({ run }) => run.gpu ?? null),
    placeTest(ended, 'agent', ({ run }) => run.agent ?? null),
  ].filter((test) => test !== null);
  const found = tests
    .map((test) => ({ ...test, p: Math.min(1, test.p * tests.length) }))
    .filter(({ p, message }) => p <= DRIFT_P && message !== '')
    .sort((a, b) => a.p - b.p);
  const told = found.filter(isNew).map(({ kind, where, beyond, within, p, message }) => ({
    kind,
    where,
    beyond,
    within,
    p,
    message: message.replace('{p}', pWords(p)),
  }));
  return [...certain, ...told];
}

const BAD_ENDS: ReadonlySet<OutcomeKind> = new Set(['crashed', 'failed', 'broken', 'lost-contact']);

/** The runs that came to an end, but for those that a person ended. */
function endedAmong(runs: readonly Run[], rows: readonly RunRow[]): readonly EndedRun[] {
  const ended: EndedRun[] = [];
  rows.forEach((row, index) => {
    const isBad = BAD_ENDS.has(row.outcome);
    const counts = isBad ? row.cause?.category !== 'user' : row.outcome === 'finished';
    if (counts) ended.push({ run: runs[index]!, row, isBad });
  });
  return ended;
}

/**
 * Of a trend and a period only the one is told that explains the ends better: an outage in the later half is a trend as
 * well, and for a surer p than its own. Of places that hold the same runs the first is told.
 */
function isNew(finding: Suspicion, index: number, all: readonly Suspicion[]): boolean {
  const { criterion } = finding;
  if (criterion !== undefined && all.some((other) => other.criterion !== undefined && other.criterion < criterion)) {
    return false;
  }
  return !all
    .slice(0, index)
    .some(({ beyond }) => beyond?.total === finding.beyond?.total && beyond?.crashed === finding.beyond?.crashed);
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
  const byPlace = new Map<string, { crashed: number; total: number }>();
  for (const one of ended) {
    const place = placeOf(one);
    if (place === null) continue;
    let there = byPlace.get(place);
    if (there === undefined) byPlace.set(place, (there = { crashed: 0, total: 0 }));
    there.total++;
    if (one.isBad) there.crashed++;
  }
  const places = [...byPlace].map(([place, { crashed, total }]) => ({ place, count: countOf(crashed, total) }));
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
      `${words.on} ${plainText(worst.place, 60)}, ${integerWords(worst.count.crashed)} of ` +
      `${counted(worst.count.total, 'run')} crashed, elsewhere ${integerWords(within.crashed)} of ${integerWords(within.total)} ` +
      `({p}). Look at ${words.check} before blaming a setting.`,
  };
}
