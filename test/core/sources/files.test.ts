import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunSet } from '../../../src/core/runs/run';
import { readRunFile, type RunFileOptions } from '../../../src/core/sources/files';

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
      {
        where: 'runs.jsonl, line 3',
        message: "is not valid JSON: expected a text in double quotes, found '\"sta'; it is left out",
      },
      {
        where: 'runs.jsonl, line 4',
        message: 'has the state "odd", which is none of W&B’s; the run counts for neither side',
      },
      { where: 'runs.jsonl, line 5', message: 'run line 5 has no config' },
      { where: 'runs.jsonl, line 6', message: 'repeats the id a; it is left out' },
      { where: 'runs.jsonl', message: 'a run has no id and no name; it is called line 5' },
    ]);
  });

  it('leaves out a last line that is still being written, and says so', () => {
    const set = read('{"id": "a", "state": "finished", "config": {}}\n{"id": "b", "state": "fin', 'runs.jsonl');
    expect(set.runs.map(({ id }) => id)).toEqual(['a']);
    expect(set.problems).toEqual([
      {
        where: 'runs.jsonl, line 2',
        message: 'ends in the middle: the file is still being written, or its end is missing; this run is left out',
      },
    ]);
  });

  it.each([
    [
      '[{"id": "a", "state": "failed", "config": {}},\n{"id": "b", "sta',
      2,
      "expected a text in double quotes, found '\"sta'",
    ],
    ['[{"id": "a", "state": "failed", "config": {}}', 1, "expected ',' or ']', found the end"],
    ['{"runs": [\n{"id": "a", "state": "failed", "config": {}}]', 2, "expected ',' or '}', found the end"],
    ['[{"id": "a", "config": {"x": tr', 1, "expected a value, found 'tr'"],
  ])('says that the end is missing of %j', (text, line, reason) => {
    expect(readRunFile(text, 'x.json')).toEqual({
      ok: false,
      error: {
        message: `x.json is not valid JSON at line ${String(line)}: ${reason}.`,
        advice: 'The end of the file seems to be missing: copy or export it again.',
      },
    });
  });

  it('says where a document is wrong that does not simply end too early', () => {
    expect(readRunFile('[{"id": 1,\n}]', 'x.json')).toMatchObject({
      error: { advice: 'Mend it there, or export the runs again.' },
    });
  });

  it('names the run and what it read where a field can’t be what it says', () => {
    const set = read(
      '[{"id": "a", "state": "done", "config": "lr=0.1", "summary": 5}, {"id": "b", "state": "odd", "outcome": "stopped", "config": "{}"}]',
      'runs.json',
    );
    expect(set.runs.map(({ outcome }) => outcome.kind)).toEqual(['unknown', 'stopped']);
    expect(set.problems).toEqual([
      {
        where: 'runs.json, run 1',
        message: 'has the state "done", which is none of W&B’s; the run counts for neither side',
      },
      { where: 'runs.json, run 1', message: 'has "lr=0.1" as config, which is no object; it is taken as empty' },
      { where: 'runs.json, run 1', message: 'has "5" as summary, which is no object; it is taken as empty' },
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
    expect(set.problems).toEqual([
      {
        kind: 'guess',
        where: 'runs.csv',
        message: 'optimizer, nested differ between the runs, but are not in the sweep file, so not compared',
      },
    ]);
    // Metrics, what never differs and what only finished runs have was hardly drawn.
    const quiet = 'Name,State,lr,loss,seed,score\na,finished,1,2,7,1\nb,crashed,2,3,7,\n';
    expect(read(quiet, 'x.csv', { parameters: ['lr'] }).problems).toEqual([]);
  });

  it('reads a run that stands in it twice once, where a start tells that it is the same', () => {
    const head = 'Name,State,Created,lr,loss\n';
    const row = 'a,finished,2026-01-01T00:00:00Z,0.1,nan\n';
    const set = read(`${head}${row}${row}${row.replace('0.1', '0.2')}`, 'x.csv', { parameters: ['lr'] });
    expect(set.runs.map(({ id }) => id)).toEqual(['a', 'a (row 4)']);
    expect(set.problems).toEqual([{ where: 'x.csv, row 3', message: 'repeats the run a; it is left out' }]);
    // Without a start these may be two runs with one setting.
    const unknown = 'Name,State,lr\na,crashed,0.1\na,crashed,0.1\n';
    expect(read(unknown, 'x.csv', { parameters: ['lr'] }).runs).toHaveLength(2);
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

  it('reads no part of a table in which a quotation mark is left open', () => {
    const table = 'ID,State,config.a\n1,finished,2\n2,failed,"3\n4,failed,5\n';
    expect(readRunFile(table, 'x.csv')).toEqual({
      ok: false,
      error: {
        message:
          'x.csv has a quotation mark in line 3 that is not closed, so that the rows from there on can’t be told apart.',
        advice: 'Close it, or double it where it belongs to the text, or export the table again.',
      },
    });
  });

  it('names the row and what it read where a state is none of W&B’s', () => {
    expect(read('ID,State,config.a\na,finished,1\nb,Done,2\n', 'x.csv').problems).toEqual([
      {
        where: 'x.csv, row 3',
        message: 'has the state "Done", which is none of W&B’s; the run counts for neither side',
      },
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
