import { describe, expect, it } from 'vitest';
import { stepTo, targetAt, type Target } from '../../webview/charts/numberTargets';
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
    expect(ticks.map(({ text }) => text)).toEqual(['1.0e-5', '0.0001', '0.001', '0.01', '0.1']);
    expect(place(1e-3)).toBeCloseTo(200);
  });

  it('leaves out decades for which there is no room', () => {
    expect(axisScale('log', [1e-9, 1], 240, 0).ticks.map(({ text }) => text)).toEqual([
      '1.0e-9',
      '1.0e-6',
      '0.001',
      '1',
    ]);
  });

  it.each(['linear', 'log'] as const)('finds the value at a place of a %s axis', (kind) => {
    const { place, valueAt } = axisScale(kind, [0.002, 0.7], 300, 10);
    for (const value of [0.002, 0.05, 0.7]) expect(valueAt(place(value))).toBeCloseTo(value, 10);
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

describe('pointing', () => {
  const mark = (x: number, row: number | null): Target => ({ x, y: 10, row, from: x, to: x, lines: () => [] });

  it('means the nearest mark within reach', () => {
    const targets = [mark(10, 0), mark(20, 1)];
    expect(targetAt(targets, 14, 10)).toBe(0);
    expect(targetAt(targets, 16, 12)).toBe(1);
    expect(targetAt(targets, 60, 10)).toBeNull();
    expect(targetAt(targets, 10, 30)).toBeNull();
    expect(targetAt([], 0, 0)).toBeNull();
  });

  it('means a column as high as its lanes', () => {
    expect(targetAt([mark(10, null)], 12, 40)).toBe(0);
    expect(targetAt([mark(10, null)], 12, 80)).toBeNull();
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
