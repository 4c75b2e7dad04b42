import { describe, expect, it } from 'vitest';
import type { Bounds, SafeBound } from '../../../src/core/analysis/analysis';
import { narrowSweep } from '../../../src/core/nextSweep/narrowSweep';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';

function bound(parameter: string, from: Bounds, to: Bounds): SafeBound {
  return { parameter, from, to, reason: 'it crashed.' };
}

/** Narrows one parameter `x` of a sweep whose parameters are these lines. */
function narrow(parameters: string, from: Bounds, to: Bounds, name = 'x'): string {
  const document = parseSweepDocument(`method: random\nparameters:\n${parameters}`);
  const { text, skipped, edits } = narrowSweep(document, [bound(name, from, to)]);
  expect(applyEdits(document.text, edits)).toBe(text);
  if (skipped.length > 0) return `${skipped[0]!.reason}: ${skipped[0]!.message}`;
  return text.slice('method: random\nparameters:\n'.length);
}

const UNIT = { min: 0, max: 1 };
const LOW = { min: 0, max: 0.15 };

describe('a range', () => {
  it.each([
    [
      'in block style, with its comments',
      '  x:\n    min: 0.0  # off\n    max: 1.0  # all\n',
      '  x:\n    min: 0.0  # off\n    max: 0.15  # all\n',
    ],
    ['in braces', '  x: {min: 0.0, max: 1.0} # half\n', '  x: {min: 0.0, max: 0.15} # half\n'],
    ['in JSON', '  {"x": {"min": 0.0, "max": 1.0}}\n', '  {"x": {"min": 0.0, "max": 0.15}}\n'],
    [
      'with Windows line breaks',
      '  x:\r\n    min: 0.0\r\n    max: 1.0\r\n',
      '  x:\r\n    min: 0.0\r\n    max: 0.15\r\n',
    ],
    [
      'of an anchor',
      '  a: &a {min: 0.0, max: 1.0}\n  x: *a\n',
      '  a: &a {min: 0.0, max: 1.0}\n  x: {<<: *a, max: 0.15}\n',
    ],
    [
      'of a merge in block style',
      '  a: &a {min: 0.0, max: 1.0}\n  x:\n    <<: *a\n',
      '  a: &a {min: 0.0, max: 1.0}\n  x:\n    <<: *a\n    max: 0.15\n',
    ],
    [
      'with a bound from elsewhere',
      '  a: {min: 0.0, max: &one 1.0}\n  x: {min: 0.0, max: *one}\n',
      '  a: {min: 0.0, max: &one 1.0}\n  x: {min: 0.0, max: 0.15}\n',
    ],
    [
      'on steps',
      '  x: {distribution: q_uniform, q: 0.05, min: 0, max: 1}\n',
      '  x: {distribution: q_uniform, q: 0.05, min: 0, max: 0.15}\n',
    ],
    ['in quotes by mistake', '  x: {min: 0.0, max: "1.0"}\n', '  x: {min: 0.0, max: 0.15}\n'],
  ])('%s', (_, before, after) => {
    expect(narrow(before, UNIT, LOW)).toBe(after);
  });

  it('at both ends', () => {
    expect(narrow('  x: {min: 0.0, max: 1.0}\n', UNIT, { min: 0.1, max: 0.9 })).toBe('  x: {min: 0.1, max: 0.9}\n');
    expect(narrow('  a: &a {min: 0.0, max: 1.0}\n  x:\n    <<: *a # all\n', UNIT, { min: 0.1, max: 0.9 })).toBe(
      '  a: &a {min: 0.0, max: 1.0}\n  x:\n    <<: *a # all\n    min: 0.1\n    max: 0.9\n',
    );
  });

  it('is written as PyYAML reads numbers', () => {
    const from = { min: 1e-9, max: 1 };
    const body = '  x: {distribution: log_uniform_values, min: 1.0e-9, max: 1.0}\n';
    expect(narrow(body, from, { min: 1e-9, max: 1e-5 })).toContain('max: 0.00001}');
    expect(narrow(body, from, { min: 1e-8, max: 1 })).toContain('min: 1.0e-8,');
  });

  it('of whole numbers stays whole, and becomes a value where one is left', () => {
    expect(narrow('  x: {min: 1, max: 64}\n', { min: 1, max: 64 }, { min: 1, max: 32 })).toBe(
      '  x: {min: 1, max: 32}\n',
    );
    expect(narrow('  x: {min: 1, max: 64}\n', { min: 1, max: 64 }, { min: 3.5, max: 4.5 })).toBe('  x: {value: 4}\n');
    const block = '  x:\n    distribution: int_uniform\n    min: 1\n    max: 2\n';
    expect(narrow(block, { min: 1, max: 2 }, { min: 1, max: 1 })).toBe('  x:\n    value: 1\n');
    const named = '  x: {distribution: uniform, min: 0, max: 10}\n';
    expect(narrow(named, { min: 0, max: 10 }, { min: 0, max: 5 })).toBe(
      '  x: {distribution: uniform, min: 0, max: 5}\n',
    );
  });

  it('of logarithms, which W&B has given up, is written in values', () => {
    const exponents = '  x: {distribution: log_uniform, min: -9.21, max: 0}\n';
    const [from, to] = [
      { min: 0.0001, max: 1 },
      { min: 0.0001, max: 0.1 },
    ];
    // e^-9.21 = 0.00010003439, rounded inward
    const values = '  x: {distribution: log_uniform_values, min: 0.000100035, max: 0.1}\n';
    expect(narrow(exponents, from, to)).toBe(values);
    expect(narrow('  x: {distribution: inv_log_uniform, min: 0.0, max: 9.21}\n', from, to)).toBe(values);
    expect(narrow('  a: &a {distribution: log_uniform, min: -9.21, max: 0}\n  x: *a\n', from, to)).toContain(
      'x: {<<: *a, distribution: log_uniform_values, min: 0.000100035, max: 0.1}',
    );
  });

  it('of a nested parameter', () => {
    const nested = '  optimizer:\n    parameters:\n      x: {min: 0.0, max: 1.0}\n  x: {min: 0.0, max: 1.0}\n';
    expect(narrow(nested, UNIT, LOW, 'optimizer.x')).toBe(
      '  optimizer:\n    parameters:\n      x: {min: 0.0, max: 0.15}\n  x: {min: 0.0, max: 1.0}\n',
    );
  });
});

describe('a list', () => {
  const all = { values: ['adam', 'sgd', 'rmsprop', 'lion'] };
  it.each([
    [
      'loses its middle',
      '  x: {values: [adam, sgd, rmsprop, lion]}\n',
      ['adam', 'lion'],
      '  x: {values: [adam, lion]}\n',
    ],
    ['loses its end', '  x: {values: [adam, sgd, rmsprop, lion]}\n', ['adam'], '  x: {values: [adam]}\n'],
    [
      'loses its beginning',
      '  x: {values: [ "adam", \'sgd\' ,rmsprop, lion ]}\n',
      ['rmsprop', 'lion'],
      '  x: {values: [ rmsprop, lion ]}\n',
    ],
    [
      'on lines of its own',
      '  x:\n    values:\n      - adam # slow\n      - sgd\n      - rmsprop\n      - lion\n',
      ['adam', 'lion'],
      '  x:\n    values:\n      - adam # slow\n      - lion\n',
    ],
    [
      'keeps what the runs never had',
      '  x: {values: [adam, new, sgd]}\n',
      ['adam', 'rmsprop', 'lion'],
      '  x: {values: [adam, new]}\n',
    ],
    [
      'of an anchor',
      '  a: &a {values: [adam, sgd]}\n  x: *a\n',
      ['adam'],
      '  a: &a {values: [adam, sgd]}\n  x: {<<: *a, values: [adam]}\n',
    ],
    [
      'with probabilities',
      '  x: {values: [adam, sgd, lion], probabilities: [0.2, 0.5, 0.3]}\n',
      ['adam', 'lion'],
      '  x: {values: [adam, lion], probabilities: [0.4, 0.6]}\n',
    ],
  ])('%s', (_, before, kept, after) => {
    expect(narrow(before, all, { values: kept })).toBe(after);
  });

  it('of numbers under a range', () => {
    expect(narrow('  x: {values: [8, 16, 32, 64]}\n', { min: 8, max: 64 }, { min: 8, max: 24 })).toBe(
      '  x: {values: [8, 16]}\n',
    );
  });
});

describe('is left alone with a reason', () => {
  it.each([
    ['missing', '  y: {min: 0.0, max: 1.0}\n'],
    ['not-searched', '  x: {value: 0.3}\n'],
    ['not-searched', '  x:\n'],
    ['already-inside', '  x: {min: 0.0, max: 0.1}\n'],
    ['outside', '  x: {min: 0.3, max: 1.0}\n'],
    ['unbounded', '  x: {distribution: normal, mu: 0.5, sigma: 0.1}\n'],
    ['unbounded', '  x: {distribution: beta, a: 2, b: 2}\n'],
    ['not-editable', '  x: &shared {min: 0.0, max: 1.0}\n  y: *shared\n'],
    ['not-editable', '  x: {values: [0.1, # low\n    0.9]}\n'],
  ])('%s', (reason, parameters) => {
    expect(narrow(parameters, UNIT, LOW)).toMatch(new RegExp(`^${reason}: x .*\\.$`));
  });

  it('of numbers that PyYAML reads as text', () => {
    expect(narrow('  x: {values: [1e-5, 1e-3, 0.5]}\n', { min: 1e-5, max: 0.5 }, { min: 1e-5, max: 0.01 })).toBe(
      '  x: {values: [1e-5, 1e-3]}\n',
    );
    expect(narrow('  x: {values: [1e-5, 1e-3]}\n', { values: [1e-5, 1e-3] }, { values: [1e-5] })).toBe(
      '  x: {values: [1e-5]}\n',
    );
  });

  it('a list of values where the file has a range', () => {
    expect(narrow('  x: {min: 0.0, max: 1.0}\n', { values: [0, 1] }, { values: [0] })).toMatch(/^other-kind/);
  });
});

describe('several parameters', () => {
  const text =
    'method: bayes # why\nmetric: {name: loss}\nparameters:\n  a: {min: 0.0, max: 1.0}\n  b: {min: 0.0, max: 1.0}\n';
  const bounds = [bound('a', UNIT, LOW), bound('b', UNIT, { min: 0.5, max: 1 })];

  it('are narrowed together, or those that are chosen', () => {
    const all = narrowSweep(parseSweepDocument(text), bounds);
    expect(all.text).toBe(
      text.replace('a: {min: 0.0, max: 1.0', 'a: {min: 0.0, max: 0.15').replace('b: {min: 0.0', 'b: {min: 0.5'),
    );
    expect(all.narrowed.map(({ parameter, to }) => [parameter, to])).toEqual([
      ['a', { min: 0, max: 0.15 }],
      ['b', { min: 0.5, max: 1 }],
    ]);
    expect(narrowSweep(parseSweepDocument(text), bounds, new Set(['b'])).text).toBe(
      text.replace('b: {min: 0.0', 'b: {min: 0.5'),
    );
  });

  it('keep a file that is broken elsewhere as it is there', () => {
    const broken = `${text}  c: {min: 0.0, max: 1.0\n`;
    const narrowed = narrowSweep(parseSweepDocument(broken), bounds);
    expect(narrowed.text).toContain('a: {min: 0.0, max: 0.15}');
    expect(narrowed.text.endsWith('  c: {min: 0.0, max: 1.0\n')).toBe(true);
    expect(narrowSweep(parseSweepDocument(''), bounds).skipped.map(({ reason }) => reason)).toEqual([
      'missing',
      'missing',
    ]);
  });
});
