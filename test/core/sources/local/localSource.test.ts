import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/core/runs/run';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { nodeFileSystem } from '../../../../src/node/fileSystem';
import { memoryFileSystem } from '../../memoryFileSystem';
import { filesOf, read, sweepFile } from './localRuns';

interface TruthRun {
  readonly id: string;
  readonly state: string;
  readonly config: Record<string, unknown>;
  readonly summary: Record<string, unknown>;
}

describe('the recorded sweep in example/', () => {
  const truth = (JSON.parse(readFileSync('test/fixtures/cone-sweep.json', 'utf8')) as { runs: TruthRun[] }).runs;

  it('has exactly the 21 runs, with their configurations and the summaries of completed ones', async () => {
    const { runs, problems, sweepText } = await read(nodeFileSystem('example'));
    expect(runs.map((run) => run.id)).toEqual(truth.map((run) => run.id));
    truth.forEach((expected, i) => {
      expect(Object.fromEntries(runs[i]!.config), expected.id).toEqual(expected.config);
      expect(Object.fromEntries(runs[i]!.summary), expected.id).toMatchObject(expected.summary);
      expect(runs[i]!.sweepId).toBe('c0nes001');
    });
    expect(problems).toEqual([]);
    expect(sweepText).toBe(readFileSync('example/sweep.yaml', 'utf8'));
  });

  it.each([
    ['now', Date.now(), Date.now()],
    ['a minute after a fresh clone', Date.parse('2027-03-01T00:01:00Z'), Date.parse('2027-03-01T00:00:00Z')],
    ['on a machine whose clock is behind', Date.parse('2026-08-01T00:00:00Z'), Date.parse('2026-08-01T00:00:00Z')],
  ])('tells 8 finished, 9 failed and 4 crashed: %s', async (_name, now, modifiedAt) => {
    const { runs } = await read(memoryFileSystem(filesOf('example'), { modifiedAt }), now);
    const ids = (kind: string): string[] =>
      runs
        .filter((run) => run.outcome.kind === kind)
        .map((run) => run.id)
        .sort();
    expect(ids('finished')).toEqual(
      truth
        .filter((run) => run.state === 'finished')
        .map((run) => run.id)
        .sort(),
    );
    expect(ids('failed')).toHaveLength(9);
    expect(ids('crashed')).toEqual(['4g5i2682', 'gsf87es6', 's010hsdx', 'ug22q7vx']);
  });

  it('tells where and how long each ran, and its last lines', async () => {
    const { runs } = await read(nodeFileSystem('example'));
    const run = (id: string): Run => runs.find((one) => one.id === id)!;
    expect(runs.filter((one) => one.host === 'gpu-01')).toHaveLength(16);
    expect(runs.filter((one) => one.host === 'gpu-02')).toHaveLength(5);
    expect(run('gsf87es6').startedAt).toBe(Date.parse('2026-11-22T11:46:37.346Z'));
    expect(run('gsf87es6').logTail.at(-1)).toBe('RuntimeError: Loss is nan at epoch 25, stopping training');
    expect(run('yuibxcc4')).toMatchObject({
      state: 'failed',
      exitCode: 1,
      outcome: { reason: 'exit code 1 recorded' },
    });
    // Start to last logged value; the client itself only counts whole seconds.
    expect(run('5ycouco7').runtimeSeconds).toBeCloseTo(0.693, 3);
  });

  it('is read from wandb/ itself and, run by run, from a run folder', async () => {
    expect((await read(nodeFileSystem('example/wandb'))).runs).toHaveLength(21);
    const single = 'example/wandb/run-20261122_114632-2bhnkft3';
    const { runs } = await read(nodeFileSystem(single), Date.now(), single);
    expect(runs.map(({ id, outcome }) => [id, outcome.kind])).toEqual([['2bhnkft3', 'finished']]);
    expect(runs[0]!.config.get('mixup')).toBe(0.015);
  });
});

describe('hosts', () => {
  it('gives the same runs where only whole files can be read', async () => {
    const files = filesOf('example');
    const now = Date.parse('2026-12-01T00:00:00Z');
    expect(await read(memoryFileSystem(files, { wholeFilesOnly: true }), now)).toEqual(
      await read(memoryFileSystem(files), now),
    );
  });

  it('reports progress up to the number of runs', async () => {
    const reports = async (millisecondsPerRun: number): Promise<string[]> => {
      const messages: string[] = [];
      let now = 0;
      // The clock is read once before the runs.
      const clock = { now: () => (now += millisecondsPerRun) };
      await readLocalRuns(nodeFileSystem('example'), clock, 'example', {
        progress: { report: ({ message: text }) => messages.push(text) },
      });
      return messages;
    };
    expect(await reports(150)).toHaveLength(21);
    const fast = await reports(30);
    expect(fast).toEqual([1, 5, 9, 13, 17, 21].map((done) => `Reading runs, ${String(done)} of 21`));
  });

  it('takes the sweep file only if it is the only one', async () => {
    const sweep = 'method: bayes\nparameters:\n  lr: {min: 0, max: 1}\n';
    const base = { 'wandb/sweep-s1/config-abc.yaml': sweepFile('0.1') };
    const textWith = async (files: Record<string, string>): Promise<string | null> =>
      (await read(memoryFileSystem({ ...base, ...files }))).sweepText;
    expect(await textWith({ 'my_sweep.yml': sweep, 'sweep-notes.yaml': 'a: 1', 'conf.yaml': sweep })).toBe(sweep);
    expect(await textWith({ 'my_sweep.yml': sweep, 'sweep.yaml': sweep })).toBeNull();
    expect(await textWith({})).toBeNull();
  });
});

describe('names on the disk', () => {
  it('reach no terminal with their control characters', async () => {
    const { problems } = await read(
      memoryFileSystem({ 'wandb/run-20260101_120000-a\u001b[2Jbc/files/config.yaml': 'lr:\n    value: [1\n' }),
    );
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toMatch(/\\u00/);
  });
});
