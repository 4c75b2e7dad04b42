import { PbfWriter } from 'pbf';
import { BLOCK_BYTES, crc32 } from '../../../../src/core/sources/local/transactionLog';

const HEADER = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00];

/** Frames records as the client does: chunks of at most a block, padding where a chunk header does not fit. */
export function writeLog(payloads: readonly Uint8Array[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  const putChunk = (type: number, part: Uint8Array): void => {
    const chunk = new Uint8Array(7 + part.length);
    chunk.set(part, 7);
    chunk[6] = type;
    const view = new DataView(chunk.buffer);
    view.setUint32(0, crc32(chunk.subarray(6)), true);
    view.setUint16(4, part.length, true);
    put(chunk);
  };
  put(Uint8Array.from(HEADER));
  for (const payload of payloads) {
    let start = 0;
    let isFirst = true;
    for (let isLast = false; !isLast; isFirst = false) {
      let room = BLOCK_BYTES - (length % BLOCK_BYTES);
      if (room < 7) {
        put(new Uint8Array(room));
        room = BLOCK_BYTES;
      }
      const part = payload.subarray(start, start + room - 7);
      start += part.length;
      isLast = start === payload.length;
      putChunk(isFirst ? (isLast ? 1 : 2) : isLast ? 4 : 3, part);
    }
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** Writes a message field by field; nested messages are made the same way. */
export type Fields = readonly (readonly [tag: number, value: string | number | Fields])[];

/** A protobuf message: texts, integers and nested messages by field number. */
export function message(fields: Fields): Uint8Array {
  const pbf = new PbfWriter();
  writeFields(fields, pbf);
  return pbf.finish().slice();
}

function writeFields(fields: Fields, pbf: PbfWriter): void {
  for (const [tag, value] of fields) {
    if (typeof value === 'string') pbf.writeStringField(tag, value);
    else if (typeof value === 'number') pbf.writeVarintField(tag, value);
    else pbf.writeMessage(tag, writeFields, value);
  }
}
