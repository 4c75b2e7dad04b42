import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ParameterBound } from '../../src/shared/parameterBounds';
import { boundsYaml, type WrittenBound } from '../../src/shared/parameterYaml';
import type { SearchRange } from '../../src/shared/searchSpace';

function written(bound: ParameterBound, change: Partial<WrittenBound> = {}): WrittenBound {
  return { bound, range: null, tried: [0.004, 0.29], isWhole: false, levels: [], ...change };
}

function range(parameter: string, min: number | null, max: number | null): ParameterBound {
  return { kind: 'range', parameter, min, max };
}

function swept(change: Partial<SearchRange>): SearchRange {
  return {
    parameter: 'x',
    distribution: 'uniform',
    scale: 'linear',
    bounds: [0, 0.3],
    isOpen: false,
    values: null,
    ...change,
  };
}

describe('bounds as YAML', () => {
  it('have two ends: the bound, and the range of the sweep or of the runs', () => {
    expect(
      boundsYaml([written(range('mixup', null, 0.15), { range: swept({}) }), written(range('dropout', 0.05, null))]),
    ).toBe('parameters:\n  mixup:\n    min: 0\n    max: 0.15\n  dropout:\n    min: 0.05\n    max: 0.29\n');
  });

  it('name a distribution where min and max mean something else in the one there is', () => {
    const log = swept({ distribution: 'log_uniform', scale: 'log', bounds: [1e-7, 0.1] });
    // PyYAML reads 1e-7 as text.
    expect(boundsYaml([written(range('lr', null, 0.01), { range: log })])).toBe(
      'parameters:\n  lr:\n    distribution: log_uniform_values\n    min: 1.0e-7\n    max: 0.01\n',
    );
    const normal = swept({ distribution: 'normal', bounds: [-3.1, 3.1], isOpen: true });
    expect(boundsYaml([written(range('x', null, 0.1), { range: normal })])).toBe(
      'parameters:\n  x:\n    distribution: uniform\n    min: 0.004\n    max: 0.1\n',
    );
  });

  it('are whole within the bound where the parameter is, and values where the sweep lists them', () => {
    expect(boundsYaml([written(range('layers', 1.5, 6.9), { isWhole: true })])).toMatch(/min: 2\n {4}max: 6\n/);
    const listed = swept({ distribution: 'categorical', bounds: [1, 5], values: [1, 3, 5] });
    expect(boundsYaml([written(range('epochs', null, 4), { range: listed })])).toBe(
      'parameters:\n  epochs:\n    values: [1, 3]\n',
    );
  });

  it('keep names and levels what they are', () => {
    const count = { crashed: 0, total: 1, low: 0, high: 1 };
    const levels = ['adam', 'no', 'a: b', true, 3, null].map((value) => ({ value, ...count }));
    const text = boundsYaml([written({ kind: 'levels', parameter: 'on: "x"', without: ['adam'] }, { levels })]);
    expect(parse(text, { version: '1.1' })).toEqual({
      parameters: { 'on: "x"': { values: ['no', 'a: b', true, 3, null] } },
    });
  });
});
