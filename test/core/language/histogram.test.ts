import { describe, expect, it } from 'vitest';
import { bars, histogramOf, type Histogram } from '../../../src/core/language/histogram';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { readDistribution } from '../../../src/core/sweep/readDistribution';

function histogram(body: string): Histogram | null {
  const [parameter] = parametersOf(parseSweepDocument(`parameters: {x: {${body}}}`).root);
  const read = readDistribution(parameter!.fields);
  return read && histogramOf(read.distribution);
}

describe('histogram of a distribution', () => {
  it.each([
    ['min: 0.0, max: 0.3', 0, 0.3, '████████████████'],
    ['min: 1, max: 3', 1, 3, '███'],
    ['distribution: normal, mu: 0, sigma: 1', -2.5758, 2.5758, '▁▂▂▄▅▆▇██▇▆▅▄▂▂▁'],
    ['distribution: q_uniform, min: 0, max: 1, q: 0.5', 0, 1, '▅█▅'],
    ['distribution: log_uniform_values, min: 0.001, max: 0.1', 0.001, 0.1, '████████████████'],
    // 33 whole numbers in bins of three.
    ['min: 0, max: 32', 0, 32, '███████████'],
  ])('%s', (body, low, high, row) => {
    const found = histogram(body)!;
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
    expect(bars(found)).toBe(row);
  });

  it('holds all draws that it shows', () => {
    const sum = (body: string): number => histogram(body)!.shares.reduce((total, share) => total + share, 0);
    expect(sum('min: 0, max: 100')).toBeCloseTo(1, 12);
    expect(sum('distribution: q_normal, mu: 0, sigma: 4, q: 2')).toBeGreaterThan(0.98);
    expect(sum('distribution: log_normal, mu: 0, sigma: 2')).toBeCloseTo(0.99, 6);
    expect(sum('distribution: beta, a: 2, b: 3')).toBeCloseTo(1, 12);
  });

  it('has none for listed values, and none where all draws are one value', () => {
    expect(histogram('values: [1, 2]')).toBeNull();
    expect(histogram('distribution: q_uniform, min: 0.0, max: 0.1')).toBeNull();
  });
});
