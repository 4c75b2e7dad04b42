import type { Run } from './run';

/** Key in the summary of a run that the guard of a training script ended at once; its value says why. */
export const GUARD_MARK = 'sweep_guard/skipped';

/** Whether a run never trained, because its settings were known to crash: neither completed nor crashed. */
export function isSkippedByGuard({ summary }: Pick<Run, 'summary'>): boolean {
  return summary.has(GUARD_MARK);
}
