import { resolvePlain, writeNumber } from './scalar';

/** What can be written: JSON, and NaN and ±Infinity besides. */
export type WritableValue =
  string | number | boolean | null | readonly WritableValue[] | { readonly [key: string]: WritableValue };

/**
 * A value in flow style, on one line, so that PyYAML reads it back: numbers with the dot and sign that YAML 1.1 asks for,
 * text in quotes wherever it could be read as something else.
 */
export function flowYaml(value: WritableValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, Number.isSafeInteger(value) ? 'int' : 'float');
  if (typeof value === 'string') return yamlText(value);
  if (Array.isArray(value)) return `[${(value as readonly WritableValue[]).map(flowYaml).join(', ')}]`;
  const entries = Object.entries(value as Readonly<Record<string, WritableValue>>);
  return `{${entries.map(([key, one]) => `${yamlText(key)}: ${flowYaml(one)}`).join(', ')}}`;
}

/** Text as a scalar: plain where that is a simple word, else in double quotes, whose escapes are those of JSON. */
export function yamlText(text: string): string {
  const isSimple = /^[A-Za-z_./][\w./@+-]*$/.test(text) && resolvePlain(text).type === 'str';
  return isSimple ? text : JSON.stringify(text);
}
