import type { Analysis } from '../analysis/analysis';
import type { Run } from '../runs/run';
import type { SweepDocument } from '../sweep/document';

/** How to run one crashed run again. */
export interface Reproduction {
  readonly runId: string;
  readonly cause: string;
  /** Runs that died of the cause, and why this one stands for them. */
  readonly runs: number;
  readonly why: string;
  /** One line for a POSIX shell; `null` where neither the run nor a sweep file says what was run. */
  readonly command: string | null;
  /** The run's settings as YAML, secrets replaced. */
  readonly config: string;
  /** What the command can't know, in sentences. */
  readonly notes: readonly string[];
}

/** For each cause of crashed runs, the one nearest to the median of its runs, and how to run it again. */
export function reproductions(
  analysis: Analysis,
  runs: readonly Run[],
  document: SweepDocument | null,
): readonly Reproduction[] {
  void [analysis, runs, document];
  throw new Error('not written yet');
}
