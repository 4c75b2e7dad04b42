import type { GroupFigures } from '../analysis';

/** Mean, median, sample standard deviation (n − 1) and range of finite `values`, which are sorted in place. */
export function describe(values: Float64Array): GroupFigures {
  const n = values.length;
  if (n === 0) return { n, mean: null, median: null, sd: null, min: null, max: null };
  values.sort();
  const mean = sum(values) / n;
  // Two passes: the difference of large sums would lose the digits of a small spread.
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  const upper = values[n >> 1]!;
  return {
    n,
    mean,
    median: n % 2 === 1 ? upper : values[n / 2 - 1]! / 2 + upper / 2,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    min: values[0]!,
    max: values[n - 1]!,
  };
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
