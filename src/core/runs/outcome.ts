import type { Outcome, OutcomeKind } from './run';

/** What is known about the end of a run on this disk. Times are milliseconds since 1970. */
export interface EndObservation {
  /** Of the exit record, or as the client reported it to the server; `null` where neither is there. */
  readonly exitCode: number | null;
  /** Whether the client closed the run in an orderly way, though the exit code may be lost. */
  readonly isClosed: boolean;
  /** Whether the run said that it may be taken off its machine (`mark_preempting`). */
  readonly preempting: boolean;
  /** Last moment at which the run is known to have lived. */
  readonly lastSign: number | null;
  /** Offline runs write so rarely that they may be silent for longer. */
  readonly isOffline: boolean;
  readonly now: number;
}

/** An outcome, and the state that W&B would show for it. */
export interface LocalOutcome {
  readonly outcome: Outcome;
  readonly state: 'finished' | 'failed' | 'crashed' | 'preempted' | 'running' | null;
}

const MINUTE = 60_000;
/** After this silence W&B's own viewer of local runs (`wandb beta leet`) calls a run crashed. */
const QUIET_LIMIT = 10 * MINUTE;
/** An offline run only writes full blocks of its log, on a quiet machine one in about 19 minutes. */
const QUIET_LIMIT_OFFLINE = 30 * MINUTE;
/** Exit code by which the client reports that the run's process died. */
const EXIT_CRASHED = 254;
/** Exit code after Ctrl-C, and after "Stop run" in W&B, which interrupts the script in the same way. */
const EXIT_INTERRUPTED = 255;

/**
 * What became of a local run. A run without an exit record runs on if it gave a sign of life within the last ten
 * minutes (offline: thirty), else it crashed. A sign that lies in the future by more than that is a wrong clock, not
 * life. That another run was started later on the same host tells nothing: agents share hosts, one to a GPU.
 *
 * W&B shows an interrupted run (255) as failed, or as killed if it was stopped from its page; a disk can't tell the two
 * apart, so the state is `failed`.
 */
export function outcomeOf(end: EndObservation): LocalOutcome {
  const { exitCode } = end;
  if (exitCode === 0) return local('finished', 'finished', 'exit code 0 recorded');
  if (exitCode !== null) {
    if (end.preempting) return local('preempted', 'preempted', `marked as preempting, then exit code ${exitCode}`);
    if (exitCode === EXIT_CRASHED)
      return local('crashed', 'crashed', 'exit code 254 recorded, by which W&B reports a crash');
    if (exitCode === EXIT_INTERRUPTED)
      return local('stopped', 'failed', 'exit code 255 recorded: interrupted or stopped');
    return local('failed', 'failed', `exit code ${exitCode} recorded`);
  }
  if (end.isClosed) return local('unknown', null, 'the run was closed, but its exit code is lost');
  const limit = end.isOffline ? QUIET_LIMIT_OFFLINE : QUIET_LIMIT;
  if (end.lastSign === null) return silent(end, 'no exit record and no sign of life');
  const quiet = end.now - end.lastSign;
  if (Math.abs(quiet) < limit) {
    return local('running', 'running', `no exit record yet; last sign of life ${minutes(Math.max(0, quiet))} ago`);
  }
  const when = new Date(end.lastSign).toISOString().slice(0, 16).replace('T', ' ');
  const age = quiet > 0 ? `, more than ${minutes(limit)} ago` : '';
  return silent(end, `no exit record; last sign of life ${when} UTC${age}`);
}

function silent(end: EndObservation, reason: string): LocalOutcome {
  return end.preempting
    ? local('preempted', 'preempted', `marked as preempting; ${reason}`)
    : local('crashed', 'crashed', reason);
}

function local(kind: OutcomeKind, state: LocalOutcome['state'], reason: string): LocalOutcome {
  return { outcome: { kind, reason }, state };
}

function minutes(milliseconds: number): string {
  const count = Math.round(milliseconds / MINUTE);
  return count === 1 ? '1 minute' : `${count} minutes`;
}

const OUTCOME_OF_STATE: ReadonlyMap<string, OutcomeKind> = new Map([
  ['finished', 'finished'],
  ['failed', 'failed'],
  ['crashed', 'crashed'],
  ['killed', 'stopped'],
  ['preempted', 'preempted'],
  ['preempting', 'preempted'],
  ['running', 'running'],
  ['pending', 'running'],
]);

/**
 * What became of a run by W&B's state (any case) and, where known, its exit code. States that W&B does not document are
 * `unknown`.
 */
export function outcomeOfState(state: string | null, exitCode: number | null = null): Outcome {
  if (state === null || state.trim() === '') return { kind: 'unknown', reason: 'no state given' };
  const kind = OUTCOME_OF_STATE.get(state.trim().toLowerCase());
  if (kind === undefined) return { kind: 'unknown', reason: `state "${state}" is not one of W&B's` };
  if (kind === 'failed' && exitCode === EXIT_INTERRUPTED) {
    return { kind: 'stopped', reason: `state ${state}, exit code 255: interrupted or stopped` };
  }
  if (kind === 'finished' && exitCode !== null && exitCode !== 0) {
    return { kind: 'failed', reason: `state ${state}, but exit code ${exitCode}` };
  }
  const code = exitCode === null ? '' : `, exit code ${exitCode}`;
  return { kind, reason: `state ${state}${code}` };
}

const OUTCOME_KINDS: readonly string[] = [
  'finished',
  'failed',
  'crashed',
  'broken',
  'lost-contact',
  'stopped',
  'preempted',
  'running',
  'unknown',
] satisfies OutcomeKind[];

/** Whether `text` names an outcome. */
export function isOutcomeKind(text: unknown): text is OutcomeKind {
  return typeof text === 'string' && OUTCOME_KINDS.includes(text);
}
