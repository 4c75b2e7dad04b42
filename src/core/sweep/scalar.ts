/** The Python type that PyYAML's `safe_load` gives a scalar; `invalid` where it raises an error instead. */
export type ScalarType = 'str' | 'int' | 'float' | 'bool' | 'null' | 'date' | 'datetime' | 'bytes' | 'invalid';

/** A scalar as PyYAML reads it. Dates, bytes and what PyYAML refuses keep their text as value. */
export interface TypedScalar {
  readonly type: ScalarType;
  readonly value: string | number | boolean | null;
}

// The patterns are those of PyYAML 6.0.3, yaml/resolver.py.
const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})/;
const DATE_ONLY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const DATE_TIME =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/;
const STARTS_LIKE_TYPED = /^[-+.0-9~yYnNtTfFoO=<]/;

/** Types a plain (unquoted, untagged) scalar by its source text, as PyYAML's YAML 1.1 resolver does: `1e-5` is text. */
export function resolvePlain(source: string): TypedScalar {
  if (source !== '' && !STARTS_LIKE_TYPED.test(source)) return { type: 'str', value: source };
  if (FLOAT.test(source)) return { type: 'float', value: floatOf(source) };
  if (INT.test(source)) return wholeNumber(source);
  if (BOOL.test(source)) return { type: 'bool', value: isTrue(source) };
  if (NULL.test(source)) return { type: 'null', value: null };
  if (DATE_ONLY.test(source)) return { type: isDay(source) ? 'date' : 'invalid', value: source };
  if (DATE_TIME.test(source)) return { type: isDay(source) ? 'datetime' : 'invalid', value: source };
  // `=` and `<<` have tags of their own, for which safe_load has no constructor.
  if (source === '=' || source === '<<') return { type: 'invalid', value: source };
  return { type: 'str', value: source };
}

const TAG = 'tag:yaml.org,2002:';

/** Types a scalar with an explicit tag such as `!!float 1e-5`; `text` is its content, without quotes. */
export function resolveTagged(tag: string, text: string): TypedScalar {
  const invalid: TypedScalar = { type: 'invalid', value: text };
  switch (tag.startsWith(TAG) ? tag.slice(TAG.length) : tag) {
    case 'str':
      return { type: 'str', value: text };
    case 'null':
      return { type: 'null', value: null };
    case 'bool':
      return BOOL.test(text.toLowerCase()) ? { type: 'bool', value: isTrue(text) } : invalid;
    case 'int':
      return INT.test(text) ? wholeNumber(text) : invalid;
    case 'float': {
      const value = FLOAT.test(text) ? floatOf(text) : pythonFloat(text);
      return value === null ? invalid : { type: 'float', value };
    }
    case 'timestamp': {
      const typed = resolvePlain(text);
      return typed.type === 'date' || typed.type === 'datetime' ? typed : invalid;
    }
    case 'binary':
      return { type: 'bytes', value: text };
    default:
      return invalid;
  }
}

/**
 * Writes a number so that PyYAML reads it back as a float (`0.00001` → `1.0e-05`). With `type` `int`, a whole number is
 * written without a dot.
 */
export function writeNumber(value: number, type: 'int' | 'float' = 'float'): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (type === 'int' && Number.isSafeInteger(value)) return String(value);
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  const dotted = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  if (exponent === undefined) return dotted;
  return `${dotted}e${exponent.startsWith('-') ? '' : '+'}${exponent.replace('+', '')}`;
}

function isTrue(source: string): boolean {
  return ['yes', 'true', 'on'].includes(source.toLowerCase());
}

function wholeNumber(source: string): TypedScalar {
  const digits = source.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = digits.replace(/^[-+]/, '');
  const size = unsignedInt(unsigned);
  // `0x_` matches the pattern and then fails to convert, in Python as here.
  return Number.isNaN(size) ? { type: 'invalid', value: source } : { type: 'int', value: size === 0 ? 0 : sign * size };
}

function unsignedInt(digits: string): number {
  if (digits === '0') return 0;
  if (digits.startsWith('0b') || digits.startsWith('0x')) return digits.length > 2 ? Number(digits) : NaN;
  if (digits.startsWith('0')) return Number(`0o${digits.slice(1)}`);
  return digits.includes(':') ? sexagesimal(digits) : Number(digits);
}

function floatOf(source: string): number {
  const text = source.replaceAll('_', '').toLowerCase();
  const sign = text.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^[-+]/, '');
  if (unsigned === '.inf') return sign * Infinity;
  if (unsigned === '.nan') return NaN;
  return sign * (unsigned.includes(':') ? sexagesimal(unsigned) : Number(unsigned));
}

function sexagesimal(digits: string): number {
  return digits.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

/** A decimal number as Python's `float()` and JSON read it, exponent without dot included; `null` for other text. */
export function pythonFloat(text: string): number | null {
  return /^\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*$/.test(text) ? Number(text) : null;
}

function isDay(source: string): boolean {
  const [, year = 0, month = 0, day = 0] = (DATE.exec(source) ?? []).map(Number);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
