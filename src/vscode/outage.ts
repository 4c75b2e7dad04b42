/** What looks at a sweep have come to, as far as they failed. */
export interface Outage {
  /** Failed looks since the last one that succeeded. */
  readonly failures: number;
  /** Whether any look has succeeded. */
  readonly hasSeen: boolean;
  /** Whether the person knows of the outage that is on. */
  readonly isTold: boolean;
}

/** What to tell the person after a look: that looks fail, or that they succeed again. */
export type OutageNews = 'lost' | 'back' | null;

/** Before the first look. */
export const NO_OUTAGE: Outage = { failures: 0, hasSeen: false, isTold: false };

/**
 * The outage after one more look, and what is to be said of it: once that looks fail, and once that they succeed again. A
 * single failure is tried again in silence, so that a server which flaps says nothing; the very first look is told at once,
 * as what was chosen may not exist.
 */
export function afterLook(
  { failures, hasSeen, isTold }: Outage,
  hasFailed: boolean,
): { readonly outage: Outage; readonly news: OutageNews } {
  if (!hasFailed) return { outage: { failures: 0, hasSeen: true, isTold: false }, news: isTold ? 'back' : null };
  const isLost = isTold || !hasSeen || failures >= 1;
  return { outage: { failures: failures + 1, hasSeen, isTold: isLost }, news: isLost && !isTold ? 'lost' : null };
}
