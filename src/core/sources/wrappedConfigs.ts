import { PackedValues } from '../runs/packedValues';
import type { Value, Values } from '../runs/run';
import { entriesOf, isInternalEntry, withoutInternalKeys, wrappedValue } from './config';

/** A configuration as far as its run alone tells how it is written. */
export interface TakenConfig {
  readonly config: Values;
  /** Whether the other runs may still show that values in it are in W&B's form. */
  readonly isOpen: boolean;
}

/** Takes W&B's form off the configurations of a file, one run after another; keeps the names of keys only. */
export interface Unwrapping {
  take(config: Values): TakenConfig;
  /** An open configuration, once all runs were taken; the same object where nothing is to be taken off. */
  settle(config: Values): Values;
}

/**
 * Takes the values out of W&B's form `{key: {value: …, desc: …}}`, internal keys dropped, for the runs of a file that
 * need not be W&B's: a plain parameter may happen to be a mapping with the key `value`. The form counts where every entry
 * of a run has it, and in other runs, as where several exports were put together, for what the sweep names (`parameters`)
 * or some run has a plain value of. A `model` whose `model.value` is a parameter of the sweep stays whole.
 */
export function createUnwrapping(parameters: readonly string[]): Unwrapping {
  const parents = new Set(parameters.flatMap(parentsOfValue));
  /** Keys whose values are no mappings with the key `value` of their own. */
  const plain = new Set(parameters);
  /** Keys, as runs share them, that are all plain and none of them internal. */
  const plainShapes = new WeakSet<PackedValues['slots']>();

  const innerOf = (key: string, value: Value): Value | undefined => {
    const inner = wrappedValue(value);
    return inner !== undefined && parents.has(key) && !isAround(inner) ? undefined : inner;
  };
  const unwrapped = (config: Values): Values =>
    new Map([...config].map(([key, value]) => [key, innerOf(key, value) ?? null]));

  return {
    take(written) {
      // Every setting of a hundred thousand runs passes here: most runs have the keys of the one before, and no mapping.
      const slots = written instanceof PackedValues && !holdsMapping(written.others) ? written.slots : null;
      if (slots !== null && plainShapes.has(slots)) return { config: written, isOpen: false };
      const config = hasInternalKeys(written) ? withoutInternalKeys(written) : written;
      let wrapped = 0;
      config.forEach((value, key) => {
        if (typeof value === 'object' && innerOf(key, value) !== undefined) wrapped++;
      });
      const isWhole = wrapped === config.size;
      config.forEach((value, key) => {
        if (isWhole || !isMapping(value)) plain.add(key);
      });
      if (slots !== null && config === written && !isWhole) plainShapes.add(slots);
      return isWhole ? { config: unwrapped(config), isOpen: false } : { config, isOpen: wrapped > 0 };
    },
    settle(config) {
      let settled: Map<string, Value> | null = null;
      for (const [key, value] of config) {
        const inner = plain.has(key) ? innerOf(key, value) : undefined;
        if (inner !== undefined) (settled ??= new Map(config)).set(key, inner);
      }
      return settled ?? config;
    },
  };
}

function hasInternalKeys(config: Values): boolean {
  for (const key of config.keys()) if (isInternalEntry(key)) return true;
  return false;
}

/** The `m` of a parameter `m.value` or `m.value.x`. */
function parentsOfValue(parameter: string): readonly string[] {
  return [...parameter.matchAll(/\.value(?=\.|$)/g)].map(({ index }) => parameter.slice(0, index));
}

/** Whether a value is a mapping with a key `value`, so that W&B's form is around that mapping. */
function isAround(inner: Value): boolean {
  return entriesOf(inner)?.some(([name]) => name === 'value') === true;
}

function holdsMapping(values: readonly Value[]): boolean {
  for (let at = 0; at < values.length; at++) if (isMapping(values[at]!)) return true;
  return false;
}

function isMapping(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
