import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { codesSeen, seen } from './findings';

const sweep = (body: string): string => `program: t.py\nmethod: random\nrun_cap: 3\nparameters:\n${body}\n`;

/** The file once the first fix of its first error is applied. */
function repaired(text: string): string {
  const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
  const fix = problems.find(({ severity }) => severity === 'error')?.fixes[0];
  return fix ? applyEdits(text, fix.edits) : text;
}

describe('keys without the space behind their colon', () => {
  it('are said once, and mended together', () => {
    const text = sweep('  j: {min:0.1, max:0.5}');
    expect(seen(text, 'S03')).toEqual([
      {
        severity: 'error',
        marked: 'min:0.1',
        path: 'parameters/j/min:0.1',
        message: 'A space is missing behind each colon of j: W&B reads min:0.1 as a key without value, and refuses j.',
        fixes: ['Insert the missing spaces'],
      },
    ]);
    expect(codesSeen(text, 'SPY')).toEqual(['S03']);
    expect(repaired(text)).toBe(sweep('  j: {min: 0.1, max: 0.5}'));
  });

  it('beside others that have it', () => {
    const text = sweep('  j: {min: 0.1, max:0.5}');
    expect(seen(text, 'S03')).toMatchObject([{ marked: 'max:0.5', fixes: ['Insert the missing space'] }]);
    expect(codesSeen(text, 'SPY')).toEqual(['S03']);
    expect(repaired(text)).toBe(sweep('  j: {min: 0.1, max: 0.5}'));
  });

  it('but a list or text in quotes needs none', () => {
    expect(codesSeen(sweep('  j: {values:[1, 2]}'), 'S')).toEqual([]);
  });
});

describe('a list in braces', () => {
  it.each([
    ['0.1, 0.5', '0.1 and 0.5 as keys'],
    ['adam, sgd', 'adam and sgd as keys'],
    ['1, 2, 3, 4', '1, 2 and 3 as keys'],
    ['7', '7 as a key'],
  ])('{%s}', (items, keys) => {
    const text = sweep(`  e: {${items}}`);
    expect(seen(text, 'S03')).toMatchObject([
      {
        severity: 'error',
        marked: `{${items}}`,
        message: `e is a list in braces: W&B reads ${keys}, and refuses it. Write values, with the list in brackets.`,
        fixes: [`Write values: [${items}]`],
      },
    ]);
    expect(repaired(text)).toBe(sweep(`  e: {values: [${items}]}`));
  });
});

describe('a parameter in the body above it', () => {
  it.each([
    ['values: [16, 32]', 'with other keys'],
    ['min: 16\n    max: 32', 'with the same keys'],
  ])('%j, %s', (body) => {
    const text = sweep(`  lr:\n    min: 0.1\n    max: 0.5\n    batch_size:\n    ${body}`);
    expect(seen(text, 'S03')).toEqual([
      {
        severity: 'error',
        marked: 'batch_size',
        path: 'parameters/lr/batch_size',
        message: 'batch_size belongs beside lr, not into its body, where W&B refuses it. Indent it like lr.',
        fixes: ['Indent batch_size like lr'],
      },
    ]);
    expect(codesSeen(text, 'SPY')).toEqual(['S03']);
    expect(repaired(text)).toBe(sweep(`  lr:\n    min: 0.1\n    max: 0.5\n  batch_size:\n    ${body}`));
  });

  it('is not a key that only lacks its value', () => {
    expect(seen(sweep('  lr:\n    min: 0.1\n    max: 0.5\n    note:'), 'S03')).toMatchObject([{ marked: 'note' }]);
  });
});
