/** Doing an analysis, in this thread or as the other one. */
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import { fail, ok, type Progress, type Result } from '../core/ports';
import { revivedValues } from '../core/runs/packedValues';
import type { AnalysisJob, AnalysisResult, AnalysisRunner, JobError } from './analysisJob';
import type { WorkerMessage } from './analysisWorker';

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

/** Does a job as another thread got it, tells how far it is, and sends the result. */
export function doJob(job: AnalysisJob, send: (message: WorkerMessage) => void): void {
  const report: Progress['report'] = (step) => {
    send({ type: 'progress', step });
  };
  send({ type: 'result', result: runJob(revivedJob(job), { report }) });
}

/** A job as another thread got it, ready to be done. */
function revivedJob(job: AnalysisJob): AnalysisJob {
  const runs = job.runSet.runs.map((run) => ({
    ...run,
    config: revivedValues(run.config),
    summary: revivedValues(run.summary),
  }));
  return { ...job, runSet: { ...job.runSet, runs } };
}
