import { plainText } from '../plainText';
import { writeNumber } from '../sweep/scalar';

/** A number in full, in ASCII and as PyYAML reads it: `0.09`, `1.0e-5`. Rounded, a bound would contradict runs beside it. */
export function numberWords(value: number): string {
  const isTiny = value !== 0 && Math.abs(value) < 1e-4;
  if (!isTiny) return writeNumber(value, 'int');
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`;
}

/** A level of a category for a sentence: text in quotes, so that it can't be read as part of the sentence. */
export function levelWords(value: string | number | boolean | null): string {
  if (typeof value === 'number') return numberWords(value);
  return typeof value === 'string' ? `'${plainText(value, 60)}'` : String(value);
}

/** A p for a sentence of the analysis: `p = 0.02`, `p < 0.001`. */
export function pWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${String(Number(p.toPrecision(2)))}`;
}

/** A count as text: `7`, `10,000`. */
export function integerWords(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 run`, `3 runs`, `10,000 runs`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${integerWords(count)} ${count === 1 ? singular : plural}`;
}

/** More further runs than these are no plan for one finding. */
export const MOST_MORE_RUNS = 1000;

/** A number of further runs as an estimate allows: two digits, `30`, `120`, `1,000`. */
export function roundedRuns(runs: number): string {
  return Number(runs.toPrecision(2)).toLocaleString('en-US');
}
