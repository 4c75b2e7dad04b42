import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src/core/ports';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { memoryFileSystem } from '../../memoryFileSystem';
import { read, RUN } from './localRuns';
import { message, writeLog, type Fields } from './logWriter';

describe('a very long log', () => {
  const item = (key: string, json: string): Fields => [
    [1, key],
    [16, json],
  ];
  const row = message([
    [2, [[1, item('loss', '0.5')]]],
    [19, 'x'.repeat(30000)],
  ]);
  const rows = (count: number): Uint8Array[] => Array.from({ length: count }, () => row);
  const log = writeLog([
    message([
      [
        17,
        [
          [1, 'abc'],
          [12, 's1'],
          [4, [[1, item('lr', '0.7')]]],
        ],
      ],
    ]),
    ...rows(400),
    message([[5, [[1, item('batch', '16')]]]]),
    ...rows(200),
    message([[2, [[1, item('loss', '0.25')]]]]),
    message([[18, [[1, 3]]]]),
  ]);
  const fs = memoryFileSystem({ [`${RUN}/run-abc.wandb`]: { bytes: log } });
  /** The disk, and what was read of it. */
  const watched = (onRead: (length: number) => void): FileSystem => ({
    ...fs,
    readRange: async (path, start, length) => {
      const piece = await fs.readRange!(path, start, length);
      if (piece.ok) onRead(piece.value.length);
      return piece;
    },
  });

  it('is read whole, since settings may come anywhere, but never held whole', async () => {
    const lengths: number[] = [];
    const { runs, problems } = await read(watched((length) => lengths.push(length)));
    expect(log.length).toBeGreaterThan(17e6);
    expect(Math.max(...lengths)).toBe(1024 * 1024);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(log.length);
    expect(runs[0]).toMatchObject({ sweepId: 's1', exitCode: 3, outcome: { kind: 'failed' } });
    expect([...runs[0]!.config]).toEqual([
      ['lr', 0.7],
      ['batch', 16],
    ]);
    expect([...runs[0]!.summary]).toEqual([['loss', 0.25]]);
    expect(problems).toEqual([]);
  });

  it('is let go in the middle when the reading is cancelled', async () => {
    const controller = new AbortController();
    let pieces = 0;
    const disk = watched(() => {
      if (++pieces === 3) controller.abort();
    });
    const result = await readLocalRuns(disk, Date, 'folder', { signal: controller.signal });
    expect(result).toMatchObject({ ok: false, error: { message: 'Reading folder was cancelled.' } });
    expect(pieces).toBe(3);
  });
});
