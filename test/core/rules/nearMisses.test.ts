import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { codesSeen, seen } from './findings';

const HEAD = 'program: t.py\nmethod: random\nrun_cap: 3\nmetric: {name: loss, goal: minimize}\n';

/** The text after the first fix of a rule. */
function fixed(text: string, code: string): string {
  const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
  return applyEdits(text, problems.find((problem) => problem.code === code)?.fixes[0]?.edits ?? []);
}

describe('near misses', () => {
  it('items that are indented unevenly', () => {
    const list = '      - 0.1\n       - 0.2\n       - 0.3\n';
    const text = `${HEAD}parameters:\n  dropout:\n    values:\n${list}`;
    expect(seen(text, 'S02')).toEqual([
      {
        severity: 'error',
        marked: '0.1\n       - 0.2\n       - 0.3',
        path: 'parameters/dropout/values',
        message:
          'W&B reads one text here (0.1 - 0.2 - 0.3), since the dashes are not in line. Indent all items of dropout alike.',
        fixes: ['Indent the items alike'],
      },
    ]);
    expect(codesSeen(text, 'S')).toEqual(['S02']);
    expect(fixed(text, 'S02')).toBe(text.replaceAll('       - ', '      - '));
    // A text of two lines in which no line is an item.
    expect(codesSeen(`${HEAD}parameters:\n  a:\n    values:\n      - x\n        y\n      - z\n`, 'S')).toEqual([]);
  });

  it('a method in brackets', () => {
    const text = `${HEAD.replace('random', '[random]')}parameters: {a: {values: [1, 2]}}\n`;
    expect(seen(text, 'T02')).toMatchObject([
      { message: 'method is a list, and W&B needs one word. Write random.', fixes: ['Write random'] },
    ]);
    expect(fixed(text, 'T02')).toBe(text.replace('[random]', 'random'));
  });

  it('no method', () => {
    const text = `# mine\nprogram: t.py\nparameters: {a: {values: [1, 2]}}\n`;
    expect(seen(text, 'T02')).toMatchObject([{ fixes: ['Write method: random'] }]);
    expect(fixed(text, 'T02')).toBe(text.replace('program', 'method: random\nprogram'));
  });

  it('a name with blanks', () => {
    const text = `${HEAD}parameters:\n  my rate: {values: [1, 2]}\n`;
    expect(fixed(text, 'N01')).toBe(text.replace('my rate', 'my_rate'));
    expect(seen(`${text}  my_rate: {values: [1, 2]}\n`, 'N01')[0]?.fixes).toEqual([]);
  });

  it('one number in two spellings', () => {
    expect(seen(`${HEAD}parameters: {a: {values: [1, 1.0]}}\n`, 'S07')[0]?.message).toMatch(
      /^1\.0 and 1 are the same value: it is drawn more often/,
    );
  });

  it('a log scale as other tuners write it', () => {
    const text = `${HEAD}parameters:\n  lr: {min: 0.0001, max: 0.1, scale: log}\n`;
    expect(seen(text, 'S03')[0]?.message).toMatch(/For a log scale, write distribution: log_uniform_values\.$/);
    expect(fixed(text, 'S03')).toBe(text.replace('scale: log', 'distribution: log_uniform_values'));
    expect(seen(text.replace('0.0001', '0.0'), 'S03')[0]?.fixes).toEqual([]);
  });

  it('parameters without a line that says so', () => {
    const text = `${HEAD}lr: {min: 0.001, max: 0.1}\nbatch_size:\n  values: [16, 32]\n`;
    expect(seen(text, 'T08')[0]?.fixes).toEqual(['Write parameters: above them']);
    expect(fixed(text, 'T08')).toBe(
      `${HEAD}parameters:\n  lr: {min: 0.001, max: 0.1}\n  batch_size:\n    values: [16, 32]\n`,
    );
    expect(seen(`${HEAD}lr: {min: 0.001, max: 0.1}\nname: x\nbs: {values: [1, 2]}\n`, 'T08')[0]?.fixes).toEqual([]);
  });
});
