import { describe, expect, it } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../../src/core/analysis/analyze';
import type { Run } from '../../../src/core/runs/run';
import { makeRun, makeRunSet, valuesOf } from './runSets';

/** Runs in their order of start, each on a host that has nothing to do with it. */
const row = (crashes: readonly boolean[], parts: (i: number) => Partial<Run> = () => ({})): readonly Run[] =>
  crashes.map((crashed, i) =>
    makeRun(`r${String(i)}`, {
      outcome: { kind: crashed ? 'crashed' : 'finished', reason: '' },
      config: valuesOf({ lr: (i * 7919) % 101 }),
      startedAt: 1e12 + i * 3_600_000,
      runtimeSeconds: 3000 + ((i * 7919) % 997),
      host: `node${String((i * 5) % 3)}`,
      ...parts(i),
    }),
  );
const driftOf = (runs: readonly Run[], method: string | null = null) => {
  const options: AnalyzeOptions = { sweep: { parameters: ['lr'], metric: null, method } };
  return analyze(makeRunSet(runs), options).analysis.drift;
};
const pattern = (n: number, crashes: (i: number) => boolean): readonly boolean[] =>
  Array.from({ length: n }, (_, i) => crashes(i));

describe('what is not the settings', () => {
  it('a rate that rises from run to run', () => {
    const rising = row(pattern(30, (i) => (i * 11) % 30 < i));
    const [found] = driftOf(rising);
    expect(['start-order', 'period']).toContain(found?.kind);
    expect(found?.p).toBeLessThan(0.03);
    expect(found?.message).toContain('before blaming a setting');
  });

  it('but not a falling one in a bayes sweep, which is what it is for', () => {
    const falling = row(pattern(30, (i) => i < 13));
    expect(driftOf(falling)).toHaveLength(1);
    expect(driftOf(falling, 'bayes')).toEqual([]);
    expect(driftOf(falling, 'grid')[0]?.message).toContain('In a grid the order follows the settings');
  });

  it('an outage', () => {
    const [found] = driftOf(row(pattern(40, (i) => i >= 15 && i < 25)));
    expect(found).toMatchObject({
      kind: 'period',
      where: 'r15 – r24',
      beyond: { crashed: 10, total: 10 },
      within: { crashed: 0, total: 30 },
    });
  });

  it.each([
    [0, 160],
    [900, 1060],
    [1500, 1660],
    [1840, 2000],
  ])('a short outage among many runs, from run %i to %i: not as a trend, and with its own ends', (from, to) => {
    // One run in five crashes otherwise.
    const runs = row(pattern(2000, (i) => (i >= from && i < to) || (i * 7919) % 100 < 20));
    const [found, ...more] = driftOf(runs);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'period', beyond: { crashed: found!.beyond!.total } });
    expect(Math.abs(found!.beyond!.total - 160)).toBeLessThan(5);
    expect(found?.message).toMatch(
      new RegExp(`From run r(${String(from)}|${String(from - 1)}|${String(from - 2)}) to`),
    );
  });

  it('a steady rise among many runs is a trend', () => {
    const runs = row(pattern(2000, (i) => (i * 7919) % 2000 < 200 + i / 2));
    expect(driftOf(runs).map(({ kind }) => kind)).toEqual(['start-order']);
    expect(Object.keys(driftOf(runs)[0]!)).not.toContain('criterion');
  });

  it.each(['host', 'gpu', 'agent'] as const)('a bad %s', (kind) => {
    const runs = row(
      pattern(32, (i) => (i * 5) % 4 === 1),
      (i) => ({ host: null, [kind]: `n${String((i * 5) % 4)}` }),
    );
    const found = driftOf(runs);
    expect(found.map((finding) => finding.kind)).toEqual([kind]);
    expect(found[0]).toMatchObject({
      where: 'n1',
      beyond: { crashed: 8, total: 8 },
      within: { crashed: 0, total: 24 },
    });
    expect(found[0]?.message).toMatch(/n1, 8 of 8 runs crashed, elsewhere 0 of 24 \(p < 0\.001\)/);
  });

  it('ends by the machine count here, although they are not compared', () => {
    const runs = row(
      pattern(32, (i) => (i * 5) % 4 === 1),
      (i) => ({
        host: `n${String((i * 5) % 4)}`,
        logTail: (i * 5) % 4 === 1 ? ['OSError: [Errno 28] No space left on device'] : [],
      }),
    );
    expect(driftOf(runs)[0]).toMatchObject({ kind: 'host', where: 'n1' });
  });

  it('memory that grows', () => {
    const runs = row(
      pattern(20, (i) => i % 2 === 0),
      (i) => ({ summary: valuesOf({ 'system.proc.memory.rssMB': 1000 + 200 * i }) }),
    );
    expect(driftOf(runs)).toMatchObject([{ kind: 'memory', where: 'system.proc.memory.rssMB' }]);
  });

  it('a bug that ends every run within a minute', () => {
    const runs = row(
      pattern(5, () => true),
      (i) => ({ runtimeSeconds: 3 + i }),
    );
    expect(driftOf(runs)).toMatchObject([{ kind: 'ended-at-once', beyond: { crashed: 5, total: 5 }, p: null }]);
    expect(driftOf(row(pattern(5, () => true)))).toEqual([]);
  });

  it('a time limit', () => {
    const runs = row(
      pattern(12, (i) => i % 2 === 0),
      (i) => ({ runtimeSeconds: i % 2 === 0 ? 14_400 + i : 9000 + 10 * i }),
    );
    expect(driftOf(runs)).toMatchObject([{ kind: 'same-runtime' }]);
    expect(driftOf(runs)[0]?.message).toContain('6 of 6 crashed runs ended after the same 4.0 hours');
  });

  it('is said first among the warnings', () => {
    const runs = row(pattern(40, (i) => i >= 15 && i < 25));
    expect(analyze(makeRunSet(runs)).analysis.warnings[0]?.code).toBe('drift-period');
  });

  it('is nothing where place and time have nothing to do with it', () => {
    expect(driftOf(row(pattern(40, (i) => (i * 7) % 5 < 2)))).toEqual([]);
    expect(driftOf(row([true, false]))).toEqual([]);
    expect(driftOf([])).toEqual([]);
  });
});
