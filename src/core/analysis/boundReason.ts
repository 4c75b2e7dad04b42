import type { Bounds, SafeBound, Threshold } from './analysis';
import { wilsonInterval } from './statistics/proportion';
import { integerWords, levelWords, numberWords } from './wording';

/** Crashed runs of all runs. */
export interface Tally {
  readonly crashed: number;
  readonly total: number;
}

/**
 * Why a bound is proposed: how often runs beyond it and within it crashed, with 95 % intervals; where it is not the
 * parameter's threshold, why not. `isAlone`: no other parameter is bounded.
 */
export function boundReason(
  { from, to }: Omit<SafeBound, 'reason'>,
  within: Tally,
  beyond: Tally,
  { threshold, isAlone }: { readonly threshold: Threshold | null; readonly isAlone: boolean },
): string {
  const rates = `${placeBeyond(from, to)}, ${shareWords(beyond)} crashed; of the others, ${shareWords(within)}.`;
  const other = threshold === null ? null : whyNotThreshold(threshold, to, within, isAlone);
  return other === null ? rates : `${rates} ${other}`;
}

/** In one clause why a bound differs from the threshold that is shown beside it; `null` where both divide the runs alike. */
function whyNotThreshold(
  { value, direction, within: shown }: Threshold,
  to: Bounds,
  within: Tally,
  isAlone: boolean,
): string | null {
  const cuts = typeof value === 'number' ? [value] : value;
  const place = `the threshold (${direction} ${cuts.map(numberWords).join('–')})`;
  if (within.total === shown.total && within.crashed === shown.crashed) {
    const isThere = 'values' in to || cuts.every((cut) => cut === to.min || cut === to.max);
    return isThere ? null : `It divides the runs as ${place} does, at a value that the sweep can draw.`;
  }
  const isWider = within.total > shown.total;
  const differs = `It is ${isWider ? 'wider' : 'narrower'} than ${place}`;
  if (!isAlone) return `${differs}: it was chosen together with the other bounds.`;
  if (isWider) return `${differs}: that keeps more completed runs at much the same risk.`;
  return within.crashed * shown.total < shown.crashed * within.total
    ? `${differs}: fewer of the runs inside crash.`
    : `${differs}: the sweep can’t be cut exactly there.`;
}

function placeBeyond(from: Bounds, to: Bounds): string {
  if ('values' in from && 'values' in to) {
    const dropped = from.values.filter((value) => !to.values.includes(value));
    const shown = dropped.slice(0, 5).map(levelWords);
    return `With ${shown.join(', ')}${dropped.length > shown.length ? ' and others' : ''}`;
  }
  if ('values' in from || 'values' in to) return 'Beyond it';
  const isLow = to.min > from.min;
  const isHigh = to.max < from.max;
  if (isLow && isHigh) return `Below ${numberWords(to.min)} or above ${numberWords(to.max)}`;
  return isLow ? `Below ${numberWords(to.min)}` : `Above ${numberWords(to.max)}`;
}

function shareWords({ crashed, total }: Tally): string {
  const { low, high } = wilsonInterval(crashed, total);
  const percent = (share: number): string => String(Math.round(share * 100));
  return `${integerWords(crashed)} of ${integerWords(total)} runs (${percent(low)}–${percent(high)} %)`;
}
