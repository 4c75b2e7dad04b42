import { describe, expect, it } from 'vitest';
import { checkRuleFile, ruleFileWords } from '../../../src/core/language/checkRuleFile';
import { findingRules } from '../../../src/core/nextSweep/findingRules';
import type { TeamRule } from '../../../src/core/rules/teamRule';
import { ruleNamesIn, withRules } from '../../../src/core/rules/writeRuleFile';
import { analyze } from '../../../src/core/analysis/analyze';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { coneSweep, detectionFacts } from '../analysis/runSets';

const CONE_TABLE = analyzeSweep(coneSweep(), { sweepText: null }).table;

const high: TeamRule = {
  name: 'high-mixup',
  when: [['mixup', { side: 'above', value: 0.09 }]],
  severity: 'warning',
  because: '12 of 13 runs above 0.09 crashed, elsewhere 1 of 8',
  evidence: { source: 'team/cones/c0nes001', crashed: 12, total: 13, date: '2026-01-25' },
};
const levels: TeamRule = {
  name: 'adam',
  when: [['optimizer', { side: 'in', values: ['adam', 1, true] }]],
  severity: 'info',
  because: 'a: b # c',
  evidence: null,
};
const write = (text: string, ...rules: readonly TeamRule[]): string => {
  const result = withRules(text, rules, ruleFileWords());
  if (!result.ok) throw new Error(result.error);
  expect(checkRuleFile(result.value).problems).toEqual([]);
  return result.value;
};

const HIGH = `  - name: high-mixup
    when: { mixup: { above: 0.09 } }
    because: 12 of 13 runs above 0.09 crashed, elsewhere 1 of 8
    evidence: { source: team/cones/c0nes001, crashed: 12, total: 13, date: 2026-01-25 }
`;

describe('rules in a rule file', () => {
  it('make a new one', () => {
    expect(write('', high)).toBe(`version: 1\nrules:\n${HIGH}`);
  });

  it('come behind the ones that are there, and leave comments and the rest alone', () => {
    const before = `# ours\nversion: 1\nrules: # learned\n  - name: other   # why\n    when: {a: {below: 1}}\n# the end\ndisable: [T03]\n`;
    expect(write(before, high, levels)).toBe(
      `# ours\nversion: 1\nrules: # learned\n  - name: other   # why\n    when: {a: {below: 1}}\n${HIGH}` +
        `  - name: adam\n    when: { optimizer: { in: [adam, 1, true] } }\n    severity: info\n    because: "a: b # c"\n` +
        `# the end\ndisable: [T03]\n`,
    );
  });

  it.each([
    ['version: 1\n', `version: 1\nrules:\n${HIGH}`],
    ['version: 1\nrules: []\n', `version: 1\nrules: \n${HIGH}`],
    ['version: 1\nrules:\ndisable: [T03]\n', `version: 1\nrules:\n${HIGH}disable: [T03]\n`],
    ['# only a comment\n', `# only a comment\nversion: 1\nrules:\n${HIGH}`],
  ])('find their place in %j', (before, after) => {
    expect(write(before, high)).toBe(after);
  });

  it('replace those of the same name, in their style', () => {
    const before = `version: 1\nrules:\n${HIGH.replace('0.09 }', '0.2 }')}  - {name: b, when: {b: {above: 2}}}\n`;
    expect(ruleNamesIn(before)).toEqual(new Set(['high-mixup', 'b']));
    expect(write(before, high)).toBe(`version: 1\nrules:\n${HIGH}  - {name: b, when: {b: {above: 2}}}\n`);
    expect(write(before, { ...high, name: 'b' })).toContain(
      '\n  - { name: b, when: { mixup: { above: 0.09 } }, because: ',
    );
  });

  it('keep Windows line breaks', () => {
    expect(write('version: 1\r\nrules:\r\n- name: a\r\n  when: {a: {above: 1}}\r\n', high)).not.toMatch(/[^\r]\n/);
  });

  it.each([
    ['a: [', 'can’t be read as YAML'],
    ['[1, 2]', 'holds no keys'],
    ['version: 1\nrules: 5\n', null],
  ])('refuse what they can’t be added to: %j', (before, why) => {
    const result = withRules(before, [high], ruleFileWords());
    if (why === null) expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, error: expect.stringContaining(why) as string });
  });

  it('are what an analysis found', () => {
    const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
    const found = findingRules(analysis, CONE_TABLE, { source: 'team/cones/c0nes001', date: '2026-01-25' });
    expect(found[0]).toEqual(high);
    // Suggestive only; dropout, which detection does not use, makes no rule.
    expect(found.map(({ name, severity }) => [name, severity])).toEqual([
      ['high-mixup', 'warning'],
      ['high-hsv-v', 'info'],
    ]);
    expect(write('', ...found)).toContain('severity: info');
  });

  it('have names of their own, also where settings are called like each other', () => {
    const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
    const mixup = analysis.parameters.find(({ name }) => name === 'mixup')!;
    const parameters = ['a.b', 'a_b', 'a.b-2', 'a/b'].map((name) => ({ ...mixup, name }));
    const names = findingRules({ ...analysis, parameters }, CONE_TABLE).map(({ name }) => name);
    expect(names).toEqual(['high-a-b', 'high-a-b-2', 'high-a-b-2-2', 'high-a-b-3']);
  });
});
