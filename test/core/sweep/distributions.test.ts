import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  quantile,
  roundTo,
  shareInside,
  shareUpTo,
  support,
  type Distribution,
} from '../../../src/core/sweep/distributions';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { readDistribution } from '../../../src/core/sweep/readDistribution';

/** The distribution of a body in flow style. */
function of(body: string): Distribution {
  const [parameter] = parametersOf(parseSweepDocument(`parameters:\n  x: ${body}\n`).root);
  return readDistribution(parameter!.fields)!.distribution;
}
const broken = (body: string): boolean =>
  readDistribution(parametersOf(parseSweepDocument(`parameters:\n  x: ${body}\n`).root)[0]!.fields) === null;

describe('what a body draws', () => {
  it.each([
    ['{value: 3}', 'constant'],
    ['{values: [1, 2]}', 'categorical'],
    ['{values: [1, 2], probabilities: [0.3, 0.7]}', 'categorical_w_probabilities'],
    ['{min: 1, max: 8}', 'int_uniform'],
    ['{min: 0.0, max: 1}', 'uniform'],
    ['{min: 1e-5, max: 1e-1}', 'uniform'],
    ['{distribution: normal}', 'normal'],
  ])('%s is %s', (body, name) => {
    expect(of(body).name).toBe(name);
  });

  it.each([
    '{min: 1}',
    '{min: 2, max: 1}',
    '{min: a, max: 1}',
    '{distribution: log_uniform_values, min: 0, max: 1}',
    '{distribution: log_uniform, min: 0, max: 1000}',
    '{distribution: normal, sigma: 0}',
    '{distribution: q_uniform, min: 0, max: 1, q: 0}',
    '{distribution: loguniform, min: 1, max: 2}',
    '{values: []}',
    '{values: [1, 2], probabilities: [1]}',
    '{distribution: uniform, min: -.inf, max: 1}',
    '{distribution: int_uniform, min: 0, max: .inf}',
    '{distribution: int_uniform, min: 0.2, max: 0.8}',
  ])('%s can’t be drawn', (body) => {
    expect(broken(body)).toBe(true);
  });
});

describe('shares and quantiles', () => {
  // Reference: scipy.stats 1.17 (norm, lognorm, loguniform, uniform, beta) on the same arguments.
  it.each([
    ['{min: 0.0, max: 0.3}', -Infinity, 0.15, 0.5],
    ['{distribution: uniform, min: 1.0e-5, max: 0.1}', 0.01, Infinity, 0.9000900090009],
    ['{distribution: normal, mu: 0.5, sigma: 0.5}', 0, 1, 0.682689492137086],
    ['{distribution: log_uniform_values, min: 1.0e-5, max: 0.1}', 0.001, 0.1, 0.5],
    ['{distribution: inv_log_uniform_values, min: 1.0e-5, max: 0.1}', 0.001, 0.1, 0.5],
    ['{distribution: log_normal, mu: 0, sigma: 1}', 1, 2, 0.255891404214417],
    ['{distribution: log_uniform, min: 0, max: 1}', 1, 1.6487212707001282, 0.5],
    ['{distribution: inv_log_uniform, min: 0, max: 1}', 0.6065306597126334, 1, 0.5],
    ['{min: 1, max: 10}', 3, 5, 0.3],
    ['{values: [0, 5, 10, 15, 20]}', 0, 10, 0.6],
    ['{values: [1, 2], probabilities: [0.25, 0.75]}', 2, 2, 0.75],
    ['{value: 3}', 3, 3, 1],
    // 1..100 by tens: 0 only below 5, so (5 − 1) / 99; 10 to 90 below 95; 100 above.
    ['{distribution: q_uniform, min: 1, max: 100, q: 10}', 0, 0, 4 / 99],
    ['{distribution: q_uniform, min: 1, max: 100, q: 10}', 10, 90, 90 / 99],
    ['{distribution: q_uniform, min: 0, max: 1, q: 0.1}', 0.3, 0.3, 0.1],
    ['{distribution: q_log_uniform_values, min: 1.0e-5, max: 0.1}', 0, 0, 1],
    ['{distribution: q_normal, mu: 0, sigma: 1}', 0, 0, 0.382924922548026],
    ['{distribution: beta}', 0, 0.25, 0.25],
    ['{distribution: beta, a: 2, b: 3}', 0, 0.5, 0.6875],
    ['{distribution: beta, a: 0.5, b: 0.5}', -1, 0.1, 0.2048327646991335],
    ['{distribution: beta, a: 30, b: 70}', 0, 0.35, 0.8615754758661093],
    ['{distribution: beta, a: 2, b: 8}', 0.25, 2, 1 - 0.6996612548828125],
    ['{distribution: q_beta, a: 5, b: 1}', 1, 1, 1 - 0.5 ** 5],
    ['{distribution: q_beta, a: 2, b: 3, q: 0.5}', 0.5, 0.5, 0.6875],
  ])('%s: share inside [%d, %d] is %d', (body, low, high, share) => {
    expect(shareInside(of(body), low, high)).toBeCloseTo(share, 10);
  });

  it('knows no share for text', () => {
    expect(shareUpTo(of('{values: [a, b]}'), 1)).toBeNull();
  });

  it.each([
    ['{distribution: beta, a: 2, b: 3}', { low: 0, high: 1 }],
    ['{distribution: q_beta, a: 2, b: 3, q: 0.6}', { low: 0, high: 1.2 }],
    ['{distribution: normal}', { low: -Infinity, high: Infinity }],
    ['{distribution: log_normal}', { low: 0, high: Infinity }],
    ['{distribution: q_uniform, min: 1, max: 96, q: 10}', { low: 0, high: 100 }],
  ])('%s: draws between %o', (body, range) => {
    expect(support(of(body))).toEqual(range);
  });

  it.each([
    ['{min: 0.0, max: 0.3}', 0.5, 0.15],
    ['{min: 1, max: 10}', 0.5, 5],
    ['{min: 1, max: 10}', 0, 1],
    ['{values: [20, 0, 5]}', 0.5, 5],
    ['{distribution: log_uniform_values, min: 1.0e-5, max: 0.1}', 0.5, 0.001],
    ['{distribution: normal, mu: 1, sigma: 2}', 0.95, 4.289707253902945],
    ['{distribution: q_uniform, min: 4, max: 96, q: 32}', 0, 0],
    ['{distribution: beta, a: 2, b: 3}', 0.05, 0.09761146288641434],
    ['{distribution: beta, a: 0.5, b: 0.5}', 0.95, 0.9938441702975689],
    ['{distribution: beta, a: 30, b: 70}', 0.95, 0.3772714504615991],
  ])('%s: quantile %d is %d', (body, p, value) => {
    expect(quantile(of(body), p)).toBeCloseTo(value, 9);
  });

  it('rounds half to even, as numpy does', () => {
    expect([5, 15, 25, -5].map((value) => roundTo(value, 10) + 0)).toEqual([0, 20, 20, 0]);
  });

  it('has quantiles that agree with shares', () => {
    const bodies = [
      '{min: 1, max: 40}',
      '{min: -3.0, max: 9.0}',
      '{distribution: q_uniform, min: 0, max: 9, q: 0.5}',
      '{distribution: log_normal, mu: 1, sigma: 0.5}',
      '{distribution: q_log_uniform_values, min: 1, max: 900, q: 4}',
      '{values: [3, 1, 2, 2]}',
      '{distribution: beta, a: 2, b: 0.7}',
      '{distribution: q_beta, a: 2, b: 3, q: 0.1}',
    ].map(of);
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (distribution, p) => {
        const value = quantile(distribution, p)!;
        const slack = 1e-9 * Math.max(1, Math.abs(value));
        expect(shareUpTo(distribution, value + slack)!).toBeGreaterThanOrEqual(p - 1e-6);
        expect(shareUpTo(distribution, value - slack, true)!).toBeLessThanOrEqual(p + 1e-6);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
