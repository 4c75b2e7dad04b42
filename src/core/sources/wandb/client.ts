import { fail, ok, type Clock, type Http, type Progress, type Result, type Sleep } from '../../ports';
import type { RunSet } from '../../runs/run';
import type { WandbError } from './errors';
import { readProjects, readSweep, readSweeps, readViewer, sweepOfRun } from './lists';
import { pullRuns } from './pull';
import {
  formatReference,
  type ProjectReference,
  type PullReference,
  type SweepReference,
  type WandbReference,
} from './reference';
import { refreshRuns, type Refresh } from './refresh';
import { runSetOf, type Snapshot } from './snapshot';
import type { WandbServer } from './server';
import { createTransport, newCall, type Call } from './transport';

/** What a client is made of. */
export interface WandbClientOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly server: WandbServer;
  /** API key; `null` reads what is public. Sent to addresses under `server.baseUrl` only. */
  readonly key: string | null;
  /** Numbers from 0 to 1 that spread retries; `Math.random` where it is left out. */
  readonly random?: () => number;
  /** For each attempt of a request, in milliseconds; 30 seconds where it is left out, as in W&B's client. */
  readonly timeoutMs?: number;
}

/** Optional parts of a call. Aborting `signal` ends it at once with an error of kind `cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** Optional parts of reading runs. */
export interface PullOptions extends CallOptions {
  /** Last lines of the log that are read for each crashed and failed run; 0 reads none. 100 where it is left out. */
  readonly logTailLines?: number;
  /**
   * Metrics that are enough where summaries are huge: only these are then asked for, and a problem of the result says
   * so. Without it, summaries are always read whole.
   */
  readonly summaryKeys?: readonly string[];
}

/** The person whom a key belongs to, their default entity, and their teams. */
export interface Viewer {
  readonly username: string;
  readonly entity: string | null;
  /** All entities in which they may have projects, the default one first. */
  readonly entities: readonly string[];
}

/** A project as a list shows it. `createdAt` is in milliseconds since 1970. */
export interface ProjectSummary extends ProjectReference {
  readonly createdAt: number | null;
}

/** A sweep as a list shows it, newest first. Times are milliseconds since 1970. */
export interface SweepSummary {
  readonly reference: SweepReference;
  /** The name given by a person, else the sweep's short id. */
  readonly title: string;
  /** W&B's state, lower case: `running`, `paused`, `finished`, `canceled`, … */
  readonly state: string;
  readonly method: string | null;
  /** `null` where the server does not say. */
  readonly runCount: number | null;
  readonly createdAt: number | null;
  /** The sweep's configuration as YAML, as W&B keeps it: keys sorted, without comments. */
  readonly configText: string;
}

/** Runs as they are now, and what a later refresh needs to ask only for what changed. */
export interface Pull {
  readonly runSet: RunSet;
  readonly snapshot: Snapshot;
}

/** Requests so far, for logs and benchmarks: all that were sent, those of them that were retries, bytes received. */
export interface Traffic {
  readonly requests: number;
  readonly retries: number;
  readonly receivedBytes: number;
}

/**
 * Talks to one W&B server with one key. Every call ends in a value or in one clear error; none throws, and none hands
 * out a part as if it were the whole.
 */
export interface WandbClient {
  readonly server: WandbServer;
  /** Whom the key belongs to; the error says what is wrong with the key. */
  viewer(options?: CallOptions): Promise<Result<Viewer, WandbError>>;
  /** All projects of an entity. */
  projects(entity: string, options?: CallOptions): Promise<Result<readonly ProjectSummary[], WandbError>>;
  /** All sweeps of a project, the newest first. */
  sweeps(project: ProjectReference, options?: CallOptions): Promise<Result<readonly SweepSummary[], WandbError>>;
  /** One sweep with its configuration. */
  sweep(reference: SweepReference, options?: CallOptions): Promise<Result<SweepSummary, WandbError>>;
  /** All runs of a sweep or project; for a run, those of its sweep. */
  pull(reference: WandbReference, options?: PullOptions): Promise<Result<Pull, WandbError>>;
  /** The runs of a snapshot as they are now: asks only for those that can have changed, and says which did. */
  refresh(snapshot: Snapshot, options?: PullOptions): Promise<Result<Refresh, WandbError>>;
  traffic(): Traffic;
}

/** A client that has not asked anything yet. It learns which fields the server knows, and keeps to its rate limits. */
export function createWandbClient(options: WandbClientOptions): WandbClient {
  const { clock, server } = options;
  const transport = createTransport(options);
  const callOf = ({ signal }: CallOptions): Call => newCall(signal);
  return {
    server,
    traffic: () => transport.traffic(),
    viewer: (call = {}) => readViewer(transport, callOf(call)),
    projects: (entity, call = {}) => readProjects(transport, callOf(call), entity),
    sweeps: (project, call = {}) => readSweeps(transport, callOf(call), project),
    sweep: (reference, call = {}) => readSweep(transport, callOf(call), reference),
    async pull(reference, call = {}) {
      const resolved = await withoutRun(reference, (run) => sweepOfRun(transport, callOf(call), run));
      if (!resolved.ok) return resolved;
      const snapshot = await pullRuns(transport, callOf(call), clock, resolved.value, call);
      return snapshot.ok ? ok({ runSet: runSetOf(snapshot.value), snapshot: snapshot.value }) : snapshot;
    },
    refresh: (snapshot, call = {}) => refreshRuns(transport, callOf(call), clock, snapshot, call),
  };
}

/** A run is compared with the others of its sweep. */
async function withoutRun(
  reference: WandbReference,
  sweepOf: (run: Extract<WandbReference, { kind: 'run' }>) => Promise<Result<string | null, WandbError>>,
): Promise<Result<PullReference, WandbError>> {
  if (reference.kind !== 'run') return ok(reference);
  const { entity, project } = reference;
  const sweep = await sweepOf(reference);
  if (!sweep.ok) return sweep;
  if (sweep.value !== null) return ok({ kind: 'sweep', entity, project, sweep: sweep.value });
  return fail({
    kind: 'not-found',
    message: `${formatReference(reference)} belongs to no sweep.`,
    advice: `To compare all runs of the project, pass ${entity}/${project}.`,
  });
}
