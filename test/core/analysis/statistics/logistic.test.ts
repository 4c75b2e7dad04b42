import { describe, expect, it } from 'vitest';
import { entropyTerms } from '../../../../src/core/analysis/statistics/deviance';
import { logisticDeviance } from '../../../../src/core/analysis/statistics/logistic';

describe('logisticDeviance', () => {
  it('is the binomial deviance where there is a coefficient for each rate', () => {
    const cells = [
      { features: [0], crashed: 3, total: 20 },
      { features: [1], crashed: 15, total: 18 },
    ];
    const terms = entropyTerms(38);
    expect(logisticDeviance(cells)).toBeCloseTo(terms.of(3, 20) + terms.of(15, 18), 2);
  });

  it('agrees with an independent fit of two additive effects', () => {
    // numpy: Newton's method on the same four cells, to convergence, without a ridge → 71.4054532578411
    const cells = [
      { features: [0, 0], crashed: 2, total: 25 },
      { features: [1, 0], crashed: 4, total: 25 },
      { features: [0, 1], crashed: 3, total: 25 },
      { features: [1, 1], crashed: 24, total: 25 },
    ];
    expect(logisticDeviance(cells)).toBeCloseTo(71.4054532578411, 2);
  });

  it('stays finite where the groups are separated completely', () => {
    const separated = [
      { features: [0], crashed: 0, total: 10 },
      { features: [1], crashed: 10, total: 10 },
    ];
    expect(logisticDeviance(separated)).toBeGreaterThanOrEqual(0);
    expect(logisticDeviance(separated)).toBeLessThan(0.5);
    expect(logisticDeviance([])).toBe(0);
  });
});

describe('entropyTerms', () => {
  it('is G of a two by two table', () => {
    // scipy 1.17: chi2_contingency([[12, 1], [1, 7]], correction=False, lambda_='log-likelihood').statistic → 14.8309481443155
    expect(entropyTerms(21).divided(12, 13, 13, 21)).toBeCloseTo(14.8309481443155, 10);
    expect(entropyTerms(21).divided(0, 0, 13, 21)).toBe(0);
  });
});
