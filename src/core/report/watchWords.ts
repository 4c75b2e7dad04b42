import type { Concentration, Look } from '../analysis/watch';
import { plainText } from '../plainText';
import { formatCount, formatInteger, formatNumber, formatShareInterval } from './format';

/** How far a sweep that is watched has come, such as `7 crashed, 2 completed, 4 running`. */
export function progressWords({ crashed, completed, running }: Look): string {
  return `${formatInteger(crashed)} crashed, ${formatInteger(completed)} completed, ${formatInteger(running)} running`;
}

/** The alarm as a sentence and a question; `null` where there is none. */
export function alarmWords(look: Look): string | null {
  const { crashed, completed, running, relation, rate } = look;
  const first = `${formatInteger(crashed)} of the first ${formatCount(crashed + completed + running, 'run')} crashed`;
  if (relation !== null) {
    const { there, elsewhere } = relation;
    const where = concentrationWords(relation);
    const counts = there.crashed === crashed ? `all ${where}` : `${formatInteger(there.crashed)} of them ${where}`;
    return `${first}, ${counts} (${partOf(there)}, elsewhere ${partOf(elsewhere)}). Stop and narrow?`;
  }
  if (rate === null) return null;
  const interval = formatShareInterval(rate.low, rate.high);
  return `${first} (95\u00a0%: ${interval}), and no setting explains it so far. Stop and look at a log?`;
}

/** `with mixup above 0.2`; the name and a value that is text are cut to `length` characters each. */
function concentrationWords({ parameter, side, value }: Concentration, length = 60): string {
  const where = typeof value === 'number' ? formatNumber(value, 3) : plainText(value, length);
  return `with ${plainText(parameter, length)} ${side} ${where}`;
}

/** Characters of a line in the window of the language status, which grows as wide as its longest one. */
const STATUS_LENGTH = 60;

/** Where crashes concentrate, as a line of at most 60 characters: `12 of 14 crashed with mixup above 0.2`. */
export function concentrationLine(relation: Concentration): string {
  return plainText(`${partOf(relation.there)} crashed ${concentrationWords(relation, 16)}`, STATUS_LENGTH);
}

function partOf({ crashed, total }: { readonly crashed: number; readonly total: number }): string {
  return `${formatInteger(crashed)} of ${formatInteger(total)}`;
}
