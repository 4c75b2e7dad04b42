import { fail, ok, type Clock, type Result } from '../../ports';
import { plainProblem, type ReadProblem, type Value } from '../../runs/run';
import { fieldAt, fieldOf, numberOf } from './answers';
import { timeOfField } from '../runFields';
import type { PullOptions } from './client';
import { decodeSweep, type DecodedRun } from './decode';
import { CANCELLED, noRunsError, type WandbError } from './errors';
import { runFilters } from './filters';
import { isStranger, missingProject, missingSweep, readSweep, strangerError } from './lists';
import { readLogTails, wantsLog } from './logTails';
import { createPullProgress } from './pullProgress';
import { FIRST_RUNS } from './queries';
import { readRanges } from './ranges';
import { formatReference, type PullReference } from './reference';
import {
  askPage,
  collectionProblems,
  createCollection,
  decodeRunPage,
  endlessError,
  pageVariables,
  readPages,
  type Collection,
  type PageSize,
  type RunList,
  type RunPage,
} from './runPages';
import type { PulledRun, Snapshot } from './snapshot';
import type { Call, Transport } from './transport';

/** The first answer of a pull: the first runs, and what the rest needs to know. */
export interface Overview {
  readonly page: RunPage;
  /** How many runs there are; `null` where the server does not say. Never believed against what is sent. */
  readonly total: number | null;
  /** When the newest run was made, in milliseconds since 1970. */
  readonly newest: number | null;
  readonly sweepText: string | null;
}

/** Runs of the first request: all of a usual sweep, so that it takes one round trip. */
const FIRST_PAGE = 250;

/** Runs to a page where there are many. */
const PAGE = 500;

/** Above so many characters in the mean, a summary holds more than metrics (histograms, tables), and reading it pays not. */
const LARGE_SUMMARY = 4000;

/** What W&B keeps for itself and what tells how far a run came; asked for beside the metrics that somebody named. */
const USUAL_SUMMARY_KEYS = ['_runtime', '_step', '_timestamp', '_wandb', 'epoch'];

/** Reads all runs of a sweep or project, with the logs of those that died. */
export async function pullRuns(
  transport: Transport,
  call: Call,
  clock: Clock,
  reference: PullReference,
  options: PullOptions,
): Promise<Result<Snapshot, WandbError>> {
  const startedAt = clock.now();
  const progress = createPullProgress(options.progress, clock);
  const heard: Call = { ...call, waiting: progress.waiting };
  const list: RunList = { reference, filters: runFilters(reference), order: '+created_at', summaryKeys: null };
  const size: PageSize = { runs: FIRST_PAGE };
  const overview = await askOverview(transport, heard, list, size);
  if (!overview.ok) return overview;

  const collected = await collectRuns(
    transport,
    heard,
    overview.value,
    list,
    size,
    progress.pages,
    options.summaryKeys,
  );
  if (!collected.ok) return collected;
  const { collection, summaryKeys } = collected.value;
  if (collection.runs.size === 0) return fail(noRunsError(reference));
  const problems: ReadProblem[] = [...collectionProblems(collection, reference)];
  if (summaryKeys !== null) {
    const message = `the summaries are large, so only these metrics were read: ${summaryKeys.join(', ')}`;
    problems.push({ kind: 'guess', where: formatReference(reference), message });
  }

  const pulled = [...collection.runs.values()].map((run) => run.pulled);
  const withLogs = await addLogTails(transport, heard, clock, reference, pulled, options);
  if (!withLogs.ok) return withLogs;
  if (call.signal?.aborted === true) return fail(CANCELLED);
  return ok({
    baseUrl: transport.server.baseUrl,
    reference,
    pulledAt: startedAt,
    tookMs: clock.now() - startedAt,
    sweepText: overview.value.sweepText,
    summaryKeys,
    runs: withLogs.value.runs,
    problems: [...problems, ...withLogs.value.problems].map(plainProblem),
  });
}

/** Asks for the first runs of a list and for what goes with it; the error says what of the reference is not there. */
export async function askOverview(
  transport: Transport,
  call: Call,
  list: RunList,
  size: PageSize,
): Promise<Result<Overview, WandbError>> {
  const { reference } = list;
  const isSweep = reference.kind === 'sweep';
  const variables = pageVariables(list, null, size);
  const answer = await transport.ask(
    {
      document: FIRST_RUNS,
      variables: (tooMuch) => ({
        ...variables(tooMuch),
        sweep: isSweep ? reference.sweep : '',
        withSweep: isSweep,
      }),
      decode: (data): Result<{ data: Value; page: RunPage | null }, string> => {
        const project = fieldOf(data, 'project');
        if (project === undefined) return fail('holds no project');
        if (project === null || (isSweep && fieldOf(project, 'sweep') === null)) return ok({ data, page: null });
        const page = decodeRunPage(project);
        return page.ok ? ok({ data, page: page.value }) : page;
      },
    },
    call,
  );
  if (!answer.ok) return answer;
  const { data, page } = answer.value;
  const project = fieldOf(data, 'project');
  if (page === null) {
    if (isStranger(data)) return fail(strangerError(transport));
    if (project === null || !isSweep) return fail(await missingProject(transport, call, reference));
    return fail(await missingSweep(transport, call, reference));
  }
  const sweep = isSweep ? await sweepTextOf(transport, call, reference, fieldOf(project, 'sweep')) : ok(null);
  if (!sweep.ok) return sweep;
  const newest = fieldAt(project, 'newest', 'edges');
  return ok({
    page,
    total: numberOf(fieldOf(project, 'runCount')),
    newest: timeOfField(
      fieldAt(Array.isArray(newest) ? (newest as readonly Value[])[0] : undefined, 'node', 'createdAt'),
    ),
    sweepText: sweep.value,
  });
}

/** The sweep's configuration; asked for by itself where the first answer has none. */
async function sweepTextOf(
  transport: Transport,
  call: Call,
  reference: Extract<PullReference, { kind: 'sweep' }>,
  node: Value | undefined,
): Promise<Result<string | null, WandbError>> {
  const decoded = node === undefined ? null : decodeSweep(node, reference);
  if (decoded?.ok === true) return ok(decoded.value.configText || null);
  const sweep = await readSweep(transport, call, reference);
  return sweep.ok ? ok(sweep.value.configText || null) : sweep;
}

/**
 * Reads what follows the first page: by ranges of creation times at once where there is enough, else page after page.
 * Ranges depend on filters and on times that the server gives; where the runs found that way are fewer than it counts,
 * all pages are read one after another, and those are believed.
 */
async function collectRuns(
  transport: Transport,
  call: Call,
  { page, total, newest }: Overview,
  list: RunList,
  size: PageSize,
  progress: (done: number, total: number | null) => void,
  wantedKeys: readonly string[] | undefined,
): Promise<Result<{ readonly collection: Collection; readonly summaryKeys: readonly string[] | null }, WandbError>> {
  const hear = (done: number): void => {
    progress(done, total);
  };
  const keys = wantedKeys !== undefined && page.next !== null && meanSummary(page.runs) > LARGE_SUMMARY;
  const summaryKeys = keys ? [...new Set([...wantedKeys, ...USUAL_SUMMARY_KEYS])] : null;
  const first = summaryKeys === null ? page : withKeys(page, new Set(summaryKeys));
  const rest: RunList = { ...list, summaryKeys };
  const done = (collection: Collection) => ok({ collection, summaryKeys });

  const collection = createCollection(hear);
  collection.add(first);
  if (page.next === null) return done(collection);
  // A server that could not give a first page of this size is not asked for larger ones.
  if (size.runs === FIRST_PAGE) size.runs = PAGE;

  const from = page.runs.at(-1)?.pulled.createdAt ?? null;
  const count = (total ?? 0) - collection.runs.size;
  if (from !== null && newest !== null && newest > from && count > size.runs) {
    const ranges = await readRanges(transport, call, rest, { from, newest, count }, size, collection);
    if (!ranges.ok) return ranges;
    if (ranges.value !== 'not-understood' && collection.runs.size + collection.nulls() >= total!)
      return done(collection);
  }

  const inOrder = createCollection(hear);
  inOrder.add(first);
  const pages = await readPages((cursor) => askPage(transport, call, rest, cursor, size), page.next, inOrder);
  if (!pages.ok) return pages;
  if (pages.value === 'endless' && (total === null || inOrder.runs.size < total)) {
    return fail(endlessError(transport, list.reference));
  }
  return done(inOrder);
}

/** The runs with the last lines of the logs of those that died, except those in `known`, whose logs are there. */
export async function addLogTails(
  transport: Transport,
  call: Call,
  clock: Clock,
  reference: PullReference,
  pulled: readonly PulledRun[],
  options: PullOptions,
  known: ReadonlySet<string> = new Set(),
): Promise<Result<{ readonly runs: readonly PulledRun[]; readonly problems: readonly ReadProblem[] }, WandbError>> {
  const lines = options.logTailLines ?? 100;
  const ids = pulled.filter(({ run }) => wantsLog(run) && !known.has(run.id)).map(({ run }) => run.id);
  if (lines === 0 || ids.length === 0) return ok({ runs: pulled, problems: [] });
  const watch = { clock, progress: options.progress };
  const read = await readLogTails(transport, call, reference, ids, lines, watch);
  if (!read.ok) return read;
  const { tails, problems } = read.value;
  const runs = pulled.map((one) => {
    const logTail = tails.get(one.run.id);
    return logTail === undefined ? one : { ...one, run: { ...one.run, logTail } };
  });
  return ok({ runs, problems });
}

function meanSummary(runs: readonly DecodedRun[]): number {
  return runs.reduce((sum, run) => sum + run.summaryLength, 0) / Math.max(1, runs.length);
}

function withKeys(page: RunPage, keys: ReadonlySet<string>): RunPage {
  return {
    ...page,
    runs: page.runs.map((decoded) => {
      const { run } = decoded.pulled;
      const summary = new Map([...run.summary].filter(([key]) => keys.has(key)));
      return { ...decoded, pulled: { ...decoded.pulled, run: { ...run, summary } } };
    }),
  };
}
