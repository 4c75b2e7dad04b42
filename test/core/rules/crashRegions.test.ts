import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { OLD_EVIDENCE, type Evidence, type EvidenceRegion } from '../../../src/core/runs/evidence';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { evidenceAbout } from './evidence';

/** Both settings high: 9 of 10 runs crashed (Wilson, 95 %), twice the overall rate. */
const both: EvidenceRegion = {
  terms: [
    { parameter: 'a', op: '>', value: 0.5 },
    { parameter: 'b', op: '>', value: 2 },
  ],
  ...{ crashed: 9, total: 10, low: 0.5958, high: 0.9821, lift: 1.4538, p: 0.002 },
};
const evidence = (region: EvidenceRegion): Evidence => ({
  ...evidenceAbout('other', { verdict: 'none', threshold: null }),
  interactions: [region],
});
const SWEEP = 'method: random\nparameters:\n  a: {min: 0.0, max: 1.0}\n  b: {min: 0.0, max: 4.0}\n';
const check = (text: string, region: EvidenceRegion, now?: number): readonly Problem[] =>
  checkSweep(parseSweepDocument(text), { evidence: evidence(region), ...(now !== undefined && { now }) }).filter(
    ({ code }) => code === 'V03',
  );

describe('V03', () => {
  it('flags a combination at both parameters, each with the other beside it and a way out', () => {
    const [a, b, ...others] = check(SWEEP, both);
    expect(others).toEqual([]);
    expect(a).toMatchObject({
      severity: 'warning',
      path: ['parameters', 'a', 'max'],
      message:
        '25 % of the draws have a above 0.5 and b above 2: 9 of 10 past runs with both crashed (95 %: 60–98 %), ' +
        '1.5 times the overall rate, more than either explains alone.',
      related: [{ message: 'together with b above 2', range: b!.range }],
    });
    expect(b).toMatchObject({ path: ['parameters', 'b', 'max'], message: a!.message });
    expect(applyEdits(SWEEP, a!.fixes[0]!.edits)).toContain('a: {min: 0.0, max: 0.5}');
    expect(check(applyEdits(SWEEP, a!.fixes[0]!.edits), both)).toEqual([]);
  });

  it('says where one setting beyond is enough, at each that goes beyond', () => {
    const safe: EvidenceRegion = {
      terms: [
        { parameter: 'a', op: '<=', value: 0.5 },
        { parameter: 'b', op: '<=', value: 2 },
      ],
      ...{ crashed: 1, total: 9, low: 0.0199, high: 0.435, lift: 0.1795, p: 0.002 },
    };
    const found = check(SWEEP, safe);
    expect(found.map(({ path }) => path[1])).toEqual(['a', 'b']);
    expect(found[0]?.message).toBe(
      '75 % of the draws leave a at or below 0.5 and b at or below 2: beyond, 12 of 12 past runs crashed; inside, ' +
        '1 of 9 (95 %: 2–44 %).',
    );
    const narrowed = SWEEP.replace('max: 4.0', 'max: 2.0');
    expect(check(narrowed, safe).map(({ path }) => path[1])).toEqual(['a']);
  });

  it('marks several listed values at the list, or at its key where it goes over lines', () => {
    const marked = (list: string): string => {
      const text = SWEEP.replace('{min: 0.0, max: 4.0}', list);
      const { start, end } = check(text, both)[1]!.range;
      return text
        .split('\n')
        .slice(start.line, end.line + 1)
        .join('\n')
        .slice(start.character, end.character);
    };
    expect(marked('{values: [1, 3, 4]}')).toBe('[1, 3, 4]');
    expect(marked('\n    values:\n      - 1\n      - 3\n      - 4')).toBe('values');
    expect(marked('\n    values:\n      - 1\n      - 3')).toBe('3');
  });

  it('takes listed values', () => {
    const region = { ...both, terms: [both.terms[0]!, { parameter: 'b', op: 'in', value: ['adam'] } as const] };
    const text = SWEEP.replace('{min: 0.0, max: 4.0}', '{values: [adam, sgd]}');
    const found = check(text, region);
    expect(found.map(({ message }) => message.slice(0, 61))[0]).toBe(
      '25 % of the draws have a above 0.5 and b at adam: 9 of 10 pas',
    );
    expect(found[1]?.fixes.map(({ title }) => title)).toEqual(['Remove adam from values']);
  });

  it('keeps quiet where the sweep does not draw both, and lowers its voice for old evidence', () => {
    expect(check(SWEEP.replace('b:', 'c:'), both)).toEqual([]);
    expect(check(SWEEP.replace('max: 4.0', 'max: 1.5'), both)).toEqual([]);
    expect(check(SWEEP, both, OLD_EVIDENCE + 1)[0]).toMatchObject({
      severity: 'info',
      message: expect.stringContaining('more than three months old') as string,
    });
  });
});
