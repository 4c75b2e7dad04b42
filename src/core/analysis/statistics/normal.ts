import cdf from '@stdlib/stats-base-dists-normal-cdf';

/** P(Z > z) of a standard normal Z; exact to double precision far into the upper tail. */
export function normalUpperTail(z: number): number {
  return cdf(-z, 0, 1);
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}
