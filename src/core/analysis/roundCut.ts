/**
 * A value between two neighbours that splits the runs as counted, and as round as a person would write it: the multiple
 * of the largest power of ten that lies between them, the one nearest to the middle (the geometric one on a log scale).
 * So every view can show it in full, and none shows a bound that a run contradicts. Where no number lies between, one of
 * the neighbours: the lower one where runs `above` are beyond, else the upper one.
 */
export function roundCut(
  low: number,
  high: number,
  direction: 'above' | 'below',
  scale: 'linear' | 'log' = 'linear',
): number {
  const middle = scale === 'log' && low > 0 ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
  const isBetween = (value: number): boolean => low < value && value < high;
  for (let power = Math.floor(Math.log10(high - low)) + 1; Number.isFinite(high - low); power--) {
    const step = Number(`1e${String(power)}`);
    const count = Math.round(middle / step);
    // Written out, so that 3 × 0.1 is 0.3.
    const near = [count, count - 1, count + 1].map((steps) => Number(`${String(steps)}e${String(power)}`));
    const round = near.find(isBetween);
    if (round !== undefined) return round === 0 ? 0 : round;
    if (step < Math.abs(middle) * 1e-16 || step === 0 || count > Number.MAX_SAFE_INTEGER) break;
  }
  if (isBetween(middle)) return middle;
  return direction === 'above' ? low : high;
}
