import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberAxis } from '../../src/shared/columnAxis';
import { certainty, countCells, cutAxis, tilt } from '../../src/shared/pairCells';
import { cellLines, cellRows, cellTable, rateText } from '../../src/shared/pairText';
import type { PanelTable } from '../../src/shared/panelTable';

function axisOf(values: readonly number[], change: Partial<NumberAxis> = {}): NumberAxis {
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

describe('cutting an axis', () => {
  it('cuts at round numbers around the values', () => {
    expect(cutAxis(axisOf([0.0042, 0.15, 0.2966]), 3)).toMatchObject({
      edges: [0, 0.1, 0.2, 0.3],
      labels: ['0–0.1', '0.1–0.2', '0.2–0.3'],
      hasMissing: false,
    });
  });

  it('cuts a logarithmic axis at round numbers of its decades', () => {
    const cut = cutAxis(axisOf([0.0002, 0.05], { scale: 'log' }), 5);
    expect(cut.edges).toEqual([0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]);
  });

  it('gives each of few values a piece', () => {
    const cut = cutAxis(axisOf([8, 16, 32, 16], { steps: [8, 16, 32] }), 24);
    expect(cut.labels).toEqual(['8', '16', '32']);
    expect(cut.edges).toEqual([-Infinity, 12, 24, Infinity]);
    expect([...cut.codes]).toEqual([0, 1, 2, 1]);
  });

  it('puts each value into the piece that holds it, and runs without one into the last', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }).filter((values) => values.some(Number.isFinite)),
        fc.integer({ min: 1, max: 24 }),
        fc.boolean(),
        (values, pieces, isLog) => {
          const used = isLog ? values.map((one) => Math.abs(one) || 1e-9) : values;
          const axis = axisOf(used, { scale: isLog ? 'log' : 'linear' });
          const { codes, edges, labels, hasMissing } = cutAxis(axis, pieces);
          expect(edges!.length).toBe(labels.length + (hasMissing ? 0 : 1));
          used.forEach((one, row) => {
            if (!Number.isFinite(one)) expect(codes[row]).toBe(labels.length - 1);
            else {
              // Round numbers have twelve digits of the largest value.
              const slack = Math.max(...axis.domain.map(Math.abs)) * 1e-11;
              expect(one).toBeGreaterThanOrEqual(edges![codes[row]!]! - slack);
              expect(one).toBeLessThanOrEqual(edges![codes[row]! + 1]! + slack);
            }
          });
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('counting cells', () => {
  const x = axisOf([1, 1, 2, 2, NaN], { steps: [1, 2], title: 'mixup' });
  const y = axisOf([5, 5, 5, 7, 7], { steps: [5, 7], title: 'dropout' });
  const [xCells, yCells] = [cutAxis(x, 3), cutAxis(y, 3)];
  // completed, crashed, crashed, excluded, completed
  const table = { count: 5, groups: Uint8Array.of(0, 1, 1, 2, 0) } as unknown as PanelTable;

  it('counts the marked runs of each group by cell', () => {
    const counts = countCells(xCells, yCells, table, Uint8Array.of(1, 1, 0, 1, 1));
    expect(counts.columns).toBe(3);
    expect([...counts.completed]).toEqual([1, 0, 0, 0, 0, 1]);
    expect([...counts.crashed]).toEqual([1, 0, 0, 0, 0, 0]);
    expect([...counts.excluded]).toEqual([0, 0, 0, 0, 1, 0]);
  });

  it('lists the cells that hold runs, without a rate where they are too few', () => {
    const counts = countCells(xCells, yCells, table, new Uint8Array(5).fill(1));
    const rows = cellRows(xCells, yCells, counts);
    expect(rows).toEqual([
      { x: '1', y: '5', completed: 1, crashed: 1, excluded: 0, rate: '' },
      { x: '2', y: '5', completed: 0, crashed: 1, excluded: 0, rate: '' },
      { x: '2', y: '7', completed: 0, crashed: 0, excluded: 1, rate: '' },
      { x: 'no value', y: '7', completed: 1, crashed: 0, excluded: 0, rate: '' },
    ]);
    expect(cellLines(x, y, rows[0]!)).toEqual([
      '1 of 2 runs crashed',
      'too few compared runs for a rate',
      'mixup 1',
      'dropout 5',
    ]);
    expect(cellTable(x, y, rows.slice(0, 1))).toBe(
      'mixup\tdropout\tcompleted\tcrashed\tothers\tcrash rate\n1\t5\t1\t1\t0\t\n',
    );
  });

  it('gives rates with Wilson intervals from three runs on', () => {
    expect(rateText(2, 2)).toBe('');
    // scipy.stats.binomtest(3, 3).proportion_ci(method='wilson') = (0.4385, 1)
    expect(rateText(3, 3)).toBe('100\u00a0% (44–100\u00a0%)');
  });
});

describe('how a rate is shown', () => {
  it('is worth nothing below three runs and more with each further one', () => {
    expect([0, 2, 4, 96].map(certainty)).toEqual([0, 0, 0.5, 0.96]);
  });

  it('stands between none, the overall rate and all', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((rate) => tilt(rate, 0.5))).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect([tilt(0, 0), tilt(1, 1), tilt(0.5, 0)]).toEqual([0, 0, 0.5]);
  });
});
