/** The thread that asks for an analysis and the one that does it: how they talk, whatever makes threads on the host. */
import { fail, type Progress, type Result } from '../core/ports';
import { isLarge, type AnalysisJob, type AnalysisResult, type AnalysisRunner, type JobError } from './analysisJob';

/** What the thread that does an analysis tells. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly step: Parameters<Progress['report']>[0] }
  | { readonly type: 'result'; readonly result: Result<AnalysisResult, JobError> };

/** A thread as it was started with one job; `end` may be called more than once. */
export interface AnalysisWorker {
  end(): void;
}

/** What the one that started a thread hears from it. */
export interface WorkerListener {
  readonly message: (message: WorkerMessage) => void;
  /** It broke or ended; after its result nobody listens any more. */
  readonly failed: (detail: string) => void;
}

/**
 * Does large jobs in a thread of their own, which `start` makes; aborting ends the thread. Small ones, for which starting a
 * thread takes longer than the work, are left to `small`.
 */
export function workerRunner(
  start: (job: AnalysisJob, listener: WorkerListener) => AnalysisWorker,
  small: AnalysisRunner,
): AnalysisRunner {
  return {
    run(job, options) {
      if (options.signal.aborted) return Promise.resolve(fail({ kind: 'cancelled' }));
      if (!isLarge(job)) return small.run(job, options);
      return new Promise((resolve) => {
        const finish = (result: Result<AnalysisResult, JobError>): void => {
          options.signal.removeEventListener('abort', cancel);
          worker.end();
          resolve(result);
        };
        const cancel = (): void => {
          finish(fail({ kind: 'cancelled' }));
        };
        options.signal.addEventListener('abort', cancel);
        const worker = start(job, {
          message: (message) => {
            if (message.type === 'result') finish(message.result);
            else options.progress.report(message.step);
          },
          failed: (detail) => {
            finish(fail({ kind: 'broken', detail }));
          },
        });
      });
    },
  };
}
