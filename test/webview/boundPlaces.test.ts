import { describe, expect, it } from 'vitest';
import type { RangeBound } from '../../src/shared/parameterBounds';
import { endOf, moved, stepped } from '../../webview/charts/boundPlaces';
import { numberLayout } from '../../webview/charts/numberLayout';
import { CHART } from './numberCharts';

const OPEN: RangeBound = { kind: 'range', parameter: 'mixup', min: null, max: null };
const LAYOUT = numberLayout(CHART, 320);
const { axis } = LAYOUT;

describe('a bound that is moved', () => {
  it('stands at the end of the axis while it is open', () => {
    expect([endOf(OPEN, 'min', CHART), endOf(OPEN, 'max', CHART)]).toEqual([0, 0.3]);
    expect(endOf({ ...OPEN, max: 0.2 }, 'max', CHART)).toBe(0.2);
  });

  it('goes where it is dragged, as a round number', () => {
    expect(moved(OPEN, 'max', axis.place(0.1502), LAYOUT, CHART)).toEqual({ ...OPEN, max: 0.15 });
    expect(moved(OPEN, 'min', axis.place(0.0499), LAYOUT, CHART)).toEqual({ ...OPEN, min: 0.05 });
  });

  it('is open at its own end of the axis and beyond', () => {
    expect(moved({ ...OPEN, max: 0.2 }, 'max', axis.place(0.3), LAYOUT, CHART)).toEqual(OPEN);
    expect(moved({ ...OPEN, max: 0.2 }, 'max', 1e4, LAYOUT, CHART)).toEqual(OPEN);
    expect(moved({ ...OPEN, min: 0.1 }, 'min', -1e4, LAYOUT, CHART)).toEqual(OPEN);
  });

  it('never goes past the other end', () => {
    const bound = { ...OPEN, min: 0.1, max: 0.2 };
    expect(moved(bound, 'max', axis.place(0.02), LAYOUT, CHART)).toEqual({ ...OPEN, min: 0.1, max: 0.1 });
    expect(moved(bound, 'min', axis.place(0.29), LAYOUT, CHART)).toEqual({ ...OPEN, min: 0.2, max: 0.2 });
  });

  it('steps by hundredths of the axis, there and back', () => {
    const down = stepped({ ...OPEN, max: 0.15 }, 'max', -10, LAYOUT, CHART);
    expect(down.max).toBeCloseTo(0.12, 2);
    expect(stepped(down, 'max', 10, LAYOUT, CHART).max).toBeCloseTo(0.15, 2);
    expect(stepped(OPEN, 'max', -1, LAYOUT, CHART).max).toBeCloseTo(0.297, 3);
    expect(stepped(OPEN, 'max', 1, LAYOUT, CHART)).toEqual(OPEN);
  });

  it('steps by whole numbers where values are whole', () => {
    const whole = { ...CHART, isWhole: true, domain: [1, 5] as const };
    const layout = numberLayout(whole, 320);
    expect(stepped({ ...OPEN, max: 4 }, 'max', -1, layout, whole).max).toBe(3);
    expect(stepped({ ...OPEN, max: 3 }, 'max', 1, layout, whole).max).toBe(4);
  });
});
