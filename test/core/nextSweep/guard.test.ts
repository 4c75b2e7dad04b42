import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Interaction, ParameterResult } from '../../../src/core/analysis/analysis';
import { guardSnippet } from '../../../src/core/nextSweep/guard';
import { pythonLiteral, pythonStr } from '../../../src/core/nextSweep/python';
import type { Value } from '../../../src/core/runs/run';
import { judgeOutcomes } from '../../../src/core/runs/judgeOutcomes';
import { makeRun, valuesOf } from '../analysis/runSets';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const COUNT = { crashed: 9, total: 9, low: 0.7, high: 1, lift: 1.6, p: 0.001 };
const together: Interaction = {
  ...COUNT,
  terms: [
    { parameter: 'mixup', op: '>', value: 0.15 },
    { parameter: 'optimizer.drop-out "x"', op: 'in', value: ['a"b', 'c\\d\n', 'é'] },
  ],
};
const corner: Interaction = {
  ...COUNT,
  lift: 0.3,
  terms: [
    { parameter: 'lr', op: '<=', value: 1e-7 },
    { parameter: 'amp', op: 'in', value: [true] },
  ],
};

/** What the snippet says of settings, in a Python of this machine with a stand-in for wandb. */
function reasons(snippet: string, settings: readonly Record<string, Value>[]): readonly (string | null)[] {
  const script = [
    'import sys, types, json',
    'wandb = types.ModuleType("wandb"); wandb.run = None; sys.modules["wandb"] = wandb',
    snippet,
    'print(json.dumps([reason_to_skip(one) for one in json.loads(sys.stdin.read())]))',
  ].join('\n');
  return JSON.parse(execFileSync('python3', ['-c', script], { input: JSON.stringify(settings), encoding: 'utf8' })) as (
    string | null
  )[];
}

describe('the guard', () => {
  const snippet = guardSnippet({ interactions: [together, corner], parameters: [] })!;

  it('is as written before', async () => {
    await expect(snippet).toMatchFileSnapshot('../../golden/nextSweep/guard.py');
  });

  it.runIf(hasPython)('is Python, and skips exactly what crashed together', () => {
    const found = reasons(guardSnippet({ interactions: [together], parameters: [] })!, [
      { mixup: 0.2, optimizer: { 'drop-out "x"': 'é' } },
      { mixup: 0.2, 'optimizer.drop-out "x"': 'c\\d\n' },
      { mixup: 0.15, optimizer: { 'drop-out "x"': 'é' } },
      { mixup: 0.2, optimizer: { 'drop-out "x"': 'other' } },
      { mixup: '0.2', optimizer: 3 },
      {},
    ]);
    expect(found.map((reason) => reason !== null)).toEqual([true, true, false, false, false, false]);
    expect(found[0]).toContain(
      'mixup > 0.15 and optimizer.drop-out "x" in a"b or c\\d or é: 9 of 9 runs crashed (70-100 %)',
    );
  });

  it.runIf(hasPython)('skips what lies outside of a safe corner, and nothing that is not known', () => {
    const found = reasons(guardSnippet({ interactions: [corner], parameters: [] })!, [
      { lr: 1e-8, amp: true },
      { lr: 1e-3, amp: true },
      { lr: 1e-8, amp: false },
      { amp: true },
      {},
    ]);
    expect(found.map((reason) => reason !== null)).toEqual([false, true, true, false, false]);
  });

  it.runIf(hasPython)('ends a run as finished and leaves a mark', () => {
    const script = [
      'import sys, types',
      'class Run:',
      '    config = {"mixup": 0.2, "optimizer.drop-out \\"x\\"": "é"}',
      '    summary = {}',
      '    def finish(self, exit_code=None): print("finished", exit_code, list(self.summary))',
      'wandb = types.ModuleType("wandb"); wandb.run = Run(); sys.modules["wandb"] = wandb',
      snippet,
      'print("trained")',
    ].join('\n');
    const run = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain("finished 0 ['sweep_guard/skipped']");
    expect(run.stdout).not.toContain('trained');
  });

  it.runIf(hasPython)('takes null for the value that it is, and not for a setting that is not there', () => {
    const where = (level: string | null): Interaction['terms'] => [
      { parameter: 'lr', op: '>', value: 0.1 },
      { parameter: 'sched', op: 'in', value: [level] },
    ];
    const skipped = (interaction: Interaction): readonly boolean[] =>
      reasons(guardSnippet({ interactions: [interaction], parameters: [] })!, [
        { lr: 0.2, sched: null },
        { lr: 0.2, sched: 'cos' },
        { lr: 0.2 },
      ]).map((reason) => reason !== null);
    expect(skipped({ ...COUNT, terms: where(null) })).toEqual([true, false, false]);
    expect(skipped({ ...COUNT, lift: 0.2, terms: [{ ...where('cos')[0]!, value: 0.15 }, where('cos')[1]!] })).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('covers a range that crashes in its middle, which no bounds leave out', () => {
    const middle = {
      name: 'x',
      verdict: 'strong',
      threshold: { direction: 'inside', value: [0.2, 0.4], beyond: COUNT, within: COUNT, p: 0.001 },
    } as unknown as ParameterResult;
    expect(guardSnippet({ interactions: [], parameters: [middle] })).toContain('if 0.2 <= _number(v[0]) <= 0.4:');
  });

  it('covers a middle that only its threshold shows, as safe bounds do, and none that chance could give', () => {
    const middle = (p: number): ParameterResult =>
      ({
        name: 'x',
        p: 0.3,
        verdict: 'suggestive',
        threshold: { direction: 'inside', value: [0.2, 0.4], beyond: COUNT, within: COUNT, p },
      }) as unknown as ParameterResult;
    expect(guardSnippet({ interactions: [], parameters: [middle(0.001)] })).toContain('0.2 <= _number(v[0]) <= 0.4');
    expect(guardSnippet({ interactions: [], parameters: [middle(0.03)] })).toBeNull();
  });

  it('is none where there is nothing, or nothing that Python could test', () => {
    expect(guardSnippet({ interactions: [], parameters: [] })).toBeNull();
    const lists: Interaction = { ...COUNT, terms: [{ parameter: 'x', op: 'in', value: ['[1,2]'] }] };
    const secret: Interaction = { ...COUNT, terms: [{ parameter: 'x', op: 'in', value: ['[redacted]'] }] };
    expect(guardSnippet({ interactions: [lists, secret], parameters: [] })).toBeNull();
  });

  it('leaves runs that the next analysis counts as stopped', () => {
    const skipped = makeRun('a', {
      outcome: { kind: 'finished', reason: 'state finished' },
      summary: valuesOf({ 'sweep_guard/skipped': 'mixup > 0.15' }),
    });
    const trained = makeRun('b', { outcome: { kind: 'finished', reason: '' }, summary: valuesOf({ loss: 1 }) });
    expect(judgeOutcomes([skipped, trained], { metric: 'loss', metricIsStated: true }).map(({ kind }) => kind)).toEqual(
      ['stopped', 'finished'],
    );
  });
});

describe('Python', () => {
  const values: readonly Value[] = [
    ...[1, 0.5, 1e-7, 1.5e300, -2, 123456789.25, 0.0001, 0.00001],
    ...[true, null, 'a b', "it's", 'q"\'', 'tab\t\n\\', ['x', 1, null], { a: { b: [0.1, false] } }],
  ];

  it.runIf(hasPython)('reads literals back, and writes the same text', () => {
    const script = 'import json,sys\nprint(json.dumps([[v, str(v)] for v in eval(sys.stdin.read())]))';
    const said = execFileSync('python3', ['-c', script], {
      input: `[${values.map(pythonLiteral).join(', ')}]`,
      encoding: 'utf8',
    });
    const [read, text] = [0, 1].map((i) => (JSON.parse(said) as Value[][]).map((pair) => pair[i]));
    expect(read).toEqual(values);
    expect(values.map(pythonStr)).toEqual(text);
  });
});
