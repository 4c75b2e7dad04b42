/** Where the ends of a bound stand on an axis, and where they go when they are moved. */
import type { RangeBound } from '../../src/shared/parameterBounds';
import type { NumberChart } from '../../src/shared/parameterChart';
import type { Side } from './boundHandle';
import { valueAround, type NumberLayout } from './numberLayout';

/** Where an end of `bound` stands on the axis; at the axis's own end where it is open. */
export function endOf(bound: RangeBound, side: Side, chart: NumberChart): number {
  return bound[side] ?? chart.domain[side === 'min' ? 0 : 1];
}

/** `bound` with one end at `x`: open at the end of the axis, and never past the other end. */
export function moved(bound: RangeBound, side: Side, x: number, layout: NumberLayout, chart: NumberChart): RangeBound {
  const { axis } = layout;
  const [low, high] = chart.domain;
  if (side === 'min') {
    const limit = axis.place(bound.max ?? high);
    const isOpen = x <= axis.place(low) + 1;
    return {
      ...bound,
      min: isOpen ? null : Math.min(valueAround(Math.min(x, limit), layout, chart), bound.max ?? high),
    };
  }
  const limit = axis.place(bound.min ?? low);
  const isOpen = x >= axis.place(high) - 1;
  return { ...bound, max: isOpen ? null : Math.max(valueAround(Math.max(x, limit), layout, chart), bound.min ?? low) };
}

/** `bound` with one end moved by `steps` hundredths of the axis, of a whole number by one at least. */
export function stepped(
  bound: RangeBound,
  side: Side,
  steps: number,
  layout: NumberLayout,
  chart: NumberChart,
): RangeBound {
  const { axis, plot, inset } = layout;
  const from = endOf(bound, side, chart);
  const next = moved(bound, side, axis.place(from) + (steps * (plot - 2 * inset)) / 100, layout, chart);
  const isStuck = chart.isWhole && next[side] === bound[side];
  return isStuck ? moved(bound, side, axis.place(from + Math.sign(steps)), layout, chart) : next;
}
