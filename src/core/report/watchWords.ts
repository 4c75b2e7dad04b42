import type { Concentration, Look } from '../analysis/watch';
import { plainText } from '../plainText';
import { formatCount, formatNumber, formatShareInterval } from './format';

/** How far a sweep that is watched has come, such as `7 crashed, 2 completed, 4 running`. */
export function progressWords({ crashed, completed, running }: Look): string {
  return `${String(crashed)} crashed, ${String(completed)} completed, ${String(running)} running`;
}

/** The alarm as a sentence and a question; `null` where there is none. */
export function alarmWords(look: Look): string | null {
  const { crashed, completed, running, relation, rate } = look;
  const first = `${String(crashed)} of the first ${formatCount(crashed + completed + running, 'run')} crashed`;
  if (relation !== null) {
    const { there, elsewhere } = relation;
    const where = concentrationWords(relation);
    const counts = there.crashed === crashed ? `all ${where}` : `${String(there.crashed)} of them ${where}`;
    return `${first}, ${counts} (${partOf(there)}, elsewhere ${partOf(elsewhere)}). Stop and narrow?`;
  }
  if (rate === null) return null;
  const interval = formatShareInterval(rate.low, rate.high);
  return `${first} (95\u00a0%: ${interval}), and no setting explains it so far. Stop and look at a log?`;
}

/** `with mixup above 0.2`. */
export function concentrationWords({ parameter, side, value }: Concentration): string {
  const name = plainText(parameter, 60);
  return `with ${name} ${side} ${typeof value === 'number' ? formatNumber(value, 3) : plainText(value, 60)}`;
}

function partOf({ crashed, total }: { readonly crashed: number; readonly total: number }): string {
  return `${String(crashed)} of ${String(total)}`;
}
