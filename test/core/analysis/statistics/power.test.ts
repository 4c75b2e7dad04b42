import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../../src/core/analysis/statistics/falseDiscovery';
import { aucInterval, mannWhitney } from '../../../../src/core/analysis/statistics/mannWhitney';
import { orderedCounts } from '../../../../src/core/analysis/statistics/orderedCounts';
import { noncentralUpperTail, runsForAuc, runsForChiSquare } from '../../../../src/core/analysis/statistics/power';

describe('how many runs', () => {
  // Python with scipy 1.17: (norm.isf(α/2) + norm.isf(0.2))² / (12·c·(1 − c)·(AUC − ½)²).
  it.each([
    [0.7, 0.5, 0.05, 65.40733111957579],
    [0.82, 13 / 21, 0.004, 47.748447088900065],
  ])('Noether: AUC %d, share %d, level %d', (auc, share, alpha, runs) => {
    expect(runsForAuc(auc, share, alpha)).toBeCloseTo(runs, 8);
    expect(runsForAuc(1 - auc, share, alpha)).toBeCloseTo(runs, 8);
    expect(runsForAuc(0.5, share, alpha)).toBe(Infinity);
  });

  // scipy 1.17: ncx2.sf(x, degrees, lambda)
  it.each([
    [9.21, 2, 10, 0.6148042466883642],
    [3.841, 1, 7.849, 0.800039737827008],
    [20, 5, 3, 0.02059774473510161],
  ])('non-central chi-square: P(X > %d), %d degrees, λ %d', (x, degrees, lambda, tail) => {
    expect(noncentralUpperTail(x, degrees, lambda)).toBeCloseTo(tail, 11);
  });

  // scipy 1.17: brentq of ncx2.sf(chi2.isf(α, degrees), degrees, λ) − 0.8; with a statistic of 1 from 1 run, n is λ.
  it.each([
    [1, 0.05, 7.8488605093262045],
    [3, 0.05, 10.902563290133262],
    [4, 0.002, 21.233441019327543],
  ])('chi-square with %d degrees at level %d', (degrees, alpha, lambda) => {
    expect(runsForChiSquare(1, degrees, 1, alpha)).toBeCloseTo(lambda, 6);
    expect(runsForChiSquare(5, degrees, 40, alpha)).toBeCloseTo((40 * lambda) / 5, 6);
  });
});

describe('reference values', () => {
  // Newcombe's method 5, both ends solved by scipy's brentq from the formula in the paper.
  it.each([
    [97 / 104, 13, 8, 0.6972269013546452, 0.9864365532587844],
    [0.7, 13, 8, 0.4418734794811482, 0.8668310031397272],
    [0.5, 100, 50, 0.4038994616347673, 0.5961005383652328],
    [0.12, 5, 40, 0.03314082480362138, 0.3821669827510783],
  ])('interval of an AUC of %d from %d and %d runs', (auc, crashed, completed, low, high) => {
    const interval = aucInterval(auc, crashed, completed);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it('q of ten p', () => {
    // scipy 1.17: stats.false_discovery_control(p)
    const q = benjaminiHochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]);
    const expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.074 / 0.7, 0.216, 0.216, 0.216];
    q.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 12);
    });
  });

  it('p of 40,000 different values, of which neighbours are merged', () => {
    const numbers = (step: number, modulus: number, shift: number): Float64Array =>
      Float64Array.from({ length: 20_000 }, (_, i) => ((i * step) % modulus) + shift).sort();
    const result = mannWhitney(orderedCounts(numbers(7919, 20_011, 0), numbers(104_729, 20_021, 150.5)))!;
    // scipy 1.17: mannwhitneyu(method='asymptotic', use_continuity=False); at this size the normal tail is right to 1e-3.
    expect(result.auc).toBeCloseTo(0.4922995525, 10);
    expect(Math.abs(result.p / 0.0076422455990862 - 1)).toBeLessThan(1e-3);
  });
});
