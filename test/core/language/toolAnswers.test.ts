import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../../src/core/language/toolAnswers';
import type { Problem } from '../../../src/core/rules/rule';

const problem = (line: number, severity: Problem['severity'], fixes: readonly string[] = []): Problem => ({
  code: 'P01',
  name: 'min-not-below-max',
  severity,
  message: 'min is not below max.',
  path: [],
  range: { start: { line, character: 2 }, end: { line, character: 5 } },
  fixes: fixes.map((title) => ({ title, edits: [] })),
});

describe('the check of a sweep file for a model', () => {
  it('is one sentence where there is no problem', () => {
    expect(checkAnswer('sweep.yaml', [])).toBe('sweep.yaml: no problems.');
  });

  it('counts, then lists the worst first, lines as people count them, with the first fix', () => {
    const problems = [problem(9, 'hint'), problem(4, 'warning'), problem(2, 'error', ['Swap them', 'Drop max'])];
    expect(checkAnswer('sweep.yaml', [...problems, problem(7, 'warning')]).split('\n')).toEqual([
      'sweep.yaml: 1 error, 2 warning, 1 hint.',
      'line 3, error P01: min is not below max. Fix: Swap them.',
      'line 5, warning P01: min is not below max.',
      'line 8, warning P01: min is not below max.',
      'line 10, hint P01: min is not below max.',
    ]);
  });

  it('names twenty at most, and says how many more there are', () => {
    const many = Array.from({ length: 23 }, (_, line) => problem(line, 'info'));
    const lines = checkAnswer('sweep.yaml', [...many, problem(99, 'error')]).split('\n');
    expect(lines).toHaveLength(22);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      'sweep.yaml: 1 error, 23 info.',
      'line 100, error P01: min is not below max.',
      '… and 4 more',
    ]);
    expect(checkAnswer('sweep.yaml', many.slice(0, 20)).split('\n')).toHaveLength(21);
  });
});
