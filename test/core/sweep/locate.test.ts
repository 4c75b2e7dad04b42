import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { locate, roleOf } from '../../../src/core/sweep/locate';

const TEXT = `method: bayes
parameters:
  lr: {min: 0.1, max: 1.0}
  model:
    parameters:
      units:
        values: [16, 32]
`;
const at = (line: number, character: number) => {
  const found = locate(parseSweepDocument(TEXT), { line, character });
  return found && { path: found.path.join('/'), on: found.on };
};

describe('position to path', () => {
  it.each([
    [0, 2, 'method', 'key'],
    [0, 10, 'method', 'value'],
    [1, 0, 'parameters', 'key'],
    [2, 3, 'parameters/lr', 'key'],
    [2, 8, 'parameters/lr/min', 'key'],
    [2, 13, 'parameters/lr/min', 'value'],
    [2, 26, 'parameters/lr', 'value'],
    [6, 10, 'parameters/model/parameters/units/values', 'key'],
    [6, 22, 'parameters/model/parameters/units/values/1', 'value'],
  ])('%d:%d is %s (%s)', (line, character, path, on) => {
    expect(at(line, character)).toEqual({ path, on });
  });

  it('is null between entries and behind the end', () => {
    expect(at(6, 0)).toEqual({ path: 'parameters/model/parameters', on: 'value' });
    expect(at(7, 0)).toBeNull();
    expect(at(99, 0)).toBeNull();
  });
});

describe('path to role', () => {
  it.each([
    ['method', { kind: 'key', section: 'sweep', name: 'method' }],
    ['parameters/lr', { kind: 'parameter', parameter: ['parameters', 'lr'] }],
    ['parameters/lr/min', { kind: 'key', section: 'parameter', name: 'min', parameter: ['parameters', 'lr'] }],
    [
      'parameters/m/parameters',
      { kind: 'key', section: 'parameter', name: 'parameters', parameter: ['parameters', 'm'] },
    ],
    ['parameters/m/parameters/u', { kind: 'parameter', parameter: ['parameters', 'm', 'parameters', 'u'] }],
    ['parameters/m/parameters/u/q', { kind: 'key', name: 'q', parameter: ['parameters', 'm', 'parameters', 'u'] }],
    ['parameters/lr/value/x', { kind: 'other' }],
    ['metric/goal', { kind: 'key', section: 'metric', name: 'goal' }],
    ['metrics/1/goal', { kind: 'key', section: 'metric', name: 'goal' }],
    ['early_terminate/eta', { kind: 'key', section: 'early_terminate', name: 'eta' }],
    ['foo/bar', { kind: 'other' }],
  ])('%s', (path, role) => {
    expect(roleOf(path.split('/'))).toMatchObject(role);
  });
});
