/** What an extension holds of its editor at the moment, by kind. */
export interface Registrations {
  /** Counts one more of a kind until it is disposed. */
  add(kind: string, undo?: () => unknown): { dispose(): void };
  listen(event: string, listener: (value: unknown) => void): { dispose(): void };
  listenersOf(event: string): readonly ((value: unknown) => void)[];
  /** How many of each kind there are, timers that have not run included. */
  counts(): Readonly<Record<string, number>>;
}

/** Starts to count, with the timers of this process that are set from here on. */
export function registrations(): Registrations {
  const counts = new Map<string, number>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const timers = countTimers();
  const change = (kind: string, by: number): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + by);
  };
  const add: Registrations['add'] = (kind, undo) => {
    let isLive = true;
    change(kind, 1);
    return {
      dispose: () => {
        if (!isLive) return;
        isLive = false;
        change(kind, -1);
        undo?.();
      },
    };
  };
  return {
    add,
    listen: (event, listener) => {
      // A wrapper, since the same function may listen twice.
      const own = (value: unknown): void => {
        listener(value);
      };
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(own));
      return add(event, () => all.delete(own));
    },
    listenersOf: (event) => [...(listeners.get(event) ?? [])],
    counts: () => ({ ...Object.fromEntries(counts), timers: timers() }),
  };
}

/** Replaces this process's timers by ones that are counted. */
function countTimers(): () => number {
  const live = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const counted = (run: (...args: unknown[]) => void, after?: number, ...args: unknown[]) => {
    const timer = set(() => {
      live.delete(timer);
      run(...args);
    }, after);
    live.add(timer);
    return timer;
  };
  globalThis.setTimeout = Object.assign(counted, set);
  globalThis.clearTimeout = (timer) => {
    live.delete(timer);
    clear(timer);
  };
  return () => live.size;
}
