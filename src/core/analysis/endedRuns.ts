import type { Run } from '../runs/run';
import type { RunRow } from '../runs/table';
import type { Count, DriftFinding } from './analysis';
import { countOf } from './statistics/proportion';

/** A run that came to its end, well or badly, whatever the reason. */
export interface EndedRun {
  readonly run: Run;
  readonly row: RunRow;
  readonly isBad: boolean;
}

/** Fewer ends show no drift. */
export const FEWEST_ENDED = 8;

/** What a test of one circumstance gives before it is corrected. */
export interface Suspicion extends Omit<DriftFinding, 'p'> {
  readonly p: number;
  /** For what happened over time, the Bayesian information criterion of it: the smaller, the better it explains the ends. */
  readonly criterion?: number;
}

/** `crashed` of `total` among some runs. */
export function countBad(ended: readonly EndedRun[]): Count {
  let bad = 0;
  for (const { isBad } of ended) if (isBad) bad++;
  return countOf(bad, ended.length);
}
