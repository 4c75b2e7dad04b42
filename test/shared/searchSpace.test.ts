import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../src/core/sweep/document';
import { searchSpace } from '../../src/shared/searchSpace';

const SWEEP = `
method: random
parameters:
  lr: {distribution: log_uniform_values, min: 1e-5, max: 0.1}
  mixup: {min: 0.0, max: 0.3}
  layers: {min: 2, max: 8}
  optimizer: {values: [adam, sgd]}
  width: {values: [64, 128]}
  noise: {distribution: normal, mu: 0, sigma: 1}
  epochs: {value: 10}
  broken: {min: 3}
  model:
    parameters:
      depth: {min: 1, max: 4}
`;

describe('the search space', () => {
  it('has the range, scale and choices of each parameter that varies', () => {
    const ranges = new Map(searchSpace(parseSweepDocument(SWEEP)).map((range) => [range.parameter, range]));
    expect([...ranges.keys()]).toEqual(['lr', 'mixup', 'layers', 'optimizer', 'width', 'noise', 'model.depth']);
    expect(ranges.get('lr')).toEqual({
      parameter: 'lr',
      distribution: 'log_uniform_values',
      scale: 'log',
      bounds: [1e-5, 0.1],
      isOpen: false,
      values: null,
    });
    expect(ranges.get('mixup')).toMatchObject({ scale: 'linear', bounds: [0, 0.3] });
    expect(ranges.get('layers')).toMatchObject({ distribution: 'int_uniform', bounds: [2, 8] });
    expect(ranges.get('optimizer')).toMatchObject({ bounds: null, values: ['adam', 'sgd'] });
    expect(ranges.get('width')).toMatchObject({ bounds: [64, 128], values: [64, 128] });
    // 0.1 % and 99.9 % of a standard normal distribution: ±3.0902 (scipy.stats.norm.ppf).
    const noise = ranges.get('noise')!;
    expect(noise.isOpen).toBe(true);
    expect(noise.bounds![0]).toBeCloseTo(-3.0902, 4);
    expect(noise.bounds![1]).toBeCloseTo(3.0902, 4);
  });

  it('is empty for what is no sweep', () => {
    expect(searchSpace(parseSweepDocument('[1, 2'))).toEqual([]);
    expect(searchSpace(parseSweepDocument(''))).toEqual([]);
  });
});
