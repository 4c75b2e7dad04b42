import { plainText } from '../plainText';
import type { Count } from './analysis';
import { countBad, FEWEST_ENDED, type EndedRun, type Suspicion } from './endedRuns';
import { logisticDeviance } from './statistics/logistic';
import { mannWhitney } from './statistics/mannWhitney';
import { orderedCounts, type OrderedCounts } from './statistics/orderedCounts';
import { countOf, logLikelihood } from './statistics/proportion';
import { likeliestStretch } from './statistics/stretch';
import { searchThreshold } from './thresholdSearch';
import { counted, integerWords } from './wording';

/** The start of that share of the runs must be known. */
const KNOWN_STARTS = 0.9;
/** Groups of neighbouring runs for which the trend is fitted. */
const TREND_CELLS = 60;
/** From so many runs on, the groups between which a period is searched hold ten runs and more: its ends are then refined. */
const REFINED_FROM = 240;

/** The runs by their start; `null` where too few starts are known or all are the same. */
export function startOrder(ended: readonly EndedRun[]): readonly EndedRun[] | null {
  const known = ended.filter(({ run }) => run.startedAt !== null);
  if (known.length < KNOWN_STARTS * ended.length || known.length < FEWEST_ENDED) return null;
  const sorted = [...known].sort((a, b) => a.run.startedAt! - b.run.startedAt!);
  return sorted[0]!.run.startedAt === sorted.at(-1)!.run.startedAt ? null : sorted;
}

/** Tests of the order of the starts and of a period among them; without those that can't be made. */
export function startTests(byStart: readonly EndedRun[], method: string | null): readonly Suspicion[] {
  const bad: number[] = [];
  const good: number[] = [];
  for (const { run, isBad } of byStart) (isBad ? bad : good).push(run.startedAt!);
  const counts = orderedCounts(Float64Array.from(bad), Float64Array.from(good));
  return [orderTest(byStart, counts, method), periodTest(byStart, counts, method)].filter((test) => test !== null);
}

const CHECK_FIRST = 'Look at that before blaming a setting.';

/** Whether runs that were started later crashed more often, or less. */
function orderTest(byStart: readonly EndedRun[], counts: OrderedCounts, method: string | null): Suspicion | null {
  const comparison = mannWhitney(counts);
  if (comparison === null) return null;
  const middle = byStart.length >> 1;
  const [early, late] = [countBad(byStart.slice(0, middle)), countBad(byStart.slice(middle))];
  const isRising = comparison.auc > 0.5;
  const [beyond, within] = isRising ? [late, early] : [early, late];
  const rates =
    `${integerWords(late.crashed)} of ${integerWords(late.total)} in the later half, ` +
    `${integerWords(early.crashed)} of ${integerWords(early.total)} in the earlier one ({p})`;
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
    criterion: trendCriterion(byStart),
    message: isExpected ? '' : `Runs started ${isRising ? 'later' : 'earlier'} crashed more often: ${rates}. ${why}`,
  };
}

/** Whether the crash rate was another one in a period of time; `null` where no period can be told. */
function periodTest(byStart: readonly EndedRun[], counts: OrderedCounts, method: string | null): Suspicion | null {
  const threshold = searchThreshold(counts, 'linear');
  if (threshold === null) return null;
  const { direction, value, p } = threshold;
  const isInside = ({ run }: EndedRun): boolean => {
    const start = run.startedAt!;
    if (typeof value === 'number') return direction === 'above' ? start > value : start < value;
    return start > value[0] && start < value[1];
  };
  const found = byStart.filter(isInside);
  if (direction === 'outside' || found.length === 0) {
    return { kind: 'period', where: null, beyond: threshold.beyond, within: threshold.within, p, message: '' };
  }
  const runs = byStart.length < REFINED_FROM ? found : refined(found, byStart);
  const beyond = countBad(runs);
  const all = countBad(byStart);
  const within = countOf(all.crashed - beyond.crashed, all.total - beyond.total);
  // Two rates and the ends of the period.
  const numbers = runs[0] === byStart[0] || runs.at(-1) === byStart.at(-1) ? 3 : 4;
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
    criterion: numbers * Math.log(all.total) - 2 * (fitOf(beyond) + fitOf(within)),
    message: isExpected
      ? ''
      : `From run ${first} to run ${last}, ${integerWords(beyond.crashed)} of ${counted(beyond.total, 'run')} crashed, ` +
        `otherwise ${integerWords(within.crashed)} of ${integerWords(within.total)} ({p}). ${why}`,
  };
}

/** The period with its ends where they fit best: those that were searched lie between groups of runs. */
function refined(found: readonly EndedRun[], byStart: readonly EndedRun[]): readonly EndedRun[] {
  const from = byStart.indexOf(found[0]!);
  const bad = new Uint8Array(byStart.length);
  byStart.forEach(({ isBad }, place) => {
    if (isBad) bad[place] = 1;
  });
  const stretch = likeliestStretch(bad, from, from + found.length - 1);
  return stretch === null ? found : byStart.slice(stretch[0], stretch[1] + 1);
}

function fitOf({ crashed, total }: Count): number {
  return logLikelihood(crashed, total);
}

/** The Bayesian information criterion of a rate that changes steadily with the order of the starts. */
function trendCriterion(byStart: readonly EndedRun[]): number {
  const n = byStart.length;
  const cells = Math.min(TREND_CELLS, n);
  const groups = Array.from({ length: cells }, (_, cell) => {
    const { crashed, total } = countBad(
      byStart.slice(Math.floor((cell * n) / cells), Math.floor(((cell + 1) * n) / cells)),
    );
    return { features: [cell / cells - 0.5], crashed, total };
  });
  return logisticDeviance(groups) + 2 * Math.log(n);
}
