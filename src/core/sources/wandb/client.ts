import type { Clock, Http, Progress, Result, Sleep } from '../../ports';
import type { RunSet } from '../../runs/run';
import type { WandbError } from './errors';
import type { ProjectReference, SweepReference, WandbReference } from './reference';
import type { Refresh, Snapshot } from './snapshot';
import type { WandbServer } from './server';

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
  readonly runCount: number;
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

export declare function createWandbClient(options: WandbClientOptions): WandbClient;
