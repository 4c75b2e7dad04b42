import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { readRuleFile } from '../../../src/core/rules/ruleFile';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits, createLineMap } from '../../../src/core/text';

const WORDS = { codes: [], frameworks: ['ultralytics'] };

/** V02 problems of parameters in block style, under rules written as flow mappings. */
function check(parameters: string, ...rules: readonly string[]): readonly Problem[] {
  const { ruleFile, problems } = readRuleFile(`version: 1\nrules: [${rules.join(', ')}]\n`, WORDS);
  expect(problems).toEqual([]);
  const found = checkSweep(parseSweepDocument(sweep(parameters)), { evidence: null, ruleFile });
  return found.filter(({ code }) => code === 'V02');
}
const sweep = (parameters: string): string => `method: random\nparameters:\n${parameters.replace(/^/gm, '  ')}\n`;
function underlined(parameters: string, { range }: Problem): string {
  const text = sweep(parameters);
  const lines = createLineMap(text);
  return text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
}

describe('V02', () => {
  it('says the share of draws, the team’s reason and where it comes from', () => {
    const rule =
      '{name: high-mixup, when: {mixup: {above: 0.15}}, because: 10 of 11 runs above 0.15 crashed, ' +
      'evidence: {source: team/cones/abc12345, crashed: 10, total: 11, date: 2026-01-25}}';
    const parameters = 'mixup: {min: 0.0, max: 0.3}';
    const [problem, ...others] = check(parameters, rule);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'warning',
      name: 'reaches-team-rule',
      path: ['parameters', 'mixup', 'max'],
      message:
        'mixup up to 0.3: half of the draws fall above 0.15. Rule high-mixup: 10 of 11 runs above 0.15 crashed ' +
        '(team/cones/abc12345, 2026-01-25).',
    });
    expect(underlined(parameters, problem!)).toBe('0.3');
    const fixed = applyEdits(sweep(parameters), problem!.fixes[0]!.edits);
    expect(fixed).toContain('mixup: {min: 0.0, max: 0.15}');
    expect(check('mixup: {min: 0.0, max: 0.15}', rule)).toEqual([]);
  });

  it('takes the reason from the counts, or names the rule only', () => {
    const body = 'a: {min: 0.0, max: 1.0}';
    const counted = '{name: r, when: {a: {above: 0.5}}, evidence: {crashed: 3, total: 4}}';
    expect(check(body, counted)[0]?.message).toBe(
      'a up to 1: half of the draws fall above 0.5. Rule r: 3 of 4 runs there crashed.',
    );
    expect(check(body, '{name: r, when: {a: {above: 0.5}}}')[0]?.message).toMatch(
      /Rule r: your team’s rule file warns of this\.$/,
    );
  });

  it('needs all conditions, multiplies their shares, and marks each parameter', () => {
    const rule = '{name: both, severity: error, when: {mixup: {above: 0.15}, dropout: {above: 0.08}}}';
    const parameters = 'mixup: {min: 0.0, max: 0.3}\ndropout: {min: 0.0, max: 0.2}';
    const found = check(parameters, rule);
    expect(found.map((problem) => underlined(parameters, problem))).toEqual(['0.3', '0.2']);
    // 0.5 · 0.6
    for (const { message, severity } of found) {
      expect(severity).toBe('error');
      expect(message).toContain('30 % of the draws have mixup above 0.15 and dropout above 0.08.');
    }
    expect(check('mixup: {min: 0.0, max: 0.3}', rule)).toEqual([]);
    expect(check('mixup: {min: 0.0, max: 0.3}\ndropout: {value: 0.0}', rule)).toEqual([]);
    expect(check('mixup: {value: 0.2}\ndropout: {value: 0.1}', rule)[0]?.message).toMatch(/^All draws have mixup/);
  });

  it.each([
    ['a: {min: 0.0, max: 1.0}', '{below: 0.25}', 'a from 0: 25 % of the draws fall below 0.25.', '0.0'],
    ['a: {min: 0.0, max: 1.0}', '{inside: [0.5, 2]}', 'a from 0 to 1: half of the draws fall inside 0.5–2.', '1.0'],
    [
      'a: {mu: 0.0, sigma: 1.0, distribution: normal}',
      '{outside: [-1, 1]}',
      'a: 32 % of the draws fall outside -1 to 1.',
      '1.0',
    ],
    ['a: {values: [sgd, adam]}', '{in: [sgd, lion]}', 'Half of the draws have a at sgd or lion.', 'sgd'],
    ['a: {values: [1, 2, 3, 4]}', '{in: [1, 2, 3]}', '75 % of the draws have a at 1, 2 or 3.', '[1, 2, 3, 4]'],
    ['a: {min: 1, max: 10}', '{in: [1, 2, 99, 1.5]}', '20 % of the draws have a at 1, 2, 99 or 1.5.', 'a'],
    ['a: {value: true}', '{in: [true]}', 'All draws have a at true.', 'true'],
    ['a: {value: 3}', '{above: 2}', 'a is fixed to 3, above 2.', '3'],
  ])('%s with %s', (parameters, condition, message, place) => {
    const [problem, ...others] = check(parameters, `{name: r, when: {a: ${condition}}}`);
    expect(others).toEqual([]);
    expect(problem?.message.slice(0, message.length)).toBe(message);
    expect(underlined(parameters, problem!)).toBe(place);
  });

  it('is silent where nothing is drawn there', () => {
    for (const body of ['{min: 0.0, max: 0.1}', '{values: [a, b]}', '{value: 0.1}', '[1, 2]', '{min: 3.0, max: 1.0}']) {
      expect(check(`a: ${body}`, '{name: r, when: {a: {above: 0.15}}}'), body).toEqual([]);
    }
    expect(check('a: {min: 0.0, max: 1.0}', '{name: r, when: {a: {in: [0.5]}}}')).toEqual([]);
    expect(check('a: {values: ["1"]}', '{name: r, when: {a: {in: [1]}}}')).toEqual([]);
    expect(check('b: {value: 1}', '{name: r, when: {a: {above: 0}}}')).toEqual([]);
  });

  it('knows nested parameters by their dotted name', () => {
    const nested = 'model:\n  parameters:\n    dropout: {min: 0.0, max: 0.5}';
    expect(check(nested, '{name: r, when: {model.dropout: {above: 0.25}}}')).toHaveLength(1);
  });

  it('removes the one listed value that is in the way, as a suggestion', () => {
    const parameters = 'optimizer: {values: [sgd, adam, lion]}';
    const [problem] = check(parameters, '{name: r, when: {optimizer: {in: [sgd]}}}');
    expect(problem?.fixes[0]).toMatchObject({ title: 'Remove sgd from values', isSuggestion: true });
    expect(applyEdits(sweep(parameters), problem!.fixes[0]!.edits)).toContain('{values: [adam, lion]}');
  });

  it('gives the framework that the file names to the other rules', () => {
    const document = parseSweepDocument(sweep('hsv_h: {min: 0.0, max: 0.5}'));
    const codes = (text: string) => {
      const { ruleFile } = readRuleFile(text, WORDS);
      return checkSweep(document, { evidence: null, ruleFile }).map(({ code }) => code);
    };
    expect(codes('version: 1\n')).not.toContain('K01');
    expect(codes('version: 1\nframework: Ultralytics\n')).toContain('K01');
  });
});
