import { readFileSync } from 'node:fs';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, crc32, createLogReader, type LogReport } from '../../../../src/core/sources/local/transactionLog';
import { writeLog } from './logWriter';

/** Records as texts of one character a byte, which compare fast. */
function readAll(...pieces: Uint8Array[]): { records: string[]; report: LogReport } {
  const records: string[] = [];
  const reader = createLogReader((payload) => records.push(textOf(payload)));
  for (const piece of pieces) reader.push(piece);
  return { records, report: reader.end() };
}

const recorded = new Uint8Array(
  readFileSync('test/fixtures/wandb-run-ends/online-exception/wandb/run-20261122_114903-q7y0w8wh/run-q7y0w8wh.wandb'),
);
const manyBlocks = new Uint8Array(
  readFileSync(
    'test/fixtures/wandb-run-ends/offline-sigkill-late/wandb/offline-run-20261122_115257-h11w4qa8/run-h11w4qa8.wandb',
  ),
);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);

describe('crc32', () => {
  it('is the plain IEEE one', () => {
    // The check value of the CRC catalogue, and that of a zero-length FULL chunk as the client writes it.
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(Uint8Array.of(1))).toBe(0xa505df1b);
  });

  it('is that of zlib for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('createLogReader', () => {
  it('reads what the client wrote', () => {
    expect(readAll(recorded).report).toEqual({ records: 40, bytes: 4104, damage: [] });
    expect(readAll(manyBlocks).report).toEqual({
      records: 721,
      bytes: 98304,
      damage: [{ kind: 'torn-tail', offset: 98201 }],
    });
  });

  it('reads any records back, in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 32700, max: 32800 }), fc.constant(70000)), { maxLength: 8 }),
        fc.integer({ min: 100, max: 50000 }),
        (lengths, pieceBytes) => {
          const payloads = lengths.map((length, i) => filled(length, i + 1));
          const log = writeLog(payloads);
          const pieces: Uint8Array[] = [];
          for (let i = 0; i < log.length; i += pieceBytes) pieces.push(log.subarray(i, i + pieceBytes));
          const { records, report } = readAll(...pieces);
          expect(records).toEqual(payloads.map(textOf));
          expect(report.damage).toEqual([]);
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });

  it('reads a first chunk without content, where exactly a chunk header fits into the block', () => {
    const payloads = [filled(BLOCK_BYTES - 7 - 7 - 7, 1), filled(5, 2)];
    const log = writeLog(payloads);
    expect(log[BLOCK_BYTES - 1]).toBe(2);
    expect(readAll(log)).toMatchObject({ records: payloads.map(textOf), report: { damage: [] } });
  });

  it.each([
    ['an empty file', [], { kind: 'empty', offset: 0 }],
    ['a cut header', [0x3a, 0x57], { kind: 'torn-tail', offset: 0 }],
    ['another file', [0x50, 0x4b, 3, 4, 0, 0, 0, 0], { kind: 'not-a-log', offset: 0 }],
    ['a newer version', [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x01], { kind: 'not-a-log', offset: 0 }],
  ])('reports %s', (_name, bytes, damage) => {
    const { records, report } = readAll(Uint8Array.from(bytes));
    expect(records).toEqual([]);
    expect(report.damage).toEqual([damage]);
  });

  it('finds no fault in a header alone: nothing was flushed yet', () => {
    expect(readAll(writeLog([])).report).toEqual({ records: 0, bytes: 7, damage: [] });
  });

  it('goes on at the next block after damage', () => {
    const payloads = [1, 2, 3, 4].map((byte) => filled(20000, byte));
    const log = writeLog(payloads);
    log[100] = 99;
    const { records, report } = readAll(log);
    // The first record is hit, the second begins in the same block; the third starts in the next one.
    expect(records).toEqual(payloads.slice(2).map(textOf));
    expect(report.damage).toEqual([{ kind: 'bad-checksum', offset: 7 }]);
  });

  it('skips a zeroed block', () => {
    const payloads = [filled(BLOCK_BYTES - 14, 1), filled(1000, 2), filled(BLOCK_BYTES, 3), filled(10, 4)];
    const log = writeLog(payloads);
    log.fill(0, BLOCK_BYTES, 2 * BLOCK_BYTES);
    const { records, report } = readAll(log);
    expect(records).toEqual([textOf(payloads[0]!), textOf(payloads[3]!)]);
    expect(report.damage).toEqual([{ kind: 'zeroed', offset: BLOCK_BYTES }]);
  });

  it('keeps the intact prefix however the file is cut', () => {
    const whole = readAll(recorded).records;
    // A cut between two records leaves no trace; any other is reported.
    const boundaries = new Set([7]);
    let end = 7;
    for (const record of whole) boundaries.add((end += 7 + record.length));
    for (let length = 0; length < recorded.length; length++) {
      const { records, report } = readAll(recorded.subarray(0, length));
      const intact = [...boundaries].filter((boundary) => boundary > 7 && boundary <= length).length;
      expect(records.join('|')).toBe(whole.slice(0, intact).join('|'));
      expect(report.damage).toHaveLength(boundaries.has(length) ? 0 : 1);
    }
  });

  it('keeps what stands before and in the blocks behind a flipped bit', () => {
    const whole = readAll(manyBlocks).records;
    fc.assert(
      fc.property(fc.integer({ min: 7, max: manyBlocks.length - 1 }), fc.nat(7), (offset, bit) => {
        const flipped = manyBlocks.slice();
        flipped[offset]! ^= 1 << bit;
        const read = readAll(flipped).records;
        const before = readAll(manyBlocks.subarray(0, offset)).records.length;
        expect(read.slice(0, before)).toEqual(whole.slice(0, before));
        expect(read.every((record) => whole.includes(record))).toBe(true);
        // At most the records of one block and those that reach into it are lost.
        expect(whole.length - read.length).toBeLessThan(300);
      }),
      { seed: 2, numRuns: 60 },
    );
  });
});
