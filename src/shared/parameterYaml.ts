/** Bounds as the lines of a sweep.yaml, to be pasted below `parameters:`. */
import type { ParameterResult } from '../core/analysis/analysis';
import type { DrawValue } from '../core/sweep/distributions';
import type { ParameterBound, RangeBound } from './parameterBounds';
import type { SearchRange } from './searchSpace';

/** A bound with what is needed to write it down. */
export interface WrittenBound {
  readonly bound: ParameterBound;
  /** What the sweep lets the parameter be; `null` without a sweep file. */
  readonly range: SearchRange | null;
  /** Smallest and largest value that a run had: the open ends where the sweep says nothing. */
  readonly tried: readonly [number, number] | null;
  readonly isWhole: boolean;
  readonly levels: ParameterResult['levels'];
}

/** Distributions whose `min` and `max` are not the values drawn, or that have none, and what draws between two values. */
const BY_VALUE: Readonly<Record<string, string>> = {
  log_uniform: 'log_uniform_values',
  inv_log_uniform: 'inv_log_uniform_values',
  q_log_uniform: 'q_log_uniform_values',
  log_normal: 'log_uniform_values',
  q_log_normal: 'q_log_uniform_values',
  normal: 'uniform',
  q_normal: 'q_uniform',
  beta: 'uniform',
  q_beta: 'q_uniform',
};

/** A `parameters:` block with these bounds, as a person would write it and as W&B (PyYAML) reads it. */
export function boundsYaml(bounds: readonly WrittenBound[]): string {
  const lines = bounds.flatMap((written) => [`  ${scalar(written.bound.parameter)}:`, ...body(written)]);
  return `parameters:\n${lines.map((line) => `${line}\n`).join('')}`;
}

function body({ bound, range, tried, isWhole, levels }: WrittenBound): readonly string[] {
  if (bound.kind === 'levels') {
    const all = range?.values ?? levels.map(({ value }) => value);
    return [valuesLine(all.filter((value) => !bound.without.includes(String(value))))];
  }
  const choices = range?.values ?? null;
  if (choices !== null) {
    return [valuesLine(choices.filter((value) => typeof value === 'number' && isWithin(value, bound)))];
  }
  const ends = (range?.isOpen === false ? range.bounds : null) ?? tried;
  const distribution = range === null ? undefined : BY_VALUE[range.distribution];
  const min = bound.min ?? ends?.[0];
  const max = bound.max ?? ends?.[1];
  return [
    ...(distribution === undefined ? [] : [`    distribution: ${distribution}`]),
    ...(min === undefined ? [] : [`    min: ${scalar(isWhole ? Math.ceil(min) : min)}`]),
    ...(max === undefined ? [] : [`    max: ${scalar(isWhole ? Math.floor(max) : max)}`]),
  ];
}

function isWithin(value: number, { min, max }: RangeBound): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

function valuesLine(values: readonly DrawValue[]): string {
  return `    values: [${values.map(scalar).join(', ')}]`;
}

/** Words that YAML 1.1 reads as something else than text. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|~)$/i;

function scalar(value: DrawValue): string {
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z_][\w./-]*$/.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);
}

/** PyYAML reads an exponent only after a point and with a sign: `1e-7` is text to it. */
function number(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  return exponent === undefined ? text : `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`;
}
