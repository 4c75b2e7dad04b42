import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src/core/ports';
import type { Run, RunSet, SourceError } from '../../../../src/core/runs/run';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { nodeFileSystem } from '../../../../src/node/fileSystem';
import { memoryFileSystem, type MemoryFile, type MemoryOptions } from '../../memoryFileSystem';
import { message, writeLog, type Fields } from './logWriter';

interface TruthRun {
  readonly id: string;
  readonly state: string;
  readonly config: Record<string, unknown>;
  readonly summary: Record<string, unknown>;
}

const MINUTE = 60_000;

async function read(fs: FileSystem, now = Date.now(), ref = 'folder'): Promise<RunSet> {
  const result = await readLocalRuns(fs, { now: () => now }, ref);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function errorOf(fs: FileSystem, ref = 'folder'): Promise<SourceError> {
  const result = await readLocalRuns(fs, { now: () => 0 }, ref);
  if (result.ok) throw new Error('was read');
  return result.error;
}

/** A folder of the real disk as paths and contents, to be changed by a test. */
function filesOf(folder: string): Record<string, MemoryFile> {
  const files: Record<string, MemoryFile> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`;
    files[path.slice(folder.length + 1)] = { bytes: readFileSync(path) };
  }
  return files;
}

const ends = 'test/fixtures/wandb-run-ends';
async function onlyRun(end: string, options: MemoryOptions & { now?: number } = {}): Promise<Run> {
  const { runs } = await read(memoryFileSystem(filesOf(`${ends}/${end}`), options), options.now);
  expect(runs).toHaveLength(1);
  return runs[0]!;
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

const sweepFile = (lr: string): string => `wandb_version: 1\n\nlr:\n  value: ${lr}\n`;
const RUN = 'wandb/run-20260101_120000-abc';

describe('where a configuration comes from', () => {
  const debugLog = "x wandb.init called with sweep_config: {'lr': 0.5}\nconfig: {'lr': 9, 'batch': 16, '_wandb': {}}\n";

  it('joins what the agent and the script said when the run left neither log nor config.yaml', async () => {
    const { runs } = await read(
      memoryFileSystem({
        [`${RUN}/run-abc.wandb`]: { bytes: writeLog([]) },
        [`${RUN}/logs/debug.log`]: debugLog,
        'wandb/sweep-s1/config-abc.yaml': sweepFile('0.1'),
      }),
    );
    expect(runs[0]).toMatchObject({ id: 'abc', sweepId: 's1', outcome: { kind: 'crashed' } });
    expect([...runs[0]!.config]).toEqual([
      ['lr', 0.1],
      ['batch', 16],
    ]);
  });

  it('takes debug.log where there is no agent, the log before it, and config.yaml before both', async () => {
    const log = writeLog([
      message([
        [
          17,
          [
            [1, 'abc'],
            [12, 's9'],
            [
              4,
              [
                [
                  1,
                  [
                    [1, 'lr'],
                    [16, '0.7'],
                  ],
                ],
              ],
            ],
          ],
        ],
      ]),
    ]);
    const configOf = async (files: Record<string, MemoryFile | string>): Promise<unknown> =>
      Object.fromEntries(
        (await read(memoryFileSystem({ [`${RUN}/logs/debug.log`]: debugLog, ...files }))).runs[0]!.config,
      );
    expect(await configOf({})).toEqual({ lr: 0.5, batch: 16 });
    expect(await configOf({ [`${RUN}/run-abc.wandb`]: { bytes: log } })).toEqual({ lr: 0.7, batch: 16 });
    const yaml = '_wandb:\n    value: {}\nlr:\n    value: 0.8\n';
    expect(await configOf({ [`${RUN}/run-abc.wandb`]: { bytes: log }, [`${RUN}/files/config.yaml`]: yaml })).toEqual({
      lr: 0.8,
      batch: 16,
    });
  });

  it('reads a number that PyYAML takes for text as text', async () => {
    const { runs } = await read(memoryFileSystem({ 'wandb/sweep-s1/config-abc.yaml': sweepFile('1e-5') }));
    expect(runs[0]!.config.get('lr')).toBe('1e-5');
  });

  it('joins the folders of a resumed run', async () => {
    const exit = (code: number): Uint8Array => writeLog([message([[18, [[1, code]]]])]);
    const { runs } = await read(
      memoryFileSystem({
        'wandb/run-20260101_120000-abc/run-abc.wandb': { bytes: exit(1) },
        'wandb/run-20260101_120000-abc/files/config.yaml': 'a:\n    value: 1\nb:\n    value: 1\n',
        'wandb/run-20260102_120000-abc/run-abc.wandb': { bytes: exit(0) },
        'wandb/run-20260102_120000-abc/files/config.yaml': 'b:\n    value: 2\n',
      }),
    );
    expect(runs).toHaveLength(1);
    expect(runs[0]!.outcome.kind).toBe('finished');
    expect(Object.fromEntries(runs[0]!.config)).toEqual({ a: 1, b: 2 });
  });
});

describe('the run time of a resumed run', () => {
  const start = Date.parse('2026-01-01T12:00:00Z') / 1000;
  /** A run record with its start and the time before it, and an exit record with the client's run time. */
  const leg = (startedAt: number, runtime: number, earlier = 0): { bytes: Uint8Array } => ({
    bytes: writeLog([
      message([[17, [[17, [[1, startedAt]]], ...(earlier > 0 ? [[20, earlier] as const] : [])]]]),
      message([[18, [[2, runtime]]]]),
    ]),
  });
  const seconds = async (second: { bytes: Uint8Array }): Promise<number | null> => {
    const files = {
      'wandb/run-20260101_120000-abc/run-abc.wandb': leg(start, 100),
      'wandb/run-20260101_130000-abc/run-abc.wandb': second,
    };
    return (await read(memoryFileSystem(files))).runs[0]!.runtimeSeconds;
  };

  it('is the sum of its starts', async () => {
    expect(await seconds(leg(start + 3600, 40))).toBe(140);
    expect(await seconds(leg(start + 3600, 400))).toBe(500);
  });

  it('counts nothing twice where the client went on counting', async () => {
    expect(await seconds(leg(start + 3600, 140, 100))).toBe(140);
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
        where: 'backup/wandb/run-20260101_120000-r1',
        message: 'is a copy of a/wandb/run-20260101_120000-r1; it is left out',
      },
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

describe('names on the disk', () => {
  it('reach no terminal with their control characters', async () => {
    const { problems } = await read(
      memoryFileSystem({ 'wandb/run-20260101_120000-a\u001b[2Jbc/files/config.yaml': 'lr:\n    value: [1\n' }),
    );
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toMatch(/\\u00/);
  });
});

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
