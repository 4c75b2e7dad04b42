import { describe, expect, it } from 'vitest';
import { samplesTable } from '../../../src/core/language/samplesTable';
import { parseSweepDocument } from '../../../src/core/sweep/document';

const table = (text: string, options = { count: 5, seed: 7 }): string =>
  samplesTable(parseSweepDocument(text), 'sweep.yaml', options);

describe('the table of samples', () => {
  it('shows the order of a grid and its size', () => {
    const grid = 'method: grid\nparameters:\n  b: {values: [x, "y|z"]}\n  a: {min: 1, max: 3}\n  c: {value: [1, 2]}\n';
    expect(table(grid)).toBe(
      [
        'Samples of sweep.yaml',
        '',
        'method: grid: the first 5 of 6 configurations,',
        'in the order in which W&B runs them.',
        '',
        '| run | b    | a   |',
        '| --- | ---- | --- |',
        '| 1   | x    | 1   |',
        '| 2   | y\\|z | 1   |',
        '| 3   | x    | 2   |',
        '| 4   | y\\|z | 2   |',
        '| 5   | x    | 3   |',
        '',
        'The same in every run:',
        '',
        '- c: [1,2]',
        '',
      ].join('\n'),
    );
  });

  it('shows the seed, and the same rows for the same seed', () => {
    const random = 'method: random\nparameters:\n  lr: {min: 0.0, max: 0.1}\n';
    expect(table(random)).toContain('5 configurations, drawn with seed 7.');
    expect(table(random)).toBe(table(random));
    expect(table(random)).not.toBe(table(random, { count: 5, seed: 8 }).replace('seed 8', 'seed 7'));
    expect(table(random.replace('random', 'bayes'))).toContain('bayes chooses the first two runs like this');
  });

  it('says in one sentence why nothing can be drawn', () => {
    expect(table('method: grid\nparameters: {lr: {min: 0.0, max: 0.1}}\n')).toMatch(/A grid can’t list lr/);
    expect(table('method: random\n')).toContain('There are no parameters to draw');
  });

  it('keeps to a width that can be read', () => {
    const many = Array.from({ length: 100 }, (_, i) => `  p${i}: {values: [1, 2]}\n`).join('');
    expect(table(`method: random\nparameters:\n${many}`)).toContain('60 more parameters are not shown.');
  });
});
