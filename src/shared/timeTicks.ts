/** Round times for an axis, in the reader's own zone. */

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Lengths that people count time in, in milliseconds; months and years are taken from the calendar. */
const STEPS: readonly number[] = [
  ...[1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => minutes * MINUTE),
  ...[1, 2, 7, 14].map((days) => days * DAY),
];
const MONTHS: readonly number[] = [1, 3, 6, 12, 24, 60, 120];

/** A time with its label. */
export interface TimeTick {
  readonly at: number;
  readonly text: string;
}

/** About `count` round times from `from` to `to`, all in milliseconds since 1970; none where that is no stretch. */
export function timeTicks(from: number, to: number, count: number): readonly TimeTick[] {
  const length = to - from;
  if (!(length > 0) || !isDate(from) || !isDate(to)) return [];
  const step = STEPS.find((candidate) => length / candidate <= count);
  const next = step === undefined ? nextMonth(length / count) : nextStep(step);
  const ticks: TimeTick[] = [];
  for (let at = next(startOf(from, step)); at <= to && ticks.length <= 2 * count; at = next(at)) {
    if (at >= from) ticks.push({ at, text: labelOf(at, step) });
  }
  return ticks;
}

/** What a `Date` holds. */
function isDate(time: number): boolean {
  return Math.abs(time) <= 8.64e15;
}

/** A round time at or before `time`: the day's beginning, the year's for months. */
function startOf(time: number, step: number | undefined): number {
  const date = new Date(time);
  if (step === undefined) return new Date(date.getFullYear() - 1, 0, 1).getTime();
  // A day earlier, so that the first tick is not skipped by the first step.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1).getTime();
}

/** Days by the calendar, so that ticks stay at midnight when the clocks change; shorter steps begin anew each day. */
function nextStep(step: number): (time: number) => number {
  return (time) => {
    const date = new Date(time);
    const midnight = (days: number): number =>
      new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
    return step >= DAY ? midnight(step / DAY) : Math.min(time + step, midnight(1));
  };
}

function nextMonth(shortest: number): (time: number) => number {
  const months = MONTHS.find((candidate) => candidate * 30.44 * DAY >= shortest) ?? MONTHS.at(-1)!;
  return (time) => {
    const date = new Date(time);
    return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime();
  };
}

function labelOf(time: number, step: number | undefined): string {
  const date = new Date(time);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  const options: Intl.DateTimeFormatOptions =
    step === undefined
      ? { month: 'short', year: 'numeric' }
      : step >= DAY || isMidnight
        ? { day: 'numeric', month: 'short' }
        : { hour: 'numeric', minute: '2-digit' };
  return new Intl.DateTimeFormat(undefined, options).format(date);
}
