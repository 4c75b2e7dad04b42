/** Numbers and text as reports write them. Only views round; everything before them has full precision. */
import { numberWords } from '../analysis/wording';

/** Between a number and its unit, so that a line never breaks there. */
const NO_BREAK = '\u00a0';

/**
 * A number with four significant digits (or `digits`), such as `0.0486`; whole numbers below a million in full. In ASCII,
 * and with exponents as PyYAML needs them (`1.0e-5`): people copy figures into sweep files, where `1e-5` would be text.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return '0';
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa = '', exponent = ''] = size.toExponential(digits - 1).split('e');
    const short = String(Number(mantissa));
    return `${sign}${short.includes('.') ? short : `${short}.0`}e${exponent}`;
  }
  if (Number.isInteger(size) || size >= 10 ** digits) return `${sign}${String(Math.round(size))}`;
  return `${sign}${String(Number(size.toPrecision(digits)))}`;
}

/** A number as it is, for bounds: rounded they would say something else of the runs next to them. */
export function formatExact(value: number): string {
  return Number.isFinite(value) ? numberWords(value) : formatNumber(value);
}

/** An end of what runs tried, where nobody compares with a run: whole numbers in full, others with four digits. */
export function formatTried(value: number): string {
  return Number.isInteger(value) ? formatExact(value) : formatNumber(value);
}

/** From one number to another, each as it is written: `0.1–0.5`, and `-0.5 to 0.5`, where a dash would be taken for a sign. */
export function formatRange(low: string, high: string): string {
  return low.startsWith('-') || high.startsWith('-') ? `${low} to ${high}` : `${low}–${high}`;
}

/** A figure of a group; a dash where there is none. */
export function formatFigure(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatNumber(value);
}

/** A share between 0 and 1 in whole percent, such as `62 %`. */
export function formatShare(share: number): string {
  return `${String(Math.round(share * 100))}${NO_BREAK}%`;
}

/** Two shares between 0 and 1 as an interval in percent, such as `41–79 %`. */
export function formatShareInterval(low: number, high: number): string {
  return `${String(Math.round(low * 100))}–${String(Math.round(high * 100))}${NO_BREAK}%`;
}

/** A difference in percent with its sign, such as `+306 %`; a dash where there is none. */
export function formatDifference(percent: number | null): string {
  if (percent === null) return '–';
  const rounded = Math.abs(percent) < 10 ? Number(percent.toFixed(1)) : Math.round(percent);
  const sign = rounded > 0 ? '+' : rounded < 0 ? '-' : '';
  const size = Math.abs(rounded);
  return `${sign}${size >= 1e5 ? formatNumber(size) : String(size)}${NO_BREAK}%`;
}

/** A p or q value; below one in a thousand only that it is; a dash where there is none. */
export function formatProbability(value: number | null): string {
  if (value === null) return '–';
  if (value < 0.001) return '< 0.001';
  return value >= 0.1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}

/** Hours with the precision that a person plans with: `0.4 h`, `7.4 h`, `120 h`; minutes or seconds below. */
export function formatHours(hours: number): string {
  if (hours === 0) return `0${NO_BREAK}h`;
  if (hours < 1 / 60) return `${String(Math.max(1, Math.round(hours * 3600)))}${NO_BREAK}s`;
  if (hours < 0.1) return `${String(Math.round(hours * 60))}${NO_BREAK}min`;
  return `${hours < 10 ? hours.toFixed(1) : String(Math.round(hours))}${NO_BREAK}h`;
}

/** A count as text everywhere: `7`, `10,000`. */
export function formatInteger(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 run`, `3 runs`, `10,000 runs`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}
