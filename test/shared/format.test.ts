import { describe, expect, it } from 'vitest';
import { ageOf, capitalized } from '../../src/shared/format';

const NOW = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('ageOf', () => {
  it.each([
    [0, 'just now'],
    [MINUTE - 1, 'just now'],
    [MINUTE, '1 minute ago'],
    [59 * MINUTE + 59_999, '59 minutes ago'],
    [HOUR, '1 hour ago'],
    [DAY - 1, '23 hours ago'],
    [DAY, '1 day ago'],
    [30 * DAY, '30 days ago'],
    [31 * DAY, '1 month ago'],
    [365 * DAY, '11 months ago'],
    [366 * DAY, '1 year ago'],
    [800 * DAY, '2 years ago'],
  ])('%d ms: %s', (age, text) => {
    expect(ageOf(NOW - age, NOW)).toBe(text);
  });

  it('calls a time of a clock that runs ahead just now', () => {
    expect(ageOf(NOW + 5 * MINUTE, NOW)).toBe('just now');
  });
});

describe('capitalized', () => {
  it('changes the first letter only', () => {
    expect(capitalized('read from W&B')).toBe('Read from W&B');
    expect(capitalized('')).toBe('');
  });
});
