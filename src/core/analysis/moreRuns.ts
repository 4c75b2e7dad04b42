import type { Level, ParameterResult } from './analysis';
import type { ComparedRows } from './compareNumber';
import { runsForAuc, runsForChiSquare } from './statistics/power';
import { STRONG_Q } from './verdict';
import { MOST_MORE_RUNS, roundedRuns } from './wording';

/** More further runs than this are no plan. */
const MOST_RUNS = 100_000;

/**
 * Adds to each suggestive finding how many further runs like these would make it strong 4 times in 5, if the difference
 * is as large as it looks. Strong asks for a p of {@link STRONG_Q} divided by the number of comparisons and multiplied by
 * the place that the finding would have among them.
 */
export function withMoreRuns(results: readonly ParameterResult[], rows: ComparedRows): ParameterResult[] {
  const tested = results.filter(({ p }) => p !== null).length;
  const place = results.filter(({ verdict }) => verdict === 'strong').length + 1;
  const alpha = (STRONG_Q * place) / Math.max(place, tested);
  const runs = rows.crashed.length + rows.completed.length;
  return results.map((result) => {
    if (result.verdict !== 'suggestive') return result;
    const needed = runsNeeded(result, alpha);
    if (needed === null) return { ...result, moreRuns: null };
    const moreRuns = Math.max(1, Math.ceil(needed - runs));
    const note =
      moreRuns > MOST_MORE_RUNS
        ? `It would take more than ${roundedRuns(MOST_MORE_RUNS)} more runs like these to make it strong: too many to be ` +
          'worth it for this alone.'
        : `About ${roundedRuns(moreRuns)} more ${moreRuns === 1 ? 'run' : 'runs'} like these would make it strong 4 times ` +
          'in 5, if the difference is as large as it looks; first looks tend to be too large. This counts on the ' +
          'difference alone: a threshold or a combination may settle it sooner.';
    return { ...result, moreRuns, notes: [...result.notes, note] };
  });
}

/** Runs in all, those included that were compared; `null` where no number of them would do. */
function runsNeeded(
  { kind, effect, crashed, completed, levels, threshold }: ParameterResult,
  alpha: number,
): number | null {
  const estimates: number[] = [];
  if (effect !== null && crashed !== null && completed !== null) {
    estimates.push(runsForAuc(effect.auc, crashed.n / (crashed.n + completed.n), alpha));
  }
  // A band need not show in the ranks; a cut shows in both.
  if (threshold !== null && typeof threshold.value !== 'number') return null;
  if (kind === 'category') estimates.push(runsForLevels(levels, alpha));
  const needed = Math.min(...estimates);
  return needed <= MOST_RUNS ? needed : null;
}

function runsForLevels(levels: readonly Level[], alpha: number): number {
  const n = levels.reduce((sum, { total }) => sum + total, 0);
  const rate = levels.reduce((sum, { crashed }) => sum + crashed, 0) / n;
  const statistic = levels.reduce(
    (sum, { crashed, total }) => sum + (crashed - total * rate) ** 2 / (total * rate * (1 - rate)),
    0,
  );
  return runsForChiSquare(statistic, levels.length - 1, n, alpha);
}
