import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const HEAD = 'program: train.py\nmethod: random\n';
/** A sweep with these parameters in flow style, one a line. */
const sweep = (...parameters: readonly string[]): string =>
  `${HEAD}parameters:\n${parameters.map((one) => `  ${one}\n`).join('')}`;
const marks = (text: string, code: string): readonly string[] => seen(text, code).map(({ marked }) => marked);

describe('Y01', () => {
  it('is an error where W&B needs a number, else a warning', () => {
    const text = sweep('a: {min: 1e-5, max: 0.1}', 'b: {values: [1e-3, 0.1]}', 'c: {value: {lr: 1E-3}}');
    expect(seen(text, 'Y01')).toEqual([
      {
        severity: 'error',
        marked: '1e-5',
        path: 'parameters/a/min',
        message: '1e-5 is read as text, not as a number: W&B’s YAML needs a dot. Write 1.0e-5.',
        fixes: ['Write 1.0e-5'],
      },
      expect.objectContaining({ severity: 'warning', marked: '1e-3', path: 'parameters/b/values' }),
      expect.objectContaining({ severity: 'warning', marked: '1E-3', path: 'parameters/c/value' }),
    ]);
  });

  it.each(['1e5', '1E-5', '1.0e5', '1e+5', '-.5', '+.5', '-.5e-3', '.5e3', '1.e5'])('finds %s', (number) => {
    expect(marks(sweep(`a: {value: ${number}}`), 'Y01')).toEqual([number]);
  });

  it.each([
    '1.0e-5',
    '1.e-5',
    '.5',
    '5.',
    '.1e-3',
    '100',
    '0x10',
    '!!float 1e-5',
    '!!str 1e-5',
    "'x'",
    'v1e5',
    '1e',
    'e5',
  ])('takes %s as it is', (value) => {
    expect(marks(sweep(`a: {value: ${value}}`), 'Y01')).toEqual([]);
  });

  it('looks at every key that takes a number', () => {
    const text =
      'program: t.py\nmethod: bayes\nrun_cap: 1e2\nmetric: {name: loss, goal: minimize, target: 1e-3}\n' +
      'early_terminate: {type: hyperband, min_iter: 1e1, eta: 2e0}\n' +
      'parameters:\n  a: {distribution: q_normal, mu: 1e-1, sigma: 1e0, q: 1e-2}\n' +
      '  b: {values: [x, y], probabilities: [5e-1, 0.5]}\n';
    const found = seen(text, 'Y01');
    expect(found.map(({ marked }) => marked)).toEqual(['1e2', '1e-3', '1e1', '2e0', '1e-1', '1e0', '1e-2', '5e-1']);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error']));
    expect(found.map(({ fixes }) => fixes[0])).toEqual(
      ['100', '1.0e-3', '10', '2.0e+0', '1.0e-1', '1.0e+0', '1.0e-2', '5.0e-1'].map((number) => `Write ${number}`),
    );
  });

  it('makes both bounds floats, or both integers, since W&B refuses one of each', () => {
    const fixes = (body: string): readonly (readonly string[])[] =>
      seen(sweep(`a: {${body}}`), 'Y01').map((one) => one.fixes);
    expect(fixes('min: 1e-5, max: 1')).toEqual([['Write 1.0e-5 and 1.0']]);
    expect(fixes('min: 1, max: 1e3')).toEqual([['Write 1000']]);
    expect(fixes('min: 1e1, max: 1e3')).toEqual([['Write 1.0e+1'], ['Write 1.0e+3']]);
    expect(fixes('distribution: int_uniform, min: 1, max: 1e3')).toEqual([['Write 1000']]);
    expect(fixes('distribution: int_uniform, min: 1e-1, max: 3')).toEqual([[]]);
    expect(fixes('distribution: uniform, min: 1e-1, max: 3')).toEqual([['Write 1.0e-1']]);
  });

  it('explains no other rule about the same text', () => {
    expect(codesSeen(sweep('a: {min: 1e-5, max: 1}'), 'YPSD')).toEqual(['Y01']);
  });
});

describe('Y02', () => {
  it('finds numbers in quotes', () => {
    const text = sweep('a: {min: "0.1", max: 0.5}', 'b: {values: [\'1\', "2"]}', "c: {value: '7'}");
    expect(seen(text, 'Y02').map(({ severity, marked }) => [severity, marked])).toEqual([
      ['error', '"0.1"'],
      ['warning', "'1'"],
      ['warning', '"2"'],
      ['warning', "'7'"],
    ]);
    expect(seen(text, 'Y02')[0]?.message).toBe('"0.1" is text, and W&B needs a number here. Write it without quotes.');
  });

  it.each(["values: ['1', auto]", "value: '007'", "value: 'v1'", "value: [['1', '2']]", "value: '1:30'"])(
    'takes the quotes of %s as meant',
    (body) => {
      expect(marks(sweep(`a: {${body}}`), 'Y02')).toEqual([]);
    },
  );
});

describe('Y03 and Y06', () => {
  it('says what W&B reads', () => {
    expect(seen(sweep('a: {value: 010}'), 'Y03')).toEqual([
      {
        severity: 'warning',
        marked: '010',
        path: 'parameters/a/value',
        message: '010 is read as 8: numbers with a leading zero are octal. Write 10 or 8.',
        fixes: ['Write 8, which W&B reads', 'Write 10'],
      },
    ]);
    expect(seen(sweep('a: {min: 08, max: 10}'), 'Y03')).toMatchObject([{ severity: 'error', fixes: ['Write 8'] }]);
    expect(seen(sweep('a: {value: 1:30}'), 'Y06')).toMatchObject([
      {
        severity: 'warning',
        message: '1:30 is read as 90: digits with colons are a number to base 60. For text, use quotes.',
        fixes: ['Put it in quotes', 'Write 90'],
      },
    ]);
    expect(marks(sweep('a: {values: [0, 00, 07, 0.5, 0x1F, 10]}'), 'Y03')).toEqual([]);
    expect(marks(sweep("a: {values: ['1:30', 1:99]}"), 'Y06')).toEqual([]);
  });

  it('offers no other number where that would turn the bounds around', () => {
    expect(seen(sweep('a: {min: 010, max: 9}'), 'Y03')[0]?.fixes).toEqual(['Write 8, which W&B reads']);
  });
});

describe('Y04 and Y05', () => {
  it('finds Python and words', () => {
    expect(seen(sweep('a: {values: [None, none, null, "None"]}'), 'Y04')).toEqual([
      {
        severity: 'warning',
        marked: 'None',
        path: 'parameters/a/values',
        message: 'None is read as the text "None". Write null for no value.',
        fixes: ['Write null', 'Put it in quotes'],
      },
    ]);
    const text = sweep('a: {values: [yes, NO, true, False, y, "on", !!str off]}');
    expect(marks(text, 'Y05')).toEqual(['yes', 'NO']);
    expect(seen(text, 'Y05')[1]).toMatchObject({
      message: 'NO is read as the boolean false. Write false, or put it in quotes for the text.',
      fixes: ['Write false', 'Put it in quotes'],
    });
  });
});

describe('Y07', () => {
  it('finds tuples, also where the commas of a list split them', () => {
    expect(seen(sweep('a: {values: [(1, 2), (3, (4, 5))]}'), 'Y07')).toMatchObject([
      { marked: '(1, 2)', message: 'YAML has no tuples: (1, 2) is read as 2 separate values. Write [1, 2].' },
      { marked: '(3, (4, 5))', fixes: ['Write [3, [4, 5]]'] },
    ]);
    const block = `${HEAD}parameters:\n  a:\n    values:\n      - (64, 32)\n      - 64 32\n`;
    expect(marks(block, 'Y07')).toEqual(['(64, 32)', '64 32']);
  });

  it.each(['values: [f(x), (a)]', "values: ['(1, 2)']", 'values: [a b, 1]', 'values: [(a, b]'])(
    'leaves %s alone',
    (body) => {
      expect(marks(sweep(`a: {${body}}`), 'Y07')).toEqual([]);
    },
  );
});

describe('Y08', () => {
  it('marks the one that is ignored, and removes it only where both say the same', () => {
    const text = sweep('lr: {value: 1}', 'b: {value: 1, value: 2}', 'lr: {value: 1}');
    expect(seen(text, 'Y08')).toEqual([
      {
        severity: 'error',
        marked: 'lr',
        path: 'parameters/lr',
        message: 'lr stands twice: W&B ignores this one and reads the one in line 6. Keep one of them.',
        fixes: ['Remove this one'],
      },
      expect.objectContaining({ marked: 'value', path: 'parameters/b/value', fixes: [] }),
    ]);
  });

  it('compares keys as Python does, and lets merges repeat', () => {
    expect(marks(sweep('a: &a {value: 1}', '1: {value: 1}', "'1': {value: 1}"), 'Y08')).toEqual([]);
    expect(marks(sweep('a: {value: {1: x, 0x1: y}}'), 'Y08')).toEqual(['1']);
    const merged = `${HEAD}x: &x {value: 1}\ny: &y {value: 2}\nparameters:\n  a: {<<: *x, <<: *y}\n`;
    expect(marks(merged, 'Y08')).toEqual([]);
  });
});

describe('Y09', () => {
  it('finds dates anywhere in the file', () => {
    const text = `${HEAD}name: 2024-05-01\nparameters:\n  a: {values: [2020-01-01, '2020-01-01', 2020-01]}\n`;
    expect(seen(text, 'Y09').map(({ marked, path }) => [marked, path])).toEqual([
      ['2024-05-01', 'name'],
      ['2020-01-01', 'parameters/a/values'],
    ]);
    expect(codesSeen(text, 'T')).not.toContain('T05');
  });
});

describe('Y10', () => {
  it('knows templates, and values that start with a sign of YAML', () => {
    const template = `${HEAD}parameters:\n  a:\n    values: {{ lrs }}\n`;
    expect(seen(template, 'Y10')).toMatchObject([
      {
        marked: '{{ lrs }}',
        message: 'W&B reads the file as it stands: nothing fills in {{ }}. Write the value itself.',
      },
    ]);
    expect(codesSeen(template, 'SP')).toEqual([]);
    expect(seen(`${HEAD}parameters:\n  a: {value: @best}\n`, 'Y10')).toMatchObject([
      { marked: '@', fixes: ['Put it in quotes'] },
    ]);
    // A key is missing in front: quotes would leave the file as unreadable as it is.
    const keyless = seen(`: %etric:\n  name: loss\n${HEAD}parameters:\n  a: {value: 1}\n`, 'Y10');
    expect(keyless).not.toEqual([]);
    expect(keyless.flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(marks(sweep('a: {value: "{{ x }}"}'), 'Y10')).toEqual([]);
    // The line below it is indented as for a key, which quotes would bring to light.
    const item = seen(`- @Accuracy\n    goal: maximize\n${HEAD}parameters:\n  a: {values: [1, 2]}\n`, 'Y10');
    expect(item.flatMap(({ fixes }) => fixes)).toEqual([]);
  });
});
