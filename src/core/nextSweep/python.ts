import type { Value } from '../runs/run';

/** A value as Python writes it, so that Python reads the same back; for text as `repr` in double quotes. */
export function pythonLiteral(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  // Escapes of JSON are escapes of Python, but for surrogates, which JSON leaves as they are where they pair.
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}: ${pythonLiteral(one)}`).join(', ')}}`;
}

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return String(value);
}

/**
 * A value as `str()` of Python gives it, which is how W&B's agent hands parameters to a script. Whole numbers are taken
 * for ints: JSON does not keep `1.0` apart from `1`.
 */
export function pythonStr(value: Value): string {
  return typeof value === 'string' ? value : repr(value);
}

function repr(value: Value): string {
  if (typeof value === 'string') return pythonRepr(value);
  if (typeof value === 'number') return reprOfNumber(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(repr).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return pythonLiteral(value);
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return `{${entries.map(([key, one]) => `${pythonRepr(key)}: ${repr(one)}`).join(', ')}}`;
}

/** Python writes exponents from 1e16 up and below 1e-4, with two digits at least. */
function reprOfNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isSafeInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${mantissa}e${sign}${exponent.slice(1).padStart(2, '0')}`;
}

function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}
