import type { Parameter } from '../sweep/parameters';
import type { Finding } from './rule';

/** Where a finding about one key of a parameter's body stands: at its value, else at the parameter's name. */
export function atKey({ fields, path, entry }: Parameter, key: string): Pick<Finding, 'path' | 'span'> {
  const value = fields.get(key)?.value;
  return value && value.end > value.start ? { path: [...path, key], span: value } : { path, span: entry.key };
}
