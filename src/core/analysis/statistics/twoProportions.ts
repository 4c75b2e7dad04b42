import { wilsonInterval } from './proportion';

/**
 * The difference of two proportions, first minus second, with Newcombe's 95 % interval (method 10: square-and-add of
 * Wilson's intervals), which keeps its coverage for few runs and for shares of 0 and 1. From −1 to 1; the whole of it
 * where one side is empty.
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17 (1998) 873–890.
 */
export function proportionDifference(
  first: { readonly hits: number; readonly total: number },
  second: { readonly hits: number; readonly total: number },
): { readonly value: number; readonly low: number; readonly high: number } | null {
  if (first.total === 0 || second.total === 0) return null;
  const [p1, p2] = [first.hits / first.total, second.hits / second.total];
  const [one, two] = [wilsonInterval(first.hits, first.total), wilsonInterval(second.hits, second.total)];
  const value = p1 - p2;
  return {
    value,
    low: Math.max(-1, value - Math.hypot(p1 - one.low, two.high - p2)),
    high: Math.min(1, value + Math.hypot(one.high - p1, p2 - two.low)),
  };
}

/** p values of several tests, each corrected so that one in twenty sets of tests has a false finding (Holm 1979). */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const adjusted = new Array<number>(values.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, values[index]! * (values.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
