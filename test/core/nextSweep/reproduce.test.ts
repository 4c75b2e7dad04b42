import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { checkSweep } from '../../../src/core/language/check';
import { agentCommand } from '../../../src/core/nextSweep/agentCommand';
import { reproductionOf, reproductions } from '../../../src/core/nextSweep/reproduce';
import { typicalRow } from '../../../src/core/runs/typicalRun';
import type { Value } from '../../../src/core/runs/run';
import { buildTable } from '../../../src/core/runs/table';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { coneSweep, makeRun, valuesOf } from '../analysis/runSets';

const TEXT = readFileSync(new URL('../../../example/sweep.yaml', import.meta.url), 'utf8');
const document = parseSweepDocument(TEXT);

function expand(command: string, values: Record<string, Value>): string | undefined {
  const { root } = parseSweepDocument(`program: train.py\ncommand: ${command}\nmethod: random\n`);
  return agentCommand(root, Object.entries(values))?.line;
}

describe('the command', () => {
  it('is what the agent would have run', () => {
    const { root } = parseSweepDocument('program: my train.py\nmethod: random\n');
    const line = agentCommand(root, [
      ['lr', 1e-5],
      ['amp', true],
      ['name', "it's"],
      ['opt', { lr: 0.1, kind: 'sgd' }],
      ['empty', null],
    ])?.line;
    expect(line).toBe(
      `/usr/bin/env python 'my train.py' --lr=1e-05 --amp=True '--name=it'\\''s' '--opt={'\\''lr'\\'': 0.1, '\\''kind'\\'': '\\''sgd'\\''}' --empty=None`,
    );
    const words = spawnSync('sh', ['-c', `set -- ${line!}; for word; do printf '%s\\n' "$word"; done`], {
      encoding: 'utf8',
    });
    expect(words.stdout.trimEnd().split('\n')).toEqual([
      ...['/usr/bin/env', 'python', 'my train.py', '--lr=1e-05', '--amp=True', "--name=it's"],
      ...["--opt={'lr': 0.1, 'kind': 'sgd'}", '--empty=None'],
    ]);
  });

  it.each([
    ['[python, ${program}, ${args_no_hyphens}]', 'python train.py a=1 b=True'],
    ['[python, ${program}, ${args_no_boolean_flags}]', 'python train.py --a=1 --b'],
    ['[python, ${program}, ${args_no_equals}]', 'python train.py --a 1 --b True'],
    ['[python, ${program}, ${args_append_hydra}]', 'python train.py +a=1 +b=True'],
    ['[python, ${program}, ${args_override_hydra}]', 'python train.py ++a=1 ++b=True'],
    ['[python, ${program}, ${args_json}]', `python train.py '{"a":1,"b":true}'`],
    ['[python, ${program}, ${args_json_file}]', 'python train.py args.json'],
    ['[python, ${program}, ${unknown}, --x=${a}]', "python train.py '--x=${a}'"],
    ['[python, "--data=${envvar:DATA}/x y", "${envvar:HOME}"]', `python --data="\${DATA}"'/x y' "\${HOME}"`],
    ['[python, "a && b", 3]', "python 'a && b' 3"],
  ])('%s', (command, expected) => {
    expect(expand(command, { a: 1, b: true })).toBe(expected);
  });

  it('shows no secrets', () => {
    expect(expand('["${args}", "--token=hf_aaaaaaaaaaaaaaaaaaaaaaaa"]', { wandb_api_key: 'abcdefghijkl' })).toBe(
      `'--wandb_api_key=[redacted]' '--token=<redacted>'`,
    );
    expect(expand('[x, --password, -x, "${envvar:TOKEN}", --token, "${envvar:TOKEN}"]', {})).toBe(
      `x --password '[redacted]' "\${TOKEN}" --token "\${TOKEN}"`,
    );
    const kept = parseSweepDocument('program: t.py\ncommand: [t.py, ++hub.auth=abcdefgh]\nmethod: random\n');
    expect(reproductionOf(makeRun('a'), 'unknown', 1, kept).sweep).toContain(
      'command: [t.py, "++hub.auth=[redacted]"]',
    );
  });
});

describe('a reproduction', () => {
  const { table } = analyzeSweep(coneSweep(), { sweepText: TEXT });
  const all = reproductions(table, coneSweep().runs, document);

  it('is one run for each cause of the crashed ones', () => {
    expect(all.map(({ cause, runs }) => [cause, runs])).toEqual([
      ['nan-loss', 11],
      ['cuda-out-of-memory', 1],
      ['data-loader-killed', 1],
    ]);
    const [first] = all;
    expect(first!.why).toMatch(/^Of the 11 runs with this end, \w{8} is nearest to their median settings\.$/);
    const run = coneSweep().runs.find(({ id }) => id === first!.runId)!;
    expect(first!.command).toContain(
      `/usr/bin/env python train.py --mixup=${JSON.stringify(run.config.get('mixup'))} `,
    );
    expect(first!.command).not.toContain('--task');
    expect(first!.config).toContain('task: detect\nmodel: yolo11s.pt\n');
  });

  it('has a sweep that runs it once', () => {
    const sweep = parseSweepDocument(all[0]!.sweep!);
    expect(checkSweep(sweep, { evidence: null }).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(all[0]!.sweep).toMatch(
      /^program: train\.py\nproject: cone-detector\nmetric: .*\nmethod: grid\nparameters:\n {2}mixup: \{value: 0\./,
    );
  });

  it('uses what the client recorded, in its folder', () => {
    const run = makeRun('a', {
      config: valuesOf({ lr: 0.1 }),
      command: {
        program: '/home/me/cones/train.py',
        args: ['--lr=0.1', '--key', 'abcdefghijkl', 'b c'],
        folder: '/home/me/cones',
      },
    });
    const made = reproductionOf(run, 'nan-loss', 1, null);
    expect(made.command).toBe(`python train.py --lr=0.1 --key '[redacted]' 'b c'`);
    expect(made.why).toBe('a is the only run with this end.');
    expect(made.notes).toEqual([
      'It ran in /home/me/cones.',
      'A secret was replaced; put it back before running this.',
    ]);
    expect(made.sweep).toBeNull();
  });

  it('says what it can’t know', () => {
    const run = makeRun('a', { config: valuesOf({ lr: 1e-5, on: 'yes', list: [1, 'x'] }) });
    const bare = reproductionOf(run, 'unknown', 1, null);
    expect([bare.command, bare.notes[0]]).toEqual([null, expect.stringContaining('with the sweep file')]);
    expect(bare.config).toBe('lr: 0.00001\n"on": "yes"\nlist: [1, x]\n');
    const silent = parseSweepDocument(
      'program: t.py\ncommand: [python, t.py]\nmethod: random\nparameters: {lr: {min: 0.0, max: 1.0}}\n',
    );
    const noArgs = reproductionOf(run, 'unknown', 1, silent);
    expect([noArgs.command, noArgs.notes[0]]).toEqual(['python t.py', expect.stringContaining('wandb.config')]);
    const fromPython = parseSweepDocument('method: random\nparameters: {lr: {min: 0.0, max: 1.0}}\n');
    expect(reproductionOf(run, 'unknown', 1, fromPython).command).toBeNull();
  });
});

it('the typical run is nearest to the median, and folders that all differ do not count', () => {
  const runs = [0.1, 0.9, 0.5, 0.45, 0.4].map((x, i) =>
    makeRun(`r${String(i)}`, { config: valuesOf({ x, optimizer: i === 3 ? 'sgd' : 'adam', out: `dir${String(i)}` }) }),
  );
  const table = buildTable(runs, { metric: null });
  // The median of x is 0.45, at r3; but r3 has the rarer optimizer.
  expect(typicalRow(table, [0, 1, 2, 3, 4])).toBe(2);
  expect(typicalRow(table, [1])).toBe(1);
  expect(typicalRow(table, [])).toBe(-1);
});
