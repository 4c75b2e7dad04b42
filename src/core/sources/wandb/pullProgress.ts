import type { Clock, Progress } from '../../ports';

/** Ten times a second is as often as a person can follow. */
const INTERVAL_MS = 100;

/** Tells how far a pull has come, and why it waits. */
export interface PullProgress {
  readonly pages: (done: number, total: number | null) => void;
  readonly waiting: (message: string) => void;
}

/** Reports to `progress`: `Reading runs, 1,500 of 10,000`. The count can grow beyond what the server said at first. */
export function createPullProgress(progress: Progress | undefined, clock: Clock): PullProgress {
  let done = 0;
  let total: number | null = null;
  let reportedAt = -Infinity;
  const step = (message: string): void => {
    reportedAt = clock.now();
    progress?.report({ done, ...(total !== null && { total }), message });
  };
  return {
    pages(count, of) {
      done = count;
      total = of === null ? null : Math.max(of, count);
      const isLast = total !== null && done >= total;
      if (!isLast && Math.abs(clock.now() - reportedAt) < INTERVAL_MS) return;
      step(
        `Reading runs, ${done.toLocaleString('en-US')}${total === null ? '' : ` of ${total.toLocaleString('en-US')}`}`,
      );
    },
    waiting: step,
  };
}
