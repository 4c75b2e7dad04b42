import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { Analysis, ParameterResult, Threshold } from '../../src/core/analysis/analysis';
import {
  areSameBounds,
  boundsEffect,
  boundWords,
  effectOfBounds,
  isParameterBound,
  proposedBound,
  type RangeBound,
} from '../../src/shared/parameterBounds';
import { columnNamed, groupAt } from '../../src/shared/panelTable';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const { analysis: CONE, table: TABLE } = panelOf(coneSweep(), analyze(coneSweep()));
const BEST = TABLE.ids.indexOf(CONE.best!.id);
const MIXUP = CONE.parameters.find(({ name }) => name === 'mixup')!;

function upTo(max: number | null, min: number | null = null, parameter = 'mixup'): RangeBound {
  return { kind: 'range', parameter, min, max };
}

describe('what bounds avoid and keep', () => {
  it('is what the runs of the example say', () => {
    // Counted in the file with Python: sum(mixup > 0.15) over the crashed runs, sum(mixup <= 0.15) over the completed.
    const words = (max: number): string => effectOfBounds(boundsEffect(TABLE, [upTo(max)], BEST));
    expect(words(0.15)).toBe('avoids 8 of 13 crashes, keeps 8 of 8 completed, best run kept');
    expect(words(0.09)).toBe('avoids 12 of 13 crashes, keeps 7 of 8 completed, best run kept');
    expect(words(-1)).toBe('avoids 13 of 13 crashes, keeps 0 of 8 completed, best run lost');
    expect(words(1)).toBe('avoids 0 of 13 crashes, keeps 8 of 8 completed, best run kept');
    expect(effectOfBounds(boundsEffect(TABLE, [], -1))).toBe('avoids 0 of 13 crashes, keeps 8 of 8 completed');
  });

  it('counts a run once however many bounds leave it out, and any one suffices', () => {
    const [a, b] = [upTo(0.15), upTo(0.44, null, 'hsv_v')];
    const [first, second, both] = [[a], [b], [a, b]].map((bounds) => boundsEffect(TABLE, bounds, BEST));
    expect(both!.crashesAvoided).toBeGreaterThanOrEqual(Math.max(first!.crashesAvoided, second!.crashesAvoided));
    expect(both!.crashesAvoided).toBeLessThanOrEqual(first!.crashesAvoided + second!.crashesAvoided);
    const crashed = Array.from(TABLE.ids.keys()).filter((row) => groupAt(TABLE, row) === 'crashed');
    const isOut = (row: number): boolean => number('mixup', row) > 0.15 || number('hsv_v', row) > 0.44;
    expect(both!.crashesAvoided).toBe(crashed.filter(isOut).length);
  });

  it('keeps values on the bound and runs without a value, and never grows with a wider range', () => {
    const runs = [1, 2, null, 3].map((x, index) =>
      runWith(`r${index}`, index % 2 === 0 ? 'crashed' : 'finished', x === null ? {} : { x }),
    );
    const runSet = makeRunSet(runs);
    const { table } = panelOf(runSet, analyze(runSet));
    expect(boundsEffect(table, [upTo(2, 2, 'x')], -1)).toEqual({
      crashesAvoided: 1,
      crashesTotal: 2,
      completedKept: 1,
      completedTotal: 2,
      bestRunKept: null,
    });
    const end = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(end, end, (x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        const [narrow, wide] = [low, high].map((max) => boundsEffect(TABLE, [upTo(max)], BEST));
        expect(narrow!.crashesAvoided).toBeGreaterThanOrEqual(wide!.crashesAvoided);
        expect(narrow!.completedKept).toBeLessThanOrEqual(wide!.completedKept);
      }),
      { seed: 1 },
    );
  });

  it('leaves out levels', () => {
    const runs = ['adam', 'sgd', 'sgd', 'adam'].map((x, index) =>
      runWith(`r${index}`, index < 2 ? 'crashed' : 'finished', { x }),
    );
    const runSet = makeRunSet(runs);
    const { table } = panelOf(runSet, analyze(runSet));
    const effect = boundsEffect(table, [{ kind: 'levels', parameter: 'x', without: ['adam'] }], 3);
    expect(effectOfBounds(effect)).toBe('avoids 1 of 2 crashes, keeps 1 of 2 completed, best run lost');
    // A bound of the other kind, or on what no run has, leaves nothing out.
    expect(boundsEffect(table, [upTo(0, null, 'x'), upTo(0, null, '__proto__')], -1).crashesAvoided).toBe(0);
  });
});

function number(name: string, row: number): number {
  const column = columnNamed(TABLE, name);
  if (column?.kind !== 'number') throw new Error('expected a number');
  return column.values[row]!;
}

describe('the proposed bound', () => {
  const count = { crashed: 1, total: 2, low: 0, high: 1 };
  const withThreshold = (change: Pick<Threshold, 'direction' | 'value'>, verdict = 'strong'): ParameterResult => ({
    ...MIXUP,
    verdict: verdict as ParameterResult['verdict'],
    threshold: { ...change, beyond: count, within: count, p: 0.001 },
  });
  const without: Analysis = { ...CONE, safeBounds: [] };

  it.each([
    [{ direction: 'above', value: 0.15 }, null, 0.15],
    [{ direction: 'below', value: 0.15 }, 0.15, null],
    [{ direction: 'outside', value: [0.1, 0.2] }, 0.1, 0.2],
    [{ direction: 'inside', value: [0.1, 0.2] }, null, null],
  ] as const)('of %j is the side where runs complete', (threshold, min, max) => {
    expect(proposedBound(withThreshold(threshold), without)).toEqual(upTo(max, min));
  });

  it('is open without strong evidence', () => {
    for (const verdict of ['suggestive', 'none', 'inert']) {
      expect(proposedBound(withThreshold({ direction: 'above', value: 0.15 }, verdict), without)).toEqual(upTo(null));
    }
  });

  it('is the safe bound where there is one, and only its moved ends', () => {
    const safeBounds = [
      { parameter: 'mixup', from: { min: 0, max: 0.3 }, to: { min: 0, max: 0.12 }, reason: '' },
      { parameter: 'opt', from: { values: ['a', 'b'] }, to: { values: ['b'] }, reason: '' },
      { parameter: 'layers', from: { values: [1, 2, 3] }, to: { values: [1, 2] }, reason: '' },
    ];
    const safe: Analysis = { ...CONE, safeBounds };
    expect(proposedBound(MIXUP, safe)).toEqual(upTo(0.12));
    const [from, to] = [{ values: ['0', '0.1', '0.3'] }, { values: ['0', '0.1'] }];
    const asText: Analysis = { ...CONE, safeBounds: [{ parameter: 'mixup', from, to, reason: '' }] };
    expect(proposedBound(MIXUP, asText)).toEqual(upTo(0.1, 0));
    const levels = ['a', 'b'].map((value) => ({ value, ...count }));
    expect(proposedBound({ ...MIXUP, name: 'opt', kind: 'category', levels }, safe)).toEqual({
      kind: 'levels',
      parameter: 'opt',
      without: ['a'],
    });
    expect(proposedBound({ ...MIXUP, name: 'layers' }, safe)).toEqual(upTo(2, 1, 'layers'));
    // With safe bounds at hand, thresholds of other parameters are no proposals.
    expect(proposedBound({ ...withThreshold({ direction: 'above', value: 1 }), name: 'lr0' }, safe)).toEqual(
      upTo(null, null, 'lr0'),
    );
  });
});

describe('a bound', () => {
  it('reads as a person would say it', () => {
    expect(boundWords(upTo(0.15))).toBe('mixup ≤ 0.15');
    expect(boundWords(upTo(null, 1e-5))).toBe('mixup ≥ 1.0e-5');
    expect(boundWords(upTo(0.2, 0.1))).toBe('mixup 0.1–0.2');
    expect(boundWords({ kind: 'levels', parameter: 'a\u202eb', without: ['x', 'y'] })).toBe('a b without x and y');
  });

  it('is compared by what it leaves out', () => {
    expect(areSameBounds(upTo(1), upTo(1))).toBe(true);
    expect(areSameBounds(upTo(1), upTo(1, 0))).toBe(false);
    const levels = (...without: string[]) => ({ kind: 'levels' as const, parameter: 'x', without });
    expect(areSameBounds(levels('a', 'b'), levels('b', 'a'))).toBe(true);
    expect(areSameBounds(levels('a'), levels('b'))).toBe(false);
  });

  it('is checked when it is read back', () => {
    expect(isParameterBound(upTo(0.15))).toBe(true);
    expect(isParameterBound({ kind: 'levels', parameter: 'x', without: ['a'] })).toBe(true);
    for (const wrong of [null, 1, {}, { ...upTo(1), max: 'x' }, { ...upTo(1), max: NaN }, { ...upTo(1), kind: 'z' }]) {
      expect(isParameterBound(wrong)).toBe(false);
    }
    expect(isParameterBound({ kind: 'levels', parameter: 'x', without: [1] })).toBe(false);
  });
});
