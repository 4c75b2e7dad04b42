import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParameterResult } from '../../src/core/analysis/analysis';
import { analyzeSweep } from '../../src/core/analysis/analyzeSweep';
import { INITIAL_CHOICES, isCardChoices, shownParameters } from '../../src/shared/parameterCards';
import { coneSweep } from '../core/analysis/runSets';

const CONE = analyzeSweep(coneSweep(), {
  sweepText: readFileSync(new URL('../../example/sweep.yaml', import.meta.url), 'utf8'),
}).analysis;

function parameter(name: string, change: Partial<ParameterResult> = {}): ParameterResult {
  return { ...CONE.parameters[0]!, name, ...change };
}

describe('settings', () => {
  it('are cards for those that vary; the others are listed', () => {
    const view = shownParameters(CONE, INITIAL_CHOICES);
    expect(view.shown[0]!.name).toBe('mixup');
    expect(view.shown.map(({ name }) => name)).not.toContain('epochs');
    expect(view.constants).toBe('6 settings never varied: batch, epochs, imgsz, model, seed and task.');
    expect(view.hidden).toBe(0);
  });

  it('beyond twelve wait until they are asked for, unless they are only a few more', () => {
    const parameters = (count: number): ParameterResult[] =>
      Array.from({ length: count }, (_, i) => parameter(`p${i}`));
    const shown = (count: number, showAll: boolean): readonly number[] => {
      const view = shownParameters({ ...CONE, parameters: parameters(count) }, { ...INITIAL_CHOICES, showAll });
      return [view.shown.length, view.hidden];
    };
    expect(shown(16, false)).toEqual([16, 0]);
    expect(shown(50, false)).toEqual([12, 38]);
    expect(shown(50, true)).toEqual([50, 0]);
  });

  it('are ordered by evidence, by difference or by name', () => {
    const parameters = [
      parameter('b', { differencePercent: -5 }),
      parameter('c', { differencePercent: null }),
      parameter('a', { differencePercent: 3 }),
      parameter('d', { differencePercent: -80 }),
    ];
    const names = (order: 'evidence' | 'difference' | 'name'): string =>
      shownParameters({ ...CONE, parameters }, { order, showAll: false, bounds: [] })
        .shown.map(({ name }) => name)
        .join('');
    expect([names('evidence'), names('difference'), names('name')]).toEqual(['bcad', 'dbac', 'abcd']);
  });
});

it('takes back only choices that it kept', () => {
  expect(isCardChoices({ order: 'name', showAll: true, bounds: [] })).toBe(true);
  expect([null, 'name', {}, { order: 'size', showAll: true }, { order: 'name' }].filter(isCardChoices)).toEqual([]);
});
