import { describe, expect, it } from 'vitest';
import type { RunSet } from '../../../../src/core/runs/run';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { nodeFileSystem } from '../../../../src/node/fileSystem';
import { memoryFileSystem, type MemoryFile } from '../../memoryFileSystem';
import { ends, errorOf, filesOf, read, RUN, sweepFile } from './localRuns';

describe('bad input', () => {
  it('no wandb folder', async () => {
    expect(await errorOf(memoryFileSystem({ 'train.py': '' }))).toEqual({
      message: 'folder holds no wandb/ folder.',
      advice: 'Pass the folder in which the training ran, its wandb/ folder, or a .json, .jsonl or .csv file of runs.',
    });
  });

  it.each([
    ['an empty wandb folder', memoryFileSystem({ 'wandb/': '' }), 'folder/wandb holds no runs.'],
    ['one with logs only', memoryFileSystem({ 'wandb/debug-cli.user.log': 'x' }), 'folder/wandb holds no runs.'],
    ['no permission', memoryFileSystem({ 'wandb/': '' }, { denied: [''] }), "folder can't be read: no permission."],
    [
      'no permission inside',
      memoryFileSystem({ 'wandb/': '' }, { denied: ['wandb'] }),
      "folder/wandb can't be read: no permission.",
    ],
    ['a folder that is not there', nodeFileSystem('test/fixtures/none'), 'folder does not exist.'],
    ['a file', nodeFileSystem('test/fixtures/cone-sweep.json'), 'folder is not a folder.'],
  ])('%s', async (_name, fs, text) => {
    const error = await errorOf(fs);
    expect(error.message).toBe(text);
    expect(error.advice).toMatch(/^[A-Z].*\.$/);
  });

  it('an empty folder that the user calls wandb', async () => {
    expect((await errorOf(memoryFileSystem({}), 'here/wandb')).message).toBe('here/wandb holds no runs.');
  });

  it('a run folder that may not be read costs that run', async () => {
    const { runs, problems } = await read(
      memoryFileSystem(
        { [`${RUN}/run-abc.wandb`]: '', 'wandb/sweep-s1/config-abc.yaml': sweepFile('0.1') },
        { denied: [RUN] },
      ),
    );
    expect(runs[0]).toMatchObject({ id: 'abc', sweepId: 's1', outcome: { kind: 'unknown' } });
    expect(runs[0]!.config.get('lr')).toBe(0.1);
    expect(problems).toEqual([{ where: RUN, message: "can't be read: no permission" }]);
  });

  it('damaged files cost what only they hold', async () => {
    const run = 'wandb/run-20261122_114903-q7y0w8wh';
    const files = filesOf(`${ends}/online-exception`);
    const log = new Uint8Array(files[`${run}/run-q7y0w8wh.wandb`]!.bytes as Uint8Array);
    const readWith = (changes: Record<string, MemoryFile | string>): Promise<RunSet> =>
      read(memoryFileSystem({ ...files, ...changes }));

    // The client also told the exit code to its own log.
    const empty = await readWith({ [`${run}/run-q7y0w8wh.wandb`]: '' });
    expect(empty.runs[0]).toMatchObject({ exitCode: 1, outcome: { kind: 'failed' }, host: 'gpu-01' });
    expect(empty.runs[0]!.config.get('lr0')).toBe(0.0106);
    expect(empty.problems[0]!.message).toBe('is empty: the run died before it wrote anything, or the file was lost');

    const cut = await readWith({ [`${run}/run-q7y0w8wh.wandb`]: { bytes: log.subarray(0, 2000) } });
    expect(cut.runs[0]!.outcome.kind).toBe('failed');
    expect(cut.problems[0]!.message).toMatch(/^is cut off after \d+ records; what the run wrote last is lost$/);

    const files2 = await readWith({
      [`${run}/files/config.yaml`]: 'a: [1\n  b: }',
      [`${run}/files/wandb-summary.json`]: '{"epoch": 4,\n "loss": 1.',
      [`${run}/files/wandb-metadata.json`]: '[]',
    });
    expect(files2.runs[0]!.config.get('lr0')).toBe(0.0106);
    expect(files2.runs[0]!.summary.get('epoch')).toBe(4);
    expect(files2.problems.map(({ where, message: text }) => `${where.slice(run.length + 1)} ${text}`)).toEqual([
      'files/config.yaml is not valid YAML at line 1',
      "files/wandb-summary.json is not valid JSON at line 2: expected ',' or '}', found '.'",
      'files/wandb-metadata.json holds no JSON object',
    ]);
  });

  it('says that an exit code is lost rather than to guess one', async () => {
    const run = 'wandb/offline-run-20261122_115008-tjhv8zs3';
    const files = { ...filesOf(`${ends}/offline-exit-3`), [`${run}/run-tjhv8zs3.wandb`]: '' };
    const { runs } = await read(memoryFileSystem(files));
    expect(runs[0]!.outcome).toEqual({ kind: 'unknown', reason: 'the run was closed, but its exit code is lost' });
  });

  it('a cancelled reading ends with an error', async () => {
    const controller = new AbortController();
    controller.abort();
    const result = await readLocalRuns(nodeFileSystem('example'), Date, 'example', { signal: controller.signal });
    expect(result).toMatchObject({ ok: false, error: { message: 'Reading example was cancelled.' } });
  });
});
