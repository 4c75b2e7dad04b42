import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LevelAxis, NumberAxis } from '../../src/shared/columnAxis';
import { draggedSpan, keyedSpan } from '../../webview/charts/axisBrush';
import { placeAxis } from '../../webview/charts/placedAxis';

function numbers(values: readonly number[], change: Partial<NumberAxis> = {}): NumberAxis {
  const finite = values.filter(Number.isFinite);
  return {
    kind: 'number',
    subject: { kind: 'parameter', name: 'x' },
    title: 'x',
    scale: 'linear',
    domain: [Math.min(...finite), Math.max(...finite)],
    values: Float64Array.from(values),
    steps: null,
    missing: values.length - finite.length,
    ...change,
  };
}

const levels: LevelAxis = {
  kind: 'category',
  subject: { kind: 'parameter', name: 'opt' },
  title: 'opt',
  bands: ['SGD', 'Adam', 'Lion'].map((label) => ({ label, levels: [label] })),
  codes: Int16Array.of(0, 1, 2, 1),
  missing: 0,
};
const options = { length: 300, lane: 20, inset: 10, spread: 0 };

describe('an axis of numbers in pixels', () => {
  it('brushes round values, and open ends at the ends of the axis', () => {
    const axis = placeAxis(numbers([0, 0.4, 1]), options);
    expect(axis.places[0]).toBe(10);
    expect(axis.places[2]).toBe(290);
    expect(axis.filterOf(80, 150)).toEqual({ kind: 'range', parameter: 'x', from: 0.25, to: 0.5 });
    expect(axis.filterOf(150, 0)).toEqual({ kind: 'range', parameter: 'x', from: -Infinity, to: 0.5 });
    expect(axis.filterOf(0, 300)).toBeNull();
  });

  it('finds again where a filter lies', () => {
    const axis = placeAxis(numbers([0, 1]), options);
    expect(axis.spanOf({ kind: 'range', parameter: 'x', from: 0.25, to: Infinity })).toEqual({ from: 80, to: 300 });
    expect(axis.spanOf({ kind: 'range', parameter: 'y', from: 0, to: 1 })).toBeNull();
  });

  it('never leaves out a run that lies well within the brush', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), fc.boolean(), (drawn, isLog) => {
        const values = isLog ? drawn.map((one) => Math.abs(one) + 1e-6) : drawn;
        const axis = placeAxis(numbers(values, { scale: isLog ? 'log' : 'linear' }), options);
        const filter = axis.filterOf(80, 200);
        if (filter?.kind !== 'range') throw new Error('no range');
        values.forEach((one, row) => {
          if (axis.places[row]! > 81 && axis.places[row]! < 199) {
            expect(one).toBeGreaterThanOrEqual(filter.from);
            expect(one).toBeLessThanOrEqual(filter.to);
          } else if (axis.places[row]! < 79 || axis.places[row]! > 201) {
            expect(one < filter.from || one > filter.to).toBe(true);
          }
        });
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('has a lane for runs without a value, which a brush takes as a whole', () => {
    const axis = placeAxis(numbers([0, NaN, 1]), options);
    expect(axis.missing).toEqual({ from: 0, to: 20 });
    expect(axis.values).toEqual({ from: 30, to: 300 });
    expect(axis.places[1]).toBeGreaterThan(0);
    expect(axis.places[1]).toBeLessThan(20);
    expect(axis.filterOf(2, 15)).toEqual({ kind: 'missing', parameter: 'x' });
    // All values, but not the runs without one.
    expect(axis.filterOf(30, 300)).toEqual({ kind: 'range', parameter: 'x', from: -Infinity, to: Infinity });
  });
});

describe('an axis of levels in pixels', () => {
  const axis = placeAxis(levels, options);

  it('keeps the runs of a level in its band', () => {
    axis.places.forEach((place, row) => {
      expect(Math.floor(place / 100)).toBe(levels.codes[row]);
    });
  });

  it('brushes whole bands', () => {
    expect(axis.filterOf(90, 130)).toEqual({ kind: 'levels', parameter: 'opt', levels: ['SGD', 'Adam'] });
    expect(axis.filterOf(100, 200)).toEqual({ kind: 'levels', parameter: 'opt', levels: ['Adam'] });
    expect(axis.filterOf(10, 290)).toBeNull();
    expect(axis.spanOf({ kind: 'levels', parameter: 'opt', levels: ['Lion'] })).toEqual({ from: 200, to: 300 });
  });
});

describe('a brush on an axis', () => {
  const axis = placeAxis(numbers([0, 1]), options);

  it('is drawn, moved as a whole, or taken by an end', () => {
    expect(draggedSpan(axis, null, 200, 120)).toEqual({ from: 120, to: 200 });
    const held = { from: 100, to: 200 };
    expect(draggedSpan(axis, held, 150, 170)).toEqual({ from: 120, to: 220 });
    expect(draggedSpan(axis, held, 150, 900)).toEqual({ from: 200, to: 300 });
    expect(draggedSpan(axis, held, 203, 250)).toEqual({ from: 100, to: 250 });
    expect(draggedSpan(axis, held, 98, 240)).toEqual({ from: 200, to: 240 });
    expect(draggedSpan(axis, held, 40, 60)).toEqual({ from: 40, to: 60 });
  });

  it('moves its ends by key, which never cross', () => {
    expect(keyedSpan(axis, null, 'from', 'ArrowUp')).toEqual({ from: 6, to: 300 });
    expect(keyedSpan(axis, { from: 100, to: 103 }, 'from', 'PageUp')).toEqual({ from: 103, to: 103 });
    expect(keyedSpan(axis, { from: 100, to: 200 }, 'to', 'End')).toEqual({ from: 100, to: 300 });
    expect(keyedSpan(axis, null, 'to', 'x')).toBeNull();
    const bands = placeAxis(levels, options);
    expect(keyedSpan(bands, null, 'to', 'Home')).toEqual({ from: 0, to: 100 });
  });
});
