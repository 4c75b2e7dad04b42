import { describe, expect, it } from 'vitest';
import type { Analysis, Interaction, InteractionTerm } from '../../src/core/analysis/analysis';
import { chosenPair, offeredPairs, pairRegions, regionText, sidesOf } from '../../src/shared/pairs';

function interactionOf(...terms: readonly InteractionTerm[]): Interaction {
  return { terms, crashed: 11, total: 11, low: 0.741, high: 1, lift: 1.6, p: 0.01 };
}

function analysisOf(names: readonly string[], ...interactions: readonly Interaction[]): Analysis {
  const parameters = names.map((name) => ({ name, verdict: name === 'seed' ? 'constant' : 'strong' }));
  return { parameters, interactions } as unknown as Analysis;
}

const joint = interactionOf(
  { parameter: 'mixup', op: '>', value: 0.15 },
  { parameter: 'dropout', op: '>', value: 0.08 },
);

describe('which pairs are offered', () => {
  it('offers interactions first, then the most telling parameters, each pair once', () => {
    const pairs = offeredPairs(analysisOf(['dropout', 'mixup', 'lr0', 'seed', 'lrf'], joint, joint));
    expect(pairs.map(({ x, y, interaction }) => [x, y, interaction !== null])).toEqual([
      ['mixup', 'dropout', true],
      ['dropout', 'lr0', false],
      ['mixup', 'lr0', false],
    ]);
  });

  it('keeps a chosen pair as long as both parameters vary', () => {
    const analysis = analysisOf(['dropout', 'mixup', 'lr0', 'seed'], joint);
    expect(chosenPair({ x: 'lr0', y: 'mixup' }, analysis)).toEqual({ x: 'lr0', y: 'mixup' });
    for (const stale of [null, 7, { x: 'lr0' }, { x: 'lr0', y: 'seed' }, { x: 'lr0', y: 'lr0' }]) {
      expect(chosenPair(stale, analysis)).toEqual({ x: 'mixup', y: 'dropout' });
    }
    expect(chosenPair(null, analysisOf(['lr0']))).toBeNull();
  });
});

describe('regions', () => {
  it('include their own ends as filters do, so that `>` begins just above', () => {
    const side = sidesOf(joint).get('mixup');
    if (side?.kind !== 'range') throw new Error('no range');
    expect(side.from).toBeGreaterThan(0.15);
    expect(side.from).toBeCloseTo(0.15, 15);
    expect(side.to).toBe(Infinity);
    const below = sidesOf(interactionOf({ parameter: 'x', op: '<', value: 0 })).get('x');
    expect(below).toEqual({ kind: 'range', from: -Infinity, to: -Number.MIN_VALUE });
  });

  it('join terms on one parameter, and know levels', () => {
    const sides = sidesOf(
      interactionOf(
        { parameter: 'x', op: '>=', value: 1 },
        { parameter: 'x', op: '<=', value: 2 },
        { parameter: 'opt', op: 'in', value: ['SGD', 3] },
      ),
    );
    expect(sides.get('x')).toEqual({ kind: 'range', from: 1, to: 2 });
    expect(sides.get('opt')).toEqual({ kind: 'levels', levels: ['SGD', '3'] });
  });

  it('belong to a pair whichever way round it is', () => {
    const analysis = analysisOf(['mixup', 'dropout', 'lr0'], joint);
    expect(pairRegions(analysis, { x: 'dropout', y: 'mixup' })).toHaveLength(1);
    expect(pairRegions(analysis, { x: 'lr0', y: 'mixup' })).toEqual([]);
  });

  it('are said with their interval', () => {
    expect(regionText(joint)).toBe('11 of 11 runs crashed (74–100\u00a0%) where mixup > 0.15 and dropout > 0.08');
  });
});
