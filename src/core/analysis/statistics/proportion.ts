import type { Count, Rate } from '../analysis';

/**
 * Two-sided 95 % point of the standard normal distribution: all intervals of the analysis use it. A number of its own, so
 * that the panel's page, which counts anew while a bound is dragged, need not load a library of distributions.
 */
export const Z95 = 1.959963984540054;

/**
 * Wilson's score interval (95 %) for a proportion; keeps within 0–1 and its coverage at small n.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
 */
export function wilsonInterval(successes: number, total: number): { readonly low: number; readonly high: number } {
  if (total === 0) return { low: 0, high: 1 };
  const share = successes / total;
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * total)) / (1 + z2 / total);
  const half = (Z95 / (1 + z2 / total)) * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  // At the ends the formula gives 0 or 1 exactly; rounding must not leave the range.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === total ? 1 : Math.min(1, centre + half),
  };
}

/** `crashed` of `total` with its Wilson interval. */
export function countOf(crashed: number, total: number): Count {
  return { crashed, total, ...wilsonInterval(crashed, total) };
}

/** The share `crashed / total` with its Wilson interval; `null` when there is nothing to count. */
export function rateOf(crashed: number, total: number): Rate | null {
  return total === 0 ? null : { value: crashed / total, ...wilsonInterval(crashed, total) };
}

/** Log-likelihood of `hits` of `size` at the rate that fits best; 0 where all or none are hits. */
export function logLikelihood(hits: number, size: number): number {
  const part = (count: number): number => (count === 0 ? 0 : count * Math.log(count / size));
  return part(hits) + part(size - hits);
}
