import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareUpTo } from '../../../src/core/sweep/distributions';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import type { PlainValue } from '../../../src/core/sweep/plainValue';
import { readDistribution } from '../../../src/core/sweep/readDistribution';
import { sampleSweep, type SweepSamples } from '../../../src/core/sweep/sample';

const file = (parameters: string, method = 'random'): string => `method: ${method}\nparameters:\n${parameters}`;
function sample(text: string, count = 100, seed = 1): SweepSamples {
  const result = sampleSweep(parseSweepDocument(text), { count, seed });
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
function reason(text: string): string {
  const result = sampleSweep(parseSweepDocument(text), { count: 1, seed: 1 });
  return result.ok ? 'drawn' : result.error;
}
const column = ({ rows }: SweepSamples, place = 0): PlainValue[] => rows.map((row) => row[place]!);
const draws = (body: string, count: number, seed = 1): number[] =>
  column(sample(file(`  x: ${body}\n`), count, seed)) as number[];

describe('random draws', () => {
  const BODIES = [
    '{distribution: uniform, min: -1, max: 3}',
    '{min: 1, max: 7}',
    '{distribution: q_uniform, min: 1, max: 100, q: 10}',
    '{distribution: log_uniform_values, min: 1.0e-5, max: 0.1}',
    '{distribution: inv_log_uniform_values, min: 1.0e-5, max: 0.1}',
    '{distribution: q_log_uniform_values, min: 8, max: 512, q: 8}',
    '{distribution: log_uniform, min: -9, max: -2}',
    '{distribution: inv_log_uniform, min: 2, max: 9}',
    '{distribution: normal, mu: 0.5, sigma: 0.5}',
    '{distribution: q_normal, mu: 0, sigma: 3, q: 0.5}',
    '{distribution: log_normal, mu: -3, sigma: 2}',
    '{distribution: q_log_normal, mu: 3, sigma: 1, q: 4}',
    '{distribution: beta, a: 2, b: 5}',
    '{distribution: q_beta, a: 0.5, b: 0.5, q: 0.1}',
    '{values: [1, 2, 4, 8]}',
    '{values: [1, 2, 4], probabilities: [0.7, 0, 0.3]}',
  ];

  it.each(BODIES)('%s: follows its distribution', (body) => {
    const [parameter] = parametersOf(parseSweepDocument(file(`  x: ${body}\n`)).root);
    const { distribution } = readDistribution(parameter!.fields)!;
    const sorted = draws(body, 10_000).sort((a, b) => a - b);
    let distance = 0;
    for (const [i, value] of sorted.entries()) {
      const slack = 1e-9 * Math.abs(value);
      if (sorted[i + 1] === value) continue;
      distance = Math.max(distance, Math.abs(shareUpTo(distribution, value + slack)! - (i + 1) / sorted.length));
    }
    // Kolmogorov's 99.9 % point, 1.949 / √n; smaller still where values repeat.
    expect(distance).toBeLessThan(1.949 / Math.sqrt(sorted.length));
  });

  it('are multiples of q, and whole numbers within the bounds', () => {
    const property = fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer(),
      (min, width, q, seed) => {
        const max = min + width;
        for (const value of draws(`{min: ${min}, max: ${max}}`, 20, seed)) {
          expect(Number.isInteger(value) && value >= min && value <= max).toBe(true);
        }
        for (const value of draws(`{distribution: q_uniform, min: ${min}, max: ${max}, q: ${q}}`, 20, seed)) {
          expect(Math.abs(value % q)).toBe(0);
          expect(value).toBeGreaterThanOrEqual(min - q / 2);
          expect(value).toBeLessThanOrEqual(max + q / 2);
        }
      },
    );
    fc.assert(property, { seed: 3, numRuns: 200 });
  });

  it('are the same for the same seed only', () => {
    const text = file('  a: {min: 0.0, max: 1.0}\n  b: {values: [x, y, z]}\n');
    expect(sample(text, 20, 7)).toEqual(sample(text, 20, 7));
    expect(sample(text, 20, 7).rows).not.toEqual(sample(text, 20, 8).rows);
  });

  it('take parameters by name, whatever their order in the file', () => {
    const one = sample(file('  a: {min: 0.0, max: 1.0}\n  b: {min: 0.0, max: 1.0}\n'), 5);
    const other = sample(file('  b: {min: 0.0, max: 1.0}\n  a: {min: 0.0, max: 1.0}\n'), 5);
    expect(other.columns.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(column(other, 1)).toEqual(column(one, 0));
  });

  it('keep constants, lists, mappings and nested parameters', () => {
    const { columns, rows, total } = sample(
      file('  opt:\n    parameters:\n      lr: {value: 0.1}\n      steps: {values: [[1, 2]]}\n  m: {value: {a: on}}\n'),
      2,
    );
    expect(columns).toEqual([
      { name: 'opt.lr', path: ['parameters', 'opt', 'parameters', 'lr'], isConstant: true },
      { name: 'opt.steps', path: ['parameters', 'opt', 'parameters', 'steps'], isConstant: false },
      { name: 'm', path: ['parameters', 'm'], isConstant: true },
    ]);
    expect(rows).toEqual([
      [0.1, [1, 2], { a: true }],
      [0.1, [1, 2], { a: true }],
    ]);
    expect(total).toBeNull();
  });

  it('of bayes come with a note', () => {
    expect(sample(file('  a: {min: 1, max: 3}\n', 'bayes')).note).toContain('first two runs');
  });
});

describe('a grid', () => {
  // The order of grid_search.py and params.py of wandb/sweeps: names sorted at each level, itertools.product over them.
  it('goes through sorted names, the last one fastest', () => {
    const { columns, rows, total } = sample(
      file('  b: {values: [1, 2]}\n  c: {value: k}\n  a: {parameters: {z: {values: [x, y]}}}\n', 'grid'),
    );
    expect(columns.map(({ name }) => name)).toEqual(['b', 'c', 'a.z']);
    expect(rows).toEqual([
      [1, 'k', 'x'],
      [2, 'k', 'x'],
      [1, 'k', 'y'],
      [2, 'k', 'y'],
    ]);
    expect(total).toBe(4n);
  });

  it('stops where it was asked to', () => {
    const { rows, total } = sample(file('  a: {min: 1, max: 1000000000}\n  b: {min: 1, max: 10}\n', 'grid'), 12);
    expect(rows.slice(-3)).toEqual([
      [1, 10],
      [2, 1],
      [2, 2],
    ]);
    expect(total).toBe(10_000_000_000n);
  });

  // Reference: numpy 2 arange(min, max, q).tolist().
  it.each([
    ['{distribution: q_uniform, min: 0, max: 1, q: 0.25}', [0, 0.25, 0.5, 0.75]],
    ['{distribution: q_uniform, min: 0, max: 1}', [0]],
    [
      '{distribution: q_uniform, min: 0, max: 1, q: 0.1}',
      [0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9],
    ],
    ['{distribution: q_uniform, min: 1, max: 1.3, q: 0.1}', [1, 1.1, 1.2000000000000002, 1.3000000000000003]],
    ['{min: 3, max: 5}', [3, 4, 5]],
    ['{values: [1, 2, 1.0]}', [1, 2]],
    ['{value: 3}', [3]],
  ])('of %s tries %j', (body, values) => {
    expect(column(sample(file(`  x: ${body}\n`, 'grid')))).toEqual(values);
  });
});

describe('where nothing can be drawn', () => {
  it.each([
    ['', 'What is drawn depends on the method: set it to grid, random or bayes.'],
    ['method: random\n', 'There are no parameters to draw: add some under parameters.'],
    [
      file('  a: {value: 1}\n', 'custom'),
      'method: custom leaves the choice to a program of yours, so there is nothing to draw.',
    ],
    [file('  a: {min: 1}\n'), 'a can’t be drawn: its body is incomplete or broken. Repair that first.'],
    [
      file('  a: {min: 1}\n  b:\n  c: 3\n  d: [1]\n'),
      'a, b, c and 1 more can’t be drawn: their bodies are incomplete or broken. Repair that first.',
    ],
    [file('  on: {value: 1}\n'), 'The parameter name on is not text to YAML: put it in quotes.'],
    [
      file('  lr: {min: 0.0, max: 1.0}\n', 'grid'),
      'A grid can’t list lr, which is neither values, value, int_uniform nor q_uniform.',
    ],
  ])('%j says why', (text, expected) => {
    expect(reason(text)).toBe(expected);
  });

  it('takes any count and seed', () => {
    const text = file('  a: {min: 1, max: 3}\n');
    expect([0, -5, NaN, 2.9, 1e9].map((count) => sample(text, count, -1.5).rows.length)).toEqual([1, 1, 1, 2, 10_000]);
  });
});
