/**
 * Whether the axis of some values is logarithmic. It is where the values ask for it: all above zero, over two decades or
 * more, and half of them within the lowest tenth of the range, where a linear axis would press them into one heap.
 * `values` may hold NaN and infinite ones, which have no place on an axis.
 */
export function axisScaleOf(values: Iterable<number>): 'linear' | 'log' {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort();
  const [low = 0, high = 0] = [sorted[0], sorted[sorted.length - 1]];
  if (low <= 0 || high / low < 100) return 'linear';
  return sorted[sorted.length >> 1]! - low < (high - low) / 10 ? 'log' : 'linear';
}
