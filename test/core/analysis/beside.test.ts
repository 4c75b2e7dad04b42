import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { withMoreRuns } from '../../../src/core/analysis/moreRuns';
import type { Run, Value } from '../../../src/core/runs/run';
import { coneSweep, makeRun, makeRunSet, valuesOf } from './runSets';

const ended = (id: string, crashed: boolean, config: Readonly<Record<string, Value>>, parts: Partial<Run> = {}): Run =>
  makeRun(id, {
    outcome: { kind: crashed ? 'crashed' : 'finished', reason: '' },
    config: valuesOf(config),
    ...parts,
  });

describe('the baseline', () => {
  it('of the cone sweep was beaten by no run', () => {
    const { baseline } = analyze(coneSweep()).analysis;
    expect(baseline).toMatchObject({ from: 'given', name: null, value: 0.714, beaten: { by: 0, of: 8 } });
    expect(baseline?.differs.map(({ parameter }) => parameter)).toEqual(['mixup', 'dropout', 'hsv_v', 'lr0']);
    expect(baseline?.differs[0]).toMatchObject({ parameter: 'mixup', baseline: 0, tried: false });
  });

  it('can be one of the runs, which is not compared with itself', () => {
    const { baseline } = analyze(coneSweep(), { baselineRun: '2bhnkft3' }).analysis;
    expect(baseline).toMatchObject({ from: 'run', name: '2bhnkft3', value: 0.6803, beaten: { by: 6, of: 7 } });
  });

  it('is the defaults of the framework where nothing else is given', () => {
    const { baseline } = analyzeSweep({ ...coneSweep(), baseline: null }, { sweepText: null }).analysis;
    expect(baseline).toMatchObject({ from: 'framework', name: 'Ultralytics YOLO', value: null, beaten: null });
    expect(baseline?.differs.find(({ parameter }) => parameter === 'hsv_s')).toMatchObject({
      baseline: 0.7,
      tried: true,
    });
    expect(analyze(makeRunSet([ended('a', true, { x: 1 })])).analysis.baseline).toBeNull();
  });
});

describe('a suggestive finding', () => {
  const hsv = analyze(coneSweep()).analysis.parameters.find(({ name }) => name === 'hsv_v')!;
  it('says how many more runs would settle it', () => {
    expect(hsv.verdict).toBe('suggestive');
    // Noether's formula in Python: AUC 0.8173…, 13 of 21 crashed, level 0.02 × (strong + 1) / 13, less the 21 runs.
    expect(hsv.moreRuns).toBeGreaterThan(5);
    expect(hsv.moreRuns).toBeLessThan(60);
    expect(hsv.notes.join(' ')).toContain(`About ${String(hsv.moreRuns)} more runs like these would make it strong`);
  });
});

describe('a suggestive finding that very many runs would have to settle', () => {
  const levels = [40, 41, 42, 43].flatMap((x) => Array.from({ length: 50 }, () => x));
  const runs = levels.map((x, i) => ended(`r${String(i)}`, i % 50 < x - 20, { x: x + i / 1000 }));
  const { parameters } = analyze(makeRunSet(runs)).analysis;
  const rows = { crashed: [...runs.keys()].slice(0, 100), completed: [...runs.keys()].slice(100) };
  const suggestive = (auc: number) =>
    withMoreRuns(
      [{ ...parameters[0]!, verdict: 'suggestive', notes: [], threshold: null, effect: { auc, low: 0.4, high: 0.6 } }],
      rows,
    )[0]!;

  it('says that it is not worth it, not how many they are', () => {
    const weak = suggestive(0.52);
    expect(weak.moreRuns).toBeGreaterThan(5000);
    expect(weak.notes).toEqual([
      'It would take more than 1,000 more runs like these to make it strong: too many to be worth it for this alone.',
    ]);
  });

  it('gives no more digits than an estimate has', () => {
    const some = suggestive(0.56);
    expect(some.moreRuns).toBeGreaterThan(100);
    expect(some.moreRuns).toBeLessThan(1000);
    expect(some.notes[0]).toMatch(/^About \d\d0 more runs like these/);
  });
});

describe('causes on their own', () => {
  it('show what a mixture of causes hides', () => {
    const runs: Run[] = [];
    for (let i = 0; i < 60; i++) {
      const [a, b] = [(i * 7919) % 61, (i * 104_729) % 59];
      const cause = a > 45 ? 'RuntimeError: Loss is nan' : b > 45 ? 'CUDA out of memory.' : null;
      runs.push(ended(`r${String(i)}`, cause !== null, { a, b }, cause === null ? {} : { logTail: [cause] }));
    }
    const { causes } = analyze(makeRunSet(runs)).analysis;
    const first = (id: string) => causes.find(({ cause }) => cause === id)?.parameters?.[0];
    expect(first('nan-loss')).toMatchObject({ name: 'a', verdict: 'strong', effect: { auc: 1 } });
    expect(first('cuda-out-of-memory')).toMatchObject({ name: 'b', verdict: 'strong', effect: { auc: 1 } });
  });

  it('are not repeated where one cause ended all crashed runs', () => {
    const runs = Array.from({ length: 20 }, (_, i) =>
      ended(`r${String(i)}`, i < 10, { a: i }, { logTail: i < 10 ? ['Loss is nan'] : [] }),
    );
    expect(analyze(makeRunSet(runs)).analysis.causes[0]?.parameters).toBeUndefined();
  });
});

describe('a parameter that only some runs have', () => {
  it('says when having it goes with crashing', () => {
    const runs = Array.from({ length: 30 }, (_, i) =>
      ended(`r${String(i)}`, i < 12, { lr: i, ...(i < 12 && { 'aug.beta': (i * 7) % 12 }) }),
    );
    const beta = analyze(makeRunSet(runs)).analysis.parameters.find(({ name }) => name === 'aug.beta');
    expect(beta?.notes).toContain('With it 12 of 12 runs crashed, without it 0 of 18 (p < 0.001).');
  });
});

describe('what counts as crashed', () => {
  const runs = [
    ended('a', true, { x: 1 }),
    ended('b', false, { x: 2 }),
    makeRun('c', { outcome: { kind: 'failed', reason: '' } }),
    makeRun('d', { outcome: { kind: 'stopped', reason: '' } }),
    ended('e', true, { x: 1 }, { logTail: ['OSError: [Errno 28] No space left on device'] }),
  ];
  it.each([
    [undefined, 2, { stopped: 1, infrastructure: 1, notCounted: 0 }],
    [['crashed'] as const, 1, { stopped: 1, infrastructure: 1, notCounted: 1 }],
    [['crashed', 'failed', 'stopped', 'infrastructure'] as const, 4, { stopped: 0, infrastructure: 0, notCounted: 0 }],
  ])('%s', (crashed, count, excluded) => {
    const { analysis } = analyze(makeRunSet(runs), crashed === undefined ? {} : { crashed });
    expect(analysis.runs).toMatchObject({ total: 5, completed: 1, crashed: count, excluded });
    expect(analysis.crashedMeans).toEqual(crashed ?? ['crashed', 'failed', 'broken']);
  });
});
