import type { Values } from '../../src/core/runs/run';

/** What a stand-in server tells: plain data that never changes; a server is given new data as time goes on. */
export interface StandInData {
  readonly projects: readonly StandInProject[];
}

/** A project with its sweeps, newest first as W&B lists them, and its runs in any order. */
export interface StandInProject {
  readonly entity: string;
  readonly name: string;
  /** Milliseconds since 1970, as are all times here. */
  readonly createdAt: number;
  readonly sweeps: readonly StandInSweep[];
  readonly runs: readonly StandInRun[];
}

/** A sweep. Its runs are those of the project that carry its name. */
export interface StandInSweep {
  /** The short id, which users call the sweep's id. */
  readonly name: string;
  readonly displayName: string | null;
  readonly method: string;
  /** Upper case: `RUNNING`, `FINISHED`, `CANCELED`, … */
  readonly state: string;
  readonly description: string | null;
  /** YAML text, as the sweep command uploads it. */
  readonly config: string;
  readonly createdAt: number;
  readonly updatedAt: number | null;
  readonly runCountExpected: number | null;
}

/** A run as W&B keeps it. */
export interface StandInRun {
  /** The short id, which users call the run's id. */
  readonly name: string;
  readonly displayName: string | null;
  readonly sweepName: string | null;
  readonly state: string | null;
  /** Parameters without W&B's own entry `_wandb`, which is added where `initialised` is true. */
  readonly config: Values;
  /** Whether the script reached `wandb.init`; otherwise the run is only what the sweep handed out. */
  readonly initialised: boolean;
  /** `null` where the run never logged anything. */
  readonly summary: Values | null;
  readonly createdAt: number;
  readonly heartbeatAt: number | null;
  readonly exitCode: number | null;
  /** Whether somebody, or early termination, asked the run to stop. */
  readonly stopped: boolean;
  readonly host: string | null;
  readonly group: string | null;
  readonly jobType: string | null;
  readonly tags: readonly string[];
  readonly username: string;
  /** Console output, oldest first. */
  readonly log: readonly LogLine[];
  /** Logged rows, oldest first. */
  readonly history: readonly Values[];
}

/** One line of console output, without its line end. */
export interface LogLine {
  readonly text: string;
  readonly level: '' | 'error';
  readonly timestamp: number;
}

/** Who holds a key, and which entities' projects the key can read. */
export interface StandInKey {
  readonly key: string;
  readonly username: string;
  /** Default entity, and the first that the key can read. */
  readonly entity: string;
  readonly teams: readonly string[];
}

/** What a stand-in server accepts when it is told of no other key. Invented: it opens nothing. */
export const STAND_IN_KEY: StandInKey = {
  key: 'stand-in-key-00000000000000000000000000000000000',
  username: 'user',
  entity: 'team',
  teams: ['team'],
};
