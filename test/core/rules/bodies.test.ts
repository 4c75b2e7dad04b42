import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { codesSeen, seen, type Seen } from './findings';

const HEAD = 'program: train.py\nmethod: random\n';
const sweep = (...parameters: readonly string[]): string =>
  `${HEAD}parameters:\n${parameters.map((one) => `  ${one}\n`).join('')}`;
const of = (code: string, body: string): readonly Seen[] => seen(sweep(`p: {${body}}`), code);
/** Codes of the rules about the form of a body. */
const codes = (body: string): readonly string[] => codesSeen(sweep(`p: {${body}}`), 'PS');

describe('P02', () => {
  it('marks the integer, and offers both ways', () => {
    expect(of('P02', 'min: 0, max: 1.0')).toEqual([
      {
        severity: 'error',
        marked: '0',
        path: 'parameters/p/min',
        message:
          'One bound of p is an integer, the other a float; wandb sweep refuses to guess. ' +
          'Write 0.0, or add distribution: uniform.',
        fixes: ['Write 0.0', 'Add distribution: uniform'],
      },
    ]);
    expect(of('P02', 'min: 0.5, max: 10')).toMatchObject([{ marked: '10', path: 'parameters/p/max' }]);
  });

  it('is silent where a distribution says it, and for nested parameters, which W&B’s client does not look at', () => {
    expect(codes('distribution: uniform, min: 0, max: 1.0')).toEqual([]);
    expect(codes('min: 0, max: 1')).toEqual([]);
    expect(codesSeen(sweep('p: {parameters: {q: {min: 0, max: 1.0}}}'), 'PS')).toEqual([]);
  });
});

describe('P04', () => {
  it('finds parameters without the key above them, and checks them all the same', () => {
    expect(of('P04', 'lr: {min: 3, max: 1}')).toEqual([
      {
        severity: 'error',
        marked: 'p',
        path: 'parameters/p',
        message: 'p holds parameters, but the key parameters: is missing above them. W&B refuses the sweep like this.',
        fixes: ['Insert parameters'],
      },
    ]);
    expect(codes('lr: {min: 3, max: 1}')).toEqual(['P04', 'P01']);
    expect(codes('head: {size: {values: [1, 2]}}')).toEqual(['P04', 'P04']);
  });

  it('finds a parameter that is indented too far, and what stands beside nested ones', () => {
    expect(of('P04', 'min: 0.1, max: 0.5, dropout: {values: [1, 2]}')).toMatchObject([
      {
        marked: 'dropout',
        path: 'parameters/p/dropout',
        message: expect.stringContaining('indent it like p.') as string,
      },
    ]);
    expect(of('P04', 'distribution: uniform, parameters: {q: {value: 1}}')).toMatchObject([
      { marked: 'distribution', fixes: ['Remove distribution'] },
    ]);
    expect(codes('parameters: {q: {value: 1}}')).toEqual([]);
    expect(codes('value: {lr: {value: 1}}')).toEqual([]);
  });

  it.each([
    ['parameters: 8', '8', 'is no mapping, which W&B refuses. It needs a name for each parameter, with its body.'],
    [
      'parameters: [1, 2]',
      'parameters',
      'is no mapping, which W&B refuses. It needs a name for each parameter, with its body.',
    ],
    ['parameters: {}', 'parameters', 'is empty, which W&B refuses. Write parameters below it, or leave p out.'],
    ['parameters: ', 'parameters', 'is empty, which W&B refuses. Write parameters below it, or leave p out.'],
  ])('finds nested parameters without any: %s', (body, marked, message) => {
    expect(of('P04', body)).toEqual([
      { severity: 'error', marked, path: 'parameters/p/parameters', message: `parameters of p ${message}`, fixes: [] },
    ]);
  });

  it('indents what stands beside nested parameters under them', () => {
    const text = 'method: random\nparameters:\n  p:\n    parameters:\n    lr: {values: [1, 2]}\n';
    const [problem, ...others] = checkSweep(parseSweepDocument(text), { evidence: null }).filter(
      ({ code }) => code === 'P04',
    );
    expect(others).toEqual([]);
    expect(problem?.message).toBe(
      'parameters of p is empty, since lr stands at the same indentation. Indent what belongs to it.',
    );
    expect(applyEdits(text, problem!.fixes[0]!.edits)).toBe(text.replace('    lr', '      lr'));
  });
});

describe('S02', () => {
  it('writes one value as a list, unless the probabilities beside it are for more', () => {
    expect(of('S02', 'values: adam')).toMatchObject([{ fixes: ['Write [adam]'] }]);
    expect(of('S02', 'values: adam, probabilities: [0.5, 0.5]')).toMatchObject([{ fixes: [] }]);
  });
});

describe('S01', () => {
  it.each([
    [
      'value: 1, values: [1, 2]',
      'values',
      'value and values do not go together, so W&B refuses p. Keep one of them.',
      ['Keep values', 'Keep value'],
    ],
    [
      'values: [1, 2], min: 0, max: 3',
      'min',
      'values and min and max do not go together, so W&B refuses p. Keep one of them.',
      ['Keep values', 'Keep min and max'],
    ],
    [
      'distribution: uniform, values: [1, 2]',
      'uniform',
      'uniform does not take values, so W&B refuses p. It takes min and max.',
      ['Write distribution: categorical'],
    ],
    [
      'distribution: constant, values: [1]',
      'constant',
      'constant does not take values, so W&B refuses p. It takes value.',
      ['Write distribution: categorical'],
    ],
    [
      'distribution: normal, min: 0.0, max: 1.0',
      'min',
      'normal does not take min and max, so W&B refuses p. It takes mu and sigma.',
      ['Write distribution: uniform', 'Remove min and max'],
    ],
    [
      'distribution: uniform, min: 0, max: 1, mu: 2',
      'mu',
      'uniform does not take mu, so W&B refuses p. It takes min and max.',
      ['Remove mu'],
    ],
  ])('%s', (body, marked, message, fixes) => {
    expect(of('S01', body)).toMatchObject([{ severity: 'error', marked, message, fixes }]);
    expect(codes(body)).toEqual(['S01']);
  });

  it('offers a grid no distribution that it does not take', () => {
    const text = 'program: t.py\nmethod: grid\nparameters:\n  p: {distribution: constant, min: 0.1, max: 0.2}\n';
    expect(seen(text, 'S01')).toMatchObject([{ fixes: [] }]);
  });
});

describe('S02', () => {
  it.each([
    ['values: []', '[]', []],
    ['values: {a: 1}', '{a: 1}', []],
    ['values: 5', '5', ['Write [5]']],
    ['values: adam', 'adam', ['Write [adam]']],
    ["values: 'a b'", "'a b'", ["Write ['a b']"]],
    ['values: 1 2', '1 2', ['Write [1, 2]']],
    ['values: ', 'values', []],
  ])('%s', (body, marked, fixes) => {
    expect(of('S02', body)).toMatchObject([{ severity: 'error', marked, path: 'parameters/p/values', fixes }]);
    expect(codes(body)).toEqual(['S02']);
  });

  it('reads a list that lacks its brackets', () => {
    const text = `${HEAD}parameters:\n  p:\n    values: (16, 32)\n  q:\n    values: 1, 2\n`;
    expect(seen(text, 'S02').map(({ fixes }) => fixes)).toEqual([['Write [16, 32]'], ['Write [1, 2]']]);
    expect(codesSeen(text, 'Y')).toEqual([]);
  });
});

describe('S03', () => {
  it.each([
    ['valeus: [1, 2]', 'valeus', ['Write values']],
    ['low: 0.1, max: 0.5', 'low', ['Write min']],
    ['min: 0.1, maxx: 0.5', 'maxx', ['Write max']],
    ['min: 0.5, maxx: 0.1', 'maxx', []],
    ['values: [1, 2], desc: hi', 'desc', ['Remove desc']],
    ['value: 1, default: 2', 'default', ['Remove default']],
    ['min: 0, max: 10, step: 2', 'step', ['Write q, with distribution: q_uniform']],
    ['distribution: uniform, min: 0.0, max: 8.0, q: 2', 'q', ['Write distribution: q_uniform', 'Remove q']],
    ['min: 0.0, max: 8.0, q: 2', 'q', ['Add distribution: q_uniform', 'Remove q']],
    ['distribution: normal, mean: 1.0', 'mean', ['Write mu']],
    ['invalid: this', 'invalid', []],
    ['range: [0, 1]', 'range', ['Write min: 0 and max: 1']],
    ['range: [3, 1]', 'range', []],
  ])('%s', (body, marked, fixes) => {
    expect(of('S03', body)).toMatchObject([{ severity: 'error', marked, path: `parameters/p/${marked}`, fixes }]);
    expect(codes(body)).toEqual(['S03']);
  });
});

describe('values that commas cut to pieces', () => {
  it.each([
    ['S02', 'values: 1, 2, 3', '1, 2, 3', ['Write [1, 2, 3]']],
    ['S02', 'values: 0,1, 0,5', '0,1, 0,5', ['Write [0.1, 0.5]', 'Write [0,1, 0,5]']],
    ['S03', 'min: 0,1, max: 0.5', '0,1', ['Write 0.1']],
    ['S03', 'min: 1, max: 1,000', '1,000', ['Write 1000']],
    ['S03', 'value: 0,5', '0,5', ['Write 0.5']],
    ['S03', 'value: 1, 2, 3', '1, 2, 3', ['Write values: [1, 2, 3]']],
  ])('%s: %s', (code, body, marked, fixes) => {
    expect(of(code, body)).toMatchObject([{ severity: 'error', marked, fixes }]);
    expect(codesSeen(sweep(`p: {${body}}`), 'PSDRY')).toEqual([code]);
  });

  it('tells them from keys that lack their value, and finds a key that is no text', () => {
    expect(of('S03', 'value: 1, desc')).toMatchObject([{ marked: 'desc' }]);
    expect(of('S04', 'min: 0, max')).toMatchObject([{ marked: 'max' }]);
    expect(of('S03', 'value: 1, 2: 3')).toMatchObject([{ marked: '2' }]);
    expect(codes('values: [1, 2, 3]')).toEqual([]);
  });

  it.each([
    ['0.1,', 'Write 0.1', 'Outside of braces, no comma ends a value.'],
    ['0.1#low', 'Write 0.1 #low', 'A comment needs a space before its #.'],
    ['10^-5', 'Write 0.00001', 'YAML computes nothing.'],
    ['2*10**-4', 'Write 0.0002', 'YAML computes nothing.'],
    ['3 x 10^-2', 'Write 0.03', 'YAML computes nothing.'],
  ])('reads %s', (written, fix, advice) => {
    const [problem] = seen(`${HEAD}parameters:\n  p:\n    min: ${written}\n    max: 5.0\n`, 'S04');
    expect(problem).toMatchObject({ marked: written, fixes: [fix] });
    expect(problem!.message).toContain(advice);
  });

  it('makes nothing of other text', () => {
    for (const written of ['ten', '10^5^2', '0.1,2,3', '10^-500', '10^', '.,']) {
      expect(seen(`${HEAD}parameters:\n  p:\n    min: ${written}\n    max: 5.0\n`, 'S04')[0]?.fixes).toEqual([]);
    }
  });

  it('reads a decimal comma with indentation too', () => {
    const text = `${HEAD}parameters:\n  p:\n    min: 0,1\n    max: 5\n`;
    expect(seen(text, 'S04')).toMatchObject([{ marked: '0,1', fixes: ['Write 0.1'] }]);
  });
});

describe('S04', () => {
  it.each([
    ['', 'p', 'p is empty, which W&B refuses. Give it value, values, or min and max.', []],
    ['min: 0.1', 'p', 'min needs max beside it, which p lacks. For a single value, use value.', []],
    ['distribution: uniform, max: 1.0', 'p', 'uniform needs min, which p lacks. For a single value, use value.', []],
    ['distribution: categorical', 'p', 'categorical needs values, which p lacks.', []],
    [
      'mu: 0.0, sigma: 1.0',
      'p',
      'p does not say what is drawn. Add distribution: normal.',
      ['Add distribution: normal'],
    ],
    ['min: false, max: 1', 'false', 'min is a boolean (false); W&B needs a number here.', []],
    ['min: low, max: 1', 'low', 'min is text (low); W&B needs a number here.', []],
    ['min: [1], max: 2', '[1]', 'min is a list; W&B needs a number here.', []],
    ['min: , max: 2', 'min', 'min is empty; W&B needs a number here.', []],
  ])('%s', (body, marked, message, fixes) => {
    expect(of('S04', body)).toMatchObject([{ severity: 'error', marked, message, fixes }]);
    expect(codes(body)).toEqual(['S04']);
  });

  it.each(['distribution: normal', 'distribution: beta', 'value: null', 'values: [a]', 'min: 0.0, max: 1.0'])(
    'takes %s',
    (body) => {
      expect(of('S04', body)).toEqual([]);
    },
  );
});

describe('S05 and S08', () => {
  it.each([
    ['values: [a, b], probabilities: [0.5, 0.1]', '[0.5, 0.1]', 'The probabilities of p sum to 0.6; W&B needs 1.'],
    [
      'values: [a, b, c], probabilities: [0.5, 0.5]',
      '[0.5, 0.5]',
      'p has 3 values and 2 probabilities; W&B needs one for each.',
    ],
    ['values: [a, b], probabilities: [1.5, -0.5]', '-0.5', '-0.5 is no probability; W&B needs a number of at least 0.'],
    [
      'values: [a, b], probabilities: 0.5',
      '0.5',
      'probabilities of p is no list; W&B needs one number for each value.',
    ],
    ['probabilities: [0.5, 0.5]', 'probabilities', 'probabilities of p need values beside them.'],
    [
      'distribution: categorical, values: [a, b], probabilities: [0.5, 0.5]',
      'categorical',
      'W&B refuses probabilities with distribution: categorical. Write categorical_w_probabilities.',
    ],
  ])('%s', (body, marked, message) => {
    expect(of('S05', body)).toMatchObject([{ severity: 'error', marked, message }]);
    expect(codes(body)).toEqual(['S05']);
  });

  it.each(['bayes', 'grid'])('advises what %s can take', (method) => {
    const text = `program: t.py\nmethod: ${method}\nparameters:\n  p: {distribution: categorical, values: [a, b], probabilities: [0.5, 0.5]}\n`;
    expect(seen(text, 'S05')).toMatchObject([
      {
        message: `W&B refuses probabilities with distribution: categorical. ${method} takes none: leave them out.`,
        fixes: ['Remove probabilities'],
      },
    ]);
  });

  it('sums as closely as W&B does, at every depth', () => {
    expect(of('S05', 'values: [a, b, c], probabilities: [0.333333, 0.333333, 0.333333]')).toEqual([]);
    expect(of('S05', 'values: [a, b, c], probabilities: [0.3333, 0.3333, 0.3333]')).toHaveLength(1);
    expect(of('S05', 'values: [a, b], probabilities: [5e-1, 0.5]')).toEqual([]);
    const nested = sweep('p: {parameters: {q: {values: [a, b], probabilities: [0.5, 0.1]}}}');
    expect(seen(nested, 'S05')).toMatchObject([{ path: 'parameters/p/parameters/q/probabilities' }]);
  });

  it('tells of values that are never drawn', () => {
    expect(of('S08', 'values: [a, b], probabilities: [1, 0]')).toMatchObject([
      { severity: 'info', marked: '0', message: 'b has the probability 0 and is never drawn. Leave it out.' },
    ]);
  });
});

describe('S06, S07 and S09', () => {
  it('find lists that are meant otherwise', () => {
    expect(of('S06', 'values: [adam]')).toMatchObject([{ severity: 'info', marked: '[adam]', fixes: ['Write value'] }]);
    expect(of('S06', 'values: [a, b]')).toEqual([]);
    expect(seen('program: t.py\nmethod: bayes\nparameters:\n  p: {values: [1]}\n', 'S06')).toEqual([]);
    expect(of('S07', 'values: [1, 2, 1.0, true, "1"]')).toMatchObject([{ severity: 'warning', marked: '1.0' }]);
    expect(of('S07', 'values: [1, 2]')).toEqual([]);
    const advice = (method: string, more = ''): string | undefined =>
      seen(`program: t.py\nmethod: ${method}\nparameters:\n  p: {values: [1, 2, 1]${more}}\n`, 'S07')[0]?.message;
    expect(advice('random')).toBe(
      '1 is listed twice: it is drawn more often than the others. For that, use probabilities.',
    );
    expect(advice('random', ', probabilities: [0.2, 0.6, 0.2]')).toBe(
      '1 is listed twice: it is drawn more often than the others. List it once, with the sum of both probabilities.',
    );
    expect(advice('bayes')).toBe(
      '1 is listed twice: it is drawn more often than the others. bayes takes no probabilities: list each value once.',
    );
    expect(advice('grid')).toBe('1 is listed twice: a grid tries it once.');
    expect(seen(sweep('lr: {value: [0.1, 0.2]}'), 'S09')).toMatchObject([
      { severity: 'warning', fixes: ['Write values'] },
    ]);
    expect(seen(sweep('betas: {value: [0.9, 0.99]}', 'hidden_sizes: {value: [64, 64]}'), 'S09')).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['model/lr', '/ can’t be part of it'],
    ['a b', 'a space can’t be part of it'],
    ["'1x'", 'it starts with a letter or underscore'],
    ['--lr', 'names have no dashes in front'],
    ['+model', 'args_append_hydra'],
  ])('N01: %s', (name, reason) => {
    const found = seen(sweep(`${name}: {value: 1}`), 'N01');
    expect(found).toMatchObject([{ severity: 'warning', marked: name }]);
    expect(found[0]?.message).toContain(reason);
  });

  it('N01 is an error for a local controller, and takes what W&B takes', () => {
    const local = `controller: {type: local}\n${sweep('a/b: {value: 1}')}`;
    expect(seen(local, 'N01')).toMatchObject([{ severity: 'error' }]);
    expect(seen(sweep('a.b-c_1: {value: 1}', '_x: {value: 1}'), 'N01')).toEqual([]);
  });

  it.each([
    ['1', 'a number', []],
    ['on', 'a boolean', ['Put it in quotes']],
    ['null', 'null', ['Put it in quotes']],
  ])('N02: %s', (name, what, fixes) => {
    const found = seen(sweep(`${name}: {value: 1}`), 'N02');
    expect(found).toMatchObject([{ severity: 'error', marked: name, fixes }]);
    expect(found[0]?.message).toContain(`is read as ${what}`);
  });

  it('N03 and N04 find names that mean the same', () => {
    expect(seen(sweep('batch_size: {value: 1}', 'Batch-Size: {value: 2}'), 'N03')).toMatchObject([
      { marked: 'Batch-Size' },
    ]);
    expect(seen(sweep('opt.lr: {value: 1}', 'opt: {parameters: {lr: {value: 2}}}'), 'N04')).toMatchObject([
      { severity: 'warning', marked: 'opt.lr' },
    ]);
    expect(seen(sweep('opt.lr: {value: 1}', 'lr: {value: 2}'), 'N04')).toEqual([]);
  });

  it('N05 tells a section in the wrong place from a parameter of its name', () => {
    const text = sweep('metric: {name: loss, goal: minimize}', 'program: {values: [a, b]}');
    expect(seen(text, 'N05')).toMatchObject([
      { severity: 'error', marked: 'metric' },
      { severity: 'info', marked: 'program' },
    ]);
    expect(codesSeen(text, 'S')).toEqual([]);
  });
});
