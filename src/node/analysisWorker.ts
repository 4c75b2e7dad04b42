/** The other thread: does the one job that it was started with, tells how far it is, sends the result and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AnalysisJob } from '../shared/analysisJob';

void import('../web/main')
  .then(({ analysis }) => analysis())
  .then(({ doJob }) => {
    doJob(workerData as AnalysisJob, (message) => parentPort?.postMessage(message));
  });
