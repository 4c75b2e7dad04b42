/** What only the panel writes; numbers, shares and counts are written as in the reports (core/report/format.ts). */

/** A time in milliseconds since 1970 in the reader's own calendar and zone. */
export function formatTime(milliseconds: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

/** A sentence or a label begins with a capital letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
