import { describe, expect, it } from 'vitest';
import { memoryFileSystem, type MemoryFile } from '../../memoryFileSystem';
import { ends, filesOf, onlyRun, read, sweepFile } from './localRuns';

const MINUTE = 60_000;

describe('every way a run can end', () => {
  it.each([
    ['offline-abort', 'crashed', 'crashed', null],
    ['offline-exception', 'failed', 'failed', 1],
    ['offline-exit-0', 'finished', 'finished', 0],
    ['offline-exit-3', 'failed', 'failed', 3],
    ['offline-sigkill-early', 'crashed', 'crashed', null],
    ['offline-sigkill-late', 'crashed', 'crashed', null],
    ['offline-sigterm', 'crashed', 'crashed', null],
    ['online-abort', 'crashed', 'crashed', null],
    ['online-exception', 'failed', 'failed', 1],
    ['online-exit-0', 'finished', 'finished', 0],
    ['online-exit-3', 'failed', 'failed', 3],
    ['online-odd-values', 'finished', 'finished', 0],
    ['online-sigint', 'stopped', 'failed', 255],
    ['online-sigkill-early', 'crashed', 'crashed', null],
    ['online-sigkill-late', 'crashed', 'crashed', null],
    ['online-sigterm', 'crashed', 'crashed', null],
    ['online-stopped', 'stopped', 'failed', 255],
  ])('%s', async (end, kind, state, exitCode) => {
    const now = Date.parse('2026-11-22T18:00:00Z');
    const run = await onlyRun(end, { now, modifiedAt: now - 1000 });
    expect(run).toMatchObject({ outcome: { kind }, state, exitCode });
    if (end !== 'online-odd-values') {
      expect(Object.fromEntries(run.config)).toEqual({
        lr0: 0.0106,
        batch: 16,
        optimizer: { name: 'SGD', betas: [0.937, 0.999] },
        amp: true,
        note: null,
      });
    }
  });

  it('says when a crashed run was last seen', async () => {
    const now = Date.parse('2026-11-22T18:00:00Z');
    expect((await onlyRun('online-sigterm', { now })).outcome.reason).toBe(
      'no exit record; last sign of life 2026-11-22 11:49 UTC, more than 10 minutes ago',
    );
  });

  it('keeps odd names and values', async () => {
    const run = await onlyRun('online-odd-values');
    expect(run.name).toBe('🚧 weird: "run" #1');
    expect(run.config.get('numeric_text')).toBe('1e-5');
    expect(run.config.get('minus_inf')).toBe(-Infinity);
    expect(run.config.get('lines')).toBe('first\nsecond\n\tthird');
    expect(run.config.has('_wandb')).toBe(false);
    expect(run.summary.get('loss')).toBeNaN();
    expect(run.logTail[1]).toBe('red and bold green');
  });
});

describe('running or crashed', () => {
  const start = Date.parse('2026-11-22T11:49:24Z');

  it('is running while its log tells of the last ten minutes', async () => {
    const run = await onlyRun('online-sigkill-early', { now: start + 5 * MINUTE, modifiedAt: 0 });
    expect(run).toMatchObject({ state: 'running', outcome: { kind: 'running' } });
    expect(run.outcome.reason).toBe('no exit record yet; last sign of life 5 minutes ago');
  });

  it('is running while files are written whose times go back to the start', async () => {
    const files = filesOf(`${ends}/online-sigkill-early`);
    const now = start + 3 * 60 * MINUTE;
    const timed = (written: (path: string) => number): Record<string, MemoryFile> =>
      Object.fromEntries(Object.entries(files).map(([path, file]) => [path, { ...file, modifiedAt: written(path) }]));
    const kindFor = async (written: (path: string) => number): Promise<string> =>
      (await read(memoryFileSystem(timed(written)), now)).runs[0]!.outcome.kind;
    const isOutput = (path: string): boolean => path.endsWith('output.log');
    expect(await kindFor((path) => (isOutput(path) ? now - MINUTE : start + 2000))).toBe('running');
    expect(await kindFor((path) => (isOutput(path) ? now - 11 * MINUTE : start + 2000))).toBe('crashed');
    // A copy: all times are of the last minute, the start is hours ago.
    expect(await kindFor(() => now - MINUTE)).toBe('crashed');
  });
});

describe('runs without a folder', () => {
  const configs = (count: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`wandb/sweep-s1/config-r${i}.yaml`, sweepFile(`0.${i}`)]),
    );

  it('never reached wandb.init and are crashed, as W&B shows them', async () => {
    const { runs, problems } = await read(memoryFileSystem(configs(5)));
    expect(runs).toHaveLength(5);
    expect(runs[3]).toMatchObject({
      id: 'r3',
      sweepId: 's1',
      state: 'crashed',
      outcome: { kind: 'crashed', reason: 'handed out by the agent, but never reached wandb.init' },
    });
    expect(runs[3]!.config.get('lr')).toBe(0.3);
    expect(problems).toEqual([]);
  });

  it('are rather deleted when there are more of them than an agent starts in vain', async () => {
    const { runs, problems } = await read(memoryFileSystem(configs(6)));
    expect(runs.map((run) => run.outcome.kind)).toEqual(Array(6).fill('unknown'));
    expect(problems).toEqual([
      { where: 'sweep-s1', message: '6 of 6 runs have no folder: deleted, or not copied; they are not compared' },
    ]);
  });
});
