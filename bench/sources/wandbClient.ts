import { createWandbClient } from '../../src/core/sources/wandb/client';
import { runFilters } from '../../src/core/sources/wandb/filters';
import { RUNS } from '../../src/core/sources/wandb/queries';
import {
  askPage,
  createCollection,
  pageVariables,
  readPages,
  type RunList,
} from '../../src/core/sources/wandb/runPages';
import { parseServer } from '../../src/core/sources/wandb/server';
import type { Snapshot } from '../../src/core/sources/wandb/snapshot';
import { createTransport, newCall, type TransportOptions } from '../../src/core/sources/wandb/transport';
import { fetchHttp } from '../../src/web/http';
import { timerSleep } from '../../src/web/sleep';
import { STAND_IN_KEY } from '../../test/server/model';
import type { Role } from './role';

/** How the runs are read, each by a process of its own. */
export type Way =
  /** As the extension and the command line do, with the logs of runs that died. */
  | { readonly kind: 'pull' }
  /** The same without logs. */
  | { readonly kind: 'pull-runs' }
  /** One page after another, read by the same code. */
  | { readonly kind: 'pages'; readonly size: number }
  /** All of them in one answer, read by the same code. */
  | { readonly kind: 'one-answer'; readonly runs: number }
  /** The bytes of that answer, unpacked and left unread. */
  | { readonly kind: 'download'; readonly url: string }
  /** What has changed since this process pulled. */
  | { readonly kind: 'refresh' };

/** What it took. */
export interface Reading {
  readonly runs: number;
  readonly milliseconds: number;
  readonly retries: number;
  /** Processor time of this process meanwhile. */
  readonly cpuMilliseconds: number;
  /** Largest memory of this process in its life, in bytes, and how much of that was there before it read anything. */
  readonly peakBytes: number;
  readonly peakBeforeBytes: number;
  /** Of a refresh: whether all runs had to be read again. */
  readonly isFull: boolean | null;
}

/** The sweep that generated data holds. */
export const SWEEP = { kind: 'sweep', entity: 'team', project: 'detector', sweep: 'sw33p001' } as const;

const LIST: RunList = { reference: SWEEP, filters: runFilters(SWEEP), order: '+created_at', summaryKeys: null };

/** The body of the request for all runs at once. */
export function allRunsBody(runs: number): string {
  return JSON.stringify({
    query: RUNS.text(() => true),
    variables: pageVariables(LIST, null, { runs })(0),
    operationName: RUNS.name,
  });
}

/** Reads runs from the server at `url`. */
export const wandbClient: Role<{ readonly url: string }, Way, Reading> = async ({ url }) => {
  const server = parseServer(url);
  if (!server.ok) throw new Error(server.error.message);
  const options: TransportOptions = {
    http: fetchHttp(),
    clock: Date,
    sleep: timerSleep,
    server: server.value,
    key: STAND_IN_KEY.key,
  };
  const client = createWandbClient(options);
  // A person has signed in or listed sweeps before: the connection is open, and `fetch` is loaded.
  const viewer = await client.viewer();
  if (!viewer.ok) throw new Error(viewer.error.message);
  const transport = createTransport(options);
  let snapshot: Snapshot | null = null;

  const read = async (way: Way): Promise<{ readonly runs: number; readonly isFull?: boolean }> => {
    switch (way.kind) {
      case 'pull':
      case 'pull-runs': {
        const pulled = await client.pull(SWEEP, way.kind === 'pull' ? {} : { logTailLines: 0 });
        if (!pulled.ok) throw new Error(pulled.error.message);
        snapshot = pulled.value.snapshot;
        return { runs: pulled.value.runSet.runs.length };
      }
      case 'refresh': {
        const fresh = await client.refresh(snapshot!);
        if (!fresh.ok) throw new Error(fresh.error.message);
        snapshot = fresh.value.snapshot;
        return { runs: fresh.value.runSet.runs.length, isFull: fresh.value.isFull };
      }
      case 'pages':
      case 'one-answer': {
        const size = { runs: way.kind === 'pages' ? way.size : way.runs };
        const call = newCall(undefined);
        const collection = createCollection();
        const done = await readPages((cursor) => askPage(transport, call, LIST, cursor, size), null, collection);
        if (!done.ok) throw new Error(done.error.message);
        return { runs: collection.runs.size };
      }
      case 'download': {
        const response = await fetch(way.url);
        await response.arrayBuffer();
        return { runs: 0 };
      }
    }
  };

  const answer = async (way: Way): Promise<Reading> => {
    const before = { peak: process.resourceUsage().maxRSS, cpu: process.cpuUsage(), at: performance.now() };
    const retriesBefore = client.traffic().retries;
    const { runs, isFull } = await read(way);
    const milliseconds = performance.now() - before.at;
    const { user, system } = process.cpuUsage(before.cpu);
    return {
      runs,
      milliseconds,
      retries: client.traffic().retries - retriesBefore,
      cpuMilliseconds: (user + system) / 1000,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      peakBeforeBytes: before.peak * 1024,
      isFull: isFull ?? null,
    };
  };
  return { answer };
};
