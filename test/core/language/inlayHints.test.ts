import { describe, expect, it } from 'vitest';
import { inlayHints } from '../../../src/core/language/inlayHints';
import { lensTitle } from '../../../src/core/language/lens';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';

/** The text with its hints where an editor shows them, in «». */
function hinted(text: string): string {
  const document = parseSweepDocument(text);
  return [...inlayHints(document)].reverse().reduce((shown, { position, label }) => {
    const at = document.lines.offsetAt(position);
    return `${shown.slice(0, at)}«${label}»${shown.slice(at)}`;
  }, text);
}

describe('inlay hints', () => {
  it.each([
    // exp(-9.2103) and exp(-2.3026)
    ['x: {distribution: log_uniform, min: -9.2103«= 0.0001», max: -2.3026«= 0.1»}'],
    ['x: {distribution: inv_log_uniform, min: 0«= 1», max: 2«= 0.1353»}'],
    // exp(0.0001) = 1.000100005, exp(-1e-7) = 0.99999990000000499: digits enough to tell them from 1.
    ['x: {distribution: log_uniform, min: 0.0001«= 1.0001», max: 0.1«= 1.105»}'],
    ['x: {distribution: inv_log_uniform, min: 0.0000001«= 0.9999999», max: 3«= 0.04979»}'],
    ['x: {distribution: log_uniform, min: -800«= 0», max: 800«= ∞»}'],
    ['x: {distribution: log_uniform_values, min: 0.1, max: 1.0}'],
    ['x: {distribution: q_uniform, min: 1, max: 100, q: 10«draws 0 to 100»}'],
    ['x: {distribution: q_uniform, min: 0, max: 100, q: 10}'],
    ['x: {distribution: q_uniform«q = 1.0, draws 0 to 5», min: 0.2, max: 5}'],
    ['x: {distribution: q_log_uniform_values«q = 1.0, always 0», min: 0.00001, max: 0.1}'],
    ['x: {distribution: q_normal, mu: 0, sigma: 1, q: 2}'],
    ['x: {distribution: log_uniform, min: .inf, max: abc}'],
  ])('%s', (line) => {
    const expected = `method: random\nparameters:\n  ${line}\n`;
    expect(hinted(expected.replace(/«[^»]*»/g, ''))).toBe(expected);
  });

  it('counts the runs of a grid, and says where it ends', () => {
    const expected =
      'method: grid«12 runs»\nparameters:\n  a: {values: [1, 2, 3]}\n' +
      '  b: {distribution: q_uniform, min: 0, max: 1, q: 0.25«4 values up to 0.75»}\n';
    expect(hinted(expected.replace(/«[^»]*»/g, ''))).toBe(expected);
    const refused = 'method: grid\nparameters:\n  a: {min: 0.0, max: 1.0}\n';
    expect(hinted(refused)).toBe(refused);
  });

  it('gives one hint to a body that two parameters share, and only those in view', () => {
    const text = 'method: random\nparameters:\n  a: &a {distribution: log_uniform, min: 0, max: 1}\n  b: *a\n';
    const document = parseSweepDocument(text);
    expect(inlayHints(document)).toHaveLength(2);
    const first = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    expect(inlayHints(document, first)).toEqual([]);
  });
});

describe('the lens above a sweep', () => {
  const problem = (severity: Problem['severity']): Problem => ({
    ...{ code: 'X', name: 'x', severity, message: '', path: [], fixes: [] },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  });
  const title = (text: string, ...severities: readonly Problem['severity'][]): string =>
    lensTitle(parseSweepDocument(text), severities.map(problem));
  const GRID = 'method: grid\nparameters: {a: {min: 1, max: 432}}\n';

  it('says how many runs and problems there are', () => {
    expect(title(GRID, 'error', 'warning', 'info', 'hint')).toBe('432 runs · 3 problems · Analyze Sweep');
    expect(title(`${GRID}run_cap: 50\n`, 'error')).toBe('50 of 432 runs · 1 problem · Analyze Sweep');
    expect(title('method: random\nparameters: {a: {value: 1}}\n')).toBe('no run limit · no problems · Analyze Sweep');
    expect(title('method: bayes\nrun_cap: 1\n')).toBe('up to 1 run · no problems · Analyze Sweep');
    expect(title('method: grid\nparameters: {a: {min: 0.0, max: 1.0}}\n')).toBe('no problems · Analyze Sweep');
    expect(title('', 'hint')).toBe('no problems · Analyze Sweep');
  });
});
