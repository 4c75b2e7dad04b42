/** Fewer values are sorted as fast by the engine alone. */
const FEWEST = 2000;
/** Values that a bucket holds on average. */
const BUCKET_SIZE = 4;
/** A bucket of more values is sorted by the engine: inserting would take the square of their number. */
const LARGE_BUCKET = 32;

/**
 * Sorts finite numbers in ascending order, in place: into buckets of equal width by one pass, then within each bucket
 * (D. E. Knuth, "The Art of Computer Programming" 3, 2nd ed. 1998, §5.2.1 and §5.2.5). Parameters are drawn more or less
 * evenly, which makes this two to three times as fast as the engine's sort; it is half of what comparing a parameter costs.
 * Where most values share a few buckets, the engine sorts those.
 */
export function sortNumbers(values: Float64Array): void {
  const n = values.length;
  const [min, max] = n < FEWEST ? [0, 0] : rangeOf(values);
  const buckets = Math.floor(n / BUCKET_SIZE);
  const perUnit = buckets / (max - min);
  // Nothing to divide where all are equal, or by a width that is no number.
  if (n < FEWEST || !(perUnit > 0 && perUnit < Infinity)) {
    values.sort();
    return;
  }
  const bucketOf = new Int32Array(n);
  // One bucket more, for the largest value.
  const ends = new Int32Array(buckets + 1);
  for (let i = 0; i < n; i++) {
    const bucket = Math.floor((values[i]! - min) * perUnit);
    bucketOf[i] = bucket;
    ends[bucket]!++;
  }
  for (let bucket = 1; bucket <= buckets; bucket++) ends[bucket]! += ends[bucket - 1]!;
  const unsorted = values.slice();
  for (let i = n - 1; i >= 0; i--) values[--ends[bucketOf[i]!]!] = unsorted[i]!;
  // Each entry of `ends` is now where its bucket begins.
  for (let bucket = 0; bucket <= buckets; bucket++) {
    const [from, to] = [ends[bucket]!, bucket < buckets ? ends[bucket + 1]! : n];
    if (to - from > LARGE_BUCKET) values.subarray(from, to).sort();
    else insertInOrder(values, from, to);
  }
}

function insertInOrder(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

function rangeOf(values: Float64Array): readonly [min: number, max: number] {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}
