import type { Result } from '../../ports';
import type { OutcomeKind, Run, RunSet } from '../../runs/run';
import type { WandbReference } from './reference';

/** A run, and the server's times by which a refresh knows what can have changed (milliseconds since 1970). */
export interface PulledRun {
  readonly run: Run;
  readonly createdAt: number | null;
  readonly heartbeatAt: number | null;
}

/** What is remembered of a pull. */
export interface Snapshot {
  readonly baseUrl: string;
  readonly reference: WandbReference;
  /** When the pull began and how long it took, by this machine's clock, in milliseconds. */
  readonly pulledAt: number;
  readonly tookMs: number;
  readonly sweepText: string | null;
  readonly runs: readonly PulledRun[];
}

/** One run that is not as it was. */
export interface RunChange {
  readonly id: string;
  readonly from: OutcomeKind;
  readonly to: OutcomeKind;
}

/** What is different from the snapshot before. */
export interface Changes {
  readonly appeared: readonly Run[];
  readonly changed: readonly RunChange[];
  /** Ids of runs that W&B no longer has. */
  readonly gone: readonly string[];
}

/** Runs after a refresh. `isFull` where all runs had to be read again. */
export interface Refresh {
  readonly runSet: RunSet;
  readonly snapshot: Snapshot;
  readonly changes: Changes;
  readonly isFull: boolean;
}

/** Where the host keeps snapshots; `name` is safe as a file name. Failing to write is no error of a pull. */
export interface SnapshotStore {
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
}

/** The name under which the snapshot of `reference` on the server `baseUrl` is kept. */
export declare function snapshotName(baseUrl: string, reference: WandbReference): string;

/** The snapshot as text. */
export declare function encodeSnapshot(snapshot: Snapshot): string;

/** The snapshot that `encodeSnapshot` wrote; an error for any other text, for which the runs are read anew. */
export declare function decodeSnapshot(text: string): Result<Snapshot, string>;

/** What changed in a sentence: `3 new runs; 2 finished and 1 crashed since the last look.` */
export declare function describeChanges(changes: Changes): string;
