import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { chiSquareUpperTail } from './contingency';

/** The chance of finding what is there, for which numbers of runs are worked out. */
const POWER = 0.8;

/**
 * Runs in both groups together with which a two-sided Mann–Whitney test at level `alpha` finds a true `auc` 4 times in 5
 * when `share` of the runs crash; `Infinity` at an AUC of one half. G. E. Noether, "Sample size determination for some
 * common nonparametric tests", JASA 82 (1987) 645–647, equation 2.4.
 */
export function runsForAuc(auc: number, share: number, alpha: number): number {
  const distance = (auc - 0.5) ** 2;
  const points = quantile(1 - alpha / 2, 0, 1) + quantile(POWER, 0, 1);
  return points ** 2 / (12 * share * (1 - share) * distance);
}

/**
 * Runs with which a chi-square test at level `alpha` finds the same shares again 4 times in 5, from the statistic of `n`
 * runs: the non-centrality grows in proportion to the runs. J. Cohen, "Statistical power analysis", 2nd edition (1988), §7.
 */
export function runsForChiSquare(statistic: number, degrees: number, n: number, alpha: number): number {
  if (!(statistic > 0)) return Infinity;
  const critical = solve((x) => chiSquareUpperTail(x, degrees) > alpha);
  const needed = solve((lambda) => noncentralUpperTail(critical, degrees, lambda) < POWER);
  return (n * needed) / statistic;
}

/** P(X > x) of the non-central chi-square distribution: a Poisson mixture of central ones. */
export function noncentralUpperTail(x: number, degrees: number, lambda: number): number {
  let weight = Math.exp(-lambda / 2);
  let tail = 0;
  for (let j = 0; j < 1000 && (j < lambda || weight > 1e-14); j++) {
    tail += weight * chiSquareUpperTail(x, degrees + 2 * j);
    weight *= lambda / 2 / (j + 1);
  }
  return tail;
}

/** The point up to which `holds`, to 10 digits. */
function solve(holds: (at: number) => boolean): number {
  let high = 1;
  while (holds(high) && high < 1e4) high *= 2;
  let low = 0;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
