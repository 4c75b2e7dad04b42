import { withoutAnsi } from '../../ansi';
import { fail, ok, type Clock, type Progress, type Result } from '../../ports';
import type { ReadProblem, Run, Value } from '../../runs/run';
import { createConsoleTail } from '../consoleLog';
import { mapWithLimit } from '../concurrency';
import { countedProgress } from '../progress';
import { fieldAt, fieldOf } from './answers';
import type { WandbError } from './errors';
import { logTailsDocument } from './queries';
import { formatReference, type WandbReference } from './reference';
import { REQUESTS_IN_FLIGHT } from './ranges';
import type { Call, Transport } from './transport';

/** Runs whose logs one request asks for: few enough for any limit on an answer, and a small part of the requests. */
const RUNS_PER_REQUEST = 20;

/** Last log lines by run id, and which logs could not be read. */
export interface LogTails {
  readonly tails: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly ReadProblem[];
}

/** Whether a run's log is worth asking for: it died by itself. */
export function wantsLog(run: Run): boolean {
  return run.outcome.kind === 'crashed' || run.outcome.kind === 'failed';
}

/**
 * The last `lines` lines of the runs' logs. What can't be read becomes one problem, since the runs themselves are
 * whole without it; being cancelled or losing the key is an error.
 */
export async function readLogTails(
  transport: Transport,
  call: Call,
  reference: WandbReference,
  ids: readonly string[],
  lines: number,
  watch: { readonly clock: Clock; readonly progress: Progress | undefined },
): Promise<Result<LogTails, WandbError>> {
  const tails = new Map<string, readonly string[]>();
  const step = watch.progress && countedProgress(watch.progress, watch.clock, 'Reading logs', ids.length);
  let failure: WandbError | null = null;
  let perRequest = RUNS_PER_REQUEST;

  const ask = async (some: readonly string[]): Promise<Result<ReadonlyMap<string, readonly string[]>, WandbError>> => {
    const { entity, project } = reference;
    const names = Object.fromEntries(some.map((id, i) => [`run${i}`, id]));
    const variables = { entity, project, last: lines, ...names };
    return transport.ask(
      {
        document: logTailsDocument(some.length),
        variables: () => variables,
        decode: (data) => decodeTails(fieldOf(data, 'project'), some, lines),
      },
      call,
    );
  };

  const read = async (some: readonly string[]): Promise<void> => {
    if (failure !== null) return;
    const answer = await ask(some);
    if (answer.ok) {
      for (const [id, tail] of answer.value) {
        tails.set(id, tail);
        step?.();
      }
    } else if (answer.error.kind === 'answer' && some.length > 1) {
      // Some servers limit how much one question may ask for.
      perRequest = 1;
      for (const id of some) await read([id]);
    } else failure ??= answer.error;
  };

  const batches = inBatches(ids, RUNS_PER_REQUEST);
  await mapWithLimit(batches, REQUESTS_IN_FLIGHT, async (batch) => {
    for (const some of inBatches(batch, perRequest)) await read(some);
  });
  // Assigned in a closure, which the compiler does not see.
  const error = failure as WandbError | null;
  if (error === null) return ok({ tails, problems: [] });
  if (error.kind === 'cancelled' || error.kind === 'key') return fail(error);
  const missing = ids.length - tails.size;
  const message = `the logs of ${missing} crashed or failed runs could not be read, so why they died is not known: ${error.message}`;
  return ok({ tails, problems: [{ where: formatReference(reference), message }] });
}

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** The error continues "an answer that …". */
function decodeTails(
  project: Value | undefined,
  ids: readonly string[],
  lines: number,
): Result<ReadonlyMap<string, readonly string[]>, string> {
  const tails = new Map<string, readonly string[]>();
  for (const [i, id] of ids.entries()) {
    const run = fieldOf(project, ids.length === 1 ? 'run' : `run${i}`);
    if (run === undefined) return fail('lacks the log of a run');
    const logLines = fieldOf(run, 'logLines');
    // A run that was deleted meanwhile, or that never printed.
    if (run === null || logLines === null) tails.set(id, []);
    else {
      const edges = fieldOf(logLines, 'edges');
      if (!Array.isArray(edges)) return fail('has no list of log lines');
      tails.set(id, consoleLines(edges as readonly Value[], lines));
    }
  }
  return ok(tails);
}

function consoleLines(edges: readonly Value[], limit: number): readonly string[] {
  const tail = createConsoleTail(limit);
  for (const edge of edges) {
    const line = fieldAt(edge, 'node', 'line');
    if (typeof line === 'string') tail.write(`${withoutAnsi(line).replace(/\r?\n$/, '')}\n`);
  }
  return tail.lines();
}
