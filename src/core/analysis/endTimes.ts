import type { DriftFinding } from './analysis';
import { countBad, type EndedRun } from './endedRuns';
import { counted } from './wording';

/** Shorter runs did not get to training. */
const AT_ONCE_SECONDS = 60;
const FEWEST_AT_ONCE = 3;
/** Limits of schedulers are not shorter than this. */
const SHORTEST_LIMIT_SECONDS = 600;
const FEWEST_AT_LIMIT = 4;
/** Runs that were ended by a limit differ by less than this share in their run time. */
const LIMIT_WIDTH = 0.02;

/** Every run died within a minute: that is the program or its data, not a setting. */
export function endedAtOnce(ended: readonly EndedRun[]): readonly DriftFinding[] {
  const isAtOnce = ({ isBad, run }: EndedRun): boolean =>
    isBad && run.runtimeSeconds !== null && run.runtimeSeconds <= AT_ONCE_SECONDS;
  if (ended.length < FEWEST_AT_ONCE || !ended.every(isAtOnce)) return [];
  return [
    {
      kind: 'ended-at-once',
      where: null,
      beyond: countBad(ended),
      within: null,
      p: null,
      message:
        `All ${String(ended.length)} runs ended badly within a minute of their start: a bug, a missing file or a wrong ` +
        'argument ends every run alike. Run the program once by hand before looking at settings.',
    },
  ];
}

/** Bad ends after one and the same time, past which no run got: a time limit. */
export function endedAfterTheSameTime(ended: readonly EndedRun[]): readonly DriftFinding[] {
  let longest = 0;
  for (const { run } of ended) longest = Math.max(longest, run.runtimeSeconds ?? 0);
  let [bad, badAtLimit, goodAtLimit] = [0, 0, 0];
  for (const { isBad, run } of ended) {
    if (run.runtimeSeconds === null) continue;
    const isAtLimit = run.runtimeSeconds >= (1 - LIMIT_WIDTH) * longest;
    if (isBad) bad++;
    if (isAtLimit && isBad) badAtLimit++;
    if (isAtLimit && !isBad) goodAtLimit++;
  }
  if (longest < SHORTEST_LIMIT_SECONDS || goodAtLimit > 0) return [];
  if (badAtLimit < FEWEST_AT_LIMIT || badAtLimit * 2 < bad) return [];
  return [
    {
      kind: 'same-runtime',
      where: null,
      beyond: null,
      within: null,
      p: null,
      message:
        `${String(badAtLimit)} of ${counted(bad, 'crashed run')} ended after the same ` +
        `${(longest / 3600).toFixed(1)} hours, and no run got further: a time limit of the scheduler or the agent would ` +
        'do that. Look at it before blaming a setting.',
    },
  ];
}
