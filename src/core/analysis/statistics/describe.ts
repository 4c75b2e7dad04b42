import type { GroupFigures } from '../analysis';
import { sortNumbers } from './sortNumbers';

/** Beyond it sums of squares may leave the range of a double; values are then counted in units of a power of two. */
const LARGE = 2 ** 480;

/**
 * Mean, median, sample standard deviation (n − 1) and range of finite `values`, which are sorted in place; a figure that no
 * double can hold is `null`.
 */
export function describe(values: Float64Array): GroupFigures {
  const n = values.length;
  if (n === 0) return { n, mean: null, median: null, sd: null, min: null, max: null };
  sortNumbers(values);
  const [min, max] = [values[0]!, values[n - 1]!];
  const upper = values[n >> 1]!;
  const largest = Math.max(-min, max);
  const unit = largest > LARGE ? 2 ** Math.floor(Math.log2(largest)) : 1;
  const { mean, sd } = spreadOf(unit === 1 ? values : values.map((value) => value / unit), unit);
  return { n, mean, median: n % 2 === 1 ? upper : values[n / 2 - 1]! / 2 + upper / 2, sd, min, max };
}

/** Mean and sample standard deviation of values that are counted in units. */
function spreadOf(values: Float64Array, unit: number): Pick<GroupFigures, 'mean' | 'sd'> {
  const n = values.length;
  const mean = sum(values) / n;
  // Two passes: the difference of large sums would lose the digits of a small spread.
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) * unit : null;
  return { mean: mean * unit, sd: sd !== null && Number.isFinite(sd) ? sd : null };
}

/** Sum with Neumaier's compensation, so that the order and number of runs do not show in the last digits. */
function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
