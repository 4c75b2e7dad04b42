import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { ParameterResult, Threshold } from '../../src/core/analysis/analysis';
import { comparisonRow } from '../../src/shared/comparison';
import { parameterView } from '../../src/shared/parameterView';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const NO_BREAK = '\u00a0';
const CONE = panelOf(coneSweep(), analyze(coneSweep()));

function resultOf(name: string, parameters: readonly ParameterResult[] = CONE.analysis.parameters): ParameterResult {
  return parameters.find((parameter) => parameter.name === name)!;
}

/** Runs with one parameter `x`: crashed ones first. */
function tableOf(
  crashed: readonly (number | string | null)[],
  completed: readonly (number | string | null)[],
): {
  readonly result: ParameterResult;
} {
  const run = (kind: 'crashed' | 'finished') => (x: number | string | null, index: number) =>
    runWith(`${kind}${index}`, kind, x === null ? {} : { x });
  const runSet = makeRunSet([...crashed.map(run('crashed')), ...completed.map(run('finished'))]);
  const { analysis } = panelOf(runSet, analyze(runSet));
  return { result: resultOf('x', analysis.parameters) };
}

describe('a card', () => {
  it('says the direction, the difference, the rates and how sure they are', () => {
    const threshold: Threshold = {
      direction: 'above',
      value: 0.15,
      beyond: { crashed: 10, total: 11, low: 0.623, high: 0.984 },
      within: { crashed: 3, total: 10, low: 0.108, high: 0.603 },
      p: 0.02,
    };
    const result: ParameterResult = {
      ...resultOf('mixup'),
      verdict: 'strong',
      effect: { auc: 0.93, low: 0.7, high: 0.99 },
      p: 0.0004,
      q: 0.0029,
      threshold,
    };
    const view = parameterView(result);
    expect(view.chip).toBe('Strong');
    expect(view.finding).toBe(`Higher in crashed runs: mean +306${NO_BREAK}%.`);
    expect(view.threshold).toEqual([
      `Above 0.15: 10 of 11 (62–98${NO_BREAK}%) crashed.`,
      `Otherwise: 3 of 10 (11–60${NO_BREAK}%) crashed.`,
    ]);
    expect(view.evidence).toEqual([
      `Crashed higher in 93${NO_BREAK}% of pairs (70–99${NO_BREAK}%)`,
      'p < 0.001 · q 0.0029 · threshold p 0.02',
    ]);
    expect(view.label).toBe(
      `mixup: strong. ${view.finding} ${view.threshold.join(' ')} ` +
        'Crashed from low to high values: 0 of 5, 4 of 6, 4 of 5, 5 of 5.',
    );
  });

  it('names the p that carries a verdict which rests on the threshold alone', () => {
    const threshold: Threshold = {
      direction: 'above',
      value: 0.9,
      beyond: { crashed: 9, total: 10, low: 0.6, high: 0.98 },
      within: { crashed: 40, total: 90, low: 0.35, high: 0.55 },
      p: 0.031,
    };
    const result: ParameterResult = { ...resultOf('mixup'), verdict: 'suggestive', p: 0.46, q: 0.8, threshold };
    const { chip, finding, evidence } = parameterView(result);
    expect(chip).toBe('Suggestive (threshold)');
    expect(finding).toBe(`The crash rate changes at a threshold; mean +306${NO_BREAK}% could be chance.`);
    expect(evidence.at(-1)).toBe('p 0.46 · q 0.80 · threshold p 0.031');
    expect(comparisonRow(result).chip).toBe(chip);
    // Where the difference is suggestive of its own, the threshold is not what the verdict rests on.
    expect(parameterView({ ...result, p: 0.04 })).toMatchObject({
      chip: 'Suggestive',
      finding: `Higher in crashed runs: mean +306${NO_BREAK}%.`,
    });
  });

  it('says the share of pairs from the likelier side', () => {
    const result: ParameterResult = { ...resultOf('mixup'), effect: { auc: 0.2, low: 0.1, high: 0.45 } };
    expect(parameterView(result).evidence[0]).toBe(`Crashed lower in 80${NO_BREAK}% of pairs (55–90${NO_BREAK}%)`);
  });

  it('does not read a difference that may be chance as a finding', () => {
    const result: ParameterResult = { ...resultOf('mixup'), verdict: 'none' };
    expect(parameterView(result).finding).toBe(`Mean +306${NO_BREAK}%: could be chance.`);
  });

  it('says of what was not compared that it was not', () => {
    const said = (...groups: Parameters<typeof tableOf>): readonly string[] => {
      const { result } = tableOf(...groups);
      const { finding, chip } = parameterView(result);
      return [finding, chip];
    };
    expect(said([], [1, 2])).toEqual(['Not compared: no crashed run has a value.', 'Not compared']);
    expect(said([null, null], ['a', 'b'])).toEqual(['Not compared: no crashed run has a value.', 'Not compared']);
    expect(said([1, 2], [null])).toEqual(['Not compared: no completed run has a value.', 'Not compared']);
    expect(said(['a', 'b'], ['c'])).toEqual(['Different in every run, not compared.', 'Not compared']);
    expect(said(['a', 'a'], ['a'])).toEqual(['All runs have the same value.', 'Constant']);
  });

  it('says the crash rates that the chart draws', () => {
    const { result } = tableOf([3, 4], [1, 2]);
    expect(parameterView(result).label).toMatch(/Crashed from low to high values: 0 of 1, 1 of 2, 1 of 1\.$/);
    const levels = tableOf(['a', 'b'], ['b', 'b']);
    expect(parameterView(levels.result).label).toMatch(/Crashed by value: a 1 of 1, b 1 of 3\.$/);
  });
});
