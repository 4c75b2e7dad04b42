import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRuleFile, type ReadRuleFile } from '../../../src/core/rules/ruleFile';
import { applyEdits, createLineMap } from '../../../src/core/text';

const WORDS = { codes: ['P01', 'P03', 'T03', 'R01'], frameworks: ['ultralytics', 'timm'] };
const read = (text: string): ReadRuleFile => readRuleFile(text, WORDS);

/** The example of the public format. */
const EXAMPLE = `version: 1
framework: ultralytics            # optional; otherwise recognised from the parameters
rules:
  - name: high-mixup
    when: { mixup: { above: 0.15 } }
    severity: warning
    because: 10 of 11 runs above 0.15 crashed
    evidence: { source: team/cone-detector/abc12345, crashed: 10, total: 11, date: 2026-01-25 }
  - name: mixup-with-dropout
    when: { mixup: { above: 0.15 }, dropout: { above: 0.08 } }
disable: [T03]
`;

/** Each problem as `severity 'underlined' message`. */
function problems(text: string): readonly string[] {
  const lines = createLineMap(text);
  return read(text).problems.map(({ severity, range, message }) => {
    const underlined = text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
    return `${severity} '${underlined}' ${message}`;
  });
}

describe('the rule file', () => {
  it('is read as its format says', () => {
    expect(read(EXAMPLE)).toEqual({
      ruleFile: {
        framework: 'ultralytics',
        rules: [
          {
            name: 'high-mixup',
            when: [['mixup', { side: 'above', value: 0.15 }]],
            severity: 'warning',
            because: '10 of 11 runs above 0.15 crashed',
            evidence: { source: 'team/cone-detector/abc12345', crashed: 10, total: 11, date: '2026-01-25' },
          },
          {
            name: 'mixup-with-dropout',
            when: [
              ['mixup', { side: 'above', value: 0.15 }],
              ['dropout', { side: 'above', value: 0.08 }],
            ],
            severity: 'warning',
            because: null,
            evidence: null,
          },
        ],
        disable: ['T03'],
      },
      problems: [],
    });
  });

  it('knows every kind of condition', () => {
    const text = `version: 1
rules:
  - when:
      a: {below: 1e-5}
      b: {inside: [0, 1]}
      c: {outside: [-1.5, 2]}
      model.d: {in: [SGD, 3, true, null]}
`;
    expect(problems(text)).toEqual([]);
    expect(read(text).ruleFile.rules[0]).toMatchObject({
      name: '1',
      when: [
        ['a', { side: 'below', value: 1e-5 }],
        ['b', { side: 'inside', low: 0, high: 1 }],
        ['c', { side: 'outside', low: -1.5, high: 2 }],
        ['model.d', { side: 'in', values: ['SGD', 3, true, null] }],
      ],
    });
  });

  it('may be empty, and may leave sections empty', () => {
    const empty = { framework: null, rules: [], disable: [] };
    expect(read('')).toEqual({ ruleFile: empty, problems: [] });
    expect(read('version: 1\nrules:\ndisable:\n')).toEqual({ ruleFile: empty, problems: [] });
  });

  it.each([
    ['disable: [T03]\n', ['info', 'Write version: 1 at the top']],
    ['version: 2\n', ["error '2'", 'reads rule files of version: 1']],
    ['version: 1\ndisabel: [T03]\n', ["warning 'disabel'", 'Did you mean disable?']],
    ['version: 1\ndisable: [T33, Z*]\n', ["warning 'T33' No rule has the code T33", "warning 'Z*'"]],
    ['version: 1\ndisable: T03\n', ["error 'T03' disable takes a list."]],
    ['version: 1\ndisable: [3]\n', ["error '3' Write the code of a rule here"]],
    ['version: 1\nframework: ultralytic\n', ["warning 'ultralytic' No framework", 'Did you mean ultralytics?']],
    ['version: 1\nframework: 3\n', ["error '3' framework takes a text."]],
    ['- a\n', ["error '- a' A rule file has keys with values: version, framework, rules and disable."]],
    ['version: 1\nrules: {a: 1}\n', ["error '{a: 1}' rules takes a list."]],
    ['version: 1\nrules: [a]\n', ["error 'a' A rule has keys with values"]],
    ['version: 1\nrules: [{name: a}]\n', ["error '{name: a}' This rule never applies"]],
    ['version: 1\nrules: [{name: 1, when: {a: {above: 1}}}]\n', ["error '1' name takes a text."]],
    [
      'version: 1\nrules: [{wen: {a: {above: 1}}}]\n',
      ["warning 'wen'", 'Did you mean when?', 'This rule never applies'],
    ],
    ['version: 1\nrules: [{when: {}}]\n', ["error 'when' Name a parameter"]],
    ['version: 1\nrules: [{when: {a: 3}}]\n', ["error '3' A condition has keys with values: above, below,"]],
    ['version: 1\nrules: [{when: {a: {}}}]\n', ["error '{}' A condition has one of"]],
    ['version: 1\nrules: [{when: {a: {abvoe: 3}}}]\n', ["error 'abvoe' A condition has no key", 'Did you mean above?']],
    ['version: 1\nrules: [{when: {a: {above: 3, below: 4}}}]\n', ["error 'below' A condition has one of"]],
    ['version: 1\nrules: [{when: {a: {above: high}}}]\n', ["error 'high' above takes a number"]],
    ['version: 1\nrules: [{when: {a: {above: .inf}}}]\n', ["error '.inf' above takes a number"]],
    ['version: 1\nrules: [{when: {a: {inside: [2, 1]}}}]\n', ["error '[2, 1]' inside takes the two ends"]],
    ['version: 1\nrules: [{when: {a: {outside: 1}}}]\n', ["error '1' outside takes the two ends"]],
    ['version: 1\nrules: [{when: {a: {in: SGD}}}]\n', ["error 'SGD' in takes a list"]],
    ['version: 1\nrules: [{when: {a: {above: 1}}, severity: warn}]\n', ["error 'warn' The severity is one of"]],
    ['version: 1\nrules: [{when: {a: {above: 1}}, evidence: {crashed: -1}}]\n', ["error '-1' crashed is a number"]],
    ['version: 1\nrules: [{when: {a: {above: 1}}, evidence: 3}]\n', ["error '3' evidence has keys with values"]],
    ['version: 1\nrules: [{when: {a: {above: 1\n', ['error']],
  ])('says what is wrong: %j', (text, expected) => {
    const found = problems(text).join('\n');
    for (const part of expected) expect(found).toContain(part);
  });

  it('leaves out a rule that it does not fully understand, and keeps the others', () => {
    const text = 'version: 1\nrules:\n  - when: {a: {above: 1}, b: {abov: 2}}\n  - when: {c: {above: 3}}\n';
    expect(read(text).ruleFile.rules.map(({ name }) => name)).toEqual(['2']);
  });

  it('repairs misspelt words', () => {
    const text = 'version: 1\ndisable: [T30]\nframework: tim\n';
    const edits = read(text).problems.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
    const fixed = applyEdits(text, edits);
    expect(problems(fixed)).toEqual([]);
    expect(fixed).toContain('framework: timm');
  });

  it('never throws, and keeps its ranges inside the text', () => {
    const piece = fc.constantFrom(...EXAMPLE.split(/(?<=\W)/), '\n  - ', ': ', '{', ']', '&a ', '*a', '"', '\t');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const lines = createLineMap(text);
        for (const { range } of read(text).problems) {
          expect(lines.rangeOf(lines.offsetAt(range.start), lines.offsetAt(range.end))).toEqual(range);
        }
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});
