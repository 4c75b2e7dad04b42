import { plainText } from '../plainText';

/** A value as W&B keeps it in a configuration or summary: JSON, and NaN and ±Infinity besides. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Configuration or summary of a run by key. A map, so that a parameter called `__proto__` is only a name. */
export type Values = ReadonlyMap<string, Value>;

/**
 * What became of a run. `broken`: W&B says finished, but it has no usable result. `lost-contact`: W&B says crashed, but
 * it had reached its end.
 */
export type OutcomeKind =
  'finished' | 'failed' | 'crashed' | 'broken' | 'lost-contact' | 'stopped' | 'preempted' | 'running' | 'unknown';

/** What became of a run, and the observation that says so, in words for the user. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly reason: string;
}

/** What a run's client recorded of how it was started. */
export interface RunCommand {
  /** Path of the script, as it was on that machine. */
  readonly program: string;
  readonly args: readonly string[];
  /** The folder that it was started in; `null` where that is not recorded. */
  readonly folder: string | null;
}

/** One run of a sweep, from whichever source. What a source does not know is `null` or empty, never made up. */
export interface Run {
  /** W&B's run id, unique in its project. */
  readonly id: string;
  /** Display name where it differs from the id. */
  readonly name: string | null;
  /** The source has no ids, so that the name stands for one: W&B does not find the run by it. */
  readonly isNameId?: true;
  readonly sweepId: string | null;
  /** W&B's state, lower case: `finished`, `crashed`, `failed`, … For local folders, the state that W&B would show. */
  readonly state: string | null;
  readonly outcome: Outcome;
  readonly config: Values;
  /** Last logged value of each metric. Keys that W&B keeps for itself (`_step`, `_runtime`, `_wandb`) included. */
  readonly summary: Values;
  /** Start, in milliseconds since 1970. */
  readonly startedAt: number | null;
  /** Wall time in seconds. */
  readonly runtimeSeconds: number | null;
  readonly host: string | null;
  readonly exitCode: number | null;
  /** Whether W&B asked the run to stop: early termination, or a person. Absent where the source does not say. */
  readonly stopped?: boolean | null;
  /** Last sign of life that W&B has, in milliseconds since 1970. */
  readonly heartbeatAt?: number | null;
  /** Model or index of the GPU, as the source names it. */
  readonly gpu?: string | null;
  /** The sweep agent that started the run. */
  readonly agent?: string | null;
  /** How it was started, where the source says. */
  readonly command?: RunCommand | null;
  /** Last lines of the console output, oldest first, without ANSI codes. */
  readonly logTail: readonly string[];
}

/** Something a source could not read, or had to guess, and what that costs; shown beside the result. */
export interface ReadProblem {
  /** Absent for what could not be read; `guess` where everything was read but the source left open what it means. */
  readonly kind?: 'unreadable' | 'guess';
  /** File or run concerned, as the user knows it. */
  readonly where: string;
  readonly message: string;
}

/** `problem` as it may be printed: names and pieces of files without control characters. */
export function plainProblem({ where, message, ...rest }: ReadProblem): ReadProblem {
  return { ...rest, where: plainText(where), message: plainText(message, 400) };
}

/** A reference that sweep runs are held against: a configuration outside the sweep and what it reached. */
export interface Baseline {
  readonly config: Values;
  readonly metrics: Values;
}

/** What a source delivers. */
export interface RunSet {
  readonly source: { readonly kind: 'wandb' | 'local' | 'csv' | 'json'; readonly ref: string };
  readonly runs: readonly Run[];
  /** The sweep's own file or configuration text, where the source has one. */
  readonly sweepText: string | null;
  readonly baseline: Baseline | null;
  readonly problems: readonly ReadProblem[];
}

/** Why a source as a whole could not be read: one sentence that says what is wrong, and one that says what to do. */
export interface SourceError {
  readonly message: string;
  readonly advice: string;
}
