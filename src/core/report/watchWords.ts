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
  // A value on the cut is not above it: of whole numbers many lie there.
  return `with ${plainText(parameter, length)} ${side === 'below' ? 'at most' : side} ${where}`;
}

/** Characters of a name in the window of the language status, which has one line for text, detail and button. */
const SHORT = 16;

/**
 * A watched sweep in a few words, about 45 characters: `c0nes001: 3 crashed, 2 completed, 4 running`, and once crashes
 * concentrate `c0nes001: 16 of 24 crashed` with the detail `15 with mixup above 0.2`. The whole reason is in the alarm.
 */
export function statusWords(name: string, look: Look): { readonly text: string; readonly detail: string | null } {
  const { crashed, completed, running, relation } = look;
  const short = plainText(name, SHORT);
  if (relation === null) return { text: `${short}: ${progressWords(look)}`, detail: null };
  const all = { crashed, total: crashed + completed + running };
  return {
    text: `${short}: ${partOf(all)} crashed`,
    detail: `${formatInteger(relation.there.crashed)} ${concentrationWords(relation, SHORT)}`,
  };
}

function partOf({ crashed, total }: { readonly crashed: number; readonly total: number }): string {
  return `${formatInteger(crashed)} of ${formatInteger(total)}`;
}
