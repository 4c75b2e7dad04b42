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

/**
 * Reports a file that is read, each call with the bytes that have come: `Reading runs.csv, 120 of 500 MB`. `total` is
 * absent where nobody knows it.
 */
export function byteProgress(
  progress: Progress,
  clock: Clock,
  what: string,
  total: number | undefined,
): (bytes: number) => void {
  let done = 0;
  let reportedAt = clock.now();
  return (bytes) => {
    done += bytes;
    const now = clock.now();
    // Small files are read before anybody could see it.
    if (Math.abs(now - reportedAt) < INTERVAL_MS) return;
    reportedAt = now;
    const of = total === undefined ? '' : ` of ${megabytes(total)}`;
    progress.report({ done, ...(total !== undefined && { total }), message: `${what}, ${megabytes(done)}${of} MB` });
  };
}

function megabytes(bytes: number): string {
  return grouped(Math.round(bytes / 1e6));
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
