import type { Bounds, SafeBound } from './analysis';
import { wilsonInterval } from './statistics/proportion';

/** Crashed runs of all runs. */
export interface Tally {
  readonly crashed: number;
  readonly total: number;
}

/** Why a bound is proposed: how often runs beyond it and within it crashed, in one sentence with 95 % intervals. */
export function boundReason({ from, to }: Omit<SafeBound, 'reason'>, within: Tally, beyond: Tally): string {
  return `${placeBeyond(from, to)}, ${shareWords(beyond)} crashed; of the others, ${shareWords(within)}.`;
}

function placeBeyond(from: Bounds, to: Bounds): string {
  if ('values' in from && 'values' in to) {
    const dropped = from.values.filter((value) => !to.values.includes(value));
    const shown = dropped.slice(0, 5).map((value) => String(value));
    return `With ${shown.join(', ')}${dropped.length > shown.length ? ' and others' : ''}`;
  }
  if ('values' in from || 'values' in to) return 'Beyond it';
  const isLow = to.min > from.min;
  const isHigh = to.max < from.max;
  if (isLow && isHigh) return `Below ${String(to.min)} or above ${String(to.max)}`;
  return isLow ? `Below ${String(to.min)}` : `Above ${String(to.max)}`;
}

function shareWords({ crashed, total }: Tally): string {
  const { low, high } = wilsonInterval(crashed, total);
  const percent = (share: number): string => String(Math.round(share * 100));
  return `${String(crashed)} of ${String(total)} runs (${percent(low)}–${percent(high)} %)`;
}
