/**
 * From values to places on an axis, and the ticks on it. Built on d3-array alone: d3-scale would bring interpolators
 * for colours and dates along, a tenth of the page's size, for what is a division here.
 */
import { nice, ticks } from 'd3-array';
import { formatNumber } from '../../src/core/report/format';

/** An axis of a given width. */
export interface AxisScale {
  /** Place of a value in pixels from the left; between 0 and the width for values of the domain. */
  readonly place: (value: number) => number;
  /** The value at a place; the inverse of `place`. */
  readonly valueAt: (x: number) => number;
  /** First and last value of the axis, rounded outwards. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Pixels between two tick labels that are read as separate. */
const TICK_SPACING = 72;

/** The axis for `domain`, rounded outwards to even numbers, with its marks kept `inset` pixels from both ends. */
export function axisScale(
  kind: 'linear' | 'log',
  domain: readonly [number, number],
  width: number,
  inset: number,
): AxisScale {
  const count = Math.max(2, Math.floor(width / TICK_SPACING));
  const { low, high, values } = kind === 'log' ? decades(domain, count) : evenly(domain, count);
  // Half of the value, so that the distance between the two largest doubles of either sign is still a number.
  const measure = kind === 'log' ? Math.log10 : (value: number): number => value / 2;
  const perPixel = (measure(high) - measure(low)) / Math.max(1, width - 2 * inset);
  const place = (value: number): number => inset + (measure(value) - measure(low)) / perPixel;
  const valueAt = (x: number): number => {
    const measured = measure(low) + (x - inset) * perPixel;
    return kind === 'log' ? 10 ** measured : measured * 2;
  };
  return {
    place,
    valueAt,
    domain: [low, high],
    ticks: values.map((value) => ({ at: place(value), text: formatNumber(value) })),
  };
}

interface Division {
  readonly low: number;
  readonly high: number;
  readonly values: readonly number[];
}

function evenly(domain: readonly [number, number], count: number): Division {
  const [from, to] = withWidth(domain);
  // Beyond the largest double there is no step to count in.
  if (!Number.isFinite(to - from)) return { low: from, high: to, values: [from, to] };
  const [low, high] = nice(from, to, count);
  return { low, high, values: ticks(low, high, count) };
}

/** A domain of one value gets room on both sides. */
function withWidth([low, high]: readonly [number, number]): readonly [number, number] {
  if (low !== high) return [low, high];
  const room = low === 0 ? 1 : Math.abs(low) / 10;
  return [low - room, high + room];
}

/** Powers of ten, or every n-th of them. */
function decades([from, to]: readonly [number, number], count: number): Division {
  // The smallest and the largest power of ten that a double holds.
  const low = Math.max(-323, Math.floor(Math.log10(from)));
  const high = Math.min(308, Math.ceil(Math.log10(to)));
  const step = Math.max(1, Math.ceil((high - low) / count));
  const powers = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { low: powerOfTen(low), high: powerOfTen(high), values: powers.map(powerOfTen) };
}

/** Exactly what `1e…` reads as; `10 ** -4` is not. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
