import type { AnalysisJob, AnalysisRunner } from '../shared/analysisJob';
import { workerRunner, type WorkerMessage } from '../shared/analysisWorker';

/** What of a browser's worker is used. */
interface WebWorker {
  postMessage(job: AnalysisJob): void;
  terminate(): void;
  onmessage: ((event: { readonly data: WorkerMessage }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

declare const Worker: new (url: string) => WebWorker;

/**
 * Does large jobs in a worker that runs the bundle at `url`, and leaves the others to `small`. Where the editor's page allows
 * no worker, the job is done all the same, while everything else waits.
 */
export function webWorkerRunner(url: string, small: AnalysisRunner): AnalysisRunner {
  const inWorker = workerRunner((job, { message, failed }) => {
    let worker: WebWorker | null = null;
    let script = '';
    let hasEnded = false;
    const start = async (): Promise<void> => {
      const bundle = await (await fetch(url)).text();
      if (hasEnded) return;
      script = URL.createObjectURL(new Blob([asWorker(bundle)]));
      worker = new Worker(script);
      worker.onmessage = ({ data }) => {
        message(data);
      };
      worker.onerror = (event) => {
        failed(event.message ?? 'the worker did not start');
      };
      worker.postMessage(job);
    };
    start().catch((error: unknown) => {
      failed(String(error));
    });
    return {
      end: () => {
        hasEnded = true;
        worker?.terminate();
        // Not before: VS Code starts workers with a script of its own, which takes this one from its address later.
        URL.revokeObjectURL(script);
      },
    };
  }, small);
  return {
    run: async (job, options) => {
      const done = await inWorker.run(job, options);
      if (done.ok || done.error.kind !== 'broken') return done;
      console.warn(`Sweep Guard analyzes without a worker: ${done.error.detail}`);
      return small.run(job, options);
    },
  };
}

/** The bundle is a module of the kind that VS Code loads; a worker has to be given what such a module expects. */
function asWorker(bundle: string): string {
  return [
    'const module = { exports: {} }, exports = module.exports, require = undefined;',
    bundle,
    'self.onmessage = async ({ data }) => (await module.exports.analysis()).doJob(data, (sent) => self.postMessage(sent));',
  ].join('\n');
}
