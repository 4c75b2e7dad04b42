/** Statuses for which another try would give the same answer. Source: `retry_policy.go` of W&B's client. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 410, 413, 422, 501]);

/** Retries of one request at most, as in W&B's client. */
export const MAX_RETRIES = 20;

/** Retries of all requests of one call together: a server that only ever fails is left alone soon. */
export const MAX_RETRIES_PER_CALL = 60;

/** A wait that the server asks for is kept up to this length (milliseconds); a longer one is told to the person. */
export const LONGEST_WAIT = 5 * 60_000;

/**
 * So long (milliseconds) are the waits of our own for one request together; W&B's public client gives up after 19 s.
 * Waits that the server asks for do not count.
 */
export const PATIENCE = 20_000;

/** The same for a server that can't be reached and never could: most likely there is no network. */
export const PATIENCE_OFFLINE = 6_000;

/** Whether an answer of this status may be another one next time. */
export function isRetriable(status: number): boolean {
  return (status >= 400 && !FINAL_STATUSES.has(status)) || status < 100;
}

/**
 * Milliseconds before retry `attempt` (from 0) where the server names none: 2 s × 2^attempt, spread by up to a quarter,
 * at most 60 s. `random` is from 0 to 1. Source: `backoff.go` of W&B's client.
 */
export function backoff(attempt: number, random: number): number {
  return Math.min(60_000, 2000 * 2 ** attempt * (1 + 0.25 * random));
}

/** Milliseconds that `Retry-After` asks for, as seconds or as a date; `null` where it is missing or unreadable. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  // A date begins with its weekday; `Date.parse` alone would take almost any number for a year.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Milliseconds until the window of a used-up rate limit ends (`RateLimit-Remaining: 0`); 0 while there is room. */
export function rateLimitWait(headers: Readonly<Record<string, string>>): number {
  const remaining = Number(headers['ratelimit-remaining'] ?? NaN);
  const reset = Number(headers['ratelimit-reset'] ?? NaN);
  return remaining <= 0 && reset > 0 && Number.isFinite(reset) ? reset * 1000 : 0;
}
