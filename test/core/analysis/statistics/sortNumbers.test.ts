import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortNumbers } from '../../../../src/core/analysis/statistics/sortNumbers';

/** Enough values for buckets. */
const MANY = 4000;

describe('sorting numbers', () => {
  it('gives the order of the engine’s own sort for any values', () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
      { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), fc.nat(), (few, seed) => {
        // Stretched to many values: equal ones, and ones that differ by little.
        const values = Float64Array.from({ length: MANY }, (_, i) => {
          const one = few[(i * 7 + seed) % few.length]!;
          return i % 3 === 0 ? one : one * (1 + ((i * 31 + seed) % 97) / 1e3);
        }).filter(Number.isFinite);
        const sorted = values.slice();
        sortNumbers(sorted);
        expect(sorted.join()).toBe(values.slice().sort().join());
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it.each([
    ['values of very different size', (i: number) => 10 ** (((i * 37) % 600) - 300)],
    ['one value far away from all others', (i: number) => (i === 100 ? 1e300 : (i * 37) % 101)],
    ['values at both ends of the doubles', (i: number) => (i % 2 === 0 ? 1 : -1) * (1.79e308 - i)],
    ['values next to each other', (i: number) => 1 + ((i * 37) % 101) * Number.EPSILON],
    ['values next to zero', (i: number) => ((i * 37) % 101) * Number.MIN_VALUE],
    ['one value only', () => 0.25],
  ])('sorts %s', (_, valueOf) => {
    const values = Float64Array.from({ length: MANY }, (_, i) => valueOf(i));
    const sorted = values.slice();
    sortNumbers(sorted);
    expect([...sorted]).toEqual([...values].sort((a, b) => a - b));
  });
});
