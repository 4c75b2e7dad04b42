import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src/core/ports';
import type { RunSet } from '../../../../src/core/runs/run';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { createRunMemory } from '../../../../src/core/sources/local/runMemory';
import { memoryFileSystem, type MemoryFile } from '../../memoryFileSystem';
import { message, writeLog } from './logWriter';

const START = Date.parse('2026-01-01T12:00:00Z');
const MINUTE = 60_000;
const run = (id: string): string => `wandb/run-20260101_120000-${id}`;
const item = (key: string, json: string) =>
  [
    [1, key],
    [16, json],
  ] as const;

/** A log of a run that started at `START`; with an exit code it has ended. */
function logOf(lr: string, exitCode?: number): MemoryFile {
  return {
    bytes: writeLog([
      message([
        [
          17,
          [
            [4, [[1, item('lr', lr)]]],
            [17, [[1, START / 1000]]],
          ],
        ],
      ]),
      ...(exitCode === undefined ? [] : [message([[18, [[1, exitCode]]]])]),
    ]),
    modifiedAt: START,
  };
}

/** A disk that notes which files are read. */
function noting(files: Readonly<Record<string, MemoryFile>>): { fs: FileSystem; readPaths: string[]; stats: string[] } {
  const fs = memoryFileSystem(files);
  const readPaths: string[] = [];
  const stats: string[] = [];
  return {
    readPaths,
    stats,
    fs: {
      ...fs,
      stat: (path) => {
        stats.push(path);
        return fs.stat(path);
      },
      readRange: (path, start, length) => {
        readPaths.push(path);
        return fs.readRange!(path, start, length);
      },
    },
  };
}

describe('reading a folder again', () => {
  it('reads only the runs whose files have changed, and gives the same as reading all', async () => {
    const memory = createRunMemory();
    const readWith = async (
      files: Readonly<Record<string, MemoryFile>>,
      changed?: readonly string[],
    ): Promise<{ set: RunSet; readPaths: string[]; stats: string[] }> => {
      const disk = noting(files);
      const clock = { now: () => START + 60 * MINUTE };
      const result = await readLocalRuns(disk.fs, clock, 'x', { memory, ...(changed && { changed }) });
      const whole = await readLocalRuns(memoryFileSystem(files), clock, 'x');
      if (!result.ok) throw new Error(result.error.message);
      expect(result).toEqual(whole);
      return { set: result.value, readPaths: disk.readPaths, stats: disk.stats };
    };
    const files = {
      [`${run('a')}/run-a.wandb`]: logOf('0.1', 0),
      [`${run('b')}/run-b.wandb`]: logOf('0.2', 1),
    };
    expect((await readWith(files)).readPaths).toHaveLength(2);
    expect((await readWith(files)).readPaths).toEqual([]);

    const more = {
      ...files,
      [`${run('b')}/run-b.wandb`]: logOf('0.25', 1),
      [`${run('c')}/run-c.wandb`]: logOf('1', 0),
    };
    const third = await readWith(more);
    expect(third.readPaths.sort()).toEqual([`${run('b')}/run-b.wandb`, `${run('c')}/run-c.wandb`]);
    expect(third.set.runs.map(({ config }) => config.get('lr'))).toEqual([0.1, 0.25, 1]);

    // Where somebody watches, the others are not even looked at.
    const last = { ...more, [`${run('a')}/files/wandb-summary.json`]: { bytes: '{"loss": 1}' } };
    const fourth = await readWith(last, [`${run('a')}/files/wandb-summary.json`]);
    expect(fourth.readPaths).toEqual([`${run('a')}/run-a.wandb`]);
    expect(fourth.stats.filter((path) => !path.startsWith(run('a')))).toEqual([]);
  });

  it('looks at few files of a run whose log tells its end, and at all of one whose log does not', async () => {
    const memory = createRunMemory();
    const read = async (
      files: Readonly<Record<string, MemoryFile>>,
    ): Promise<{ readPaths: string[]; stats: string[] }> => {
      const disk = noting(files);
      await readLocalRuns(disk.fs, { now: () => START + 60 * MINUTE }, 'x', { memory });
      return disk;
    };
    const files = { [`${run('a')}/run-a.wandb`]: logOf('0.1', 0), [`${run('b')}/run-b.wandb`]: logOf('0.2') };
    await read(files);
    const { stats } = await read(files);
    const of = (id: string): readonly string[] =>
      stats.filter((path) => path.startsWith(run(id))).map((path) => path.slice(run(id).length + 1));
    const most = ['files/config.yaml', 'files/output.log', 'files/wandb-metadata.json', 'files/wandb-summary.json'];
    expect([...of('a')].sort()).toEqual([...most, 'run-a.wandb']);
    expect([...of('b')].sort()).toEqual([...most, 'logs/debug-internal.log', 'logs/debug.log', 'run-b.wandb']);

    // What is only in the debug log counts for the run without an end.
    const ended = { ...files, [`${run('b')}/logs/debug-internal.log`]: { bytes: 'x', modifiedAt: START } };
    expect((await read(ended)).readPaths).toEqual([`${run('b')}/run-b.wandb`]);
    // A log that appears later is noticed, too.
    const gone = createRunMemory();
    const first = { [`${run('c')}/files/config.yaml`]: { bytes: 'lr: {value: 1}', modifiedAt: START } };
    const readGone = async (some: Readonly<Record<string, MemoryFile>>): Promise<unknown> => {
      const result = await readLocalRuns(noting(some).fs, { now: () => START + 60 * MINUTE }, 'x', { memory: gone });
      return result.ok ? result.value.runs[0]!.outcome.kind : result.error;
    };
    await readGone(first);
    expect(await readGone({ ...first, [`${run('c')}/run-c.wandb`]: logOf('1', 0) })).toBe('finished');
  });

  it('reads a running run every time, since only the time may tell that it is dead', async () => {
    const memory = createRunMemory();
    const { fs } = noting({ [`${run('a')}/run-a.wandb`]: logOf('0.1') });
    const kindAt = async (now: number): Promise<string> => {
      const result = await readLocalRuns(fs, { now: () => now }, 'x', { memory, changed: [] });
      return result.ok ? result.value.runs[0]!.outcome.kind : '';
    };
    expect(await kindAt(START + MINUTE)).toBe('running');
    expect(await kindAt(START + 9 * MINUTE)).toBe('running');
    expect(await kindAt(START + 11 * MINUTE)).toBe('crashed');
  });
});
