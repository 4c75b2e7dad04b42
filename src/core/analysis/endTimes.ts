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
  const times = (bad: boolean): number[] =>
    ended.flatMap(({ isBad, run }) => (isBad === bad && run.runtimeSeconds !== null ? [run.runtimeSeconds] : []));
  const longest = ended.reduce((most, { run }) => Math.max(most, run.runtimeSeconds ?? 0), 0);
  const bad = times(true);
  const atLimit = bad.filter((seconds) => seconds >= (1 - LIMIT_WIDTH) * longest);
  const goodAtLimit = times(false).filter((seconds) => seconds >= (1 - LIMIT_WIDTH) * longest);
  if (longest < SHORTEST_LIMIT_SECONDS || goodAtLimit.length > 0) return [];
  if (atLimit.length < FEWEST_AT_LIMIT || atLimit.length * 2 < bad.length) return [];
  return [
    {
      kind: 'same-runtime',
      where: null,
      beyond: null,
      within: null,
      p: null,
      message:
        `${String(atLimit.length)} of ${counted(bad.length, 'crashed run')} ended after the same ` +
        `${(longest / 3600).toFixed(1)} hours, and no run got further: a time limit of the scheduler or the agent would ` +
        'do that. Look at it before blaming a setting.',
    },
  ];
}
