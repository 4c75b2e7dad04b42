import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze';
import type { Interaction } from '../../../src/core/analysis/analysis';
import { eightNumbers, plantedRuns } from './planted';

type Config = Readonly<Record<string, unknown>>;
const number = (config: Config, name: string): number => config[name] as number;
const found = (seed: number, chance: (config: Config) => number, n = 150): readonly Interaction[] =>
  analyze(plantedRuns(n, seed, eightNumbers, chance)).analysis.interactions;
const parametersOf = ({ terms }: Interaction): string =>
  terms
    .map(({ parameter }) => parameter)
    .sort()
    .join();

describe('interactions', () => {
  it('finds a pair of which both are needed, with a region above the overall rate', () => {
    const [first, ...more] = found(1, (c) => (number(c, 'a') > 0.5 && number(c, 'b') < 0.5 ? 0.95 : 0.1));
    expect(more).toEqual([]);
    expect(first && parametersOf(first)).toBe('a,b');
    const terms = Object.fromEntries(first!.terms.map(({ parameter, op, value }) => [parameter, { op, value }]));
    expect(terms.a).toMatchObject({ op: '>' });
    expect(Math.abs((terms.a?.value as number) - 0.5)).toBeLessThan(0.06);
    expect(terms.b).toMatchObject({ op: '<=' });
    expect(Math.abs((terms.b?.value as number) - 0.5)).toBeLessThan(0.06);
    expect(first!.lift).toBeGreaterThan(2);
    expect(first!.p).toBeLessThanOrEqual(0.02);
  });

  it('counts the runs of the region as the terms say', () => {
    const runSet = plantedRuns(150, 1, eightNumbers, (c) =>
      number(c, 'a') > 0.5 && number(c, 'b') < 0.5 ? 0.95 : 0.1,
    );
    const [first] = analyze(runSet).analysis.interactions;
    const holds = (config: ReadonlyMap<string, unknown>): boolean =>
      first!.terms.every(({ parameter, op, value }) => {
        const own = config.get(parameter) as number;
        return op === '>' ? own > (value as number) : own <= (value as number);
      });
    const inside = runSet.runs.filter(({ config }) => holds(config));
    const crashed = inside.filter(({ outcome }) => outcome.kind === 'crashed').length;
    const all = runSet.runs.filter(({ outcome }) => outcome.kind === 'crashed').length;
    expect(first).toMatchObject({ crashed, total: inside.length });
    expect(first?.lift).toBeCloseTo(crashed / inside.length / (all / 150), 12);
  });

  it('finds a pair of which either one is enough, as the corner that is safe', () => {
    const [first] = found(2, (c) => (number(c, 'a') > 0.7 || number(c, 'b') > 0.7 ? 0.95 : 0.1));
    expect(first && parametersOf(first)).toBe('a,b');
    expect(first!.terms.map(({ op }) => op)).toEqual(['<=', '<=']);
    expect(first!.lift).toBeLessThan(0.5);
  });

  it('finds a third term where the region needs it', () => {
    const three = (c: Config): boolean => number(c, 'a') > 0.4 && number(c, 'b') > 0.4 && number(c, 'c') > 0.4;
    const all = found(3, (c) => (three(c) ? 0.95 : 0.05), 300);
    expect(all.map(parametersOf)).toContain('a,b,c');
  });

  it('names levels of a category', () => {
    const runSet = plantedRuns(
      150,
      4,
      (random) => ({ ...eightNumbers(random), optimizer: ['adam', 'sgd', 'lion'][Math.floor(random() * 3)]! }),
      (c) => ((c.a as number) > 0.5 && c.optimizer === 'lion' ? 0.95 : 0.05),
    );
    const [first] = analyze(runSet).analysis.interactions;
    expect(first?.terms).toContainEqual({ parameter: 'optimizer', op: 'in', value: ['lion'] });
  });

  it('takes null for a level as the runs have it, and not for the text', () => {
    const runSet = plantedRuns(
      150,
      4,
      (random) => ({ ...eightNumbers(random), schedule: ['cos', 'step', null][Math.floor(random() * 3)]! }),
      (c) => ((c.a as number) > 0.5 && c.schedule === null ? 0.95 : 0.05),
    );
    const [first] = analyze(runSet).analysis.interactions;
    expect(first?.terms).toContainEqual({ parameter: 'schedule', op: 'in', value: [null] });
  });

  it.each([
    ['nothing', () => 0.5],
    ['one threshold', (c: Config) => (number(c, 'a') > 0.6 ? 0.95 : 0.1)],
    ['two slopes', (c: Config) => 1 / (1 + Math.exp(-6 * (number(c, 'a') + number(c, 'b') - 1)))],
  ])('reports hardly any pair for %s', (_, chance) => {
    const sets = Array.from({ length: 25 }, (__, seed) => found(seed + 100, chance, 100));
    expect(sets.filter((interactions) => interactions.length > 0).length).toBeLessThanOrEqual(2);
  });

  it('leaves out settings without effect', () => {
    const runSet = plantedRuns(150, 1, eightNumbers, (c) =>
      number(c, 'a') > 0.5 && number(c, 'b') < 0.5 ? 0.95 : 0.1,
    );
    const facts = (name: string): { inert: boolean; note: string } | null =>
      name === 'b' ? { inert: true, note: 'not used' } : null;
    expect(analyze(runSet, { facts }).analysis.interactions.map(parametersOf).join()).not.toContain('b');
  });

  it('is the same each time', () => {
    const chance = (c: Config): number => (number(c, 'a') > 0.5 && number(c, 'b') > 0.5 ? 0.9 : 0.1);
    expect(found(5, chance)).toEqual(found(5, chance));
  });
});
