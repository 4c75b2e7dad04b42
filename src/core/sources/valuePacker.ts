import { PackedValues, type Slots } from '../runs/packedValues';
import type { Value, Values } from '../runs/run';

/** Runs with more different sets of keys than this have nothing to share; each further one gets a map of its own. */
const MAX_SHAPES = 2000;

const NO_VALUES: readonly never[] = [];

/** Where the keys so far lead: the next key and whether its value is a number choose the branch. */
interface Branch {
  readonly numbers: Map<string, Branch>;
  readonly others: Map<string, Branch>;
  slots: Slots | null;
  /** The branch taken last; the next run mostly takes it, too. */
  last: { readonly key: string; readonly isNumber: boolean; readonly branch: Branch } | null;
}

/** Packs the values of runs one after another; memory is that of the values, not of the keys. Keys must be unique. */
export interface Packer {
  /** Takes in one value of the run under way. */
  add(key: string, value: Value): void;
  /** The values taken in, and the start of the next run. */
  end(): Values;
}

/** Packs whole runs: see {@link createValuePacker}. Values that are packed already stay as they are. */
export function createPacker(): (entries: Values | readonly (readonly [string, Value])[]) => Values {
  const packer = createValuePacker();
  return (entries) => {
    if (entries instanceof PackedValues) return entries;
    for (const [key, value] of entries) packer.add(key, value);
    return packer.end();
  };
}

/** Starts packing values that come one by one, without a map or a list of entries for each run. */
export function createValuePacker(): Packer {
  const texts = createTexts();
  const root = emptyBranch();
  let shapes = 0;
  let branch = root;
  /** Of the run under way; the lists are used again. */
  const keys: string[] = [];
  const numbers: number[] = [];
  const others: Value[] = [];
  const isNumber: boolean[] = [];
  let size = 0;
  let numberCount = 0;
  let otherCount = 0;

  return {
    add(key, value) {
      const kind = typeof value === 'number';
      keys[size] = key;
      isNumber[size] = kind;
      size++;
      if (typeof value === 'number') numbers[numberCount++] = value;
      else others[otherCount++] = typeof value === 'string' ? texts(value) : value;
      const { last } = branch;
      branch = last !== null && last.key === key && last.isNumber === kind ? last.branch : next(branch, key, kind);
    },
    end() {
      const isNewShape = branch.slots === null;
      const slots = branch.slots ?? slotsOf(keys, isNumber, size);
      // Copies have no room to grow.
      const values = new PackedValues(
        slots,
        numberCount === 0 ? NO_VALUES : numbers.slice(0, numberCount),
        otherCount === 0 ? NO_VALUES : others.slice(0, otherCount),
      );
      const isKept = !isNewShape || shapes < MAX_SHAPES;
      if (isNewShape && isKept) {
        shapes++;
        branch.slots = slots;
      }
      branch = root;
      [size, numberCount, otherCount] = [0, 0, 0];
      return isKept ? values : new Map(values);
    },
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

function slotsOf(keys: readonly string[], isNumber: readonly boolean[], size: number): Slots {
  const slots = new Map<string, number>();
  let numbers = 0;
  let others = 0;
  for (let place = 0; place < size; place++) slots.set(keys[place]!, isNumber[place] === true ? numbers++ : ~others++);
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
