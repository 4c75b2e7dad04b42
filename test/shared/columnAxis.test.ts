import { describe, expect, it } from 'vitest';
import { columnAxis, type AxisSource } from '../../src/shared/columnAxis';
import type { PanelColumn, PanelTable } from '../../src/shared/panelTable';

function sourceOf(count: number, columns: readonly PanelColumn[], change: Partial<AxisSource> = {}): AxisSource {
  const table = { count, columns, metric: new Float64Array(count).fill(NaN) } as unknown as PanelTable;
  return { table, space: [], metrics: { chosen: null }, ...change };
}

const numbers = (name: string, values: readonly number[]): PanelColumn => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});

describe('the axis of numbers', () => {
  it('spans the values, counts runs without one and knows few values as steps', () => {
    const axis = columnAxis(
      { kind: 'parameter', name: 'batch' },
      sourceOf(5, [numbers('batch', [16, NaN, 8, 16, 32])]),
    );
    expect(axis).toMatchObject({ kind: 'number', domain: [8, 32], steps: [8, 16, 32], missing: 1, scale: 'linear' });
  });

  it('has no steps where values are many', () => {
    const values = Array.from({ length: 13 }, (_, index) => index);
    const axis = columnAxis({ kind: 'parameter', name: 'x' }, sourceOf(13, [numbers('x', values)]));
    expect(axis).toMatchObject({ steps: null });
  });

  it.each([
    [[0.001, 0.1], 'log'],
    [[0, 0.1], 'linear'],
  ] as const)('of a parameter drawn in its logarithm with values %j is %s', (values, scale) => {
    const range = { parameter: 'lr0', distribution: 'log_uniform_values', scale: 'log' } as const;
    const space = [{ ...range, bounds: null, isOpen: false, values: null }];
    const axis = columnAxis({ kind: 'parameter', name: 'lr0' }, sourceOf(2, [numbers('lr0', values)], { space }));
    expect(axis).toMatchObject({ scale });
  });

  it('is none where no run has a value, or no metric is chosen', () => {
    expect(columnAxis({ kind: 'parameter', name: 'x' }, sourceOf(1, [numbers('x', [NaN])]))).toBeNull();
    expect(columnAxis({ kind: 'parameter', name: 'y' }, sourceOf(1, [numbers('x', [1])]))).toBeNull();
    expect(columnAxis({ kind: 'metric' }, sourceOf(1, []))).toBeNull();
  });
});

describe('the axis of levels', () => {
  it('has a band for each level that occurs', () => {
    const column: PanelColumn = {
      kind: 'category',
      name: 'opt',
      labels: ['SGD', 'no', 'Adam'],
      codes: Int32Array.of(2, 0, -1),
    };
    const axis = columnAxis({ kind: 'parameter', name: 'opt' }, sourceOf(3, [column]));
    expect(axis).toMatchObject({ bands: [{ label: 'SGD' }, { label: 'Adam' }], missing: 1 });
    expect(axis?.kind === 'category' && [...axis.codes]).toEqual([1, 0, -1]);
  });

  it('puts rare levels into one band that stands for all of them', () => {
    const labels = Array.from({ length: 30 }, (_, index) => `level ${index}`);
    const codes = Int32Array.from([...labels.keys(), 7, 7, 29]);
    const axis = columnAxis(
      { kind: 'parameter', name: 'x' },
      sourceOf(codes.length, [{ kind: 'category', name: 'x', labels, codes }]),
    );
    if (axis?.kind !== 'category') throw new Error('no category');
    expect(axis.bands).toHaveLength(12);
    expect(axis.bands[0]!.levels).toEqual(['level 7']);
    expect(axis.bands[1]!.levels).toEqual(['level 29']);
    expect(axis.bands[11]).toMatchObject({ label: '19 others' });
    expect(axis.bands.flatMap(({ levels }) => levels).sort()).toEqual([...labels].sort());
  });
});
