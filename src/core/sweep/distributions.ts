import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Every distribution name that W&B accepts. */
export type DistributionName =
  | 'constant'
  | 'categorical'
  | 'categorical_w_probabilities'
  | 'int_uniform'
  | 'uniform'
  | 'q_uniform'
  | 'log_uniform'
  | 'inv_log_uniform'
  | 'q_log_uniform'
  | 'log_uniform_values'
  | 'inv_log_uniform_values'
  | 'q_log_uniform_values'
  | 'normal'
  | 'q_normal'
  | 'log_normal'
  | 'q_log_normal'
  | 'beta'
  | 'q_beta';

/** A value that a sweep can draw; `null` also stands for lists and mappings, which have no place on an axis. */
export type DrawValue = string | number | boolean | null;

/** The values that are drawn, with the chance of each; chances sum to 1. */
export interface Discrete {
  readonly kind: 'discrete';
  readonly name: 'constant' | 'categorical' | 'categorical_w_probabilities';
  readonly values: readonly DrawValue[];
  readonly chances: readonly number[];
}

/** Whole numbers from `min` to `max`, both included, equally likely. */
export interface IntUniform {
  readonly kind: 'int_uniform';
  readonly name: 'int_uniform';
  readonly min: number;
  readonly max: number;
}

/** A continuous law: uniform in the value or in its logarithm between two values, or (log-)normal, or beta. */
export type Law =
  | { readonly kind: 'uniform' | 'log-uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal' | 'log-normal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number };

/** A draw from `law`; with `q`, rounded half-even to a multiple of q (not clipped to the bounds). */
export interface Continuous {
  readonly kind: 'continuous';
  readonly name: Exclude<DistributionName, Discrete['name'] | 'int_uniform'>;
  readonly law: Law;
  readonly q: number | null;
}

/** What one parameter draws, as W&B's engine (wandb/sweeps b1dfc5f) samples it. */
export type Distribution = Discrete | IntUniform | Continuous;

/** Share of draws at or below `x` (below it, with `strict`), 0–1; `null` where values are no numbers. */
export function shareUpTo(distribution: Distribution, x: number, strict = false): number | null {
  switch (distribution.kind) {
    case 'discrete':
      return shareOfValues(distribution, (value) => (strict ? value < x : value <= x));
    case 'int_uniform': {
      const { min, max } = distribution;
      const count = strict ? Math.ceil(x) - min : Math.floor(x) - min + 1;
      return clampShare(count / (max - min + 1));
    }
    case 'continuous': {
      const { law, q } = distribution;
      if (q === null) return cdf(law, x);
      const step = nearlyWhole(x / q);
      // A draw rounds to k·q when it lies within half a step of it.
      return cdf(law, (strict ? Math.ceil(step) - 0.5 : Math.floor(step) + 0.5) * q);
    }
  }
}

/** Share of draws inside the closed interval from `low` to `high`, 0–1; `null` where values are no numbers. */
export function shareInside(distribution: Distribution, low: number, high: number): number | null {
  const upTo = high === Infinity ? 1 : shareUpTo(distribution, high);
  const below = low === -Infinity ? 0 : shareUpTo(distribution, low, true);
  return upTo === null || below === null ? null : clampShare(upTo - below);
}

/** The value that a share `p` (0–1) of draws does not exceed; `null` where values are no numbers. */
export function quantile(distribution: Distribution, p: number): number | null {
  switch (distribution.kind) {
    case 'discrete':
      return discreteQuantile(distribution, p);
    case 'int_uniform': {
      const { min, max } = distribution;
      return Math.max(min, Math.min(max, min + Math.ceil(nearlyWhole(p * (max - min + 1))) - 1));
    }
    case 'continuous': {
      const value = lawQuantile(distribution.law, p);
      return distribution.q === null ? value : roundTo(value, distribution.q);
    }
  }
}

/** Lowest and highest value that can be drawn; infinite where there is no bound; `null` for text. */
export function support(distribution: Distribution): { readonly low: number; readonly high: number } | null {
  const low = quantile(distribution, 0);
  const high = quantile(distribution, 1);
  return low === null || high === null ? null : { low, high };
}

/** Rounds as numpy does: to the nearest multiple of `q`, ties to the even multiple. */
export function roundTo(value: number, q: number): number {
  const steps = value / q;
  const floor = Math.floor(steps);
  const rest = steps - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return Number.isFinite(steps) ? whole * q : value;
}

function cdf(law: Law, x: number): number {
  switch (law.kind) {
    case 'uniform':
      return clampShare((x - law.low) / (law.high - law.low));
    case 'log-uniform': {
      if (x <= 0) return 0;
      const low = Math.log(law.low);
      return clampShare((Math.log(x) - low) / (Math.log(law.high) - low));
    }
    case 'normal':
      return normalCdf(x, law.mu, law.sigma);
    case 'log-normal':
      return x <= 0 ? 0 : normalCdf(Math.log(x), law.mu, law.sigma);
    case 'beta':
      return betaCdf(x, law.a, law.b);
  }
}

function lawQuantile(law: Law, p: number): number {
  switch (law.kind) {
    case 'uniform':
      return p === 1 ? law.high : law.low + p * (law.high - law.low);
    case 'log-uniform': {
      const low = Math.log(law.low);
      if (p === 0 || p === 1) return p === 0 ? law.low : law.high;
      return Math.exp(low + p * (Math.log(law.high) - low));
    }
    case 'normal':
      return normalQuantile(p, law.mu, law.sigma);
    case 'log-normal':
      return Math.exp(normalQuantile(p, law.mu, law.sigma));
    case 'beta':
      return betaQuantile(p, law.a, law.b);
  }
}

function shareOfValues({ values, chances }: Discrete, holds: (value: number) => boolean): number | null {
  if (!values.every((value) => typeof value === 'number')) return null;
  return clampShare(values.reduce((sum, value, i) => (holds(value) ? sum + chances[i]! : sum), 0));
}

function discreteQuantile({ values, chances }: Discrete, p: number): number | null {
  const weighted = values.flatMap((value, i) => (typeof value === 'number' ? [{ value, chance: chances[i]! }] : []));
  if (weighted.length < values.length || weighted.length === 0) return null;
  weighted.sort((a, b) => a.value - b.value);
  let sum = 0;
  for (const { value, chance } of weighted) {
    sum += chance;
    if (chance > 0 && sum >= p - 1e-12) return value;
  }
  return weighted.at(-1)!.value;
}

/** Undoes the rounding error of a division, so that 0.3 / 0.1 counts as 3. */
function nearlyWhole(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-9 * Math.max(1, Math.abs(value)) ? whole : value;
}

function clampShare(share: number): number {
  // A point mass has no width: everything at or beyond it counts.
  if (Number.isNaN(share)) return 1;
  const clamped = Math.max(0, Math.min(1, share));
  return clamped > 1 - 1e-12 ? 1 : clamped;
}
