import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { gridSize } from '../../../src/core/sweep/gridSize';
import { parametersOf } from '../../../src/core/sweep/parameters';

function sizeOf(body: string): ReturnType<typeof gridSize> {
  return gridSize(parametersOf(parseSweepDocument(`method: grid\nparameters:\n${body}`).root));
}
const runs = (body: string): bigint | null => sizeOf(body).runs;

// Expected counts follow from grid_search.py of wandb/sweeps (yaml_hash, range, numpy.arange), worked out by hand.
describe('the number of runs of a grid', () => {
  it.each([
    ['  a: {values: [1, 2, 3]}\n  b: {values: [x, y]}\n  c: {value: 7}\n', 6n],
    ['  a: {value: 1}\n', 1n],
    ['  a: {min: 1, max: 10}\n', 10n],
    ['  a: {distribution: int_uniform, min: -2, max: 2}\n', 5n],
    ['  a: {distribution: q_uniform, min: 0, max: 1, q: 0.25}\n', 4n],
    ['  a: {distribution: q_uniform, min: 0, max: 1}\n', 1n],
    ['  a: {distribution: q_uniform, min: 0, max: 10, q: 3}\n', 4n],
    ['  a: {values: [1, 1.0, 1]}\n', 1n],
    ['  a: {values: [1, "1", true]}\n', 3n],
    ['  a: {values: [[1, 2], [1, 2], [2, 1]]}\n', 2n],
    ['  a: {values: [{x: 1, y: 2}, {y: 2, x: 1}]}\n', 1n],
    ['  a: {parameters: {b: {values: [1, 2]}, c: {values: [3, 4]}}}\n  d: {values: [1, 2]}\n', 8n],
  ])('%j: %d', (body, expected) => {
    expect(runs(body)).toBe(expected);
  });

  it('is unknown with a parameter that a grid refuses', () => {
    const size = sizeOf(
      '  a: {values: [1, 2]}\n  lr: {min: 0.0, max: 0.1}\n  p: {values: [1], probabilities: [1]}\n  x:\n',
    );
    expect(size.runs).toBeNull();
    expect(size.unusable.map(({ name }) => name)).toEqual(['lr', 'p', 'x']);
    expect(size.factors.map(({ parameter, count }) => [parameter.name, count])).toEqual([['a', 2n]]);
  });

  it('stays exact where numbers do not', { timeout: 60_000 }, () => {
    expect(runs('  a: {min: 0, max: 9007199254740993}\n')).toBeGreaterThan(9_007_199_254_740_991n);
    const many = Array.from({ length: 10_000 }, (_, i) => `  p${i}: {values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}\n`).join(
      '',
    );
    expect(runs(many)).toBe(10n ** 10_000n);
    expect(runs('  a: {values: [9007199254740993, 9007199254740992]}\n')).toBe(2n);
    expect(runs('  a: {distribution: q_uniform, min: 0, max: 1.0e+308, q: 1.0e-300}\n')).toBeNull();
  });

  it('ends on cycles and alias bombs', () => {
    expect(runs('  a: {values: [&x [*x], &y [*y, 1]]}\n')).toBe(2n);
    const bomb = ['  b0: {values: [&b0 [1, 1]]}'];
    for (let i = 1; i < 40; i++) bomb.push(`  b${i}: {values: [&b${i} [*b${i - 1}, *b${i - 1}]]}`);
    expect(runs(`${bomb.join('\n')}\n`)).toBe(1n);
  });
});
