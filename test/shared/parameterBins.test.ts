import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/shared/panelTable';
import { cellKeys, cellsByTop, cellsOnAxis, countAll, countSome, subsetOf } from '../../src/shared/parameterBins';

const [COMPLETED, CRASHED, EXCLUDED] = (['completed', 'crashed', 'excluded'] as const).map((group) =>
  GROUPS.indexOf(group),
) as [number, number, number];

describe('cells', () => {
  it('end with their tops; what is above belongs to the last, NaN to none', () => {
    const { codes } = cellsByTop(Float64Array.of(-5, 1, 1.5, 2, 3, 9, NaN), [1, 2, 3]);
    expect([...codes]).toEqual([0, 0, 1, 1, 2, 2, 3]);
    // Without any cell every run is without one.
    expect([...cellsByTop(Float64Array.of(1, NaN), []).codes]).toEqual([0, 0]);
  });

  it('agree with a search through all tops', () => {
    const tops = fc.uniqueArray(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(tops, fc.array(fc.double({ noNaN: true })), (ends, values) => {
        const sorted = [...ends].sort((a, b) => a - b);
        const { codes } = cellsByTop(Float64Array.from(values), sorted);
        values.forEach((value, row) => {
          const found = sorted.findIndex((top) => value <= top);
          expect(codes[row]).toBe(found < 0 ? sorted.length - 1 : found);
        });
      }),
      { seed: 1 },
    );
  });

  it('are as wide as one another on the axis', () => {
    expect([...cellsOnAxis(Float64Array.of(0, 0.24, 0.26, 1, 2, -1, NaN), 'linear', [0, 1], 4).codes]).toEqual([
      0, 0, 1, 3, 3, 0, 4,
    ]);
    expect([...cellsOnAxis(Float64Array.of(1e-4, 2e-3, 5e-2, 1, 0, -1), 'log', [1e-4, 1], 4).codes]).toEqual([
      0, 1, 2, 3, 0, 0,
    ]);
  });

  it('survive one value and the largest doubles', () => {
    expect([...cellsOnAxis(Float64Array.of(7, 7), 'linear', [7, 7], 4).codes]).toEqual([0, 0]);
    expect([...cellsOnAxis(Float64Array.of(-1.7e308, 0, 1.7e308), 'linear', [-1.7e308, 1.7e308], 4).codes]).toEqual([
      0, 2, 3,
    ]);
  });
});

describe('counts', () => {
  const cells = { count: 2, codes: Uint8Array.of(0, 0, 1, 1, 2) };
  const keys = cellKeys(cells, Uint8Array.of(COMPLETED, CRASHED, CRASHED, EXCLUDED, CRASHED));

  it('are by cell and group, those without a value last', () => {
    const counts = countAll(keys);
    const groups = ['completed', 'crashed', 'excluded'] as const;
    expect([0, 1, 2].map((cell) => groups.map((group) => counts.of(cell, group)))).toEqual([
      [1, 1, 0],
      [0, 1, 1],
      [0, 1, 0],
    ]);
  });

  it('leave out runs that do not pass', () => {
    const counts = countSome(keys, subsetOf(Uint8Array.of(1, 0, 1, 0, 0)), countAll(keys));
    expect([counts.of(0, 'completed'), counts.of(0, 'crashed'), counts.of(1, 'crashed')]).toEqual([1, 0, 1]);
    expect([counts.of(1, 'excluded'), counts.of(2, 'crashed')]).toEqual([0, 0]);
  });
  it('are the same from either side, whichever is shorter', () => {
    expect(subsetOf(Uint8Array.of(1, 0, 0, 0))).toEqual({ rows: Int32Array.of(0), isAllBut: false });
    expect(subsetOf(Uint8Array.of(1, 1, 0, 1))).toEqual({ rows: Int32Array.of(2), isAllBut: true });
    const run = fc.record({
      code: fc.integer({ min: 0, max: 5 }),
      group: fc.integer({ min: 0, max: 2 }),
      passes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(run), (runs) => {
        const codes = Uint8Array.from(runs, ({ code }) => code);
        const all = cellKeys(
          { count: 5, codes },
          Uint8Array.from(runs, ({ group }) => group),
        );
        const passing = Uint8Array.from(runs, ({ passes }) => Number(passes));
        const counts = countSome(all, subsetOf(passing), countAll(all));
        GROUPS.forEach((group, index) => {
          const expected = runs.filter((one) => one.passes && one.group === index && one.code === 3).length;
          expect(counts.of(3, group)).toBe(expected);
        });
      }),
      { seed: 1 },
    );
  });
});
