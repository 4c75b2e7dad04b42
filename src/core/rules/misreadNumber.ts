import { resolveAlias, type ScalarNode, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { pythonFloat, writeNumber } from '../sweep/scalar';

/** How a number is written so that PyYAML reads something else: as text, or as another number. */
export type Misreading = 'exponent' | 'quotes' | 'leading-zero' | 'base-60';

// A number of YAML 1.2, which most other parsers read.
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const LEADING_ZEROS = /^[-+]?(?:0o?[0-9_]+)$/;

/** What is wrong with how a number is written; `null` for anything that reads as it looks. Tags are not looked at. */
export function misreadingOf({ style, type, source, value }: ScalarNode): Misreading | null {
  if (style === 'block') return null;
  if (style !== 'plain') {
    const text = String(value).trim();
    return type === 'str' && NUMBER.test(text) && !/^[-+]?0[0-9]/.test(text) ? 'quotes' : null;
  }
  if (LEADING_ZEROS.test(source)) {
    const asDecimal = Number(source.replaceAll('_', ''));
    return (type === 'int' && value === asDecimal) || (type !== 'int' && type !== 'str') ? null : 'leading-zero';
  }
  if (type === 'str') return NUMBER.test(source) ? 'exponent' : null;
  return (type === 'int' || type === 'float') && source.includes(':') ? 'base-60' : null;
}

/** The number that text was meant to be, else the number that it is; `null` for anything else, tags not looked at. */
export function meantNumber(node: SweepNode | undefined): number | null {
  const scalar = node ? resolveAlias(node) : null;
  if (scalar?.kind !== 'scalar') return null;
  if (scalar.type === 'int' || scalar.type === 'float') return scalar.value as number;
  if (scalar.type !== 'str') return null;
  return /^0o[0-7]+$/.test(scalar.source) ? Number(scalar.source) : pythonFloat(String(scalar.value));
}

/** A number's text with what PyYAML needs, its digits kept: `1e5` → `1.0e+5`, `-.5` → `-0.5`. */
function withDot(text: string): string {
  const [, sign = '', mantissa = '', exponent] = /^([-+]?)([0-9.]+)(?:[eE]([-+]?[0-9]+))?$/.exec(text.trim()) ?? [];
  if (mantissa === '') return text;
  const stripped = mantissa.replace(/^0+(?=[0-9])/, '');
  const led = stripped.startsWith('.') ? `0${stripped}` : stripped;
  const dotted = led.includes('.') ? led.replace(/\.$/, '.0') : `${led}.0`;
  const power = exponent === undefined ? '' : `e${/^[-+]/.test(exponent) ? '' : '+'}${exponent}`;
  return `${sign}${dotted}${power}`;
}

/** What both bounds of a range should be, so that W&B takes them: it refuses int beside float without a distribution. */
export function boundType({ fields }: Parameter): 'int' | 'float' | 'any' {
  const distribution = fields.get('distribution');
  if (distribution) {
    const named = resolveAlias(distribution.value);
    return named.kind === 'scalar' && named.value === 'int_uniform' ? 'int' : 'any';
  }
  const forms = ['min', 'max'].map((key) => formOf(fields.get(key)?.value));
  if (forms.includes('float')) return 'float';
  return forms.includes('int') ? 'int' : 'float';
}

/** `power` is a whole number with an exponent, such as `1e3`, which goes with either. */
function formOf(node: SweepNode | undefined): 'int' | 'float' | 'power' | null {
  const scalar = node ? resolveAlias(node) : null;
  const number = meantNumber(node);
  if (scalar?.kind !== 'scalar' || number === null) return null;
  if (scalar.type === 'int' || (scalar.type === 'str' && /^[-+]?[0-9]+$/.test(String(scalar.value).trim())))
    return 'int';
  return scalar.type === 'str' && Number.isSafeInteger(number) && !String(scalar.value).includes('.')
    ? 'power'
    : 'float';
}

/** Writes a misread number as PyYAML reads it; `null` where a fraction stands where W&B needs an integer. */
export function writeMeant(node: ScalarNode, type: 'int' | 'float' | 'any'): string | null {
  const number = meantNumber(node);
  if (number === null || !Number.isFinite(number)) return null;
  if (type === 'int') return Number.isSafeInteger(number) ? writeNumber(number, 'int') : null;
  const text = String(node.value).trim();
  const isWhole = /^[-+]?[0-9]+$|^0o/.test(text);
  if (type === 'any' && isWhole) return writeNumber(number, 'int');
  return withDot(text);
}
