/**
 * Numbers and ids as the panel writes them. Only views round; everything before them has full precision.
 */

const MINUS = '\u2212';
/** Between a number and its unit, so that a line never breaks there. */
const NO_BREAK = '\u00a0';

/** A number with `digits` significant digits, such as `0.0486`; whole numbers below a million in full. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 ? MINUS : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return '0';
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa = '', exponent = ''] = size.toExponential(digits - 1).split('e');
    return `${sign}${String(Number(mantissa))}e${exponent.replace('+', '').replace('-', MINUS)}`;
  }
  if (Number.isInteger(size) || size >= 10 ** digits) return `${sign}${String(Math.round(size))}`;
  return `${sign}${String(Number(size.toPrecision(digits)))}`;
}

/** A share between 0 and 1 in whole percent, such as `62 %`. */
export function formatShare(share: number): string {
  return `${String(Math.round(share * 100))}${NO_BREAK}%`;
}

/** Two shares between 0 and 1 as an interval in percent, such as `41–79 %`. */
export function formatShareInterval(low: number, high: number): string {
  return `${String(Math.round(low * 100))}–${String(Math.round(high * 100))}${NO_BREAK}%`;
}

/** A difference in percent with its sign, such as `+306 %`. */
export function formatDifference(percent: number): string {
  const rounded = Math.abs(percent) < 10 ? Number(percent.toFixed(1)) : Math.round(percent);
  const sign = rounded > 0 ? '+' : rounded < 0 ? MINUS : '';
  const size = Math.abs(rounded);
  return `${sign}${size >= 1e5 ? formatNumber(size) : String(size)}${NO_BREAK}%`;
}

/** A p or q value; below one in a thousand only that it is. */
export function formatProbability(value: number): string {
  if (value < 0.001) return '< 0.001';
  return value >= 0.1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}

/** Hours with the precision that a person plans with: `0.4 h`, `7.6 h`, `120 h`; minutes below six of them. */
export function formatHours(hours: number): string {
  if (hours < 0.1) return `${String(Math.round(hours * 60))}${NO_BREAK}min`;
  return `${hours < 10 ? hours.toFixed(1) : String(Math.round(hours))}${NO_BREAK}h`;
}

/** A time in milliseconds since 1970 in the reader's own calendar and zone. */
export function formatTime(milliseconds: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

/** `1 run`, `3 runs`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : plural}`;
}

/** Names as a sentence lists them: `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;
}

/** Text from data cut to `length` characters; what is left out is marked. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  // A cut inside a surrogate pair would leave half a character.
  const end = /[\uD800-\uDBFF]/.test(text[length - 2] ?? '') ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** Words of cause ids that are not written in lower case. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['nan', 'NaN'],
  ['cuda', 'CUDA'],
  ['gpu', 'GPU'],
  ['cpu', 'CPU'],
  ['nccl', 'NCCL'],
  ['cudnn', 'cuDNN'],
  ['wandb', 'W&B'],
  ['dataloader', 'DataLoader'],
  ['slurm', 'Slurm'],
]);

/** The id of a cause in words: `cuda-out-of-memory` becomes `CUDA out of memory`. */
export function causeTitle(id: string): string {
  if (id === 'unknown') return 'Cause not in the log';
  const words = id.split('-').map((word) => SPELLINGS.get(word) ?? word);
  const text = words.join(' ');
  return SPELLINGS.has(id.split('-')[0] ?? '') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
