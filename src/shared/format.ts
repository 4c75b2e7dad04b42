/** What only the panel writes; numbers, shares and counts are written as in the reports (core/report/format.ts). */

/** A time in milliseconds since 1970 in the reader's own calendar and zone; a dash for what is no time. */
export function formatTime(milliseconds: number): string {
  // What a Date holds; anything beyond would throw.
  if (!(Math.abs(milliseconds) <= 8.64e15)) return '–';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

/** How long ago a time was, both in milliseconds since 1970: `3 days ago`. */
export function ageOf(time: number, now: number): string {
  const steps = [
    ['year', 365.25 * 86_400_000],
    ['month', 30.44 * 86_400_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const age = now - time;
  const step = steps.find(([, length]) => age >= length);
  if (step === undefined) return 'just now';
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(-Math.floor(age / step[1]), step[0]);
}

/** A sentence or a label begins with a capital letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
