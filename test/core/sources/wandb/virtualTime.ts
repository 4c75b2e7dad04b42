import { setImmediate as turn } from 'node:timers/promises';
import type { Clock, Sleep } from '../../../../src/core/ports';

/** Time that passes only by sleeping, and at once; `sleeps` are the waits in milliseconds. */
export function virtualTime(): { readonly clock: Clock; readonly sleep: Sleep; readonly sleeps: number[] } {
  let now = Date.UTC(2026, 2, 1);
  const sleeps: number[] = [];
  return {
    clock: { now: () => now },
    sleeps,
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted !== true) {
        sleeps.push(milliseconds);
        now += milliseconds;
      }
      await turn();
    },
  };
}
