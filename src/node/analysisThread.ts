import { Worker } from 'node:worker_threads';
import { fail, type Progress, type Result } from '../core/ports';
import {
  isLarge,
  sameThreadRunner,
  type AnalysisResult,
  type AnalysisRunner,
  type JobError,
} from '../shared/analysisJob';

/** What the worker tells. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly step: Parameters<Progress['report']>[0] }
  | { readonly type: 'result'; readonly result: Result<AnalysisResult, JobError> };

/**
 * Does large jobs in a thread of their own, started from the bundle at `workerPath`; aborting ends the thread. Small
 * ones, for which starting a thread takes longer than the work, are done at once.
 */
export function threadRunner(workerPath: string): AnalysisRunner {
  return {
    run(job, options) {
      if (options.signal.aborted) return Promise.resolve(fail({ kind: 'cancelled' }));
      if (!isLarge(job)) return sameThreadRunner.run(job, options);
      return new Promise((resolve) => {
        const worker = new Worker(workerPath, { workerData: job });
        const finish = (result: Result<AnalysisResult, JobError>): void => {
          options.signal.removeEventListener('abort', cancel);
          void worker.terminate();
          resolve(result);
        };
        const cancel = (): void => {
          finish(fail({ kind: 'cancelled' }));
        };
        options.signal.addEventListener('abort', cancel);
        worker.on('message', (message: WorkerMessage) => {
          if (message.type === 'result') finish(message.result);
          else options.progress.report(message.step);
        });
        worker.on('error', (error) => {
          finish(fail({ kind: 'broken', detail: error.stack ?? error.message }));
        });
        worker.on('exit', (code) => {
          finish(fail({ kind: 'broken', detail: `the analysis thread ended with code ${String(code)}` }));
        });
      });
    },
  };
}
