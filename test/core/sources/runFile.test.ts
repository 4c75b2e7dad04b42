import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Run, RunSet, Value } from '../../../src/core/runs/run';
import { readRunFile } from '../../../src/core/sources/files';
import { readLocalRuns } from '../../../src/core/sources/local/localSource';
import { encodeRunsCsv, encodeRunsJson } from '../../../src/core/sources/runFile';
import { nodeFileSystem } from '../../../src/node/fileSystem';
import { withMaps } from './withMaps';

function read(text: string, ref: string): RunSet {
  const result = readRunFile(text, ref);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

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
