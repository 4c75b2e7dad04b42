import { PbfWriter } from 'pbf';
import { BLOCK_BYTES, crc32 } from '../../../../src/core/sources/local/transactionLog';

const HEADER = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00];

/** Frames records as the client does: chunks of at most a block, padding where a chunk header does not fit. */
export function writeLog(payloads: readonly Uint8Array[]): Uint8Array {
  const bytes: number[] = [...HEADER];
  const chunk = (type: number, part: Uint8Array): void => {
    const checked = new Uint8Array([type, ...part]);
    const sum = crc32(checked);
    bytes.push(
      sum & 255,
      (sum >>> 8) & 255,
      (sum >>> 16) & 255,
      sum >>> 24,
      part.length & 255,
      part.length >> 8,
      ...checked,
    );
  };
  for (const payload of payloads) {
    let start = 0;
    let isFirst = true;
    for (let isLast = false; !isLast; isFirst = false) {
      let room = BLOCK_BYTES - (bytes.length % BLOCK_BYTES);
      if (room < 7) {
        for (; room > 0; room--) bytes.push(0);
        room = BLOCK_BYTES;
      }
      const part = payload.subarray(start, start + room - 7);
      start += part.length;
      isLast = start === payload.length;
      chunk(isFirst ? (isLast ? 1 : 2) : isLast ? 4 : 3, part);
    }
  }
  return Uint8Array.from(bytes);
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
