import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { levelOf, matchesCode, readSettings, type RuleSettings } from '../../../src/core/rules/settings';
import { parseSweepDocument } from '../../../src/core/sweep/document';

const SWEEP = 'method: random\nparameters:\n  a: {min: 3.0, max: 1.0}\n';
const levels = (settings: RuleSettings) =>
  checkSweep(parseSweepDocument(SWEEP), { evidence: null }, settings)
    .filter(({ code }) => code === 'P01')
    .map(({ severity }) => severity);

describe('rule settings', () => {
  it('turn a rule off or give it another level', () => {
    expect(levels(new Map())).toEqual(['error']);
    expect(levels(new Map([['P01', 'off']]))).toEqual([]);
    expect(levels(new Map([['P01', 'hint']]))).toEqual(['hint']);
    expect(levels(new Map([['P02', 'off']]))).toEqual(['error']);
  });

  it('take the beginning of codes, and prefer what is more exact', () => {
    expect(matchesCode('P*', 'P01')).toBe(true);
    expect(matchesCode('*', 'P01')).toBe(true);
    expect(matchesCode('P', 'P01')).toBe(false);
    expect(matchesCode('P01', 'P011')).toBe(false);
    expect(levelOf('P01', new Map([['P01', 'info'], ['P*', 'off'], ['*', 'error']]))).toBe('info'); // prettier-ignore
    expect(levelOf('P03', new Map([['P01', 'info'], ['P*', 'off'], ['*', 'error']]))).toBe('off'); // prettier-ignore
    expect(levelOf('Y01', new Map([['P01', 'info'], ['P*', 'off'], ['*', 'error']]))).toBe('error'); // prettier-ignore
    expect(levelOf('Y01', new Map([['P*', 'off']]))).toBeNull();
  });

  it('are read leniently from what a person wrote', () => {
    expect([...readSettings({ P01: 'off', 'R*': 'info', T03: 'loud', Y01: 2 })]).toEqual([
      ['P01', 'off'],
      ['R*', 'info'],
    ]);
    for (const nothing of [null, undefined, 'P01', 3]) expect(readSettings(nothing).size).toBe(0);
  });

  it('yield to what the team’s rule file disables', () => {
    const ruleFile = { framework: null, rules: [], disable: ['P*'] };
    const known = { evidence: null, ruleFile };
    const problems = checkSweep(parseSweepDocument(SWEEP), known, new Map([['P01', 'error']]));
    expect(problems.filter(({ code }) => code === 'P01')).toEqual([]);
  });
});
