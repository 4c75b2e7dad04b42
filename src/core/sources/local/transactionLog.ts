/**
 * Reader of W&B's transaction log `run-<id>.wandb`: LevelDB's log format with a header of its own and a plain CRC-32.
 * Format: wandb/sdk/internal/datastore.py and core/pkg/leveldb/record.go of wandb/wandb.
 */

/** What a log reader found wrong; `offset` is the byte where the loss begins. */
export interface LogDamage {
  readonly kind: 'empty' | 'not-a-log' | 'torn-tail' | 'bad-checksum' | 'bad-chunk' | 'zeroed';
  readonly offset: number;
}

/** How reading went. A log without damage was closed by its writer, or caught between two writes. */
export interface LogReport {
  readonly records: number;
  readonly bytes: number;
  /** The first few places of damage, in file order. */
  readonly damage: readonly LogDamage[];
}

/** Takes a log piece by piece, of any sizes, and hands each intact record on. Never throws for what is in the file. */
export interface LogReader {
  push(piece: Uint8Array): void;
  end(): LogReport;
}

/** Blocks are counted from the start of the file; the file header takes the first bytes of the first block. */
export const BLOCK_BYTES = 32768;

const CHUNK_HEADER_BYTES = 7;
/** `:W&B`, the magic number 0xBEE1 little-endian, version 0. */
const FILE_HEADER = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00];
/** Chunk types; 3 is a chunk between the first and the last. */
const FULL = 1;
const FIRST = 2;
const LAST = 4;
const MAX_DAMAGE_REPORTED = 20;

/** Starts reading a log. `onRecord` gets each record's bytes; they are only valid during the call. */
export function createLogReader(onRecord: (payload: Uint8Array) => void): LogReader {
  let waiting = new Uint8Array(0);
  let blockStart = 0;
  let bytes = 0;
  let records = 0;
  let rejected = false;
  /** Chunks of a record that spans blocks; `null` outside of one. */
  let parts: Uint8Array[] | null = null;
  let partsOffset = 0;
  const damage: LogDamage[] = [];

  const damaged = (kind: LogDamage['kind'], offset: number): void => {
    if (damage.length < MAX_DAMAGE_REPORTED) damage.push({ kind, offset });
    parts = null;
  };

  const deliver = (payload: Uint8Array): void => {
    records++;
    onRecord(payload);
  };

  const takeChunk = (type: number, payload: Uint8Array, offset: number): void => {
    if (type === FULL || type === FIRST) {
      if (parts !== null) damaged('bad-chunk', partsOffset);
      if (type === FULL) deliver(payload);
      else {
        // A copy: the block's memory may be the caller's to reuse.
        parts = [payload.slice()];
        partsOffset = offset;
      }
    } else if (parts !== null) {
      parts.push(payload.slice());
      if (type === LAST) {
        const whole = join(parts);
        parts = null;
        deliver(whole);
      }
    }
    // A MIDDLE or LAST without its FIRST belongs to a record whose loss is already on the list.
  };

  /** Takes one chunk; `null` where the rest of the block is lost, else where the next chunk begins. */
  const readChunk = (block: Uint8Array, view: DataView, position: number): number | null => {
    const isWhole = block.length === BLOCK_BYTES;
    const lose = (kind: LogDamage['kind']): null => {
      damaged(kind, blockStart + position);
      return null;
    };
    // So little room at the end of a whole block is padding.
    if (block.length - position < CHUNK_HEADER_BYTES) return isWhole ? null : lose('torn-tail');
    const checksum = view.getUint32(position, true);
    const length = view.getUint16(position + 4, true);
    const type = view.getUint8(position + 6);
    if (checksum === 0 && length === 0 && type === 0) return lose('zeroed');
    const end = position + CHUNK_HEADER_BYTES + length;
    if (type < FULL || type > LAST) return lose('bad-chunk');
    if (end > block.length) return lose(isWhole ? 'bad-chunk' : 'torn-tail');
    // The type byte stands right before the payload, and the checksum covers both.
    if (crc32(block.subarray(position + 6, end)) !== checksum) return lose('bad-checksum');
    takeChunk(type, block.subarray(position + CHUNK_HEADER_BYTES, end), blockStart + position);
    return end;
  };

  /** `block` is a whole block, or what is there of the last one. */
  const readBlock = (block: Uint8Array): void => {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    let position: number | null = blockStart === 0 ? FILE_HEADER.length : 0;
    while (position !== null && position < block.length) position = readChunk(block, view, position);
  };

  const acceptsHeader = (block: Uint8Array): boolean => {
    if (FILE_HEADER.every((byte, i) => block[i] === byte)) return true;
    const isCut = block.length < FILE_HEADER.length && block.every((byte, i) => byte === FILE_HEADER[i]);
    damaged(block.length === 0 ? 'empty' : isCut ? 'torn-tail' : 'not-a-log', 0);
    rejected = true;
    return false;
  };

  const readNext = (block: Uint8Array): void => {
    if (rejected || (blockStart === 0 && !acceptsHeader(block))) return;
    readBlock(block);
    blockStart += block.length;
  };

  return {
    push(piece) {
      bytes += piece.length;
      if (rejected) return;
      const all = waiting.length === 0 ? piece : join([waiting, piece]);
      let start = 0;
      for (; start + BLOCK_BYTES <= all.length; start += BLOCK_BYTES) {
        readNext(all.subarray(start, start + BLOCK_BYTES));
      }
      waiting = all.slice(start);
    },
    end() {
      if (waiting.length > 0 || bytes === 0) readNext(waiting);
      waiting = new Uint8Array(0);
      if (parts !== null) damaged('torn-tail', partsOffset);
      return { records, bytes, damage };
    },
  };
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/**
 * Remainders for the reflected IEEE polynomial: table `k` of a byte that is followed by `k` more bytes, so that eight bytes
 * are taken in one step (the "slicing-by-8" of Kounavis and Berry, 2005).
 */
const CRC_TABLES = crcTables();

function crcTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    return remainder;
  });
  const tables = [first];
  for (let k = 1; k < 8; k++) {
    tables.push(tables[k - 1]!.map((remainder) => (remainder >>> 8) ^ first[remainder & 0xff]!));
  }
  return tables;
}

/** CRC-32 (IEEE 802.3, as zlib computes it). The format's own comment says CRC32C, but the writer uses this one. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = CRC_TABLES;
  let remainder = -1;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    const low = remainder ^ (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    remainder =
      t7![low & 0xff]! ^
      t6![(low >>> 8) & 0xff]! ^
      t5![(low >>> 16) & 0xff]! ^
      t4![low >>> 24]! ^
      t3![bytes[i + 4]!]! ^
      t2![bytes[i + 5]!]! ^
      t1![bytes[i + 6]!]! ^
      t0![bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) remainder = (remainder >>> 8) ^ t0![(remainder ^ bytes[i]!) & 0xff]!;
  return ~remainder >>> 0;
}
