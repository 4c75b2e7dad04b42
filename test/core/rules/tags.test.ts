import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { seen } from './findings';

const sweep = (body: string): string => `program: t.py\nmethod: random\nrun_cap: 3\nparameters:\n  d: ${body}\n`;

/** The file once the only fix of its only Y10 is applied. */
function repaired(text: string): string {
  const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
  const fix = problems.find(({ code }) => code === 'Y10')?.fixes[0];
  return fix ? applyEdits(text, fix.edits) : text;
}

describe('tags that PyYAML refuses', () => {
  // yaml.safe_load of PyYAML 6.0.3 raises "could not determine a constructor" for each.
  it.each([
    ['{value: !!python/tuple [1, 2]}', '!!python/tuple', '{value: [1, 2]}'],
    ['{value: !foo 3}', '!foo', '{value: 3}'],
    ['{value: !foo &x 3}', '!foo', '{value: &x 3}'],
    ['!bar {min: 0.1, max: 0.5}', '!bar', '{min: 0.1, max: 0.5}'],
    ['!bar\n    min: 0.1\n    max: 0.5', '!bar', '\n    min: 0.1\n    max: 0.5'],
    ['\n    values: !foo\n      - 1\n      - 2', '!foo', '\n    values: \n      - 1\n      - 2'],
  ])('of %j, %s', (body, tag, without) => {
    const text = sweep(body);
    expect(seen(text, 'Y10')).toMatchObject([
      {
        severity: 'error',
        marked: tag,
        message: `PyYAML does not know the tag ${tag}: wandb sweep reads plain YAML only. W&B can’t read the file like this.`,
        fixes: [`Remove ${tag}`],
      },
    ]);
    expect(repaired(text)).toBe(sweep(without));
  });

  it('that it knows for other nodes', () => {
    expect(seen(sweep('{values: !!map [1, 2]}'), 'Y10')).toMatchObject([
      { marked: '!!map', message: 'The tag !!map does not go with a list. W&B can’t read the file like this.' },
    ]);
  });

  it.each([
    '{values: !!seq [1, 2]}',
    '!!map {values: [!!str 1, !!float 1, !!int 1, !!bool yes, !!null ~]}',
    '{values: [!!set {a, b}, !!omap [a: 1], !!pairs [a: 1], !!binary aGk=, !!timestamp 2020-01-01]}',
    '{values: [! 1, ! [2], &x !!int 3, *x]}',
  ])('but none in %j', (body) => {
    expect(seen(sweep(body), 'Y10')).toEqual([]);
  });
});
