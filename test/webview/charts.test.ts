import { describe, expect, it } from 'vitest';
import { nearest, stepTo } from '../../webview/charts/field';
import { levelLayout } from '../../webview/charts/levels';
import { axisScale } from '../../webview/charts/scale';

describe('axisScale', () => {
  it('rounds a linear domain outwards and places its ends at the insets', () => {
    const { place, ticks } = axisScale('linear', [0.0042, 0.2966], 256, 8);
    expect(ticks.map(({ text }) => text)).toEqual(['0', '0.1', '0.2', '0.3']);
    expect(place(0)).toBe(8);
    expect(place(0.3)).toBeCloseTo(248);
    expect(place(0.15)).toBeCloseTo(128);
  });

  it('divides a logarithmic domain by decades', () => {
    const { place, ticks } = axisScale('log', [2e-5, 0.04], 400, 0);
    expect(ticks.map(({ text }) => text)).toEqual(['1e\u22125', '0.0001', '0.001', '0.01', '0.1']);
    expect(place(1e-3)).toBeCloseTo(200);
  });

  it('leaves out decades for which there is no room', () => {
    expect(axisScale('log', [1e-9, 1], 240, 0).ticks.map(({ text }) => text)).toEqual([
      '1e\u22129',
      '1e\u22126',
      '0.001',
      '1',
    ]);
  });

  it('gives one value room on both sides', () => {
    for (const value of [0, 640, -3]) {
      const at = axisScale('linear', [value, value], 200, 0).place(value);
      expect(Math.abs(at - 100)).toBeLessThan(25);
    }
  });

  it.each([
    ['linear', [-1.7e308, 1.7e308], 0, 100],
    ['log', [5e-324, 1.7e308], 1e308, 200],
  ] as const)('survives the largest %s domain', (kind, domain, value, at) => {
    const { place, ticks } = axisScale(kind, domain, 200, 0);
    expect(place(value)).toBeCloseTo(at, 0);
    for (const tick of ticks) expect(Number.isFinite(tick.at)).toBe(true);
  });
});

describe('levelLayout', () => {
  const line = (completed: number, crashed: number) => ({
    label: 'adam',
    lanes: [
      { group: 'completed' as const, rows: Int32Array.from({ length: completed }, (_, row) => row) },
      { group: 'crashed' as const, rows: Int32Array.from({ length: crashed }, (_, row) => completed + row) },
    ],
    crashed,
    compared: completed + crashed,
  });

  it('sets marks side by side, completed before crashed', () => {
    const { layers, height } = levelLayout([line(2, 1), line(0, 1)], 200);
    expect(height).toBe(48);
    expect(layers.flatMap((layer) => (layer.kind === 'marks' ? [...layer.xs] : []))).toEqual([8, 18, 28, 8]);
    expect(layers.flatMap((layer) => (layer.kind === 'marks' ? [...layer.ys] : []))).toEqual([12, 12, 12, 36]);
  });

  it('turns to bars of one scale when a line has no room', () => {
    const { layers } = levelLayout([line(300, 100), line(100, 0)], 216);
    const widths = layers.flatMap((layer) => (layer.kind === 'bars' ? layer.bars.map(({ width }) => width + 1) : []));
    // 200 pixels for 400 runs.
    expect(widths).toEqual([150, 50, 50, 2]);
  });
});

describe('pointing', () => {
  it('means the nearest mark within reach', () => {
    const targets = [
      { x: 10, y: 10 },
      { x: 20, y: 10 },
    ];
    expect(nearest(targets, 14, 10)).toBe(0);
    expect(nearest(targets, 16, 12)).toBe(1);
    expect(nearest(targets, 60, 10)).toBeNull();
    expect(nearest([], 0, 0)).toBeNull();
  });

  it('steps by keys and stays within the marks', () => {
    expect(stepTo('ArrowRight', null, 3)).toBe(0);
    expect(stepTo('ArrowRight', 2, 3)).toBe(2);
    expect(stepTo('ArrowLeft', 0, 3)).toBe(0);
    expect(stepTo('ArrowLeft', null, 3)).toBe(2);
    expect(stepTo('End', 0, 3)).toBe(2);
    expect(stepTo('Escape', 1, 3)).toBeNull();
    expect(stepTo('Tab', 1, 3)).toBeUndefined();
    expect(stepTo('Home', null, 0)).toBeUndefined();
  });
});
