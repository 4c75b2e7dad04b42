import { describe, expect, it } from 'vitest';
import { codesOf, fixesOf, linesOf, problemsOf, sweepOf } from './drawn';

const lines = (name: string, body: string): readonly string[] => linesOf(sweepOf(name, body));
const codes = (name: string, body: string, method = 'random'): readonly string[] =>
  codesOf(sweepOf(name, body, method));
const fixes = (name: string, body: string, code: string): readonly string[] => fixesOf(sweepOf(name, body), code);

describe('R01', () => {
  it('tells the share in the top tenth, at every depth', () => {
    expect(lines('lr', '{distribution: uniform, min: 0.00001, max: 0.1}')).toEqual([
      'R01 info |0.00001| lr uniform 0.00001–0.1: 90 % of the draws are above 0.01. ' +
        'To search each order of magnitude alike, use log_uniform_values.',
    ]);
    expect(codes('m', '{parameters: {x: {min: 0.001, max: 0.1}}}')).toEqual(['R01']);
    expect(fixes('x', '{min: 0.001, max: 0.1}', 'R01')).toEqual([
      'Use log_uniform_values: x: {distribution: log_uniform_values, min: 0.001, max: 0.1}',
    ]);
  });

  it.each([
    ['x', '{min: 0.0011, max: 0.1}'],
    ['x', '{min: 0.0, max: 0.1}'],
    ['x', '{distribution: log_uniform_values, min: 0.001, max: 0.1}'],
    ['x', '{distribution: q_uniform, min: 1, max: 800, q: 10}'],
    ['dropout', '{min: 0.001, max: 0.5}'],
    ['hidden_size', '{distribution: q_uniform, min: 1, max: 512, q: 1}'],
    ['x', '{min: 1, max: 1000}'],
  ])('keeps quiet about %s: %s', (name, body) => {
    expect(codes(name, body)).not.toContain('R01');
  });
});

describe('R02', () => {
  it('does not judge by a mean and a width that W&B puts in the place of misspelt ones', () => {
    expect(codes('lr', '{distribution: normal, mean: 0.5, std: 0.1}')).toEqual([]);
    expect(codes('lr', '{distribution: normal}')).toContain('R02');
  });

  it('tells the share of a normal law beyond the limits', () => {
    // scipy.stats.norm(0.5, 0.5): 1 − (cdf(1) − cdf(0)) = 0.317
    expect(lines('dropout', '{distribution: normal, mu: 0.5, sigma: 0.5}')).toEqual([
      'R02 info |0.5| dropout ~ N(0.5, 0.5): 32 % of the draws fall outside 0–1. ' +
        'A normal distribution has no bounds; use uniform with min and max.',
    ]);
    expect(fixes('dropout', '{distribution: normal, mu: 0.5, sigma: 0.2}', 'R02')).toEqual([
      'Use uniform from 0.1 to 0.9: dropout: {distribution: uniform, min: 0.1, max: 0.9}',
    ]);
    // scipy.stats.norm(0.01, 0.01).cdf(0) = 0.159
    expect(lines('lr', '{distribution: normal, mu: 0.01, sigma: 0.01}')[0]).toContain('16 % of the draws fall below 0');
    // Multiples of 0.25 outside 0–1: 1 − (cdf(1.125) − cdf(−0.125)) = 0.211
    expect(lines('dropout', '{distribution: q_normal, mu: 0.5, sigma: 0.5, q: 0.25}')[0]).toContain(
      '21 % of the draws',
    );
  });

  it('keeps quiet where the tail is negligible', () => {
    expect(codes('dropout', '{distribution: normal, mu: 0.5, sigma: 0.1}')).toEqual([]);
    expect(codes('x', '{distribution: normal, mu: 0, sigma: 10}')).toEqual([]);
  });
});

describe('R03', () => {
  it.each([
    ['{min: 0.5, max: 1.5}', 'lr up to 1.5: half of the draws fall above 1, where training rarely stays stable.'],
    ['{values: [0.1, 10]}', 'lr: 1 of the 2 values lies above 1, where training rarely stays stable.'],
    [
      '{distribution: log_uniform_values, min: 1.0e-10, max: 0.01}',
      'lr from 1e-10: 25 % of the draws fall below 1e-8, where practically nothing is learned.',
    ],
    [
      '{distribution: log_uniform_values, min: 1.0e-8, max: 0.1}',
      'lr spans 7 orders of magnitude (1e-8–0.1): few draws fall into any one of them. Narrow the range.',
    ],
  ])('%s', (body, message) => {
    expect(problemsOf(sweepOf('lr', body)).map((problem) => problem.message)).toEqual([message]);
  });

  it('narrows, or leaves a value out', () => {
    expect(fixes('lr', '{min: 0.5, max: 1.5}', 'R03')).toEqual(['Set max to 1.0: lr: {min: 0.5, max: 1.0}']);
    expect(fixes('lr', '{values: [0.1, 0.2, 10]}', 'R03')).toEqual(['Leave out 10: lr: {values: [0.1, 0.2]}']);
  });

  it.each([
    '{min: 0.0, max: 0.1}',
    '{values: [0.1, 1.0]}',
    '{distribution: log_uniform_values, min: 1.0e-6, max: 1.0}',
  ])('keeps quiet about %s', (body) => {
    expect(codes('lr', body)).toEqual([]);
  });
});

describe('R04', () => {
  it('tells the share outside 0–1', () => {
    expect(lines('dropout', '{min: 0.0, max: 1.5}')).toEqual([
      'R04 info |1.5| dropout from 0 to 1.5: 33 % of the draws fall outside 0–1, where a value of that name makes no sense.',
    ]);
    expect(fixes('dropout', '{min: 0.0, max: 1.5}', 'R04')).toEqual(['Set max to 1.0: dropout: {min: 0.0, max: 1.0}']);
    expect(lines('flip_prob', '{value: 2}')[0]).toContain('flip_prob is fixed to 2, outside 0–1');
    expect(lines('dropout', '{distribution: log_normal, mu: 0, sigma: 1}')[0]).toContain(
      'half of the draws fall outside',
    );
  });

  it('does not accept 1 for what has to forget', () => {
    expect(lines('momentum', '{values: [0.9, 1.0]}')).toEqual([
      'R04 info |1.0| momentum: 1 of the 2 values lies at or above 1, where nothing is ever forgotten.',
    ]);
    expect(codes('dropout', '{values: [0.5, 1.0]}')).toEqual([]);
    expect(codes('momentum', '{min: 0.5, max: 1.0}')).toEqual([]);
  });

  it('looks at the steps of a grid', () => {
    // The grid tries 0, 0.5 and 1; drawn at random, 1.5 would come too.
    const body = '{distribution: q_uniform, min: 0, max: 1.5, q: 0.5}';
    expect(codes('dropout', body)).toEqual(['R04']);
    expect(codes('dropout', body, 'grid')).toEqual(['G03']);
  });

  it('leaves names to the framework at hand, and integer bounds to D09', () => {
    expect(codes('mlp_ratio', '{values: [2, 4]}')).toEqual([]);
    expect(codes('dropout', '{min: 0, max: 1}')).toEqual(['D09']);
  });
});

describe('R05–R07', () => {
  it('R05 marks fractions and floats', () => {
    expect(lines('model.hidden_size', '{min: 16.0, max: 64.0}')).toEqual([
      'R05 info |16.0| model.hidden_size sounds like a whole number, and draws are fractions. ' +
        'Round them: use int_uniform, or q_uniform with q: 1.',
    ]);
    expect(fixes('units', '{distribution: log_uniform_values, min: 16, max: 64}', 'R05')).toEqual([
      'Round to whole numbers: units: {distribution: q_log_uniform_values, min: 16, max: 64, q: 1}',
    ]);
    expect(lines('batch_size', '{values: [16, 32.0]}')).toEqual([
      'R05 info |32.0| batch_size sounds like a whole number, and 32.0 is a float.',
    ]);
    expect(fixes('batch_size', '{values: [16.0, 32.0]}', 'R05')).toEqual([
      'Write whole numbers: batch_size: {values: [16, 32]}',
    ]);
    expect(codes('batch_size', '{values: [16, 32]}')).toEqual([]);
    expect(codes('test_size', '{min: 0.1, max: 0.3}')).toEqual([]);
  });

  it('R06 marks zero and below', () => {
    expect(lines('num_layers', '{min: 0, max: 3}')).toEqual([
      'R06 info |0| num_layers from 0: 25 % of the draws fall at or below 0, and a count needs at least 1.',
    ]);
    expect(fixes('num_layers', '{min: 0, max: 3}', 'R06')).toEqual(['Set min to 1: num_layers: {min: 1, max: 3}']);
    expect(codes('num_workers', '{min: 0, max: 3}')).toEqual([]);
    expect(codes('seed', '{min: 0, max: 3}')).toEqual([]);
  });

  it('R07 marks what is below zero', () => {
    expect(lines('weight_decay', '{min: -0.1, max: 0.1}')).toEqual([
      'R07 info |-0.1| weight_decay from -0.1: half of the draws fall below 0, and a decay is never negative.',
    ]);
    expect(fixes('weight_decay', '{min: -0.1, max: 0.1}', 'R07')).toEqual([
      'Set min to 0.0: weight_decay: {min: 0.0, max: 0.1}',
    ]);
    expect(codes('lr', '{values: [-0.1, 0.1]}')).toEqual(['R07']);
    expect(codes('log_lr', '{min: -5.0, max: -1.0}')).toEqual([]);
  });
});

describe('R08–R10', () => {
  it('R08 speaks of seeds under bayes only', () => {
    expect(codes('seed', '{values: [1, 2, 3]}', 'bayes')).toEqual(['R08']);
    expect(codes('seed', '{values: [1, 2, 3]}')).toEqual([]);
    expect(codes('seed', '{value: 1}', 'bayes')).toEqual([]);
  });

  it('R09 lists powers of two', () => {
    // 8, 16, … 64 by 8: 24, 40, 48 and 56 are none. Shares: 8 and 64 have half a step's worth of draws.
    const body = '{distribution: q_uniform, min: 8, max: 64, q: 8}';
    expect(lines('batch_size', body)).toEqual([
      'R09 info |64| batch_size: 57 % of the draws are not powers of two, which usually run fastest. ' +
        'To try only those, write values: [8, 16, 32, 64].',
    ]);
    expect(fixes('batch_size', body, 'R09')).toEqual(['Try [8, 16, 32, 64]: batch_size: {values: [8, 16, 32, 64]}']);
    expect(codes('batch_size', '{values: [12, 24]}')).toEqual([]);
    expect(codes('batch_size', '{min: 1, max: 4}')).toEqual([]);
  });

  it('R10 speaks of epochs under Hyperband', () => {
    const sweep = sweepOf('num_epochs', '{values: [10, 20]}');
    expect(codesOf(`early_terminate: {type: hyperband, min_iter: 3}\n${sweep}`)).toEqual(['R10']);
    expect(codesOf(sweep)).toEqual([]);
  });
});

describe('where a framework is recognised', () => {
  it('its own facts speak, not names in general', () => {
    const yolo =
      'command: [yolo, train]\nmethod: random\nparameters:\n  dropout: {min: 0.0, max: 1.5}\n  mosaic: {min: 0.0, max: 1.0}\n';
    expect(codesOf(yolo)).toEqual([]);
  });
});
