import type { Value, Values } from './run';

/** Deeper nesting than any configuration that a person wrote; what lies below is kept as one JSON text. */
const MAX_DEPTH = 12;

/**
 * A nested configuration as one level of dotted names: `{model: {depth: 3}}` becomes `model.depth`. Lists and empty
 * objects stay values. Keys that W&B keeps for itself are left out. The first of two equal names wins.
 */
export function flattenConfig(config: Values): ReadonlyMap<string, Value> {
  const flat = new Map<string, Value>();
  forEachSetting(config, (name, value) => {
    if (!flat.has(name)) flat.set(name, value);
  });
  return flat;
}

/** Calls `visit` with each setting of a nested configuration under its dotted name; equal names come more than once. */
export function forEachSetting(config: Values, visit: (name: string, value: Value) => void): void {
  config.forEach((value, key) => {
    if (isInternalKey(key)) return;
    if (typeof value === 'object' && value !== null) forEachNested(key, value, visit);
    else visit(key, value);
  });
}

/** As {@link forEachSetting}, of one setting of a configuration. */
export function forEachNested(name: string, value: Value, visit: (name: string, value: Value) => void): void {
  visitValue(name, value, 1, visit);
}

const UNDERSCORE = 95;

/** Whether a top-level key belongs to W&B's own record-keeping and is no parameter: `_wandb`, `wandb_version`, … */
export function isInternalKey(key: string): boolean {
  return key.charCodeAt(0) === UNDERSCORE ? !/^__\w+__$/.test(key) : key === 'wandb_version';
}

function visitValue(name: string, value: Value, depth: number, visit: (name: string, value: Value) => void): void {
  if (isNested(value) && depth < MAX_DEPTH) {
    const entries = Object.entries(value);
    if (entries.length > 0) {
      for (const [key, child] of entries) visitValue(`${name}.${key}`, child, depth + 1, visit);
      return;
    }
  }
  visit(name, value);
}

function isNested(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
