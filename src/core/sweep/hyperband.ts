import { intendedNumber } from './readDistribution';
import type { Entry } from './node';

/** What Hyperband works with; `null` where the file says nothing, or nothing that can be used. */
export interface Hyperband {
  /** Logs of the metric before the first check, or the most that a run makes; in logs, not in steps. */
  readonly minIter: number | null;
  readonly maxIter: number | null;
  /** Number of checks; counts only beside `maxIter`. */
  readonly s: number | null;
  /** Ratio between two checks, above 1. */
  readonly eta: number;
}

/** W&B's default for `eta`. */
export const DEFAULT_ETA = 3;
/** The engine makes this many checks from `min_iter`. */
const MIN_ITER_BANDS = 100;
/** Nobody means more; an `eta` barely above 1 would give millions. */
const MOST_BANDS = 1000;

/** The settings of an `early_terminate` section, read as they are meant (`1e2` counts as a number). */
export function readHyperband(fields: ReadonlyMap<string, Entry>): Hyperband {
  const number = (key: string): number | null => intendedNumber(fields.get(key)?.value);
  return {
    minIter: number('min_iter'),
    maxIter: number('max_iter'),
    s: number('s'),
    eta: fields.has('eta') ? (number('eta') ?? DEFAULT_ETA) : DEFAULT_ETA,
  };
}

/**
 * After how many logs of the metric runs are checked, in rising order, as W&B's engine computes it (wandb/sweeps,
 * `hyperband_stopping.py`): from `max_iter` down, `s` times divided by `eta`, while at least 1; else from `min_iter` up,
 * times `eta`. Cut to whole numbers, so that bands can repeat; `max_iter` wins over `min_iter`. Empty where there is none.
 */
export function bandsOf({ minIter, maxIter, s, eta }: Hyperband, limit = MIN_ITER_BANDS): readonly number[] {
  if (!(eta > 1) || !Number.isFinite(eta)) return [];
  if (maxIter !== null) return s === null ? [] : fromMaximum(maxIter, s, eta);
  const bands: number[] = [];
  if (minIter === null || !(minIter >= 1)) return bands;
  for (let band = minIter; bands.length < Math.min(limit, MIN_ITER_BANDS) && Number.isFinite(band); band *= eta) {
    bands.push(Math.trunc(band));
  }
  return bands;
}

function fromMaximum(maxIter: number, s: number, eta: number): readonly number[] {
  const bands: number[] = [];
  const count = Math.min(s, MOST_BANDS);
  if (!Number.isFinite(maxIter)) return bands;
  for (let band = maxIter / eta; bands.length < count && band >= 1; band /= eta) bands.push(Math.trunc(band));
  return bands.reverse();
}

/** How many of the bands say the same as the one before them. */
export function repeatedBands(bands: readonly number[]): number {
  return bands.filter((band, i) => band === bands[i - 1]).length;
}
