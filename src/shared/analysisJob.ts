/** One analysis as data, so that it can be done in another thread: what goes in and what comes out. */
import type { Analysis } from '../core/analysis/analysis';
import type { Progress, Result } from '../core/ports';
import type { CountsAsCrashed } from '../core/runs/crashedChoice';
import type { RunSet } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';

/** The runs and what is said besides. Survives a structured clone but for the methods of the values; `doJob` gives them back. */
export interface AnalysisJob {
  readonly runSet: RunSet;
  readonly sweepText: string | null;
  readonly crashed?: readonly CountsAsCrashed[];
  /** The target metric, where the person chose another than the sweep's. */
  readonly metric?: string | null;
}

/** The answer, as data. */
export interface AnalysisResult {
  readonly analysis: Analysis;
  readonly table: RunTable;
}

/** Why there is no result: the caller gave up, or the analysis itself failed. */
export type JobError = { readonly kind: 'cancelled' } | { readonly kind: 'broken'; readonly detail: string };

/** Does analyses, here or elsewhere. */
export interface AnalysisRunner {
  /** Never rejects. Aborting ends the work at once where it is done in another thread. */
  run(
    job: AnalysisJob,
    options: { readonly signal: AbortSignal; readonly progress: Progress },
  ): Promise<Result<AnalysisResult, JobError>>;
}

/** Runs from which on a job takes longer than a person waits without noticing. */
const LARGE_RUNS = 3_000;

/** Whether a job should leave the thread that answers the person. */
export function isLarge({ runSet }: AnalysisJob): boolean {
  return runSet.runs.length >= LARGE_RUNS;
}
