import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { codesSeen, seen } from './findings';

const HEAD = 'program: t.py\nmethod: random\nrun_cap: 3\n';

/** The file once the first fix of its first error is applied. */
function repaired(text: string): string {
  const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
  const fix = problems.find(({ severity }) => severity === 'error')?.fixes[0];
  return fix ? applyEdits(text, fix.edits) : text;
}

describe('a line that is indented too far', () => {
  it('is named, and moved below the one before it', () => {
    const text = `${HEAD}metric:\n  name: loss\n   goal: minimize\nparameters:\n  d: {values: [1, 2]}\n`;
    expect(seen(text, 'Y10')).toEqual([
      {
        severity: 'error',
        marked: 'goal',
        path: '',
        message:
          'goal is indented too far: it belongs below the line before it, at the same column. ' +
          'W&B can’t read the file like this.',
        fixes: ['Indent goal like the line before'],
      },
    ]);
    expect(codesSeen(text, 'YMTS')).toEqual(['Y10']);
    expect(repaired(text)).toBe(text.replace('   goal', '  goal'));
  });

  it('with others indented like it', () => {
    const text = `${HEAD}parameters:\n  d:\n    distribution: q_uniform\n      min: 0.1\n      max: 2.5\n      q: 0.1\n`;
    expect(seen(text, 'Y10')).toMatchObject([{ marked: 'min', fixes: ['Indent them like the line before'] }]);
    expect(repaired(text)).toBe(text.replaceAll('      ', '    '));
  });
});

describe('characters that nobody sees', () => {
  it.each([
    ['\u00a0', 'no-break space (U+00A0)'],
    ['\u200b', 'zero-width space (U+200B)'],
    ['\u2009', 'character (U+2009)'],
  ])('behind a colon: %j', (character, name) => {
    const text = `${HEAD}parameters:\n  d:\n    min:${character}0.1\n    max: 0.5\n`;
    expect(seen(text, 'Y10')).toMatchObject([
      {
        marked: character,
        message:
          `An invisible ${name} stands here, where YAML needs a plain space. ` +
          'W&B takes it for a part of the text beside it.',
        fixes: ['Use plain spaces'],
      },
    ]);
    expect(repaired(text)).toBe(text.replace(character, ' '));
  });

  it('in the indentation, all at once', () => {
    const text = `${HEAD}parameters:\n  d:\n\u00a0\u00a0 \u00a0min: 0.1\n    max:\u00a00.5\n`;
    expect(seen(text, 'Y10')).toHaveLength(1);
    expect(repaired(text)).toBe(`${HEAD}parameters:\n  d:\n    min: 0.1\n    max: 0.5\n`);
  });

  it('but not within text', () => {
    const text = `name: a\u00a0b\n# c:\u00a0d\n${HEAD}parameters:\n  d: {values: ["a\u00a0", b\u00a0c]}\n`;
    expect(seen(text, 'Y10')).toEqual([]);
  });
});

describe('a merge conflict', () => {
  it('is named once, and one side is checked', () => {
    const text = `${HEAD}parameters:\n  d:\n<<<<<<< HEAD\n    min: 0.9\n=======\n    min: 0.2\n>>>>>>> b\n    max: 0.5\n`;
    expect(seen(text, 'Y10')).toMatchObject([
      {
        severity: 'error',
        marked: '<<<<<<< HEAD',
        message: expect.stringContaining('A merge conflict is left here: keep one side') as string,
        fixes: [],
      },
    ]);
    expect(codesSeen(text, 'YPS')).toEqual(['Y10', 'P01']);
  });
});
