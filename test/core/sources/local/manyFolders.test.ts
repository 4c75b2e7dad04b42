import { describe, expect, it } from 'vitest';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { nodeFileSystem } from '../../../../src/node/fileSystem';
import { memoryFileSystem } from '../../memoryFileSystem';
import { ends, read, sweepFile } from './localRuns';
import { message, writeLog } from './logWriter';

describe('many wandb folders below one root', () => {
  const config = (lr: string): string => `lr:\n    value: ${lr}\n`;
  const exit = { bytes: writeLog([message([[18, [[1, 0]]]])]) };

  it('are all read', async () => {
    const { runs, problems } = await read(nodeFileSystem(ends), Date.parse('2026-11-23T00:00:00Z'), ends);
    expect(runs).toHaveLength(17);
    expect(runs.filter((run) => run.outcome.kind === 'finished')).toHaveLength(3);
    expect(problems.filter(({ kind }) => kind === 'guess')).toEqual([]);
  });

  it('tell their sweeps apart, and how to read one of them', async () => {
    const files = {
      'a/wandb/run-20260101_120000-r1/run-r1.wandb': exit,
      'a/wandb/sweep-s1/config-r1.yaml': sweepFile('0.1'),
      'b/c/wandb/run-20260101_120001-r2/run-r2.wandb': exit,
      'b/c/wandb/sweep-s1/config-r2.yaml': sweepFile('0.2'),
      'outputs/2026-01-01/12-00-00/0/wandb/run-20260101_120002-r3/run-r3.wandb': exit,
      'outputs/2026-01-01/12-00-00/0/wandb/sweep-s2/config-r3.yaml': sweepFile('0.3'),
      'b/plain/wandb/run-20260101_120003-r4/run-r4.wandb': exit,
      'b/plain/wandb/run-20260101_120003-r4/files/config.yaml': config('0.4'),
      'node_modules/x/wandb/run-20260101_120004-r5/run-r5.wandb': exit,
      '.cache/wandb/run-20260101_120004-r6/run-r6.wandb': exit,
    };
    const { runs, problems } = await read(memoryFileSystem(files), 0, 'root');
    expect(runs.map(({ id, sweepId }) => [id, sweepId])).toEqual([
      ['r1', 's1'],
      ['r2', 's1'],
      ['r3', 's2'],
      ['r4', null],
    ]);
    expect(problems.filter(({ kind }) => kind === 'guess')).toEqual([
      {
        kind: 'guess',
        where: 'root',
        message:
          'the runs are of 2 sweeps: s1 (2 runs), s2 (1 run); to read one of them alone, pass its folder, such as a/wandb/sweep-s1',
      },
    ]);
    const one = await readLocalRuns(memoryFileSystem(files), { now: () => 0 }, 'root', { sweepId: 's1' });
    expect(one.ok && one.value.runs.map(({ id }) => id)).toEqual(['r1', 'r2']);
    const none = await readLocalRuns(memoryFileSystem(files), { now: () => 0 }, 'root', { sweepId: 's3' });
    expect(none).toMatchObject({ ok: false, error: { message: 'root holds no runs of the sweep s3.' } });
  });

  it('take the sweep file that lies beside them, if it is the same one', async () => {
    const sweep = 'method: bayes\nparameters:\n  lr: {min: 0, max: 1}\n';
    const textWith = async (other: string): Promise<string | null> =>
      (
        await read(
          memoryFileSystem({
            'a/wandb/sweep-s1/config-r1.yaml': sweepFile('0.1'),
            'a/sweep.yaml': sweep,
            'b/wandb/sweep-s1/config-r2.yaml': sweepFile('0.2'),
            'b/sweep.yaml': other,
          }),
        )
      ).sweepText;
    expect(await textWith(sweep)).toBe(sweep);
    expect(await textWith(sweep.replace('bayes', 'random'))).toBeNull();
  });

  it('count a run folder once that was copied', async () => {
    const { runs, problems } = await read(
      memoryFileSystem({
        'a/wandb/run-20260101_120000-r1/run-r1.wandb': exit,
        'a/wandb/run-20260101_120000-r1/files/config.yaml': config('0.1'),
        'backup/wandb/run-20260101_120000-r1/run-r1.wandb': exit,
        'backup/wandb/run-20260101_120000-r1/files/config.yaml': config('0.1'),
      }),
    );
    expect(runs).toHaveLength(1);
    expect(problems).toEqual([
      {
        kind: 'guess',
        where: 'folder',
        message:
          '1 run folder is a copy and left out: backup/wandb/run-20260101_120000-r1 of a/wandb/run-20260101_120000-r1',
      },
    ]);
  });

  it('say in one line how many copies there are', async () => {
    const name = (i: number): string => `run-20260101_1200${String(i).padStart(2, '0')}-r${String(i)}`;
    const files = Array.from({ length: 21 }, (_, i) => i).flatMap((i): (readonly [string, string | typeof exit])[] =>
      ['a', 'b'].flatMap((folder) => [
        [`${folder}/wandb/${name(i)}/run-r${String(i)}.wandb`, exit] as const,
        [`${folder}/wandb/${name(i)}/files/config.yaml`, config('0.1')] as const,
      ]),
    );
    const { runs, problems } = await read(memoryFileSystem(Object.fromEntries<string | typeof exit>(files)));
    expect(runs).toHaveLength(21);
    expect(problems.map(({ message }) => message)).toEqual([
      `21 run folders are copies and left out, such as b/wandb/${name(0)} of a/wandb/${name(0)} and ` +
        `b/wandb/${name(1)} of a/wandb/${name(1)}`,
    ]);
  });

  it('may be denied, which costs only what is in them', async () => {
    const { runs, problems } = await read(
      memoryFileSystem(
        {
          'a/wandb/run-20260101_120000-r1/run-r1.wandb': exit,
          'a/wandb/run-20260101_120000-r1/files/config.yaml': config('0.1'),
          'b/wandb/': '',
        },
        { denied: ['b'] },
      ),
    );
    expect(runs).toHaveLength(1);
    expect(problems).toEqual([{ where: 'b', message: "can't be listed: no permission" }]);
  });
});
