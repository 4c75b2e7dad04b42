import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../../src/core/analysis/analysis';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { checkSweep } from '../../../src/core/language/check';
import { nextPairedSweep, nextSweep } from '../../../src/core/nextSweep/nextSweep';
import { pairedSweep } from '../../../src/core/nextSweep/pairedSweep';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { textOf } from '../../../src/core/sweep/node';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const TEXT = `# Which augmentation?
program: train.py
method: random
run_cap: 60
parameters:
  # How much of another image is mixed in.
  mixup: {min: 0.0, max: 0.3} # was 0.5
  lr: # the learning rate
    distribution: log_uniform_values
    min: 0.001
    max: 0.1
  # One of three.
  optimizer:
    values: # in the order of age
      - sgd
      - adam # the default
      - lion
  epochs: {value: 10}
`;

/** Runs crash with mixup above 0.15 and adam, and only there. */
const runs = Array.from({ length: 120 }, (_, i) => {
  const [mixup, optimizer] = [((i * 37) % 100) / 333, ['adam', 'sgd', 'lion'][i % 3]!];
  const kind = mixup > 0.15 && optimizer === 'adam' ? 'crashed' : 'finished';
  return makeRun(`run${String(i)}`, {
    outcome: { kind, reason: '' },
    config: valuesOf({ mixup, optimizer, lr: 0.001 + ((i * 61) % 100) / 1010, epochs: 10 }),
  });
});
const { analysis, table } = analyzeSweep(makeRunSet(runs), { sweepText: TEXT });
const input = { analysis, table, fileName: 'sweep-2.yaml' };

const region: Interaction = {
  ...{ crashed: 9, total: 9, low: 0.7, high: 1, p: 0.001, lift: 2 },
  terms: [
    { parameter: 'mixup', op: '>', value: 0.15 },
    { parameter: 'optimizer', op: 'in', value: 'adam' },
  ],
};

function paired(text: string, interaction = region): string {
  const result = pairedSweep(parseSweepDocument(text), [interaction]);
  return result.ok ? result.value.text : result.error;
}

describe('the next sweep with paired settings', () => {
  const result = nextPairedSweep({ document: parseSweepDocument(TEXT), ...input });
  if (!result.ok) throw new Error(result.error);
  const { text, python, createCommand, priorRuns, narrowed } = result.value;

  it('has one parameter in their place, below a header that says why and how to unpack it', async () => {
    await expect(text).toMatchFileSnapshot('../../golden/nextSweep/paired-sweep-2.yaml');
    await expect(python).toMatchFileSnapshot('../../golden/nextSweep/unpack.py');
    expect(parametersOf(parseSweepDocument(text).root).map(({ name }) => name)).toEqual([
      ...['mixup_and_optimizer', 'lr', 'epochs'],
    ]);
  });

  it('starts from no run, since none has the parameter', () => {
    expect([createCommand, priorRuns]).toEqual(['wandb sweep sweep-2.yaml', []]);
    expect(text).not.toContain('--prior_run');
  });

  it('takes the place of the bound that leaves nothing to pair', () => {
    // adam crashed in 20 of 40 runs and is bounded away; with mixup up to 0.15 none of its runs crashed.
    expect(analysis.safeBounds.map(({ parameter }) => parameter)).toEqual(['optimizer']);
    expect(narrowed.narrowed).toEqual([]);
    expect(text).toContain('{"mixup": 0.09, "optimizer": "adam"}');
  });

  it('leaves the bound where the runs that it alone leaves out crashed too', () => {
    // Every second of the other runs with adam crashes as well.
    const rows = table.rows.map((row, i) => (i % 6 === 0 ? { ...row, group: 'crashed' as const } : row));
    const other = nextPairedSweep({ document: parseSweepDocument(TEXT), ...input, table: { ...table, rows } });
    expect(other).toEqual({
      ok: false,
      error: expect.stringContaining('leave nothing to pair') as string,
    });
  });

  it('brings no problem that the next sweep does not have', () => {
    const codes = (yaml: string): ReadonlySet<string> =>
      new Set(checkSweep(parseSweepDocument(yaml), { evidence: null }).map(({ code }) => code));
    for (const method of ['random', 'bayes']) {
      const document = parseSweepDocument(TEXT.replace('random', `${method}\nmetric: {name: loss, goal: minimize}`));
      const before = codes(nextSweep({ document, ...input }).text);
      const after = nextPairedSweep({ document, ...input });
      expect([...codes(after.ok ? after.value.text : '!')].filter((code) => !before.has(code))).toEqual([]);
    }
  });

  it('has no option for a command line that gets none', () => {
    const document = parseSweepDocument(TEXT.replace('program: train.py\n', ''));
    const made = nextPairedSweep({ document, ...input });
    expect(made.ok && made.value.python).not.toContain('add_argument');
    expect(python).toContain('parser.add_argument("--mixup_and_optimizer", type=json.loads, default={})');
  });
});

describe('pairing in a file', () => {
  it('keeps comments and line breaks, those of the paired settings above their place', () => {
    const text = paired(TEXT);
    for (const comment of TEXT.match(/#.*$/gm) ?? []) expect(text).toContain(comment);
    expect(text).toContain(
      '  # was 0.5\n  # in the order of age\n  # the default\n  mixup_and_optimizer:\n    values:\n',
    );
    const windows = paired(TEXT.replaceAll('\n', '\r\n'));
    expect(windows).toBe(text.replaceAll('\n', '\r\n'));
  });

  it('indents as the file does, and reaches its end without a line break', () => {
    const text = paired(
      'parameters:\n    optimizer: {values: [adam, sgd]}\n    lr: {value: 1}\n    mixup: {min: 0.0, max: 0.3}',
    );
    expect(text).toMatch(
      /^parameters:\n {4}mixup_and_optimizer:\n {8}values:\n {12}- '\{"mixup": 0.03, .*'\n(?: {12}- .*\n)*/,
    );
    expect(text).toMatch(/\n {4}lr: \{value: 1\}$/);
  });

  it.each([
    ['nested', TEXT.replace(/optimizer:[^]*lion/, 'a: {parameters: {b: {values: [adam, sgd]}}}'), 'a.b', /is nested/],
    ['braces', 'parameters: {mixup: {min: 0.0, max: 0.3}, optimizer: {values: [adam, sgd]}}', 'optimizer', /in braces/],
    [
      'an anchor',
      'parameters:\n  mixup: &m {min: 0.0, max: 0.3}\n  optimizer: {values: [adam, sgd]}\n  other: *m\n',
      ...(['optimizer', /something else/] as const),
    ],
    [
      'a key twice',
      'parameters:\n  mixup: {value: 1}\n  optimizer: {values: [adam, sgd]}\n  mixup: {min: 0.0, max: 0.3}\n',
      ...(['optimizer', /something else/] as const),
    ],
    ['one value', TEXT.replace('{min: 0.0, max: 0.3}', '{value: 0.1}'), 'optimizer', /nothing to pair/],
  ])('says why there is no pair: %s', (_, text, second, why) => {
    const terms = [region.terms[0]!, { ...region.terms[1]!, parameter: second }];
    expect(paired(text, { ...region, terms })).toMatch(why);
  });

  it('changes nothing else, whatever stands around them', () => {
    const style = fc.constantFrom(
      (name: string) => `  ${name}: {min: 0.0, max: 0.3} # about ${name}\n`,
      (name: string) => `  # ${name}, in full\n  ${name}:\n    min: 0.0 # low\n    max: 0.3\n\n`,
      (name: string) => `  "${name}":\n    distribution: uniform\n    max: 0.3\n    min: 0.0\n`,
    );
    const names = fc.shuffledSubarray(['mixup', 'optimizer', 'a', 'b'], { minLength: 4 });
    fc.assert(
      fc.property(names, fc.array(style, { minLength: 4, maxLength: 4 }), fc.boolean(), (order, styles, isWindows) => {
        const body = order.map((name, i) => styles[i]!(name)).join('');
        const unix = `method: random\nparameters:\n${body}# the end\nname: x\n`;
        const text = isWindows ? unix.replaceAll('\n', '\r\n') : unix;
        const terms = [region.terms[0]!, { parameter: 'optimizer', op: '>' as const, value: 0.2 }];
        const result = parseSweepDocument(paired(text, { ...region, terms }));
        expect(result.syntaxErrors).toEqual([]);
        expect(parametersOf(result.root).map(({ name }) => name)).toEqual(
          order.flatMap((name) =>
            ['mixup', 'optimizer'].includes(name)
              ? order.find((one) => ['mixup', 'optimizer'].includes(one)) === name
                ? ['mixup_and_optimizer']
                : []
              : [name],
          ),
        );
        const values = parametersOf(result.root)
          .find(({ name }) => name === 'mixup_and_optimizer')
          ?.fields.get('values');
        const items = values?.value.kind === 'sequence' ? values.value.items : [];
        // 5 by 5 values, of which 2 by 2 lie in the region: 0.21 and 0.27 of each.
        expect(items.map((item) => Object.keys(JSON.parse(textOf(item) ?? '') as object))).toEqual(
          Array.from({ length: 21 }, () => ['mixup', 'optimizer']),
        );
        for (const comment of unix.match(/#.*$/gm) ?? []) expect(result.text).toContain(comment);
        expect(/(?<!\r)\n/.test(result.text)).toBe(!isWindows);
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
