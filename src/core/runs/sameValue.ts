type Scalar = string | number | boolean | null;

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * The number that a value is or, as text, reads as; `null` for all else. `1e-5` without a point is text in a sweep file,
 * since PyYAML reads it so, and a number in the runs, since W&B and the training script read it again.
 */
export function asNumber(value: Scalar): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : null;
}

/** Whether two values are the same, be it that one is a number and the other text that reads as this number. */
export function isSameValue(one: Scalar, other: Scalar): boolean {
  if (typeof one === typeof other) return one === other || Object.is(one, other);
  const isMixed = typeof one === 'number' ? typeof other === 'string' : typeof other === 'number';
  return isMixed && asNumber(one) === asNumber(other);
}

/** Whether a list has the value, in the sense of {@link isSameValue}. */
export function hasValue(values: readonly Scalar[], value: Scalar): boolean {
  return values.some((one) => isSameValue(one, value));
}
