import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { createLogFold, type LogContents } from '../../../../src/core/sources/local/logContents';
import { createLogReader } from '../../../../src/core/sources/local/transactionLog';
import { memoryFileSystem } from '../../memoryFileSystem';

const ENDS = 'test/fixtures/wandb-run-ends';
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
const small = bytesOf(`${ENDS}/online-exception/wandb/run-20261122_114903-q7y0w8wh/run-q7y0w8wh.wandb`);
const large = [
  bytesOf(`${ENDS}/offline-sigkill-late/wandb/offline-run-20261122_115257-h11w4qa8/run-h11w4qa8.wandb`),
  bytesOf(`${ENDS}/online-sigkill-late/wandb/run-20261122_115244-551qz7gj/run-551qz7gj.wandb`),
];

function contentsOf(bytes: Uint8Array): LogContents {
  const fold = createLogFold();
  fold.push(bytes);
  return fold.end();
}

/** Where each record ends, and its bytes as text. */
function recordsOf(bytes: Uint8Array): readonly string[] {
  const records: string[] = [];
  const reader = createLogReader((payload) => records.push(Buffer.from(payload).toString('latin1')));
  reader.push(bytes);
  reader.end();
  return records;
}

/** The bytes with one of them changed. */
function flipped(bytes: Uint8Array, offset: number, mask: number): Uint8Array {
  const copy = bytes.slice();
  copy[offset]! ^= mask;
  return copy;
}

/** What stands before `offset` is as it was, and nothing is made up. */
function expectPrefix(whole: Uint8Array, damaged: Uint8Array, offset: number): void {
  const before = recordsOf(whole.subarray(0, offset));
  const read = recordsOf(damaged);
  expect(read.slice(0, before.length).join('\n')).toBe(before.join('\n'));
  const known = new Set(recordsOf(whole));
  expect(read.every((record) => known.has(record))).toBe(true);
}

describe('a log that is cut', () => {
  it('at every byte keeps what stands before, and says so', () => {
    let last = 0;
    for (let length = 0; length <= small.length; length++) {
      const { report, config, exit } = contentsOf(small.subarray(0, length));
      expect(report.records).toBeGreaterThanOrEqual(last);
      last = report.records;
      // The run record with the configuration is the second one.
      if (report.records > 1) expect(config.get('lr0')).toBe(0.0106);
      if (length < small.length) expect(exit === null || report.records >= 39).toBe(true);
    }
    expect(contentsOf(small).exit).toMatchObject({ exitCode: 1 });
  });

  it('anywhere keeps it also in files of many blocks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...large), fc.nat(), (bytes, position) => {
        const length = position % bytes.length;
        const cut = bytes.subarray(0, length);
        contentsOf(cut);
        const whole = recordsOf(bytes);
        const read = recordsOf(cut);
        expect(read.join('\n')).toBe(whole.slice(0, read.length).join('\n'));
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe('a log with a wrong byte', () => {
  // Each byte is turned round, and each of its bits once over the whole file.
  it.each([[[0xff]], [[1, 2, 4, 8, 16, 32, 64, 128]]])('at every place keeps what stands before: %j', (masks) => {
    for (let offset = 0; offset < small.length; offset++) {
      const damaged = flipped(small, offset, masks[offset % masks.length]!);
      const { config, report } = contentsOf(damaged);
      expect(report.damage.length).toBeGreaterThan(0);
      if (offset > 2000) expect(config.get('lr0')).toBe(0.0106);
      if (offset % 16 === 0) expectPrefix(small, damaged, offset);
    }
  });

  it('keeps it also in files of many blocks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...large), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, position, mask) => {
        const offset = position % bytes.length;
        const damaged = flipped(bytes, offset, mask);
        contentsOf(damaged);
        expectPrefix(bytes, damaged, offset);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it('never costs the run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length - 1), fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
        const result = await readLocalRuns(
          memoryFileSystem({
            'wandb/run-20261122_114903-q7y0w8wh/run-q7y0w8wh.wandb': { bytes: flipped(small, offset, mask) },
            'wandb/sweep-s1/config-q7y0w8wh.yaml': 'lr0:\n  value: 0.0106\n',
          }),
          { now: () => Date.parse('2026-11-23T00:00:00Z') },
          'folder',
        );
        expect(result.ok && result.value.runs.map(({ id, config }) => [id, config.get('lr0')])).toEqual([
          ['q7y0w8wh', 0.0106],
        ]);
        expect(result.ok && result.value.problems.length).toBeGreaterThan(0);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
