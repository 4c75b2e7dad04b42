import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/core/analysis/analysis';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { findingRules } from '../../../src/core/nextSweep/findingRules';
import { makeRunSet, runWith } from '../analysis/makeRuns';

const completed = (id: string, config: Record<string, number>) => runWith(id, 'finished', config);
const crashed = (id: string, config: Record<string, number>) => runWith(id, 'crashed', config);

/** Runs, and a safe region of them with `a` up to 1 and `b` up to 1. */
function rulesOf(runs: readonly ReturnType<typeof runWith>[], inside: { readonly crashed: number; total: number }) {
  const { analysis, table } = analyzeSweep(makeRunSet([...runs]), { sweepText: null });
  const terms = ['a', 'b'].map((parameter) => ({ parameter, op: '<=' as const, value: 1 }));
  const region = { ...inside, terms, lift: 0.1, p: 0.01 } as unknown as Analysis['interactions'][number];
  return findingRules({ ...analysis, parameters: [], interactions: [region] }, table);
}

describe('the rules of a region outside of which runs crash', () => {
  const inside = [completed('i1', { a: 0.5, b: 0.5 }), completed('i2', { a: 1, b: 0.2 })];

  it('count the runs beyond a bound, not those that lack its setting', () => {
    const runs = [
      ...inside,
      crashed('o1', { a: 2, b: 0.5 }),
      crashed('o2', { a: 0.5, b: 2 }),
      completed('o3', { a: 2, b: 2 }),
      // Beyond one bound, whatever the other setting would have been.
      crashed('o4', { a: 3 }),
      crashed('n1', { a: 0.5 }),
      crashed('n2', { c: 1 }),
    ];
    const rules = rulesOf(runs, { crashed: 0, total: 2 });
    expect(rules.map(({ name, when }) => [name, when])).toEqual([
      ['a-alone', [['a', { side: 'above', value: 1 }]]],
      ['b-alone', [['b', { side: 'above', value: 1 }]]],
    ]);
    for (const { because, evidence } of rules) {
      expect(because).toBe('3 of 4 runs with one of a, b beyond its bound crashed, inside all of them 0 of 2');
      expect(evidence).toMatchObject({ crashed: 3, total: 4 });
    }
  });

  it('are none where only runs without the settings crash', () => {
    const runs = [...inside, completed('o1', { a: 2, b: 2 }), crashed('n1', { c: 1 }), crashed('n2', { c: 2 })];
    expect(rulesOf(runs, { crashed: 0, total: 2 })).toEqual([]);
    expect(rulesOf([...inside, crashed('n1', { c: 1 })], { crashed: 0, total: 2 })).toEqual([]);
  });
});
