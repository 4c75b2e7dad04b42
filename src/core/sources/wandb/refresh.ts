import { fail, ok, type Clock, type Result } from '../../ports';
import { plainProblem, type RunSet } from '../../runs/run';
import { mapWithLimit } from '../concurrency';
import { changesBetween, type Changes } from '../runChanges';
import type { PullOptions } from './client';
import { CANCELLED, type WandbError } from './errors';
import { runFilters, type RunCondition } from './filters';
import { addLogTails, askOverview, pullRuns, withKeys } from './pull';
import { createPullProgress } from './pullProgress';
import { REQUESTS_IN_FLIGHT } from './ranges';
import {
  askPage,
  collectionProblems,
  createCollection,
  readPages,
  type Collection,
  type PageSize,
  type RunList,
  type RunPage,
} from './runPages';
import { runSetOf, type PulledRun, type Snapshot } from './snapshot';
import type { Call, Transport } from './transport';

/** Runs after a refresh. `isFull` where all runs had to be read again. */
export interface Refresh {
  readonly runSet: RunSet;
  readonly snapshot: Snapshot;
  readonly changes: Changes;
  readonly isFull: boolean;
}

/** Runs of the first page by last sign of life; each further page is as long as all before it. */
const FIRST_PAGE = 50;

/** Ids that one filter names. */
const IDS_PER_REQUEST = 100;

/** Signs of life that were written down late, by clocks of several servers (milliseconds). */
const MARGIN = 60_000;

/**
 * The runs of a snapshot as they are now. Asked for are: runs by their last sign of life, the newest first, down to
 * where the snapshot was; those that had not ended and were not among them; and those made since that never gave a
 * sign. Where the server can't sort by signs of life, or counts other runs than are known then, all are read again.
 */
export async function refreshRuns(
  transport: Transport,
  call: Call,
  clock: Clock,
  snapshot: Snapshot,
  options: PullOptions,
): Promise<Result<Refresh, WandbError>> {
  const startedAt = clock.now();
  const progress = createPullProgress(options.progress, clock);
  const heard: Call = { ...call, waiting: progress.waiting };
  const seen = await readChanged(transport, heard, snapshot, (done) => {
    progress.pages(done, null);
  });
  if (!seen.ok) return seen;
  if (seen.value === null) return readAll(transport, call, clock, snapshot, options);
  const { collection, sweepText } = seen.value;

  const fresh = [...collection.runs.values()].map((run) => run.pulled);
  const old = new Map(snapshot.runs.map((one) => [one.run.id, one]));
  const settled = new Set(fresh.filter((one) => isSame(old.get(one.run.id), one)).map(({ run }) => run.id));
  const withOldLogs = fresh.map((one) =>
    settled.has(one.run.id) ? { ...one, run: { ...one.run, logTail: old.get(one.run.id)!.run.logTail } } : one,
  );
  const withLogs = await addLogTails(transport, heard, clock, snapshot.reference, withOldLogs, options, settled);
  if (!withLogs.ok) return withLogs;
  if (call.signal?.aborted === true) return fail(CANCELLED);

  const merged = new Map([...old, ...withLogs.value.runs.map((one) => [one.run.id, one] as const)]);
  const kept = snapshot.problems.filter(({ where }) => !collection.runs.has(where));
  const next: Snapshot = {
    ...snapshot,
    pulledAt: startedAt,
    tookMs: clock.now() - startedAt,
    sweepText: sweepText ?? snapshot.sweepText,
    runs: [...merged.values()],
    problems: [
      ...kept,
      ...[...collectionProblems(collection, snapshot.reference), ...withLogs.value.problems].map(plainProblem),
    ],
  };
  return ok(refreshOf(snapshot, next, false));
}

/** Runs that can have changed; `null` where only reading all runs can tell. */
async function readChanged(
  transport: Transport,
  call: Call,
  snapshot: Snapshot,
  progress: (done: number) => void,
): Promise<Result<{ readonly collection: Collection; readonly sweepText: string | null } | null, WandbError>> {
  const { reference, summaryKeys } = snapshot;
  const last = Math.max(...snapshot.runs.map((one) => one.heartbeatAt ?? -Infinity));
  const newest = Math.max(...snapshot.runs.map((one) => one.createdAt ?? -Infinity));
  if (!Number.isFinite(last) || !Number.isFinite(newest)) return ok(null);
  const mark = last - snapshot.tookMs - MARGIN;
  const list: RunList = { reference, filters: runFilters(reference), order: '-heartbeat_at', summaryKeys };
  const size: PageSize = { runs: FIRST_PAGE };
  const collection = createCollection(progress);

  // The first answer has whole summaries: its document is the one that also tells about the sweep and the count.
  const overview = await askOverview(transport, call, list, size);
  if (!overview.ok) return overview.error.kind === 'server' ? ok(null) : overview;
  const { total, sweepText } = overview.value;
  const page = summaryKeys === null ? overview.value.page : withKeys(overview.value.page, new Set(summaryKeys));
  const byLife = await readByLife(transport, call, list, page, mark, collection);
  if (!byLife.ok) return byLife;
  if (!byLife.value) return ok(null);

  const open = snapshot.runs.filter(({ run }) => !hasEnded(run.outcome.kind) && !collection.runs.has(run.id));
  const conditions: RunCondition[] = [{ createdAt: { $gte: new Date(newest).toISOString() } }];
  for (let i = 0; i < open.length; i += IDS_PER_REQUEST) {
    conditions.push({ name: { $in: open.slice(i, i + IDS_PER_REQUEST).map(({ run }) => run.id) } });
  }
  const results = await mapWithLimit(conditions, REQUESTS_IN_FLIGHT, (condition) => {
    const some: RunList = { ...list, order: '+created_at', filters: runFilters(reference, [condition]) };
    const rest: PageSize = { runs: 2 * IDS_PER_REQUEST };
    return readPages((cursor) => askPage(transport, call, some, cursor, rest), null, collection);
  });
  const failed = results.find((result) => !result.ok);
  if (failed?.ok === false) return failed;

  const known = new Set([...snapshot.runs.map(({ run }) => run.id), ...collection.runs.keys()]);
  const missing = open.some(({ run }) => !collection.runs.has(run.id));
  if (missing || (total !== null && total !== known.size)) return ok(null);
  return ok({ collection, sweepText });
}

/** Reads on from the first page down to runs without a sign of life after `mark`; false where the order is another one. */
async function readByLife(
  transport: Transport,
  call: Call,
  list: RunList,
  first: RunPage,
  mark: number,
  collection: Collection,
): Promise<Result<boolean, WandbError>> {
  let lowest = Infinity;
  let page = first;
  for (;;) {
    const added = collection.add(page);
    for (const { pulled } of page.runs) {
      if (pulled.heartbeatAt === null) continue;
      // Signs of life go on while pages are read, so that a run can come twice, but never out of order by much.
      if (pulled.heartbeatAt > lowest + MARGIN) return ok(false);
      lowest = Math.min(lowest, pulled.heartbeatAt);
    }
    if (lowest < mark || page.next === null) return ok(true);
    if (added === 0) return ok(false);
    const next = await askPage(transport, call, list, page.next, { runs: Math.min(1000, collection.runs.size) });
    if (!next.ok) return next;
    page = next.value;
  }
}

async function readAll(
  transport: Transport,
  call: Call,
  clock: Clock,
  snapshot: Snapshot,
  options: PullOptions,
): Promise<Result<Refresh, WandbError>> {
  const next = await pullRuns(transport, call, clock, snapshot.reference, options);
  return next.ok ? ok(refreshOf(snapshot, next.value, true)) : next;
}

function refreshOf(before: Snapshot, after: Snapshot, isFull: boolean): Refresh {
  const changes = changesBetween(
    before.runs.map(({ run }) => run),
    after.runs.map(({ run }) => run),
  );
  return { runSet: runSetOf(after), snapshot: after, changes, isFull };
}

/** Whether a run is as it was, so that its log is too. */
function isSame(before: PulledRun | undefined, now: PulledRun): boolean {
  return (
    before?.heartbeatAt === now.heartbeatAt &&
    before.run.state === now.run.state &&
    before.run.exitCode === now.run.exitCode
  );
}

/** Crashed runs may come back too, but give a sign of life then. */
function hasEnded(kind: PulledRun['run']['outcome']['kind']): boolean {
  return kind === 'finished' || kind === 'failed' || kind === 'crashed' || kind === 'stopped';
}
