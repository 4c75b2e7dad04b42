import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../src/shared/timeline';
import { timelineLayout } from '../../webview/charts/timelineLayout';
import { rowWindow, steppedIndex } from '../../webview/views/rowWindow';

const HOUR = 3_600_000;

/** Completed runs an hour apart in one lane, or every other one in a second lane. */
function timelineOf(count: number, lanes = 1): Timeline {
  return {
    measure: 'startedAt',
    rows: Uint32Array.from({ length: count }, (_, place) => place),
    keys: Float64Array.from({ length: count }, (_, place) => place * HOUR),
    ends: new Uint8Array(count),
    withoutStart: 0,
    lanePlace: lanes > 1 ? 'host' : null,
    lanes: Array.from({ length: lanes }, (_, lane) => ({ name: `h${lane}`, label: `h${lane}` })),
    laneCodes: Uint8Array.from({ length: count }, (_, place) => place % lanes),
  };
}

const hours = (...lengths: readonly number[]): Float64Array => Float64Array.from(lengths, (length) => length * 3600);

describe('the timeline by order', () => {
  it('gives each run the same room and the longest run the highest stem', () => {
    const layout = timelineLayout(timelineOf(4), hours(1, 2, NaN, 0.5), 'order', 420);
    expect([...layout.xs]).toEqual([60, 160, 260, 360]);
    const { ys, from } = layout.marks!;
    // Above the ground by the mark's radius, and half the way up for half the time.
    expect(from[2]).toBeNaN();
    const bottom = ys[2]!;
    expect((bottom - ys[0]!) / (bottom - ys[1]!)).toBeCloseTo(1 / 2);
    expect((bottom - ys[3]!) / (bottom - ys[1]!)).toBeCloseTo(1 / 4);
    expect(from[0]).toBeGreaterThan(bottom);
    for (const y of ys) {
      expect(y).toBeGreaterThan(layout.lanes[0]!.top);
      expect(y).toBeLessThan(layout.bottom);
    }
  });

  it('turns a stretch into the runs whose middle it covers, and back', () => {
    const { periodOf, stretchOf } = timelineLayout(timelineOf(4), hours(1, 1, 1, 1), 'order', 420);
    expect(periodOf(100, 300)).toEqual([HOUR, 2 * HOUR]);
    expect(periodOf(-50, 9999)).toEqual([0, 3 * HOUR]);
    expect(periodOf(70, 150)).toBeNull();
    expect(stretchOf(HOUR, 2 * HOUR)).toEqual([110, 310]);
    expect(stretchOf(-Infinity, Infinity)).toEqual([10, 410]);
  });

  it('puts runs into the lane of their host', () => {
    const { lanes, marks } = timelineLayout(timelineOf(4, 2), hours(1, 1, 1, 1), 'order', 420);
    marks!.ys.forEach((y, place) => {
      const { top, height } = lanes[place % 2]!;
      expect(y).toBeGreaterThan(top);
      expect(y).toBeLessThan(top + height);
    });
  });

  it('counts in columns where there are very many runs, or where they are too narrow', () => {
    const many = timelineLayout(timelineOf(2001), new Float64Array(2001), 'order', 4000);
    expect(many.marks).toBeNull();
    expect(many.columns!.columnOf[0]).toBe(0);
    expect(many.columns!.columnOf[2000]).toBe(many.columns!.count - 1);
    expect(timelineLayout(timelineOf(500), new Float64Array(500), 'order', 300).columns!.count).toBe(70);
    expect(timelineLayout(timelineOf(2000), new Float64Array(2000), 'order', 2000).marks).not.toBeNull();
  });

  it('numbers runs from one, without labels that touch', () => {
    const { ticks } = timelineLayout(timelineOf(21), new Float64Array(21), 'order', 200);
    expect(ticks.map(({ text }) => text)).toEqual(['1', '10', '20']);
  });
});

describe('the timeline by time', () => {
  it('draws bars from start to end, and runs at the same time above one another', () => {
    const { marks, xs, starts } = timelineLayout(timelineOf(3), hours(1, 2, 1), 'time', 431);
    // 400 pixels from the first start to the last end, 3 hours later.
    expect([...starts].map(Math.round)).toEqual([10, 143, 277]);
    expect([...xs].map(Math.round)).toEqual([143, 410, 410]);
    const { ys } = marks!;
    expect(ys[0]).toBe(ys[1]);
    expect(ys[2]).not.toBe(ys[1]);
  });

  it('selects by start, to the millisecond', () => {
    const { periodOf, stretchOf } = timelineLayout(timelineOf(3), hours(1, 2, 1), 'time', 431);
    expect(periodOf(10, 410)).toEqual([0, 3 * HOUR]);
    const [left, right] = stretchOf(0, 3 * HOUR);
    expect([left, right]).toEqual([10, 410]);
  });

  it('survives a run time beyond all time', () => {
    const { xs, starts } = timelineLayout(timelineOf(2), Float64Array.of(1e308, 60), 'time', 431);
    expect(starts.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(xs[1]!)).toBe(true);
  });
});

describe('the window of a long table', () => {
  it('has the visible rows and a few around them', () => {
    expect(rowWindow(0, 300, 27, 100_000)).toEqual({ first: 0, end: 29, size: 29 });
    expect(rowWindow(27_000, 300, 27, 100_000)).toEqual({ first: 992, end: 1021, size: 29 });
    expect(rowWindow(1e9, 300, 27, 100_000)).toEqual({ first: 99_971, end: 100_000, size: 29 });
    expect(rowWindow(0, 300, 27, 3)).toEqual({ first: 0, end: 3, size: 3 });
    expect(rowWindow(0, 1e6, 27, 100_000).size).toBe(120);
  });

  it('is walked through with the keyboard', () => {
    expect(steppedIndex('ArrowDown', -1, 9, 4)).toBe(0);
    expect(steppedIndex('ArrowUp', -1, 9, 4)).toBe(8);
    expect(steppedIndex('ArrowDown', 8, 9, 4)).toBe(8);
    expect(steppedIndex('PageDown', 2, 9, 4)).toBe(6);
    expect(steppedIndex('PageUp', 2, 9, 4)).toBe(0);
    expect([steppedIndex('Home', 5, 9, 4), steppedIndex('End', 5, 9, 4)]).toEqual([0, 8]);
    expect(steppedIndex('a', 5, 9, 4)).toBeNull();
    expect(steppedIndex('End', -1, 0, 4)).toBeNull();
  });
});
