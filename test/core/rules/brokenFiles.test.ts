import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const HEAD = 'program: train.py\nmethod: random\n';
const y10 = (text: string) => seen(text, 'Y10').map(({ marked, fixes }) => [marked, fixes]);
/** Every code but those that each small sweep gets. */
const codes = (text: string): readonly string[] =>
  codesSeen(text, 'YTPSNDGRMEBCFK').filter((code) => code !== 'T03' && code !== 'M08');

describe('a missing colon', () => {
  it.each([
    ['between key and value', 'parameters:\n  a:\n    min 0.1\n    max: 0.5\n', 'min 0.1'],
    ['above a body', 'parameters:\n  a\n    min: 0.1\n    max: 0.5\n  b: {value: 1}\n', 'a'],
    ['in the last line', 'parameters:\n  b: {value: 1}\nrun_cap 5\n', 'run_cap 5'],
  ])('%s is one problem, and what stands around it is read as it is meant', (_, text, marked) => {
    expect(y10(HEAD + text)).toEqual([[marked, ['Insert :']]]);
    expect(codes(HEAD + text)).toEqual(['Y10']);
  });

  it('leaves a value without body to the next look', () => {
    expect(codes(`${HEAD}parameters:\n  a 0.1\n  b: {value: 1}\n`)).toEqual(['Y10']);
    expect(seen(`${HEAD}parameters:\n  a: 0.1\n`, 'P03')).toHaveLength(1);
  });

  it('is found where YAML reads text or a key instead', () => {
    expect(seen(`${HEAD}parameters:\n  a:\n    min 1\n    max 2\n`, 'P03')).toMatchObject([
      { message: 'a has no body: a colon is missing behind min.', fixes: ['Insert the missing colon'] },
    ]);
    expect(seen(`${HEAD}parameters:\n  a: {min 1, max: 2}\n`, 'S03')).toMatchObject([
      { marked: 'min 1', message: expect.stringContaining('A colon is missing behind min') as string },
    ]);
    expect(seen(`${HEAD}parameters:\n  a 0.1\n`, 'T08')).toMatchObject([{ fixes: ['Write a: {value: 0.1}'] }]);
    expect(codes(`${HEAD}parameters:\n  a: {value: min 1}\n`)).toEqual([]);
  });

  it('is a guess where words follow that mean nothing here', () => {
    expect(y10(`${HEAD}some words\nparameters: {a: {value: 1}}\n`)).toEqual([['some words', ['Insert :']]]);
    expect(y10(`${HEAD}# c\n? x y: z\nsome more: words\n here\nparameters: {}\n`)).not.toEqual([]);
  });
});

describe('tabs', () => {
  it('are one problem, and inside of the lines nothing else is made up', () => {
    const text = `${HEAD}parameters:\n\ta:\n\t\tmin: 0.1\n\t\tmax: 0.5\n\tb:\n\t\tvalues: [1, 2]\n`;
    expect(y10(text)).toEqual([['\t', ['Use spaces']]]);
    expect(codes(text)).toEqual(['Y10']);
    expect(codes(text.replace('0.5', '0.05'))).toEqual(['Y10', 'P01']);
  });

  it('stay where PyYAML takes them', () => {
    expect(codes(`${HEAD}description: "a\tb" # c\td\nparameters: {a: {value: 'x\ty'}}\n`)).toEqual([]);
  });
});

describe('macros in brackets', () => {
  it('are one problem of their line, and the command is read', () => {
    const text = `${HEAD}command: ["\${env}", python, \${program}, \${args}]\nparameters: {a: {value: 1}}\n`;
    expect(y10(text)).toEqual([['${program}, ${args}', ['Put it in quotes']]]);
    expect(codes(text)).toEqual(['Y10']);
    expect(codes(`${HEAD}command:\n  - python\n  - \${program}\n  - \${args}\nparameters: {a: {value: 1}}\n`)).toEqual(
      [],
    );
  });
});

describe('an open bracket', () => {
  it.each([
    ['before another closes', '  a: {values: [1, 2}\n  b: {value: 1}\n', '[', 'Insert ]'],
    ['at the end of a line', '  a:\n    values: [1, 2\n  b: {value: 1}\n', '[', 'Insert ]'],
    ['with another inside', '  a: {values: [1, 2\n  b: {value: 1}\n', '{', 'Insert ]}'],
    ['closed by the wrong one', '  a:\n    values: [1, 2}\n  b: {value: 1}\n', '[', 'Write ] instead of }'],
  ])('%s is marked itself', (_, body, marked, fix) => {
    expect(y10(`${HEAD}parameters:\n${body}`)).toEqual([[marked, [fix]]]);
    expect(codes(`${HEAD}parameters:\n${body}`)).toEqual(['Y10']);
  });

  it('may be closed lines below', () => {
    expect(codes(`${HEAD}parameters:\n  a: {values: [1,\n    2]}\n`)).toEqual([]);
  });

  it('has a fix for a quote too, as a guess', () => {
    expect(y10(`${HEAD}parameters:\n  a: {values: ['x, y]}\n  b: {value: 1}\n`)).toEqual([["'x, y]}", ["Insert '"]]]);
  });
});

describe('Y09', () => {
  it.each([
    ['a body', 'a: &a {value: *a}'],
    ['nested parameters', 'a: &a {parameters: {b: *a}}'],
    ['a list', 'a: {value: &l [1, *l]}'],
    ['a merge', 'a: {value: &v {b: {<<: *v}}}'],
  ])('finds %s that holds itself, and says no more about it', (_, body) => {
    const text = `${HEAD}parameters:\n  ${body}\n`;
    expect(seen(text, 'Y09')).toMatchObject([{ severity: 'error', marked: expect.stringMatching(/^\*/) as string }]);
    expect(codes(text)).toEqual(['Y09']);
  });

  it('takes aliases of what ends before them, and a merge into itself, which merges nothing', () => {
    expect(codes(`${HEAD}parameters:\n  a: &a {value: 1}\n  b: *a\n  c: {<<: *a}\n`)).toEqual([]);
    expect(seen(`${HEAD}parameters:\n  a: &a {<<: *a, value: 1}\n`, 'Y09')).toEqual([]);
  });
});

describe('a file that stays broken', () => {
  const inside =
    '"parameters": {\n    "lr": {"min": 0.001, "max": 0.1},\n    "w": {\n      "min": 0.1,\n      "max": 1\n    }\n  }';

  it('gets no fix that was not tried: what looks nested may be the second half of something cut', () => {
    const cut = `parameters:( "train.py",\n  "method": "random",\n  ${inside}\n}\n`;
    expect(seen(cut, 'P04').flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('keeps the fixes that hold', () => {
    const open = `${HEAD}parameters:\n  a: {min: 1e-5, max: 0.1}\nname: "a\n`;
    expect(seen(open, 'Y01').flatMap(({ fixes }) => fixes)).toEqual(['Write 1.0e-5']);
  });
});
