/** The other thread: does the one job that it was started with, tells how far it is, sends the result and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { revivedJob, runJob, type AnalysisJob } from '../shared/analysisJob';
import type { WorkerMessage } from './analysisThread';

const send = (message: WorkerMessage): void => parentPort?.postMessage(message);

send({
  type: 'result',
  result: runJob(revivedJob(workerData as AnalysisJob), {
    report: (step) => {
      send({ type: 'progress', step });
    },
  }),
});
