import { causeKey } from '../runs/cause';
import type { RunTable } from '../runs/table';
import type { CauseParameter } from './analysis';
import { compareColumn, comparedRows, type CompareOptions } from './compare';
import { byEvidence, judge } from './verdict';

/** Fewer runs of a cause, or completed ones, can't show a difference. */
const FEWEST_RUNS = 5;
/** Causes compared on their own, the most frequent ones first. */
const MOST_CAUSES = 4;

/**
 * Parameters compared within each cause that has enough runs: those runs alone against the completed ones, by the key of
 * the cause. A cause that ended all crashed runs is left out: its comparison is the one of all. q counts all of these
 * comparisons as one family.
 */
export function compareWithinCauses(
  table: RunTable,
  options: Pick<CompareOptions, 'facts' | 'scaleOf'>,
): ReadonlyMap<string, readonly CauseParameter[]> {
  const { crashed, completed } = comparedRows(table);
  const runsOf = new Map<string, number[]>();
  for (const run of crashed) {
    const cause = table.rows[run]!.cause;
    if (cause === null || cause.id === 'unknown') continue;
    const key = causeKey(cause);
    const runs = runsOf.get(key);
    if (runs === undefined) runsOf.set(key, [run]);
    else runs.push(run);
  }
  const compared = [...runsOf]
    .filter(([, runs]) => runs.length >= FEWEST_RUNS && runs.length < crashed.length)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_CAUSES);
  if (completed.length < FEWEST_RUNS) return new Map();

  const varying = table.columns.filter(({ name }) => options.facts?.(name)?.inert !== true);
  const family = judge(
    compared.flatMap(([, runs]) =>
      varying.map((column) => compareColumn(column, { crashed: runs, completed }, options)),
    ),
  );
  return new Map(
    compared.map(([key], index) => {
      const results = family.slice(index * varying.length, (index + 1) * varying.length);
      const shown = results.filter(({ kind }) => kind !== 'constant').sort(byEvidence);
      return [
        key,
        shown.map(({ name, kind, completed: ok, crashed: bad, effect, p, q, verdict, threshold, levels }) => ({
          name,
          kind,
          completed: ok,
          crashed: bad,
          effect,
          p,
          q,
          verdict,
          threshold,
          levels,
        })),
      ];
    }),
  );
}
