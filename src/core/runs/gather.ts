import { forEachNested, forEachSetting, isInternalKey } from './flatten';
import { createKnownKeys, PackedValues } from './packedValues';
import type { Value, Values } from './run';

/**
 * The values of one parameter as they are gathered, run by run. Numbers are kept as numbers: boxed, those of a hundred
 * thousand runs would take ten times the memory.
 */
export interface GatheredValues {
  /** A number for each run; NaN also where it has another value or none. */
  readonly numbers: Float64Array;
  /** 1 where a run has a number, 2 where it has another value, 0 where it has none. */
  readonly kinds: Uint8Array;
  /** The values that are no numbers, by run; empty as long as there is none. */
  others: (Value | undefined)[];
}

/**
 * The values of each parameter of these configurations, nested ones under dotted names, in the order in which the
 * parameters first occur.
 */
export function gatherSettings(configs: readonly Values[]): ReadonlyMap<string, GatheredValues> {
  const byName = new Map<string, GatheredValues>();
  const valuesOf = (name: string): GatheredValues => {
    let values = byName.get(name);
    if (values === undefined) {
      values = noValues(configs.length);
      byName.set(name, values);
    }
    return values;
  };
  let run = 0;
  const take = (name: string, value: Value): void => {
    gather(valuesOf(name), run, value);
  };
  // Made at the first value, as a nested one has other names, and its place among the parameters is here.
  interface Target {
    readonly name: string;
    values: GatheredValues | null;
  }
  const keysOf = createKnownKeys((name): Target | null => (isInternalKey(name) ? null : { name, values: null }));
  for (run = 0; run < configs.length; run++) {
    const config = configs[run]!;
    if (!(config instanceof PackedValues)) {
      forEachSetting(config, take);
      continue;
    }
    for (const { slot, target } of keysOf(config)) {
      if (slot >= 0) {
        target.values ??= valuesOf(target.name);
        gatherNumber(target.values, run, config.numbers[slot]!);
        continue;
      }
      const value = config.others[~slot] ?? null;
      if (typeof value === 'object' && value !== null) {
        forEachNested(target.name, value, take);
      } else {
        target.values ??= valuesOf(target.name);
        gather(target.values, run, value);
      }
    }
  }
  return byName;
}

/** Nothing gathered yet for `runs` runs. */
function noValues(runs: number): GatheredValues {
  return { numbers: new Float64Array(runs).fill(Number.NaN), kinds: new Uint8Array(runs), others: [] };
}

/** Notes the value of one run. The first of several wins. */
function gather(values: GatheredValues, run: number, value: Value): void {
  if (typeof value === 'number') {
    gatherNumber(values, run, value);
    return;
  }
  if (values.kinds[run] !== 0) return;
  if (values.others.length === 0) values.others = new Array<Value | undefined>(values.kinds.length).fill(undefined);
  values.others[run] = value;
  values.kinds[run] = 2;
}

function gatherNumber({ numbers, kinds }: GatheredValues, run: number, value: number): void {
  if (kinds[run] !== 0) return;
  numbers[run] = value;
  kinds[run] = 1;
}
