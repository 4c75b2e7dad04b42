import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParameterResult } from '../../src/core/analysis/analysis';
import { analyzeSweep } from '../../src/core/analysis/analyzeSweep';
import { priceOf, priceWords } from '../../src/core/nextSweep/boundsPrice';
import { narrowSweep } from '../../src/core/nextSweep/narrowSweep';
import { parseSweepDocument } from '../../src/core/sweep/document';
import { handSetBounds } from '../../src/shared/handSetBounds';
import type { ParameterBound } from '../../src/shared/parameterBounds';
import { coneSweep } from '../core/analysis/runSets';

const TEXT = readFileSync(new URL('../../example/sweep.yaml', import.meta.url), 'utf8');
const document = parseSweepDocument(TEXT);
const { analysis, table } = analyzeSweep(coneSweep(), { sweepText: TEXT });
const REASON = 'Set by hand.';
const upTo = (max: number, parameter = 'mixup'): ParameterBound => ({ kind: 'range', parameter, min: null, max });

/** An analysis of one category with three levels. */
const optimizer = {
  name: 'optimizer',
  kind: 'category',
  levels: ['adam', 'sgd', true].map((value) => ({ value, crashed: 1, total: 2 })),
} as unknown as ParameterResult;
const CATEGORIES = { parameters: [optimizer] };

describe('bounds set by hand', () => {
  it('are written into the file at the price of exactly these', () => {
    const bounds = handSetBounds([upTo(0.15)], analysis, REASON)!;
    expect(bounds.map(({ parameter, reason }) => [parameter, reason])).toEqual([['mixup', REASON]]);
    const { narrowed } = narrowSweep(document, bounds);
    expect(narrowed.map(({ parameter, to }) => [parameter, to])).toEqual([['mixup', { min: 0, max: 0.15 }]]);
    // Counted in the file with Python, as in parameterBounds.test.ts; the analysis itself proposes mixup up to 0.09.
    const price = priceWords(priceOf(narrowed, table, { best: analysis.best!.id, document }));
    expect(price).toMatch(/^avoids 8 of 13 crashes, keeps all 8 completed/);
  });

  it('keep the values of levels as the runs have them', () => {
    const bound: ParameterBound = { kind: 'levels', parameter: 'optimizer', without: ['adam'] };
    expect(handSetBounds([bound], CATEGORIES, REASON)).toEqual([
      {
        parameter: 'optimizer',
        from: { values: ['adam', 'sgd', true] },
        to: { values: ['sgd', true] },
        reason: REASON,
      },
    ]);
  });

  it('say nothing where they are open', () => {
    expect(handSetBounds([{ kind: 'range', parameter: 'mixup', min: null, max: null }], analysis, REASON)).toEqual([]);
    expect(handSetBounds([], analysis, REASON)).toEqual([]);
  });

  it.each<[string, readonly ParameterBound[]]>([
    ['a setting that is not there', [upTo(1, 'toString')]],
    ['a range of categories', [upTo(1, 'optimizer')]],
    ['a level that no run had', [{ kind: 'levels', parameter: 'optimizer', without: ['lion'] }]],
    ['one setting twice', [1, 2].map(() => ({ kind: 'levels', parameter: 'optimizer', without: ['adam'] }))],
  ])('are refused for %s', (_name, bounds) => {
    expect(handSetBounds(bounds, CATEGORIES, REASON)).toBeNull();
  });
});
