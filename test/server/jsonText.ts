import type { Value, Values } from '../../src/core/runs/run';

/**
 * JSON as Python's `json` module writes it, which W&B passes on as it came: not-a-number and the infinities stand in it
 * bare, so that a strict parser refuses the text.
 */
export function pythonJson(value: Value | Values): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Value) => pythonJson(item)).join(',')}]`;
  const entries = value instanceof Map ? [...(value as Values)] : Object.entries(value as Record<string, Value>);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${pythonJson(item)}`).join(',')}}`;
}
