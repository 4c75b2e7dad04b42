import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { rules } from '../../../src/core/rules/all';
import type { Knowledge, Problem } from '../../../src/core/rules/rule';
import type { Evidence } from '../../../src/core/runs/evidence';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { above, evidenceAbout } from './evidence';

const UNKNOWN: Knowledge = { evidence: null };

/** The rules that this file is about; the others have tests of their own. */
const ABOUT = new Set(['Y10', 'P01', 'P03', 'V01', 'K01', 'K02']);

/** Problems of parameters written in block style at the top level. */
function check(parameters: string, known: Knowledge = UNKNOWN, head = 'method: random\n'): readonly Problem[] {
  const lines = parameters.split('\n').map((line) => `  ${line}`);
  const problems = checkSweep(parseSweepDocument(`${head}parameters:\n${lines.join('\n')}\n`), known);
  return problems.filter(({ code }) => ABOUT.has(code));
}
const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);
/** What a problem underlines, in a sweep made by `check`. */
function underlined(parameters: string, { range }: Problem): string {
  const line = ['method: random', 'parameters:', ...parameters.split('\n').map((one) => `  ${one}`)][range.start.line]!;
  return line.slice(range.start.character, range.end.line === range.start.line ? range.end.character : undefined);
}
const only = (problems: readonly Problem[]): Problem => {
  expect(problems).toHaveLength(1);
  return problems[0]!;
};

describe('the list of rules', () => {
  it('has unique stable codes and names', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  });
});

describe('P01', () => {
  it('marks min, at every depth', () => {
    const text = 'a: {min: 3, max: 1}';
    const problem = only(check(text));
    expect(problem).toMatchObject({ code: 'P01', severity: 'error', path: ['parameters', 'a', 'min'] });
    expect(underlined(text, problem)).toBe('3');
    expect(problem.message).toBe('min (3) of a is above max (1), which W&B refuses.');
    const nested = only(check('a:\n  parameters:\n    b: {min: 2.0, max: 2.0}'));
    expect(nested.path).toEqual(['parameters', 'a', 'parameters', 'b', 'min']);
    expect(nested.message).toBe('min and max of b are both 2, which W&B refuses. For one fixed value, use value.');
  });

  it('reads the number that is meant, so that a spelling hides no wrong order', () => {
    expect(codes(check('a: {min: 1e-1, max: 1e-5}'))).toEqual(['P01']);
    expect(codes(check('a: {min: 1e-5, max: 1e-1}'))).toEqual([]);
    expect(codes(check('a: {min: .nan, max: 1.0}'))).toEqual([]);
    expect(codes(check('a: {min: true, max: false}'))).toEqual([]);
    expect(codes(check('a: {min: 010, max: 8}'))).toEqual(['P01']);
  });

  it('names whole numbers in full, and compares integers without end as Python does', () => {
    expect(only(check('a: {min: 123456, max: 123456}')).message).toContain('min and max of a are both 123456,');
    expect(codes(check('a: {min: 9007199254740992, max: 9007199254740993}'))).toEqual([]);
    expect(codes(check('a: {min: 9007199254740993, max: 9007199254740992}'))).toEqual(['P01']);
  });

  it('fixes a parameter to its one value, unless bayes then has nothing to search', () => {
    const titles = (method: string): readonly string[] =>
      checkSweep(
        parseSweepDocument(
          `method: ${method}\nmetric: {name: x, goal: minimize}\nparameters:\n  a: {min: 8, max: 8}\n`,
        ),
        {
          evidence: null,
        },
      )
        .filter(({ code }) => code === 'P01')
        .flatMap(({ fixes }) => fixes.map(({ title }) => title));
    expect(titles('random')).toEqual(['Write value: 8']);
    expect(titles('bayes')).toEqual([]);
  });

  it('swaps no exponents: in order they would only look right', () => {
    const swap = (distribution: string): readonly string[] =>
      (
        check(`a: {distribution: ${distribution}, min: 0.1, max: 0.0001}`).find(({ code }) => code === 'P01')?.fixes ??
        []
      ).map(({ title }) => title);
    expect(swap('log_uniform_values')).toEqual(['Swap min and max']);
    expect(swap('log_uniform')).toEqual([]);
    const negative = only(
      check('a: {distribution: inv_log_uniform_values, min: 0.5, max: -1.0}').filter(({ code }) => code === 'P01'),
    );
    expect(negative.fixes).toEqual([]);
  });

  it('looks through aliases, and reports a shared body once', () => {
    expect(codes(check('a: &r {min: 2, max: 1}\nb: *r'))).toEqual(['P01']);
    expect(codes(check('a: &r {min: 2, max: 3}\nb: {<<: *r, max: 1}'))).toEqual(['P01']);
  });
});

describe('P03', () => {
  it.each([
    ['a: [1, 3, 5]', '[1, 3, 5]'],
    ['a: 0.1', '0.1'],
    ['a:', 'a'],
    ['a: ~', 'a'],
    ["a: 'x'", "'x'"],
  ])('marks %s', (text, marked) => {
    const problem = only(check(text));
    expect(problem).toMatchObject({ code: 'P03', severity: 'error', path: ['parameters', 'a'] });
    expect(underlined(text, problem)).toBe(marked);
  });

  it('offers what two numbers can mean, a range first where one has a fraction', () => {
    const titles = (text: string) => only(check(text)).fixes.map(({ title }) => title);
    expect(titles('a: [0.0, 0.3]')).toEqual(['Search from 0.0 to 0.3', 'Put the list under values']);
    expect(titles('a: [0, 0.3]')).toEqual(['Search from 0.0 to 0.3', 'Put the list under values']);
    expect(titles('a: [1e-5, 1e-1]')).toEqual(['Search from 0.00001 to 0.1', 'Put the list under values']);
    expect(titles('a: [1, 5]')).toEqual(['Put the list under values', 'Search from 1 to 5']);
    expect(titles('a: [5, 1]')).toEqual(['Put the list under values']);
    expect(titles('a: [sgd, adam]')).toEqual(['Put the list under values']);
  });

  it('has no fix for an empty list: under values it would be refused as well', () => {
    const problem = only(check('a: []'));
    expect(problem.message).toBe('a is an empty list, which wandb sweep refuses. List what to try under values.');
    expect(problem.fixes).toEqual([]);
  });

  it('takes keys that are not indented for the body', () => {
    const problem = only(check('a:\nmin: 0.1\nmax: 0.2'));
    expect(problem.path).toEqual(['parameters', 'a']);
    expect(problem.fixes.map(({ title }) => title)).toEqual(['Indent them under a']);
  });

  it('sees no missing space where only the first of several lines looks like a key', () => {
    expect(only(check('a:\n  values:1\n  - 2')).message).toContain('a is a bare value');
  });

  it('is silent where the file is being typed', () => {
    expect(codes(check('a: {min: 0.1, max: 0.2}\nmixu'))).toEqual(['Y10']);
  });
});

describe('Y10', () => {
  it('says where and why', () => {
    const problem = only(check("a: {value: 'x}"));
    expect(problem).toMatchObject({ code: 'Y10', severity: 'error' });
    expect(problem.message).toBe('This quote is not closed. W&B can’t read the file like this.');
    expect(problem.range.start).toEqual({ line: 2, character: 13 });
  });
});

describe('V01', () => {
  const mixup = { evidence: evidenceAbout('mixup') };

  it('says how many draws fall where runs crashed, and narrows the bound', () => {
    const text = 'mixup: {min: 0.0, max: 0.3}';
    const problem = only(check(text, mixup));
    expect(problem).toMatchObject({ code: 'V01', severity: 'warning', path: ['parameters', 'mixup', 'max'] });
    expect(underlined(text, problem)).toBe('0.3');
    expect(problem.message).toBe(
      'mixup up to 0.3: half of the draws fall above 0.15, where 10 of 11 past runs crashed (95 %: 62–98 %); ' +
        'elsewhere 3 of 10 did.',
    );
    expect(problem.fixes).toMatchObject([{ title: 'Set max to 0.15', edits: [{ newText: '0.15' }] }]);
  });

  it.each([
    ['mixup: {values: [0.0, 0.1, 0.2]}', '0.2', 'mixup: 1 of the 3 values lies above 0.15'],
    ['mixup: {values: [0.1, 0.2, 0.3, 0.4]}', '[0.1, 0.2, 0.3, 0.4]', 'mixup: 3 of the 4 values lie above 0.15'],
    ['mixup: {value: 0.3}', '0.3', 'mixup is fixed to 0.3, above 0.15'],
    ['mixup: {min: 0.2, max: 0.3}', '0.3', 'mixup up to 0.3: all draws fall above 0.15'],
    ['mixup: {distribution: normal, mu: 0.15, sigma: 0.1}', '0.1', 'mixup: half of the draws fall above 0.15'],
    ['mixup: {distribution: log_uniform_values, min: 1e-3, max: 1.0}', '1.0', 'mixup up to 1: 27 % of the draws'],
  ])('%s marks %s', (text, marked, start) => {
    const problem = only(check(text, mixup));
    expect(underlined(text, problem)).toBe(marked);
    expect(problem.message.startsWith(start)).toBe(true);
  });

  it.each([
    'mixup: {min: 0.0, max: 0.15}',
    'mixup: {values: [0.0, 0.15]}',
    'mixup: {values: [a, b]}',
    'mixup: {min: 0.0}',
    'other: {min: 0.0, max: 0.3}',
  ])('is silent for %s', (text) => {
    expect(codes(check(text, mixup))).toEqual([]);
  });

  it('speaks as surely as the analysis does', () => {
    const text = 'mixup: {min: 0.0, max: 0.3}';
    const by = (verdict: 'suggestive' | 'none' | 'inert' | 'constant') =>
      check(text, { evidence: evidenceAbout('mixup', { verdict }) });
    expect(only(by('suggestive'))).toMatchObject({ severity: 'info' });
    expect(only(by('suggestive')).message).toContain('This is suggestive only; it may be chance (p = 0.012).');
    expect([...by('none'), ...by('inert'), ...by('constant')]).toEqual([]);
    expect(check(text, { evidence: evidenceAbout('mixup', { threshold: null }) })).toEqual([]);
  });

  it('knows the other directions, and nested names', () => {
    const nested = 'aug:\n  parameters:\n    mixup: {min: 0.0, max: 0.3}';
    expect(codes(check(nested, { evidence: evidenceAbout('aug.mixup') }))).toEqual(['V01']);
    expect(codes(check(nested, mixup))).toEqual([]);

    const text = 'x: {min: 0.0, max: 0.4}';
    const below = only(
      check(text, { evidence: evidenceAbout('x', { threshold: { ...above, direction: 'below', value: 0.1 } }) }),
    );
    expect(below.message).toContain('x from 0: 25 % of the draws fall below 0.1,');
    expect(below.fixes[0]?.title).toBe('Set min to 0.1');
    const band = { ...above, direction: 'outside', value: [0.1, 0.3] } as const;
    const outside = only(check(text, { evidence: evidenceAbout('x', { threshold: band }) }));
    expect(outside.message).toContain('x from 0 to 0.4: half of the draws fall outside 0.1–0.3,');
    expect(outside.fixes[0]?.title).toBe('Set min to 0.1 and max to 0.3');
    const inside = only(check(text, { evidence: evidenceAbout('x', { threshold: { ...band, direction: 'inside' } }) }));
    expect(inside.fixes).toEqual([]);
  });

  it('does not blame a setting that is not used', () => {
    const text = 'dropout: {min: 0.0, max: 0.2}\nmosaic: {value: 1.0}\nhsv_h: {value: 0.1}';
    const evidence = evidenceAbout('dropout');
    const detecting = check(text, { evidence, pastConfig: new Map([['task', 'detect']]) });
    expect(codes(detecting)).toEqual(['K02']);
    const unknown = check(text, { evidence });
    expect(unknown.map(({ code, severity }) => [code, severity])).toEqual([
      ['K02', 'hint'],
      ['V01', 'info'],
    ]);
    expect(unknown[1]!.message).toContain('Only classify uses this setting');
    const classifying = check(text, { evidence, pastConfig: new Map([['task', 'classify']]) });
    expect(classifying.map(({ code, severity }) => [code, severity])).toEqual([['V01', 'warning']]);
  });
});

describe('K01 and K02', () => {
  const yolo = 'mosaic: {value: 1.0}\nhsv_h: {value: 0.1}\n';

  it('gives the share of draws outside the usual range, and the default', () => {
    const text = `${yolo}lr0: {min: 0.05, max: 0.2}`;
    const problem = only(check(text));
    expect(problem).toMatchObject({ code: 'K01', severity: 'info', path: ['parameters', 'lr0', 'max'] });
    expect(problem.message).toBe(
      'lr0 from 0.05 to 0.2: 67 % of the draws fall outside 0.00001–0.1, the range of Ultralytics’ own tuner (default 0.01).',
    );
    expect(problem.fixes[0]?.title).toBe('Set max to 0.1');
    expect(only(check(`${yolo}close_mosaic: {values: [0, 5, 20]}`)).message).toContain(
      '1 of the 3 values lies outside 0–10',
    );
    expect(check(`${yolo}lr0: {min: 0.001, max: 0.1}\nmixup: {min: 0.0, max: 1.0}\nlrf: {value: 0.5}`)).toEqual([]);
  });

  it('says nothing where the framework is not known', () => {
    expect(check('lr0: {min: 0.05, max: 0.2}\ndropout: {min: 0.0, max: 0.2}')).toEqual([]);
  });

  it('says where a setting has no effect', () => {
    const text = `${yolo}dropout: {min: 0.0, max: 0.2}`;
    expect(only(check(text))).toMatchObject({ code: 'K02', severity: 'hint', path: ['parameters', 'dropout'] });
    const known = only(check(text, { evidence: null, pastConfig: new Map([['task', 'detect']]) }));
    expect(known.severity).toBe('info');
    expect(known.message).toBe(
      'dropout has no effect on detect (task known from the configuration of past runs): in Ultralytics YOLO only classify uses it.',
    );
    const evidence: Evidence = { ...evidenceAbout('lrf'), settings: [['task', 'detect']] };
    expect(only(check(text, { evidence })).message).toBe(known.message);
    const auto = only(check(`${yolo}lr0: {min: 0.05, max: 0.2}\noptimizer: {value: auto}`));
    expect(auto).toMatchObject({ code: 'K02', severity: 'info' });
    expect(auto.message).toBe('lr0 has no effect: Ultralytics YOLO ignores it with optimizer: auto.');
  });
});
