import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../src/shared/timeTicks';

const HOUR = 3_600_000;

describe('timeTicks', () => {
  it('are full hours of the reader within the stretch', () => {
    const from = new Date(2026, 0, 23, 18, 4).getTime();
    const ticks = timeTicks(from, from + 6 * HOUR, 6);
    expect(ticks.map(({ at }) => new Date(at).getHours())).toEqual([19, 20, 21, 22, 23, 0]);
    expect(ticks.every(({ at }) => new Date(at).getMinutes() === 0)).toBe(true);
  });

  it('names the day at midnight', () => {
    const from = new Date(2026, 0, 23, 18).getTime();
    const midnight = timeTicks(from, from + 12 * HOUR, 12).find(({ at }) => new Date(at).getHours() === 0)!;
    expect(midnight.text).toContain('24');
  });

  it('are midnights for weeks, first days for years', () => {
    const from = new Date(2026, 0, 23, 18).getTime();
    const days = timeTicks(from, from + 20 * 24 * HOUR, 10);
    expect(days.length).toBeGreaterThanOrEqual(8);
    expect(days.every(({ at }) => new Date(at).getHours() === 0)).toBe(true);
    const months = timeTicks(from, from + 900 * 24 * HOUR, 10);
    expect(months.length).toBeGreaterThanOrEqual(5);
    expect(months.every(({ at }) => new Date(at).getDate() === 1)).toBe(true);
  });

  it.each([
    [5, 5],
    [NaN, 5],
    [0, Infinity],
    [-1e300, 1e300],
  ])('has none from %d to %d', (from, to) => {
    expect(timeTicks(from, to, 10)).toEqual([]);
  });

  it('ends also over the longest stretch of dates', () => {
    expect(timeTicks(-8.64e15, 8.64e15, 10).length).toBeLessThan(30);
  });
});
