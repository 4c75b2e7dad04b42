/**
 * q values of a family of p values: the smallest false discovery rate at which each would be reported; in the order
 * given, never below their p. Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
 * Royal Statistical Society B 57 (1995) 289–300.
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const qValues = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((index, position) => {
    const rank = pValues.length - position;
    smallest = Math.min(smallest, (pValues[index]! * pValues.length) / rank);
    qValues[index] = smallest;
  });
  return qValues;
}
