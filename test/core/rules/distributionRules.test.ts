import { describe, expect, it } from 'vitest';
import { codesOf, fixesOf, linesOf, sweepOf } from './drawn';

const lines = (body: string, name = 'x'): readonly string[] => linesOf(sweepOf(name, body));
const codes = (body: string, name = 'x'): readonly string[] => codesOf(sweepOf(name, body));
const fixes = (body: string, code: string, name = 'x'): readonly string[] => fixesOf(sweepOf(name, body), code);

describe('old log distributions (D01–D03)', () => {
  it('D01 says what is drawn and converts the bounds', () => {
    const body = '{distribution: log_uniform, min: -9.2, max: -2.3}';
    expect(lines(body)).toEqual([
      'D01 warning |log_uniform| log_uniform takes exponents of e: -9.2 and -2.3 draw from 0.000101 to 0.1003. ' +
        'Use log_uniform_values with these limits.',
    ]);
    expect(fixes(body, 'D01')).toEqual([
      'Use log_uniform_values from 0.000101 to 0.1003: x: {distribution: log_uniform_values, min: 0.000101, max: 0.1003}',
    ]);
  });

  it('D01 turns the sign of inv_log_uniform, keeps q and quotes nothing', () => {
    expect(fixes('{distribution: inv_log_uniform, min: 2, max: 9}', 'D01')[0]).toContain(
      '{distribution: log_uniform_values, min: 0.0001234, max: 0.1353}',
    );
    expect(fixes('{max: 5, min: 0, q: 1, distribution: q_log_uniform}', 'D01')).toEqual([
      'Use q_log_uniform_values from 1.0 to 148.4: x: {max: 148.4, min: 1.0, q: 1, distribution: q_log_uniform_values}',
    ]);
  });

  it('D01 is an error for a local controller', () => {
    const text = `controller: {type: local}\n${sweepOf('x', '{distribution: log_uniform, min: -3, max: -2}')}`;
    expect(linesOf(text)[0]).toMatch(/^D01 error/);
  });

  it('D01 speaks of bounds that can’t be read, without numbers', () => {
    expect(lines('{distribution: log_uniform, min: a}')).toEqual([
      'D01 warning |log_uniform| log_uniform is deprecated and takes exponents of e as bounds. ' +
        'Use log_uniform_values, which takes the limits.',
    ]);
  });

  it('D02 recognises limits, at every depth', () => {
    const body = '{distribution: log_uniform, min: 0.0001, max: 0.1}';
    expect(lines(body).filter((line) => line.startsWith('D02'))).toEqual([
      'D02 error |0.0001| log_uniform takes min and max as exponents of e: it draws from 1.0001 to 1.1052, not from ' +
        '0.0001 to 0.1. Use log_uniform_values for these limits.',
    ]);
    expect(fixes(body, 'D02')).toEqual([
      'Use log_uniform_values with these bounds as limits: x: {distribution: log_uniform_values, min: 0.0001, max: 0.1}',
    ]);
    expect(codes(`{parameters: {lr: ${body}}}`)).toEqual(['D01', 'D02']);
  });

  it.each([
    ['{distribution: log_uniform, min: -5, max: 3}', ['D01']],
    ['{distribution: log_uniform, min: 1e-5, max: 1e-1}', ['D01', 'D02']],
    ['{distribution: inv_log_uniform, min: 2, max: 9}', ['D01']],
    ['{distribution: inv_log_uniform, min: 0.0001, max: 0.1}', ['D01', 'D02']],
    ['{distribution: q_log_uniform, min: 0, max: 6, q: 1}', ['D01']],
    ['{distribution: q_log_uniform, min: 16, max: 256, q: 1}', ['D01', 'D02']],
    ['{distribution: log_uniform, min: 16, max: 1024}', ['D01', 'D03']],
    ['{distribution: log_uniform_values, min: 0.0001, max: 0.1}', []],
  ])('%s: %j', (body, expected) => {
    expect(codes(body)).toEqual(expected);
  });

  it('D03 names the bound that overflows', () => {
    expect(lines('{distribution: log_uniform, min: 16, max: 1024}')[1]).toBe(
      'D03 error |1024| max is an exponent of e, and e to the power of 1024 is infinite, on which W&B fails. ' +
        'Use log_uniform_values, which takes the limits themselves.',
    );
    expect(lines('{distribution: inv_log_uniform, min: -800, max: 1}')[1]).toMatch(/^D03 error \|-800\| min is/);
  });
});

describe('new log distributions (D04, D10)', () => {
  it('D04 needs a positive min', () => {
    expect(lines('{distribution: log_uniform_values, min: 0, max: 0.1}')).toEqual([
      'D04 error |0| min is 0, and a log scale has no place for it: W&B refuses the sweep. Write a min above 0; ' +
        'to try 0 as well, add a parameter that switches it off.',
    ]);
    expect(codes('{distribution: log_uniform_values, min: 1.0e-9, max: 0.1}')).toEqual([]);
    expect(fixes('{distribution: q_log_uniform_values, min: -1, max: 8, q: 2}', 'D04')).toEqual([
      'Use q_uniform: x: {distribution: q_uniform, min: -1, max: 8, q: 2}',
    ]);
  });

  it('D10 renames', () => {
    expect(fixes('{distribution: inv_log_uniform_values, min: 0.1, max: 1.0}', 'D10')).toEqual([
      'Use log_uniform_values: x: {distribution: log_uniform_values, min: 0.1, max: 1.0}',
    ]);
  });
});

describe('whole numbers (D05, D09)', () => {
  it('D05 writes integers where they are whole', () => {
    const body = '{distribution: int_uniform, min: 1, max: 4.0}';
    expect(lines(body)).toEqual([
      'D05 error |4.0| max is a float, and int_uniform takes only integers. Write them without a decimal point, or use uniform.',
    ]);
    expect(fixes(body, 'D05')).toEqual([
      'Write 1 and 4: x: {distribution: int_uniform, min: 1, max: 4}',
      'Use uniform: x: {distribution: uniform, min: 1, max: 4.0}',
    ]);
    expect(fixes('{distribution: int_uniform, min: 1.5, max: 4}', 'D05')).toHaveLength(1);
    expect(codes('{distribution: int_uniform, min: 1, max: 4}')).toEqual([]);
  });

  it('D09 marks 0 and 1, and continuous names with integer bounds', () => {
    expect(lines('{min: 0, max: 1}')).toEqual([
      'D09 warning |1| min and max of x are integers: only 0 and 1 are drawn. For fractions write 0.0 and 1.0.',
    ]);
    expect(fixes('{min: 0, max: 1}', 'D09')).toEqual([
      'Write 0.0 and 1.0: x: {min: 0.0, max: 1.0}',
      'Say that whole numbers are meant: x: {distribution: int_uniform, min: 0, max: 1}',
    ]);
    expect(codes('{min: 0, max: 5}', 'model.weight_decay')).toEqual(['D09']);
  });

  it.each([
    ['x', '{min: 0, max: 2}'],
    ['use_bias', '{min: 0, max: 1}'],
    ['num_layers', '{min: 1, max: 2}'],
    ['x', '{min: 0, max: 1.0}'],
    ['x', '{distribution: int_uniform, min: 0, max: 1}'],
    ['x', '{min: 0, max: 1, value: 3}'],
  ])('D09 keeps quiet about %s: %s', (name, body) => {
    expect(codes(body, name)).toEqual([]);
  });

  it('D09 in a grid can only be declared: floats can’t be listed', () => {
    expect(fixesOf(sweepOf('x', '{min: 0, max: 1}', 'grid'), 'D09')).toEqual([
      'Say that whole numbers are meant: x: {distribution: int_uniform, min: 0, max: 1}',
    ]);
  });
});

describe('rounding (D06–D08, D12)', () => {
  it.each([
    [
      '{distribution: q_log_uniform_values, min: 1.0e-5, max: 0.1}',
      'q is not given and 1 by default, so almost every draw is 0',
    ],
    ['{distribution: q_uniform, min: 0, max: 10, q: 16}', 'q is 16, so only 0 and 16 are drawn'],
    ['{distribution: q_beta, a: 2, b: 2}', 'q is not given and 1 by default, so only 0 and 1 are drawn'],
    ['{distribution: q_uniform, min: 0.0, max: 1.0}', 'q is not given and 1 by default, so only 0 and 1 are drawn'],
    ['{distribution: q_normal, mu: 0.0, sigma: 0.1}', 'q is not given and 1 by default, so almost every draw is 0'],
  ])('D06 %s', (body, start) => {
    expect(lines(body)).toHaveLength(1);
    expect(lines(body)[0]).toMatch(/^D06 warning/);
    expect(lines(body)[0]).toContain(start);
  });

  it('D06 leaves rounding out', () => {
    expect(fixes('{distribution: q_uniform, min: 0, max: 10, q: 16}', 'D06')).toEqual([
      'Use uniform, without rounding: x: {distribution: uniform, min: 0, max: 10}',
    ]);
  });

  it('D07 tells the share beyond the bounds and moves them onto steps', () => {
    const body = '{distribution: q_uniform, min: 1, max: 100, q: 10}';
    // Below 5 rounds to 0: (5 − 1) / 99 = 4.04 %.
    expect(lines(body)).toEqual([
      'D07 warning |1| 4 % of the draws are 0, outside min and max: W&B rounds to multiples of 10 and does not clip.',
    ]);
    expect(fixes(body, 'D07')).toEqual(['Set min to 10: x: {distribution: q_uniform, min: 10, max: 100, q: 10}']);
    expect(fixes('{distribution: q_uniform, min: 0.15, max: 0.78, q: 0.1}', 'D07')).toEqual([
      'Set max to 0.7: x: {distribution: q_uniform, min: 0.15, max: 0.7, q: 0.1}',
    ]);
    expect(codes('{distribution: q_beta, a: 2, b: 2, q: 0.6}')).toEqual(['D07']);
  });

  it('D07 and D08 keep quiet about steps that fit', () => {
    expect(codes('{distribution: q_uniform, min: 0.1, max: 0.9, q: 0.1}')).toEqual([]);
    expect(codes('{distribution: q_uniform, min: 8, max: 64, q: 8}')).toEqual([]);
    expect(codes('{distribution: q_normal, mu: 5, sigma: 2, q: 1}')).toEqual([]);
  });

  it('D07 proposes nothing that would lose most of the range', () => {
    expect(fixes('{distribution: q_log_uniform_values, min: 0.1, max: 100, q: 10}', 'D07')).toEqual([]);
  });

  it('D08 marks a default q, and a float one where integers are expected', () => {
    expect(lines('{distribution: q_uniform, min: 0, max: 100}')).toEqual([
      'D08 info |q_uniform| q is not given, and 1.0 by default: draws can arrive as floats such as 50.0. Write q: 1 for integers.',
    ]);
    expect(fixes('{distribution: q_uniform, min: 0, max: 100}', 'D08')).toEqual([
      'Write q: 1: x: {distribution: q_uniform, min: 0, max: 100, q: 1}',
    ]);
    expect(codes('{distribution: q_uniform, min: 16, max: 32, q: 16.0}', 'batch_size')).toEqual(['D08']);
    expect(codes('{distribution: q_uniform, min: 16, max: 32, q: 16.0}')).toEqual([]);
  });

  it('D12 refuses a q of zero or below', () => {
    expect(lines('{distribution: q_uniform, min: 0, max: 9, q: 0}')).toEqual([
      'D12 error |0| q is 0: draws are rounded to multiples of it, so it has to be above 0.',
    ]);
    expect(fixes('{distribution: q_normal, q: -0.5}', 'D12')).toEqual([
      'Write 0.5: x: {distribution: q_normal, q: 0.5}',
    ]);
  });
});

describe('names and arguments (D11, D13)', () => {
  it.each([
    ['{distribution: Uniform, min: 0.0, max: 1.0}', 'uniform'],
    ['{distribution: unifrom, min: 0.0, max: 1.0}', 'uniform'],
    ['{distribution: loguniform, min: 1.0e-5, max: 0.1}', 'log_uniform_values'],
    ['{distribution: loguniform, min: 8, max: 64, q: 8}', 'q_log_uniform_values'],
    ['{distribution: log-uniform-values, min: 1.0e-5, max: 0.1}', 'log_uniform_values'],
    ['{distribution: lognormal, mu: 0, sigma: 1}', 'log_normal'],
    ['{distribution: choice, values: [1, 2]}', 'categorical'],
    ['{distribution: choice, values: [1, 2], probabilities: [0.5, 0.5]}', 'categorical_w_probabilities'],
    ['{distribution: randint, min: 1, max: 8}', 'int_uniform'],
    ['{distribution: range, min: 1, max: 8}', 'int_uniform'],
    ['{distribution: range, min: 0.0, max: 1.0}', 'uniform'],
    ['{distribution: quniform, min: 8, max: 64, q: 8}', 'q_uniform'],
    ['{distribution: gaussian, mu: 0, sigma: 1}', 'normal'],
    ['{distribution: fixed, value: 3}', 'constant'],
  ])('D11 %s is %s', (body, meant) => {
    expect(lines(body)).toHaveLength(1);
    expect(lines(body)[0]).toMatch(new RegExp(`^D11 error .* Write ${meant}\\.$`));
    expect(fixes(body, 'D11')).toEqual([
      `Write ${meant}: x: ${body.replace(/distribution: [\w-]+/, `distribution: ${meant}`)}`,
    ]);
  });

  it('D11 proposes no name that the body does not do for', () => {
    expect(fixes('{distribution: randint, min: 1.0, max: 8.0}', 'D11')).toEqual([]);
    expect(fixes('{distribution: loguniform, min: 0, max: 0.1}', 'D11')).toEqual([]);
    expect(fixesOf(sweepOf('x', '{distribution: Uniform, min: 0.0, max: 1.0}', 'grid'), 'D11')).toEqual([]);
    expect(lines('{distribution: zipf, min: 1, max: 3}')[0]).toContain('It knows uniform, int_uniform');
    expect(lines('{distribution: 3, min: 1, max: 3}')[0]).toMatch(/^D11 error \|3\|/);
  });

  it('D13 tells what yields no numbers, and what is refused', () => {
    expect(lines('{distribution: normal, mu: 0, sigma: 0}')).toEqual([
      'D13 warning |0| sigma is 0: every draw is NaN. Write a number above 0. For one fixed value, use value.',
    ]);
    expect(lines('{distribution: beta, a: -1, b: 1}')).toEqual([
      'D13 error |-1| a is -1, and W&B refuses one below 0. Write a number above 0.',
    ]);
    expect(fixes('{distribution: normal, sigma: -0.5}', 'D13')).toEqual([
      'Write 0.5: x: {distribution: normal, sigma: 0.5}',
    ]);
    expect(lines('{min: 0.0, max: .inf}')).toEqual([
      'D13 warning |.inf| max is ∞: W&B draws NaN or infinity, and runs fail on it. Write a number.',
    ]);
    expect(lines('{distribution: normal, mu: .nan}')[0]).toContain('W&B draws NaN, and');
    expect(codes('{distribution: beta, a: 0.5, b: 2}')).toEqual([]);
  });
});
