/**
 * Two groups of numbers merged in ascending order: for each different value, how many crashed and how many completed
 * runs have it. What all rank statistics are computed from.
 */
export interface OrderedCounts {
  readonly values: Float64Array;
  readonly crashed: Int32Array;
  readonly completed: Int32Array;
  readonly crashedTotal: number;
  readonly completedTotal: number;
}

/** Merges two groups that are each sorted in ascending order and hold finite numbers. */
export function orderedCounts(crashed: Float64Array, completed: Float64Array): OrderedCounts {
  const size = crashed.length + completed.length;
  const values = new Float64Array(size);
  const crashedCounts = new Int32Array(size);
  const completedCounts = new Int32Array(size);
  let blocks = 0;
  let i = 0;
  let j = 0;
  while (i < crashed.length || j < completed.length) {
    const next = i < crashed.length ? crashed[i]! : Infinity;
    const other = j < completed.length ? completed[j]! : Infinity;
    const value = next < other ? next : other;
    values[blocks] = value;
    const [firstCrashed, firstCompleted] = [i, j];
    while (i < crashed.length && crashed[i] === value) i++;
    while (j < completed.length && completed[j] === value) j++;
    crashedCounts[blocks] = i - firstCrashed;
    completedCounts[blocks] = j - firstCompleted;
    blocks++;
  }
  return {
    values: values.subarray(0, blocks),
    crashed: crashedCounts.subarray(0, blocks),
    completed: completedCounts.subarray(0, blocks),
    crashedTotal: crashed.length,
    completedTotal: completed.length,
  };
}
