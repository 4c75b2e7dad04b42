import { describe, expect, it } from 'vitest';
import { completeRuleFileAt, hoverRuleFileAt } from '../../../src/core/language/ruleFileHelp';
import { createLineMap } from '../../../src/core/text';

/** Labels offered at the `|` of a text. */
function labels(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const found = completeRuleFileAt(text, createLineMap(text).positionAt(at), ['mixup', 'lr0']);
  return (found?.items ?? []).map(({ label }) => label);
}
function hover(marked: string): string | null {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  return hoverRuleFileAt(text, createLineMap(text).positionAt(at))?.markdown ?? null;
}

describe('a rule file', () => {
  it.each([
    ['version: 1\n|\n', ['framework', 'rules', 'disable']],
    ['rules:\n  - name: a\n    |\n', ['when', 'severity', 'because', 'evidence']],
    ['rules:\n  - name: a\n    when: { | }\n', ['mixup', 'lr0']],
    ['rules:\n  - name: a\n    when:\n      mixup: { above: 1 }\n      |\n', ['lr0']],
    ['rules:\n  - name: a\n    when: { mixup: { | } }\n', ['above', 'below', 'inside', 'outside', 'in']],
    ['rules:\n  - name: a\n    evidence: { crashed: 1, | }\n', ['source', 'total', 'date']],
    ['rules:\n  - name: a\n    severity: |\n', ['error', 'warning', 'info', 'hint']],
  ])('is completed: %j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('is completed with codes and frameworks', () => {
    expect(labels('disable: [|]\n')).toContain('T03');
    expect(labels('disable:\n  - |\n')).toContain('T03');
    expect(labels('framework: |\n')).toContain('ultralytics');
  });

  it('explains its keys and codes', () => {
    expect(hover('rules:\n  - wh|en: {a: {above: 1}}\n')).toContain('all of them together');
    expect(hover('rules:\n  - when: {a: {abo|ve: 1}}\n')).toContain('greater than');
    expect(hover('disable: [T0|3]\n')).toMatch(/^\*\*T03\*\* never-ends – /);
    expect(hover('rules:\n  - when: {abo|ve: {above: 1}}\n')).toBeNull();
  });
});
