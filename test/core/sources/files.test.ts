import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Run, RunSet, Value } from '../../../src/core/runs/run';
import { readRunFile, type RunFileOptions } from '../../../src/core/sources/files';
import { readLocalRuns } from '../../../src/core/sources/local/localSource';
import { encodeRunsCsv, encodeRunsJson } from '../../../src/core/sources/runFile';
import { nodeFileSystem } from '../../../src/node/fileSystem';
import { withMaps } from './withMaps';

function read(text: string, ref: string, options?: RunFileOptions): RunSet {
  const result = readRunFile(text, ref, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function errorOf(text: string, ref: string): string {
  const result = readRunFile(text, ref);
  return result.ok ? 'was read' : result.error.message;
}

const outcomes = (set: RunSet): string[] => set.runs.map((run) => run.outcome.kind);

describe('JSON', () => {
  it('reads the recorded sweep with its baseline', () => {
    const bytes = new Uint8Array(readFileSync('test/fixtures/cone-sweep.json'));
    const set = readRunFile(bytes, 'cone-sweep.json');
    if (!set.ok) throw new Error(set.error.message);
    expect(set.value.source).toEqual({ kind: 'json', ref: 'cone-sweep.json' });
    expect(outcomes(set.value).filter((kind) => kind === 'finished')).toHaveLength(8);
    expect(outcomes(set.value).filter((kind) => kind === 'crashed')).toHaveLength(13);
    expect(set.value.runs[0]).toMatchObject({
      id: '2bhnkft3',
      state: 'finished',
      startedAt: Date.parse('2026-01-23T18:04:11Z'),
      runtimeSeconds: 6102,
      outcome: { reason: 'state finished' },
    });
    expect(set.value.runs[1]!.logTail).toEqual(['RuntimeError: Loss is nan at epoch 25, stopping training']);
    expect([...set.value.baseline!.metrics]).toEqual([['metrics/mAP50(B)', 0.714]]);
    expect(set.value.baseline!.config.get('hsv_v')).toBe(0.4);
    expect(set.value.problems).toEqual([]);
  });

  it('takes W&B’s own form of a configuration, also as text, and NaN in each of its spellings', () => {
    const { runs } = read(
      '[{"id": "a", "state": "crashed", "config": {"lr": {"value": 0.1, "desc": null}, "_wandb": {"value": {}}}, "summary": {"loss": NaN, "x": "NaN", "y": ["-Infinity"]}},' +
        ' {"id": "b", "state": "Killed", "config": "{\\"lr\\": {\\"value\\": 0.2}}", "log_tail": "one\\ntwo"}]',
      'runs.json',
    );
    expect([...runs[0]!.config]).toEqual([['lr', 0.1]]);
    expect(Object.fromEntries(runs[0]!.summary)).toEqual({ loss: NaN, x: NaN, y: [-Infinity] });
    expect([...runs[1]!.config]).toEqual([['lr', 0.2]]);
    expect(runs[1]).toMatchObject({ state: 'killed', outcome: { kind: 'stopped' }, logTail: ['one', 'two'] });
  });

  it('reads one run to a line; a broken line costs itself', () => {
    const text =
      '{"id": "a", "state": "finished", "config": {}}\n\n{"id": "b", "sta\n{"id": 3, "state": "odd", "config": {}}\n{"state": "failed"}\n{"id": "a"}\n';
    const set = read(text, 'runs.jsonl');
    expect(set.runs.map((run) => [run.id, run.outcome.kind])).toEqual([
      ['a', 'finished'],
      ['3', 'unknown'],
      ['line 5', 'failed'],
    ]);
    expect(set.problems).toEqual([
      { where: 'runs.jsonl, line 3', message: "is not valid JSON: expected a text in double quotes, found '\"sta'" },
      { where: 'runs.jsonl, line 5', message: 'run line 5 has no config' },
      { where: 'runs.jsonl, line 6', message: 'repeats the id a; it is left out' },
      { where: 'runs.jsonl', message: 'a run has no id and no name; it is called line 5' },
    ]);
  });

  it('takes other names of fields, and a name or the place for the id', () => {
    const set = read(
      '[{"run_id": "a1", "name": "bold-fox", "State": "crashed", "Runtime": "2m 3s", "config": {"lr": 1}},' +
        '{"Name": "calm-owl", "state": "finished", "config": {"lr": 2}},' +
        '{"name": "calm-owl", "state": "failed", "config": {"lr": 3}},' +
        '{"state": "finished", "config": {"lr": 4}},' +
        '{"id": "", "name": null, "state": "failed", "config": {"lr": 5}}, {"lr": 6}, 7]',
      'runs.json',
    );
    expect(set.runs.map((run) => [run.id, run.name, run.outcome.kind, run.config.get('lr')])).toEqual([
      ['a1', 'bold-fox', 'crashed', 1],
      ['calm-owl', null, 'finished', 2],
      ['calm-owl (run 3)', 'calm-owl', 'failed', 3],
      ['run 4', null, 'finished', 4],
      ['run 5', null, 'failed', 5],
    ]);
    expect(set.runs[0]!.runtimeSeconds).toBe(123);
    expect(set.problems).toEqual([
      { where: 'runs.json, run 6', message: 'is no run: it has neither id nor state nor config; it is left out' },
      { where: 'runs.json, run 7', message: 'is no run: it has neither id nor state nor config; it is left out' },
      { where: 'runs.json', message: '2 runs have no id and no name; they are called run 4 to run 5, by their place' },
    ]);
    expect(read('{"name": "only", "state": "failed", "config": {}}', 'run.json').runs[0]!.id).toBe('only');
  });

  it('takes W&B’s own form apart in the run that has it, but no nested parameter of the sweep', () => {
    const text =
      '[{"id": "a", "config": {"lr": 0.1, "m": {"value": 1}}}, {"id": "b", "config": {"lr": {"value": 0.2}}},' +
      ' {"id": "c", "config": {"lr": {"value": 0.3, "desc": null}, "m": {"value": 2}}}]';
    const configs = (options?: RunFileOptions): unknown[] =>
      read(text, 'runs.json', options).runs.map((run) => Object.fromEntries(run.config));
    expect(configs()).toEqual([{ lr: 0.1, m: 1 }, { lr: 0.2 }, { lr: 0.3, m: 2 }]);
    expect(configs({ parameters: ['lr', 'm.value'] })).toEqual([
      { lr: 0.1, m: { value: 1 } },
      { lr: 0.2 },
      { lr: 0.3, m: { value: 2 } },
    ]);
  });

  it('honours a valid outcome, and an exit code', () => {
    const { runs } = read(
      '[{"id": "a", "state": "failed", "outcome": "stopped", "reason": "by hand", "config": {}},' +
        '{"id": "b", "state": "failed", "outcome": "nonsense", "exit_code": 255, "config": {}}]',
      '-',
    );
    expect(runs[0]!.outcome).toEqual({ kind: 'stopped', reason: 'by hand' });
    expect(runs[1]).toMatchObject({ exitCode: 255, outcome: { kind: 'stopped' } });
  });

  it.each([
    ['', 'x.json', 'x.json is empty.'],
    ['[{"id": 1,\n}]', 'x.json', "x.json is not valid JSON at line 2: expected a text in double quotes, found '}]'."],
    ['{"a": 1}', 'x.json', 'x.json holds no list of runs.'],
    ['[]', '-', 'standard input holds no runs.'],
    ['3', 'x.json', 'x.json holds no list of runs.'],
    ['[1, null]', 'x.json', 'x.json holds no runs.'],
  ])('says what is wrong with %j', (text, ref, message) => {
    expect(errorOf(text, ref)).toBe(message);
  });
});

describe('CSV', () => {
  const table = [
    'Name,State,Created,Runtime,Notes,lr0,optimizer,nested,epoch,val/loss,final',
    'run-1,finished,2026-01-23T18:04:11.000Z,6102,,0.01,SGD,"[1, 2]",100,1.5,7',
    'run-2,crashed,2026-01-23 20:00:00,1h 2m 3s,"a, b",1e-05,Adam,[3],3,NaN,',
    'run-2,Failed,,,,nan,"Adam\nW",,,,',
  ].join('\r\n');

  it('reads a run table of W&B, and says what it took for what', () => {
    const set = read(`\ufeff${table}`, 'runs.csv');
    expect(set.source.kind).toBe('csv');
    expect(set.runs.map((run) => [run.id, run.name, run.outcome.kind])).toEqual([
      ['run-1', null, 'finished'],
      ['run-2', null, 'crashed'],
      ['run-2 (row 4)', 'run-2', 'failed'],
    ]);
    expect(Object.fromEntries(set.runs[0]!.config)).toEqual({ lr0: 0.01, optimizer: 'SGD', nested: [1, 2] });
    expect(Object.fromEntries(set.runs[0]!.summary)).toEqual({ epoch: 100, 'val/loss': 1.5, final: 7 });
    expect(set.runs[1]).toMatchObject({ startedAt: Date.parse('2026-01-23T20:00:00Z'), runtimeSeconds: 3723 });
    expect(set.runs[1]!.config.get('lr0')).toBe(1e-5);
    expect(set.runs[1]!.summary.get('val/loss')).toBeNaN();
    expect(set.runs[2]!.config.get('optimizer')).toBe('Adam\nW');
    expect(set.problems).toEqual([
      {
        kind: 'guess',
        where: 'runs.csv',
        message:
          'lr0, optimizer, nested taken as parameters, epoch, val/loss, final as metrics; name the sweep file to decide',
      },
    ]);
  });

  it('says nothing of metrics where there are none', () => {
    expect(read('Name,State,lr,mixup\na,finished,1,2\n', 'x.csv').problems.map(({ message }) => message)).toEqual([
      'lr, mixup taken as parameters; name the sweep file to decide',
    ]);
  });

  it('lets a sweep file decide', () => {
    const set = read(table, 'runs.csv', { parameters: ['lr0', 'epoch'] });
    expect([...set.runs[0]!.config.keys()]).toEqual(['lr0', 'epoch']);
    expect(set.problems).toEqual([]);
  });

  it('counts lines as an editor does', () => {
    const set = read(
      'ID,State,config.note\r\n\r\na,finished,"one\r\ntwo"\r\n,,\r\n,failed,x\r\na,failed,y\r\n',
      'x.csv',
    );
    expect(set.runs.map(({ id }) => id)).toEqual(['a']);
    expect(set.problems).toEqual([
      { where: 'x.csv, row 6', message: 'has no id; it is left out' },
      { where: 'x.csv, row 7', message: 'repeats the id a; it is left out' },
    ]);
  });

  it('says when a column occurs twice, and keeps the first one', () => {
    const set = read('ID,State,config.lr,config.lr,config.lr\na,finished,1,2,3\n', 'x.csv');
    expect([...set.runs[0]!.config]).toEqual([['lr', 1]]);
    expect(set.problems).toEqual([{ where: 'x.csv', message: 'has two columns "config.lr"; the first one is used' }]);
  });

  it('says when numbers have decimal commas', () => {
    const set = read('ID;State;config.lr;config.sizes\na;finished;0,01;8\nb;crashed;0,1;16\n', 'x.csv');
    expect(set.runs[0]!.config.get('lr')).toBe('0,01');
    expect(set.problems).toEqual([
      {
        where: 'x.csv',
        message: 'column "lr" has decimal commas and is read as text; export it with decimal points',
      },
    ]);
  });

  it('keeps control characters of the file out of what it says', () => {
    const set = read('ID,State,config.a\n"x\u001b[2J",finished,1\n"x\u001b[2J",failed,2\n', 'a\u001b]0;b\u0007.csv');
    expect(set.problems).toEqual([{ where: 'a ]0;b .csv, row 3', message: 'repeats the id x [2J; it is left out' }]);
  });

  it('understands prefixes', () => {
    const set = read('ID;Name;State;config.lr;summary.acc;_step\nx1;my run;running;0.1;0.5;3\n', '-');
    expect(set.runs[0]).toMatchObject({ id: 'x1', name: 'my run', outcome: { kind: 'running' } });
    expect([...set.runs[0]!.config]).toEqual([['lr', 0.1]]);
    expect([...set.runs[0]!.summary]).toEqual([
      ['acc', 0.5],
      ['_step', 3],
    ]);
  });

  it.each([
    ['a,b\n1,2\n', 'x.csv has no column "ID" or "Name" in its first line.'],
    ['Name,lr\nr,2\n', 'x.csv has no column "State" in its first line.'],
    ['Name,State,lr\n', 'x.csv has a header but no runs below it.'],
    [' \n', 'x.csv is empty.'],
  ])('says what is wrong with %j', (text, message) => {
    expect(errorOf(text, 'x.csv')).toBe(message);
  });
});

describe('what is written is read back', () => {
  const sample: Run = {
    id: 'a',
    name: null,
    sweepId: null,
    state: 'finished',
    outcome: { kind: 'finished', reason: 'x' },
    config: new Map(),
    summary: new Map([['acc', 1]]),
    startedAt: null,
    runtimeSeconds: null,
    host: null,
    exitCode: null,
    logTail: [],
  };
  const text = fc.string({ unit: 'binary-ascii', maxLength: 12 }).filter((s) => !/^-?(NaN|Infinity)$/.test(s));
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, true, false, NaN, Infinity, -Infinity, '', ' ', 'null', '1e-5', '"', '[1', 'True'),
      // JSON has no negative zero.
      fc.double().map((x) => x + 0),
      text,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  // A configuration that consists of {value: …} entries only is W&B's own form.
  const values = fc
    .uniqueArray(
      fc.tuple(
        text.filter((key) => key.trim() === key && key !== '' && !key.startsWith('_') && key !== 'wandb_version'),
        value,
      ),
      {
        selector: ([key]) => key,
        maxLength: 5,
      },
    )
    .map((entries) => new Map([...entries, ['plain', 1] as const]));
  const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
  const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const run: fc.Arbitrary<Run> = fc.record({
    id: word,
    name: orNull(word.map((name) => `name ${name}`)),
    sweepId: orNull(word),
    state: orNull(fc.constantFrom('finished', 'failed', 'crashed', 'killed', 'odd')),
    outcome: fc.record({
      kind: fc.constantFrom('finished', 'failed', 'crashed', 'stopped', 'preempted', 'running', 'unknown' as const),
      reason: word,
    }),
    config: values,
    summary: values,
    startedAt: orNull(fc.integer({ min: 1.5e12, max: 2e12 })),
    runtimeSeconds: orNull(fc.double({ min: 0, max: 1e7, noNaN: true }).map((x) => x + 0)),
    host: orNull(word),
    exitCode: orNull(fc.integer({ min: -64, max: 255 })),
    logTail: fc.array(word, { maxLength: 3 }),
  });
  const runs = fc.uniqueArray(run, { selector: ({ id }) => id, minLength: 1, maxLength: 4 });

  it('as JSON', () => {
    fc.assert(
      fc.property(runs, (written) => {
        const encoded = encodeRunsJson(written);
        expect(() => JSON.parse(encoded) as unknown).not.toThrow();
        expect(withMaps(read(encoded, 'runs.json').runs)).toEqual(written);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('as CSV', () => {
    fc.assert(
      fc.property(runs, (written) => {
        expect(withMaps(read(encodeRunsCsv(written), 'runs.csv').runs)).toEqual(written);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('as CSV without formulas', () => {
    const texts = ['=1+1', '+1 x', '-a', '@b', '\tc', "'=d", "''@e", "'f", '-5', '=HYPERLINK("x")'];
    const formulas = texts.map((word, i): Run => ({
      ...sample,
      id: `r${String(i)}`,
      name: word,
      config: new Map([['text', word]]),
      logTail: [word, 'end'],
    }));
    const encoded = encodeRunsCsv(formulas);
    const cells = Papa.parse<string[]>(encoded).data.flat();
    expect(cells.filter((cell) => /^[=@\t\r]|^[-+](?!\d+$)/.test(cell))).toEqual([]);
    expect(withMaps(read(encoded, 'runs.csv').runs)).toEqual(formulas);
  });

  it('without secrets', () => {
    const run: Run = {
      ...sample,
      config: new Map<string, Value>([
        ['hf_token', 'abcdefghij'],
        ['login', { password: 1234, user: 'me' }],
        ['url', 'https://me:secret@host/'],
        ['pad_token', '<pad>'],
        ['lr', 0.1],
      ]),
      logTail: ['export WANDB_API_KEY=0123456789abcdef'],
    };
    for (const written of [
      read(encodeRunsJson([run]), 'runs.json').runs[0]!,
      read(encodeRunsCsv([run]), 'runs.csv').runs[0]!,
    ]) {
      expect(Object.fromEntries(written.config)).toEqual({
        hf_token: '[redacted]',
        login: { password: '[redacted]', user: 'me' },
        url: 'https://<redacted>@host/',
        pad_token: '<pad>',
        lr: 0.1,
      });
      expect(written.logTail).toEqual(['export WANDB_API_KEY=<redacted>']);
    }
  });

  it('for the recorded runs, in both formats', async () => {
    const local = await readLocalRuns(nodeFileSystem('example'), Date, 'example');
    if (!local.ok) throw new Error(local.error.message);
    // Exported files do not say how a run was started: its settings do, and arguments may hold secrets.
    const exported = local.value.runs.map((run) => {
      const { command, ...rest } = run;
      expect(command?.program).toBe('/home/user/cones/train.py');
      return rest;
    });
    expect(withMaps(read(encodeRunsJson(local.value.runs), 'runs.json').runs)).toEqual(exported);
    expect(withMaps(read(encodeRunsCsv(local.value.runs), 'runs.csv').runs)).toEqual(exported);
    expect(encodeRunsJson(local.value.runs)).not.toMatch(/\bNaN\b(?!")/);
  });
});
