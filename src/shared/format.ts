/** What only the panel writes; numbers, shares and counts are written as in the reports (core/report/format.ts). */
import { t } from './l10n';

/** A time in milliseconds since 1970 in the reader's own calendar and zone; a dash for what is no time. */
export function formatTime(milliseconds: number): string {
  // What a Date holds; anything beyond would throw.
  if (!(Math.abs(milliseconds) <= 8.64e15)) return '–';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

/** How long ago a time was, both in milliseconds since 1970: `3 days ago`, in the language of `locale`. */
export function ageOf(time: number, now: number, locale = 'en'): string {
  const steps = [
    ['year', 365.25 * 86_400_000],
    ['month', 30.44 * 86_400_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const age = now - time;
  const step = steps.find(([, length]) => age >= length);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: step === undefined ? 'auto' : 'always' });
  if (step === undefined) return locale === 'en' ? 'just now' : words.format(0, 'second');
  return words.format(-Math.floor(age / step[1]), step[0]);
}

/** `1 run`, `10,000 runs`. */
export function runsInWords(count: number): string {
  return count === 1 ? t('1 run') : t('{0} runs', count.toLocaleString('en-US'));
}

/** `5 of 21 runs`. */
export function partOfRuns(part: number, whole: number): string {
  const shown = part.toLocaleString('en-US');
  return whole === 1 ? t('{0} of 1 run', shown) : t('{0} of {1} runs', shown, whole.toLocaleString('en-US'));
}

/** A sentence or a label begins with a capital letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
