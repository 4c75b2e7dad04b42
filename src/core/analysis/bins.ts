import type { Bin } from './analysis';
import type { OrderedCounts } from './statistics/orderedCounts';
import { countOf } from './statistics/proportion';

const MAX_BINS = 24;

/**
 * Crash rate in bins of about equally many runs: some 4 for 20 runs, 7 for 200, 11 for 1,000, so that each rate has an
 * interval that says something. Runs with equal values are never parted; few different values get a bin each.
 */
export function binsOf(counts: OrderedCounts): readonly Bin[] {
  const { values, crashed, completed, crashedTotal, completedTotal } = counts;
  const total = crashedTotal + completedTotal;
  const wanted = Math.min(MAX_BINS, Math.max(2, Math.round(1.9 * total ** 0.25)));
  const isFew = values.length <= wanted;
  const bins: Bin[] = [];
  let first = 0;
  let [hits, size, seen] = [0, 0, 0];
  for (let block = 0; block < values.length; block++) {
    hits += crashed[block]!;
    size += crashed[block]! + completed[block]!;
    seen += crashed[block]! + completed[block]!;
    const next = block + 1 < values.length ? crashed[block + 1]! + completed[block + 1]! : 0;
    // Ends where the next value would lead further past the equal share than this one falls short of it.
    const goal = (total * (bins.length + 1)) / wanted;
    const isFull = isFew || goal - seen < seen + next - goal;
    if (!isFull && block < values.length - 1) continue;
    bins.push({ from: values[first]!, to: values[block]!, ...countOf(hits, size) });
    first = block + 1;
    [hits, size] = [0, 0];
  }
  return bins;
}
