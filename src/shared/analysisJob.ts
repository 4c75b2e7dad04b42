/** One analysis as data, so that it can be done in another thread: what goes in, what comes out, and doing it. */
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import type { Analysis } from '../core/analysis/analysis';
import { fail, ok, type Progress, type Result } from '../core/ports';
import type { CountsAsCrashed } from '../core/runs/crashedChoice';
import type { ReadProblem, RunSet, SourceError } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';
import { readRunFile } from '../core/sources/files';

/** The runs, read or as the contents of a file, and what is said besides. Plain data: survives a structured clone. */
export interface AnalysisJob {
  readonly input:
    | { readonly kind: 'runs'; readonly runSet: RunSet }
    | {
        readonly kind: 'file';
        readonly contents: Uint8Array;
        readonly ref: string;
        /** Names in the sweep file, for CSV without prefixes; empty where none is known. */
        readonly parameters: readonly string[];
      };
  readonly sweepText: string | null;
  readonly crashed?: readonly CountsAsCrashed[];
}

export interface AnalysisResult {
  readonly analysis: Analysis;
  readonly table: RunTable;
  readonly problems: readonly ReadProblem[];
}

/** Why there is no result: the runs could not be read, the caller gave up, or the analysis itself failed. */
export type JobError =
  | ({ readonly kind: 'source' } & SourceError)
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'broken'; readonly detail: string };

/** Does analyses, here or elsewhere. */
export interface AnalysisRunner {
  /** Never rejects. Aborting ends the work at once where it is done in another thread. */
  run(
    job: AnalysisJob,
    options: { readonly signal: AbortSignal; readonly progress: Progress },
  ): Promise<Result<AnalysisResult, JobError>>;
}

/** From here on, a job takes longer than a person waits without noticing: runs, or bytes of a file. */
const LARGE_RUNS = 3_000;
const LARGE_BYTES = 2_000_000;

/** Whether a job should leave the thread that answers the person. */
export function isLarge({ input }: AnalysisJob): boolean {
  return input.kind === 'runs' ? input.runSet.runs.length >= LARGE_RUNS : input.contents.length >= LARGE_BYTES;
}

/** Does a job at once, in this thread. */
export function runJob(job: AnalysisJob, progress: Progress): Result<AnalysisResult, JobError> {
  const { input, sweepText, crashed } = job;
  try {
    progress.report({ done: 0, message: 'Reading runs' });
    const read: Result<RunSet, SourceError> =
      input.kind === 'runs'
        ? ok(input.runSet)
        : readRunFile(input.contents, input.ref, input.parameters.length > 0 ? { parameters: input.parameters } : {});
    if (!read.ok) return fail({ kind: 'source', ...read.error });
    const runSet = read.value;
    const result = analyzeSweep(runSet, {
      sweepText: sweepText ?? runSet.sweepText,
      progress,
      ...(crashed && { crashed }),
    });
    return ok({ ...result, problems: runSet.problems });
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
