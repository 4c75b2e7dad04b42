import type { Value, Values } from '../runs/run';

/**
 * Keys that many runs share, and where each run keeps the values: at `n` in its numbers, or at `~n` (negative) in its
 * other values.
 */
type Slots = ReadonlyMap<string, number>;

/** Runs with more different sets of keys than this have nothing to share; each further one gets a map of its own. */
const MAX_SHAPES = 2000;

const NO_VALUES: readonly never[] = [];

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

/** Where the keys so far lead: the next key and whether its value is a number choose the branch. */
interface Branch {
  readonly numbers: Map<string, Branch>;
  readonly others: Map<string, Branch>;
  slots: Slots | null;
  /** The branch taken last; the next run mostly takes it, too. */
  last: { readonly key: string; readonly isNumber: boolean; readonly branch: Branch } | null;
}

/** The values of one run, to be gone through more than once. */
type Entries = Values | readonly (readonly [string, Value])[];

/** Packs the values of runs one after another; memory is that of the values, not of the keys. Keys must be unique. */
export function createPacker(): (entries: Entries) => Values {
  const texts = createTexts();
  const root = emptyBranch();
  let shapes = 0;

  return (entries) => {
    let branch = root;
    const numbers: number[] = [];
    const others: Value[] = [];
    for (const [key, value] of entries) {
      const isNumber = typeof value === 'number';
      if (isNumber) numbers.push(value);
      else others.push(typeof value === 'string' ? texts(value) : value);
      const { last } = branch;
      branch =
        last !== null && last.key === key && last.isNumber === isNumber ? last.branch : next(branch, key, isNumber);
    }
    if (branch.slots === null) {
      if (shapes >= MAX_SHAPES) return new Map(entries);
      shapes++;
      branch.slots = slotsOf(entries);
    }
    // Copies have no room to grow.
    return new PackedValues(
      branch.slots,
      numbers.length === 0 ? NO_VALUES : numbers.slice(),
      others.length === 0 ? NO_VALUES : others.slice(),
    );
  };

  function next(branch: Branch, key: string, isNumber: boolean): Branch {
    const branches = isNumber ? branch.numbers : branch.others;
    let found = branches.get(key);
    if (found === undefined) {
      found = emptyBranch();
      // Where there are too many shapes already, the way there is not kept either.
      if (shapes < MAX_SHAPES) branches.set(key, found);
    }
    branch.last = { key, isNumber, branch: found };
    return found;
  }
}

function emptyBranch(): Branch {
  return { numbers: new Map(), others: new Map(), slots: null, last: null };
}

function slotsOf(entries: Entries): Slots {
  const slots = new Map<string, number>();
  let numbers = 0;
  let others = 0;
  for (const [key, value] of entries) slots.set(key, typeof value === 'number' ? numbers++ : ~others++);
  return slots;
}

const MAX_TEXTS = 10_000;

/** Hands out the same string for equal texts, as names of optimizers are in every run; `text` itself may be let go. */
export function createTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = detached(text);
    if (known.size < MAX_TEXTS && own.length < 200) known.set(own, own);
    return own;
  };
}

/** `text` as a string of its own: engines keep a part of a string as a pointer into the whole, here a piece of a file. */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
