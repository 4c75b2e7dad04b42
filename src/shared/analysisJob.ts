/** One analysis as data, so that it can be done in another thread: what goes in, what comes out, and doing it. */
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import type { Analysis } from '../core/analysis/analysis';
import { fail, ok, type Progress, type Result } from '../core/ports';
import type { CountsAsCrashed } from '../core/runs/crashedChoice';
import type { RunSet } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';
import { revivedValues } from '../core/sources/packedValues';

/** The runs and what is said besides. Survives a structured clone but for the methods of the values; `revivedJob`. */
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

/** A job as another thread got it, ready to be done. */
export function revivedJob(job: AnalysisJob): AnalysisJob {
  const runs = job.runSet.runs.map((run) => ({
    ...run,
    config: revivedValues(run.config),
    summary: revivedValues(run.summary),
  }));
  return { ...job, runSet: { ...job.runSet, runs } };
}

/** Does a job at once, in this thread. */
export function runJob(
  { runSet, sweepText, crashed, metric = null }: AnalysisJob,
  progress: Progress,
): Result<AnalysisResult, JobError> {
  try {
    const text = sweepText ?? runSet.sweepText;
    const predict = text !== null;
    return ok(analyzeSweep(runSet, { sweepText: text, metric, predict, progress, ...(crashed && { crashed }) }));
  } catch (error) {
    // The analysis answers for any runs; should it fail all the same, whoever waits must not wait for ever.
    return fail({ kind: 'broken', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Does every job in this thread: for hosts without another one. */
export const sameThreadRunner: AnalysisRunner = {
  run: (job, { signal, progress }) =>
    Promise.resolve(signal.aborted ? fail({ kind: 'cancelled' }) : runJob(job, progress)),
};
