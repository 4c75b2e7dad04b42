import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { compareSweeps, type ComparedSweep } from '../../../src/core/analysis/compareSweeps';
import { holm, proportionDifference } from '../../../src/core/analysis/statistics/twoProportions';
import { comparisonSections, differenceSentence, overlapOf, refusalOf } from '../../../src/core/report/comparison';
import { markdownOfSections } from '../../../src/core/report/markdown';
import { textSection } from '../../../src/core/report/sectionText';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { makeRun, makeRunSet, valuesOf } from './runSets';

/** A sweep of runs that crashed and completed, with `x` between `low` and `low + 1`. */
function sweep(
  ref: string,
  crashed: number,
  completed: number,
  options: { low?: number; text?: string; ids?: string; start?: number | null } = {},
): ComparedSweep {
  const { low = 0, text = null, ids = ref, start = Date.UTC(2026, 0, 1) } = options;
  const runs = Array.from({ length: crashed + completed }, (_, i) =>
    makeRun(`${ids}${String(i)}`, {
      outcome: { kind: i < crashed ? 'crashed' : 'finished', reason: '' },
      config: valuesOf({ x: low + ((i * 7) % 10) / 10, fixed: 1 }),
      startedAt: start === null ? null : start + i * 86_400_000,
    }),
  );
  const result = analyzeSweep(makeRunSet(runs, { source: { kind: 'json', ref } }), { sweepText: text });
  return { ...result, document: text === null ? null : parseSweepDocument(text) };
}

describe('the difference of two shares', () => {
  it.each([
    // Newcombe (1998), table II, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i minus %i of %i', (hits, total, others, of, low, high) => {
    const found = proportionDifference({ hits, total }, { hits: others, total: of })!;
    expect(found.value).toBeCloseTo(hits / total - others / of, 12);
    expect([found.low, found.high].map((end) => Number(end.toFixed(4)))).toEqual([low, high]);
  });

  it('is not there without runs', () => {
    expect(proportionDifference({ hits: 0, total: 0 }, { hits: 1, total: 2 })).toBeNull();
  });

  it('several tests are corrected', () => {
    // R 4: p.adjust(c(0.01, 0.04, 0.03), "holm")
    expect(holm([0.01, 0.04, 0.03]).map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06]);
    expect(holm([])).toEqual([]);
  });
});

describe('before and after', () => {
  it('tells a sweep that crashed less, with interval and p', () => {
    const comparison = compareSweeps([sweep('first', 13, 8), sweep('second', 2, 18)]);
    const [one] = comparison.differences;
    // scipy.stats.fisher_exact([[13, 8], [2, 18]])
    expect(one?.p).toBeCloseTo(0.000916751418664113, 12);
    expect(one).toMatchObject({ sweep: 1, verdict: 'fewer' });
    expect(one?.difference?.value).toBeCloseTo(0.1 - 13 / 21, 12);
    expect(one!.difference!.high).toBeLessThan(0);
    expect(differenceSentence(one!, comparison.sweeps)).toMatch(
      /^second crashed less: 52 percentage points less than first \(95\u00a0% interval −71 to −23, p < 0\.001\)\.$/,
    );
  });

  it('does not claim a difference that chance could give', () => {
    // scipy.stats.fisher_exact([[3, 1], [1, 3]]): 0.4857
    const [one] = compareSweeps([sweep('a', 3, 1), sweep('b', 1, 3)]).differences;
    expect([one?.verdict, Number(one?.p?.toFixed(6))]).toEqual(['not shown', 0.485714]);
    expect(compareSweeps([sweep('a', 1, 19), sweep('b', 19, 1)]).differences[0]?.verdict).toBe('more');
  });

  it('compares each later sweep with the first, corrected for how many there are', () => {
    const { differences } = compareSweeps([sweep('a', 13, 8), sweep('b', 2, 18), sweep('c', 13, 8)]);
    expect(differences.map(({ verdict }) => verdict)).toEqual(['fewer', 'not shown']);
    expect(differences[0]?.p).toBeCloseTo(2 * 0.000916751418664113, 12);
  });

  it('counts a run that seeds the next sweep once', () => {
    const comparison = compareSweeps([sweep('a', 2, 8, { ids: 'r' }), sweep('b', 2, 18, { ids: 'r' })]);
    expect(comparison.sweeps.map(({ total, repeated }) => [total, repeated])).toEqual([
      [10, 0],
      [10, 10],
    ]);
    expect(comparison.caveats.join(' ')).toContain('10 runs are in more than one sweep');
  });

  it('equal ids alone are no copies: start and settings have to agree as far as they are known', () => {
    const first = sweep('a', 2, 8, { ids: 'r' });
    const repeated = (options: Parameters<typeof sweep>[3]): number | undefined =>
      compareSweeps([first, sweep('b', 2, 8, { ids: 'r', ...options })]).sweeps[1]?.repeated;
    expect(repeated({})).toBe(10);
    expect(repeated({ low: 2 })).toBe(0);
    expect(repeated({ start: Date.UTC(2026, 1, 1) })).toBe(0);
    // The same run as W&B and as its folder tell it.
    expect(repeated({ start: Date.UTC(2026, 0, 1) + 3000 })).toBe(10);
    expect(repeated({ start: null })).toBe(10);
  });

  it('lists what was changed: by the files, or as the runs have it', () => {
    const [before, after] = ['1.0', '0.5'].map(
      (max) => `method: random\nparameters:\n  x: {min: 0.0, max: ${max}}\n  y: {value: 1}\n`,
    );
    const files = compareSweeps([
      sweep('a', 5, 5, { text: before! }),
      sweep('b', 5, 5, { text: `${after!}  z: {values: [1, 2]}\n` }),
    ]);
    expect(files.differences[0]?.ranges).toEqual([
      { parameter: 'x', before: { min: 0, max: 1 }, after: { min: 0, max: 0.5 }, from: 'file' },
      { parameter: 'z', before: null, after: { values: [1, 2] }, from: 'file' },
    ]);
    const runs = compareSweeps([sweep('a', 5, 5), sweep('b', 5, 5, { low: 2 })]).differences[0]?.ranges;
    expect(runs?.map(({ parameter, from }) => [parameter, from])).toEqual([['x', 'runs']]);
    expect(compareSweeps([sweep('a', 5, 5), sweep('b', 4, 5)]).differences[0]?.ranges).toEqual([]);
  });

  it('says so where nothing can be compared, or not in the same way', () => {
    const empty = compareSweeps([sweep('a', 5, 5), sweep('b', 0, 0)]);
    expect(empty.differences[0]).toMatchObject({ difference: null, p: null, verdict: 'not shown' });
    const text = comparisonSections(empty).map(textSection).join('\n\n');
    expect(text).toContain('b can’t be compared');
    expect(text).not.toMatch(/NaN|undefined|null/);
    const other = sweep('b', 5, 5);
    const chosen = { ...other, analysis: { ...other.analysis, crashedMeans: ['failed' as const] } };
    expect(compareSweeps([sweep('a', 5, 5), chosen]).caveats.join(' ')).toContain('can’t be compared');
  });

  it('is the same in every format, and lines fit a terminal', () => {
    const comparison = compareSweeps([sweep('first', 13, 8), sweep('second', 2, 18, { low: 2 })]);
    const sections = comparisonSections(comparison);
    const [text, markdown] = [sections.map(textSection).join('\n\n'), markdownOfSections('Before and after', sections)];
    for (const words of ['13 of 21 (41–79\u00a0%)', '2 of 20 (3–30\u00a0%)', '52 percentage points', '2026-01-01']) {
      expect(text.replaceAll(/\n +/g, ' ')).toContain(words);
      expect(markdown).toContain(words);
    }
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('runs that are in several sweeps, and sweeps without any', () => {
  /** As many runs as are compared; `repeated` of them are in an earlier sweep. */
  const one = (ref: string, total: number, repeated = 0) => ({
    ref,
    crashed: 0,
    total,
    low: 0,
    high: 1,
    started: null,
    repeated,
  });

  it('are told of in a sentence for each sweep, and counted as people write it', () => {
    const sweeps = [one('a', 1500), one('b', 2, 1), one('c', 500, 1200)];
    expect(overlapOf({ sweeps }, [1500, 3, 1700])).toEqual({
      notes: [
        '1 run of b is in a too, and counted there only.',
        '1,200 runs of c are in the sweeps before it too, and counted there only.',
      ],
      refusal: null,
    });
    expect(overlapOf({ sweeps: [one('a', 5), one('b', 5)] }, [5, 5])).toEqual({ notes: [], refusal: null });
  });

  it('refuse a comparison where no run is left, and say what to do', () => {
    const all = { sweeps: [one('a', 14), one('b', 0, 14)] };
    const sentence = 'All 14 runs of b are in a too, so that nothing is left to compare. Name different sweeps.';
    expect(overlapOf(all, [14, 14])).toEqual({ notes: [], refusal: sentence });
    expect(refusalOf(all, [14, 14])).toBe(sentence);
    const only = 'The only run of b is in a too, so that nothing is left to compare. Name different sweeps.';
    expect(refusalOf({ sweeps: [one('a', 14), one('b', 0, 1)] }, [14, 1])).toBe(only);
    expect(refusalOf({ sweeps: [one('a', 14), one('b', 0)] }, [14, 3])).toBe(
      'b has no run yet that completed or crashed, so that there is no rate to compare. Wait for runs to end, or choose another sweep.',
    );
    expect(refusalOf({ sweeps: [one('a', 14), one('b', 1, 2)] }, [14, 3])).toBeNull();
  });

  it('bear in mind that sweeps without a setting in common may not try the same thing', () => {
    const foreign = sweep('b', 5, 5);
    const columns = foreign.table.columns.map((column) => ({ ...column, name: `other_${column.name}` }));
    const caveats = (other: ComparedSweep) => compareSweeps([sweep('a', 5, 5), other]).caveats.join(' ');
    expect(caveats({ ...foreign, table: { ...foreign.table, columns } })).toContain('sets no parameter that the first');
    expect(caveats(foreign)).not.toContain('sets no parameter');
  });
});
