import type { Clock, Progress } from '../ports';

/** Ten times a second is as often as a person can follow, and rare enough to cost nothing. */
const INTERVAL_MS = 100;

/**
 * Reports a job of `total` equal steps, each by a call: `Reading runs, 120 of 5,000`. Steps that follow one another
 * faster than ten times a second are left out, but not the first and the last.
 */
export function countedProgress(progress: Progress, clock: Clock, what: string, total: number): () => void {
  let done = 0;
  let reportedAt = -Infinity;
  return () => {
    done++;
    const now = clock.now();
    // A clock that was set back must not silence the rest.
    if (done < total && Math.abs(now - reportedAt) < INTERVAL_MS) return;
    reportedAt = now;
    progress.report({ done, total, message: `${what}, ${grouped(done)} of ${grouped(total)}` });
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
