/** Smallest ratio of largest to smallest value at which a scale is guessed to be logarithmic. */
const WIDE_RATIO = 100;
const FEW_VALUES = 4;

/**
 * How positive numbers look to be spread, from their sorted distinct values: `log` where they span two powers of ten or
 * more and their median lies nearer to the geometric middle than to the arithmetic one.
 */
export function scaleOf(sorted: Float64Array): 'linear' | 'log' {
  const low = sorted[0] ?? 0;
  const high = sorted[sorted.length - 1] ?? 0;
  if (sorted.length < FEW_VALUES || low <= 0 || high / low < WIDE_RATIO) return 'linear';
  const median = sorted[sorted.length >> 1]!;
  const linear = (median - low) / (high - low);
  const log = Math.log(median / low) / Math.log(high / low);
  return Math.abs(log - 0.5) < Math.abs(linear - 0.5) ? 'log' : 'linear';
}
