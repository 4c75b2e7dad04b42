import { Worker } from 'node:worker_threads';
import type { AnalysisRunner } from '../shared/analysisJob';
import { workerRunner, type WorkerMessage } from '../shared/analysisWorker';

/** Does large jobs in a thread of their own, started from the bundle at `workerPath`, and leaves the others to `small`. */
export function threadRunner(workerPath: string, small: AnalysisRunner): AnalysisRunner {
  return workerRunner((job, { message, failed }) => {
    const worker = new Worker(workerPath, { workerData: job });
    worker.on('message', (sent: WorkerMessage) => {
      message(sent);
    });
    worker.on('error', (error) => {
      failed(error.stack ?? error.message);
    });
    worker.on('exit', (code) => {
      failed(`the analysis thread ended with code ${String(code)}`);
    });
    return { end: () => void worker.terminate() };
  }, small);
}
