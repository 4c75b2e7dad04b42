import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { runDetails, type FrameworkDefaults, type RunDetails } from '../../src/shared/runDetails';
import { makeRun, makeRunSet, valuesOf } from '../core/analysis/runSets';

function detailsOf(parts: Parameters<typeof makeRun>[1], framework: FrameworkDefaults | null = null): RunDetails {
  const run = makeRun('r1', parts);
  const row = analyze(makeRunSet([run])).table.rows[0]!;
  return runDetails(run, { row, link: 'https://wandb.ai/e/p/runs/r1', framework });
}

describe('the details of a run', () => {
  it('hold the configuration beside the defaults of the framework', () => {
    const framework: FrameworkDefaults = {
      name: 'Toy',
      defaultOf: (name) => (name === 'lr' ? 0.01 : name === 'seed' ? 0 : undefined),
    };
    const { config, framework: name } = detailsOf(
      { config: valuesOf({ lr: 0.1, seed: 0, model: { depth: 3 }, tags: ['a', 1] }) },
      framework,
    );
    expect(name).toBe('Toy');
    expect(config).toEqual([
      { name: 'lr', value: '0.1', standard: '0.01', differs: true },
      { name: 'seed', value: '0', standard: '0', differs: false },
      { name: 'model.depth', value: '3', standard: null, differs: false },
      { name: 'tags', value: '["a",1]', standard: null, differs: false },
    ]);
  });

  it('hold no secrets and no control characters, and indentation stays', () => {
    const { config, summary, logTail } = detailsOf({
      config: valuesOf({ wandb_api_key: '0123456789abcdef', note: '<b>\u202e\u0007hi' }),
      summary: valuesOf({ loss: NaN, acc: 0.5, big: 1e308, zero: -0 }),
      logTail: ['Traceback:', '    raise ValueError("x")', 'token=abcdefgh12345678', '\u001b[31mred\u001b[0m'],
    });
    expect(config.map(({ value }) => value)).toEqual(['[redacted]', '<b> hi']);
    expect(summary).toEqual([
      ['loss', 'NaN'],
      ['acc', '0.5'],
      ['big', '1.0e+308'],
      ['zero', '0'],
    ]);
    expect(logTail).toEqual(['Traceback:', '    raise ValueError("x")', 'token=<redacted>', 'red']);
  });

  it('are bounded, however long the run talks', () => {
    const { config, logTail } = detailsOf({
      config: valuesOf({ prompt: 'x'.repeat(100_000) }),
      logTail: Array.from({ length: 1000 }, (_, line) => `${line} ${'y'.repeat(10_000)}`),
    });
    expect(config[0]!.value.length).toBeLessThanOrEqual(2000);
    expect(logTail).toHaveLength(200);
    expect(Math.max(...logTail.map((line) => line.length))).toBeLessThanOrEqual(2000);
  });

  it('show a parameter called __proto__ as any other', () => {
    expect(detailsOf({ config: new Map([['__proto__', 1]]) }).config[0]).toMatchObject({
      name: '__proto__',
      value: '1',
    });
  });
});
