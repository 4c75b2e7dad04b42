/**
 * The last history record of each set of keys. A long log is mostly history of which only the last value of each key
 * counts; finding out which keys a record has takes a fraction of decoding it.
 * Field numbers: wandb/proto/wandb_internal.proto of wandb/wandb.
 */

const WIRE_VARINT = 0;
const WIRE_8_BYTES = 1;
const WIRE_BYTES = 2;
const WIRE_4_BYTES = 5;
const RECORD_NUMBER = 1;
const RECORD_HISTORY = 2;
const RECORD_INFO = 200;
const RECORD_UUID = 19;
const RECORD_CONTROL = 16;
const HISTORY_ITEM = 1;
const ITEM_KEY = 1;
const ITEM_NESTED_KEY = 2;

/** More sets of keys than this are decoded from time to time instead of kept. */
const MAX_SHAPES = 64;

/** Takes records and hands on those that matter; in the order in which they came. */
export interface LastHistory {
  /** Whether `payload` is a history record and was taken; only then it need not be decoded now. */
  take(payload: Uint8Array): boolean;
  /** Hands on, oldest first, the last record of each set of keys. Their bytes are only valid during the call. */
  flush(): void;
}

interface Shape {
  readonly keys: Uint8Array;
  payload: Uint8Array;
  length: number;
  /** Counts records, so that shapes can be put in order. */
  seen: number;
}

/** Starts without records. A record that has the keys of a later one has no effect, so that it may be left out. */
export function createLastHistory(onRecord: (payload: Uint8Array) => void): LastHistory {
  const shapes = new Map<string, Shape>();
  let last: Shape | null = null;
  let seen = 0;
  let keys = new Uint8Array(1024);
  let keysLength = 0;

  const addKey = (bytes: Uint8Array, start: number, end: number): void => {
    if (keysLength + end - start > keys.length) {
      const larger = new Uint8Array(2 * (keysLength + end - start));
      larger.set(keys.subarray(0, keysLength));
      keys = larger;
    }
    for (let i = start; i < end; i++) keys[keysLength++] = bytes[i]!;
  };

  /** Collects the keys of an item with their tags and lengths, which makes them unambiguous; `false` if malformed. */
  const readItem = (bytes: Uint8Array, start: number, end: number): boolean =>
    eachField(bytes, start, end, (field, tagStart, _from, to) => {
      if (field === ITEM_KEY || field === ITEM_NESTED_KEY) addKey(bytes, tagStart, to);
      return true;
    });

  const readHistory = (bytes: Uint8Array, start: number, end: number): boolean =>
    eachField(bytes, start, end, (field, tagStart, from, to, wire) => {
      if (field !== HISTORY_ITEM) return true;
      // A tag alone separates the items.
      addKey(bytes, tagStart, tagStart + 1);
      return wire === WIRE_BYTES && readItem(bytes, from, to);
    });

  const isHistory = (bytes: Uint8Array): boolean => {
    let histories = 0;
    const isReadable = eachField(bytes, 0, bytes.length, (field, _tagStart, from, to, wire) => {
      if (field === RECORD_HISTORY) return ++histories === 1 && wire === WIRE_BYTES && readHistory(bytes, from, to);
      return [RECORD_NUMBER, RECORD_CONTROL, RECORD_UUID, RECORD_INFO].includes(field);
    });
    return isReadable && histories === 1;
  };

  const shapeOfKeys = (): Shape => {
    if (last?.keys.length === keysLength && startsWith(keys, last.keys)) return last;
    const own = keys.slice(0, keysLength);
    const name = String.fromCharCode(...own.subarray(0, MAX_NAME)) + `#${checksum(own)}`;
    let shape = shapes.get(name);
    if (shape === undefined || !startsWith(keys, shape.keys)) {
      if (shapes.size >= MAX_SHAPES || shape !== undefined) flush();
      shape = { keys: own, payload: new Uint8Array(0), length: 0, seen: 0 };
      shapes.set(name, shape);
    }
    return (last = shape);
  };

  const flush = (): void => {
    const ordered = [...shapes.values()].sort((a, b) => a.seen - b.seen);
    shapes.clear();
    last = null;
    for (const { payload, length } of ordered) onRecord(payload.subarray(0, length));
  };

  return {
    take(payload) {
      keysLength = 0;
      if (!isHistory(payload)) return false;
      const shape = shapeOfKeys();
      if (shape.payload.length < payload.length) shape.payload = new Uint8Array(2 * payload.length);
      shape.payload.set(payload);
      shape.length = payload.length;
      shape.seen = seen++;
      return true;
    },
    flush,
  };
}

/** Bytes of the keys that name a shape; the checksum and the comparison tell apart those that begin alike. */
const MAX_NAME = 1024;

function checksum(bytes: Uint8Array): number {
  let sum = bytes.length;
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) | 0;
  return sum;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start[i]) return false;
  return true;
}

/**
 * Visits the fields of a message: where the tag stands, and where the contents begin and end. Ends with `false` where the
 * bytes are no message or `visit` says so.
 */
function eachField(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (field: number, tagStart: number, from: number, to: number, wire: number) => boolean,
): boolean {
  let at = start;
  /** A varint of up to 32 bits; longer ones only in fields that are passed over. */
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; at < end; shift += 7) {
      const byte = bytes[at++]!;
      if (shift < 28) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    at = end + 1;
    return -1;
  };
  while (at < end) {
    const tagStart = at;
    const tag = varint();
    const wire = tag & 7;
    let from = at;
    if (wire === WIRE_VARINT) varint();
    else if (wire === WIRE_BYTES) {
      const length = varint();
      from = at;
      at += length;
    } else if (wire === WIRE_8_BYTES) at += 8;
    else if (wire === WIRE_4_BYTES) at += 4;
    else return false;
    if (at > end || at < from || !visit(tag >>> 3, tagStart, from, at, wire)) return false;
  }
  return at === end;
}
