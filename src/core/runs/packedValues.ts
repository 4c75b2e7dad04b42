import type { Value, Values } from './run';

/**
 * Keys that many runs share, and where each run keeps the values: at `n` in its numbers, or at `~n` (negative) in its
 * other values.
 */
export type Slots = ReadonlyMap<string, number>;

/**
 * Values of one run that shares its keys with others: eight bytes for a number, where a `Map` takes more than forty for
 * each entry. Read like a map.
 */
export class PackedValues implements ReadonlyMap<string, Value> {
  constructor(
    readonly slots: Slots,
    readonly numbers: readonly number[],
    readonly others: readonly Value[],
  ) {}

  get size(): number {
    return this.slots.size;
  }

  get(key: string): Value | undefined {
    const slot = this.slots.get(key);
    return slot === undefined ? undefined : this.at(slot);
  }

  has(key: string): boolean {
    return this.slots.has(key);
  }

  keys(): MapIterator<string> {
    return this.slots.keys();
  }

  *values(): MapIterator<Value> {
    for (const slot of this.slots.values()) yield this.at(slot);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const [key, slot] of this.slots) yield [key, this.at(slot)];
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, slot] of this.slots) visit(this.at(slot), key, this);
  }

  /** The same values under some of the keys only; `choose` is asked once for runs with the same keys. */
  only(choose: (slots: Slots) => Slots): PackedValues {
    return new PackedValues(choose(this.slots), this.numbers, this.others);
  }

  private at(slot: number): Value {
    return slot >= 0 ? this.numbers[slot]! : this.others[~slot]!;
  }
}

/** Values as they come out of a structured clone, which keeps data and what is shared, but no methods. */
export type ClonedValues = ReadonlyMap<string, Value> | Pick<PackedValues, 'slots' | 'numbers' | 'others'>;

/** Cloned values as values again; nothing is copied. */
export function revivedValues(values: ClonedValues): Values {
  return 'slots' in values ? new PackedValues(values.slots, values.numbers, values.others) : values;
}

/** One key of runs that share their keys: where each of them keeps its value, and what was made of the key. */
export interface KnownKey<Target> {
  /** As in {@link Slots}. */
  readonly slot: number;
  readonly target: Target;
}

/**
 * The keys of packed values, in their order, with what `targetOf` makes of each (`null` leaves a key out). It is asked once
 * for all runs that share their keys, so that going through millions of values looks no key up.
 */
export function createKnownKeys<Target>(
  targetOf: (key: string) => Target | null,
): (values: PackedValues) => readonly KnownKey<Target>[] {
  const known = new Map<Slots, readonly KnownKey<Target>[]>();
  return ({ slots }) => {
    let keys = known.get(slots);
    if (keys === undefined) {
      keys = [...slots].flatMap(([key, slot]) => {
        const target = targetOf(key);
        return target === null ? [] : [{ slot, target }];
      });
      known.set(slots, keys);
    }
    return keys;
  };
}
