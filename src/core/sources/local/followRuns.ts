import type { Clock } from '../../ports';

/** Runs things later; `after` returns what calls them off. */
export interface Timer {
  after(milliseconds: number, run: () => void): () => void;
}

/** Follows a folder of runs: says when it is worth reading again. */
export interface Follower {
  /** A path below the folder has changed. */
  changed(path: string): void;
  /** A reading has ended: how long it took, and whether a run seemed to be running. */
  hasRead(reading: { readonly milliseconds: number; readonly isRunning: boolean }): void;
  stop(): void;
}

/** A run writes several files in a row; reading between them would show half of it. */
const QUIET_MS = 1000;
/** Readings are this many times as far apart as they take, so that following costs a small part of a computer. */
const REST_FACTOR = 10;
const SHORTEST_REST_MS = 3000;
/** A run that writes nothing any more shows by the time only. */
const RUNNING_CHECK_MS = 60_000;
/** So many paths at once are a checkout or a copy; what they are does not matter any more. */
const MAX_PATHS = 10_000;

/**
 * Starts following. `read` gets the paths that have changed, or `undefined` where everything may have; it is called again
 * only after `hasRead`.
 */
export function createFollower(
  clock: Clock,
  timer: Timer,
  read: (changed: readonly string[] | undefined) => void,
): Follower {
  const paths = new Set<string>();
  let isReading = false;
  let isStopped = false;
  let restUntil = -Infinity;
  let callOff: (() => void) | null = null;
  let callOffCheck: (() => void) | null = null;

  const start = (): void => {
    if (isReading || isStopped) return;
    callOff?.();
    callOffCheck?.();
    callOff = callOffCheck = null;
    const changed = paths.size > MAX_PATHS ? undefined : [...paths];
    paths.clear();
    isReading = true;
    read(changed);
  };

  const plan = (): void => {
    if (isReading || isStopped || callOff !== null) return;
    callOff = timer.after(Math.max(QUIET_MS, restUntil - clock.now()), start);
  };

  return {
    changed(path) {
      if (paths.size <= MAX_PATHS) paths.add(path);
      plan();
    },
    hasRead({ milliseconds, isRunning }) {
      isReading = false;
      restUntil = clock.now() + Math.max(SHORTEST_REST_MS, REST_FACTOR * milliseconds);
      callOffCheck?.();
      callOffCheck = isRunning && !isStopped ? timer.after(RUNNING_CHECK_MS, start) : null;
      if (paths.size > 0) plan();
    },
    stop() {
      isStopped = true;
      callOff?.();
      callOffCheck?.();
      callOff = callOffCheck = null;
    },
  };
}
