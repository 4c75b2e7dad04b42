import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/text';
import { codesOf, fixesOf, linesOf, problemsOf, sweepOf } from './drawn';

const grid = (body: string, name = 'x'): string => sweepOf(name, body, 'grid');
const fixes = (body: string, code: string): readonly string[] => fixesOf(grid(body), code);

describe('G01', () => {
  it('marks what a grid can’t list, at every depth', () => {
    expect(linesOf(grid('{parameters: {lr: {min: 0.0, max: 1.0}}}'))).toEqual([
      'G01 error |0.0| A grid tries each value once, and lr is uniform: W&B refuses the sweep. ' +
        'List its values, or use method: random.',
    ]);
    expect(linesOf(grid('{values: [1, 2], probabilities: [0.1, 0.9]}'))).toEqual([
      'G01 error |[0.1, 0.9]| A grid tries each value once, and x has probabilities: W&B refuses the sweep. ' +
        'Leave out probabilities, or use method: random.',
    ]);
  });

  it.each(['{values: [1, 2]}', '{value: 1}', '{min: 1, max: 3}', '{distribution: q_uniform, min: 0, max: 3, q: 2}'])(
    'keeps quiet about %s',
    (body) => {
      expect(codesOf(grid(body))).not.toContain('G01');
    },
  );

  it('speaks of broken ranges too, since they would be refused repaired', () => {
    expect(codesOf(grid('{min: 1.0, max: 0.0}'))).toEqual(['G01']);
  });

  it.each([
    ['{min: 0.0, max: 1.0}', '[0.0, 0.25, 0.5, 0.75, 1.0]'],
    ['{distribution: uniform, min: 1, max: 4}', '[1, 2, 3, 4]'],
    ['{distribution: log_uniform_values, min: 1.0e-5, max: 0.1}', '[0.00001, 0.0001, 0.001, 0.01, 0.1]'],
    ['{distribution: log_uniform_values, min: 1, max: 16}', '[1, 2, 4, 8, 16]'],
    ['{distribution: q_log_uniform_values, min: 1, max: 9, q: 1}', '[1, 2, 3, 5, 9]'],
    // scipy.stats.norm.ppf([0.05, 0.275, 0.5, 0.725, 0.95])
    ['{distribution: normal}', '[-1.64, -0.598, 0.0, 0.598, 1.64]'],
    ['{distribution: beta, a: 1, b: 1}', '[0.05, 0.275, 0.5, 0.725, 0.95]'],
  ])('lists values of %s', (body, list) => {
    expect(fixes(body, 'G01')[0]).toBe(`List ${list}: x: {values: ${list}}`);
  });

  it('drops probabilities, or changes the method', () => {
    const text = grid('{distribution: categorical_w_probabilities, values: [1, 2], probabilities: [0.1, 0.9]}');
    expect(fixesOf(text, 'G01')).toEqual([
      'Leave out probabilities: x: {distribution: categorical, values: [1, 2]}',
      expect.stringContaining('Use method: random'),
    ]);
    const random = problemsOf(text)[0]!.fixes[1]!;
    expect(applyEdits(text, random.edits)).toBe(text.replace('grid', 'random'));
  });
});

describe('G03', () => {
  it('says what is tried, and takes max in', () => {
    const body = '{distribution: q_uniform, min: 0, max: 1, q: 0.25}';
    expect(linesOf(grid(body))).toEqual([
      'G03 warning |1| A grid leaves out max of q_uniform: it tries 0 to 0.75, not 1.',
    ]);
    expect(fixes(body, 'G03')).toEqual([
      'List [0.0, 0.25, 0.5, 0.75, 1.0]: x: {values: [0.0, 0.25, 0.5, 0.75, 1.0]}',
      'Set max to 1.125, which takes it in: x: {distribution: q_uniform, min: 0, max: 1.125, q: 0.25}',
    ]);
    expect(linesOf(grid('{distribution: q_uniform, min: 0, max: 1}'))).toEqual([
      'G03 warning |1| A grid leaves out max of q_uniform: it tries only 0 in steps of 1, the default of q, not 1.',
    ]);
  });

  it('keeps quiet where max is no step, or where rounding takes it in', () => {
    expect(codesOf(grid('{distribution: q_uniform, min: 0, max: 10, q: 3}'))).toEqual([]);
    expect(codesOf(grid('{distribution: q_uniform, min: 1, max: 1.3, q: 0.1}'))).toEqual([]);
  });
});

describe('the size of a grid', () => {
  const many = 'method: grid\nparameters:\n  a: {min: 1, max: 101}\n  b: {values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}\n';

  it('G04 counts', () => {
    expect(linesOf(many)).toEqual([
      'G04 warning |grid| This grid has 1,010 runs (101 a × 10 b). List fewer values, or use method: random with a run_cap.',
    ]);
    expect(codesOf(many.replace('101', '100'))).toEqual([]);
  });

  it('G05 takes the place of G04 where run_cap ends the grid', () => {
    expect(linesOf(`run_cap: 100\n${many}`)).toEqual([
      'G05 info |100| The grid has 1,010 runs, and run_cap ends it after 100: ' +
        'parameters whose names come early in the alphabet are hardly varied.',
    ]);
    expect(problemsOf(`run_cap: 100\n${many}`)[0]!.fixes[0]!.title).toBe('Set run_cap to 1010');
    expect(codesOf(`run_cap: 1010\n${many.replace('101', '100')}`)).toEqual([]);
  });

  it('G06 finds nothing to vary', () => {
    expect(linesOf(grid('{value: 1}'))).toEqual([
      'G06 info |grid| Every parameter has one value: this grid makes exactly one run.',
    ]);
    expect(codesOf(grid('{values: [1, 2]}'))).toEqual([]);
  });
});
