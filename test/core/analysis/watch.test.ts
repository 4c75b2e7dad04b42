import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { sweepSpace } from '../../../src/core/analysis/sweepSpace';
import { lookAt, type Look } from '../../../src/core/analysis/watch';
import { watchedCuts } from '../../../src/core/analysis/watchedCuts';
import { alarmWords, progressWords, statusWords } from '../../../src/core/report/watchWords';
import type { CategoryColumn, NumberColumn, RunTable } from '../../../src/core/runs/table';
import { parseSweepDocument } from '../../../src/core/sweep/document';

const SPACE = sweepSpace(
  parseSweepDocument('method: random\nparameters:\n  mixup: {min: 0.0, max: 0.4}\n  opt: {values: [adam, sgd]}\n'),
);

/** Uniform draws from 0 to 1, the same for a seed. */
function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

type End = 'crashed' | 'completed' | 'running';

/** Runs in the order of their start, each a mixup and how it ended; the optimizers take turns. */
function table(...runs: readonly (readonly [mixup: number, end: End])[]): RunTable {
  return {
    rows: runs.map(([, end], index) => ({
      id: String(index),
      name: null,
      outcome: end === 'running' ? 'running' : end === 'crashed' ? 'crashed' : 'finished',
      reason: '',
      group: end === 'running' ? 'excluded' : end,
      cause: null,
      startedAt: index,
      runtimeSeconds: null,
      host: null,
      metric: null,
    })),
    columns: [
      { kind: 'number', name: 'mixup', values: Float64Array.from(runs, ([mixup]) => mixup) },
      { kind: 'category', name: 'opt', levels: ['adam', 'sgd'], codes: Int32Array.from(runs, (_, i) => i % 2) },
    ],
  };
}

const look = (runs: RunTable, suspects: readonly string[] = []): Look =>
  lookAt(runs, watchedCuts(runs, SPACE), new Set(suspects));
/** High mixup crashes, low mixup completes, in turns of two. */
const concentrated = (count: number): RunTable =>
  table(
    ...Array.from({ length: count }, (_, i) =>
      i % 4 < 2 ? ([0.25 + (i % 3) * 0.05, 'crashed'] as const) : ([0.05 + (i % 3) * 0.04, 'completed'] as const),
    ),
  );

describe('watching a sweep', () => {
  it('cuts at the eighths of what the sweep draws, and between its values', () => {
    const cuts = watchedCuts(concentrated(8), SPACE)!;
    expect(cuts.filter(({ parameter }) => parameter === 'mixup').map(({ at }) => Number(at.value).toFixed(2))).toEqual([
      '0.05',
      '0.10',
      '0.15',
      '0.20',
      '0.25',
      '0.30',
      '0.35',
    ]);
    expect(cuts.filter(({ parameter }) => parameter === 'opt').map(({ at }) => at.value)).toEqual(['adam', 'sgd']);
    // No run is needed for that: what is watched is fixed before the first one starts.
    expect(watchedCuts(table(), SPACE)).toEqual(cuts);
  });

  it('cuts between the settings of the first eight runs to start where no sweep file fits', () => {
    expect(watchedCuts(table(), null)).toBeNull();
    expect(watchedCuts(concentrated(7), null)).toBeNull();
    const cuts = watchedCuts(concentrated(8), null)!;
    expect(cuts.length).toBeGreaterThan(2);
    expect(watchedCuts(concentrated(30), null)).toEqual(cuts);
    // Sources that list the run that changed last first say nothing else.
    const { rows, columns } = concentrated(8);
    const [mixup, opt] = columns as [NumberColumn, CategoryColumn];
    const turned: RunTable = {
      rows: [...rows].reverse(),
      columns: [
        { ...mixup, values: mixup.values.slice().reverse() },
        { ...opt, codes: opt.codes.slice().reverse() },
      ],
    };
    expect(watchedCuts(turned, null)).toEqual(cuts);
    const other = sweepSpace(parseSweepDocument('method: random\nparameters:\n  lr: {min: 0.0, max: 0.4}\n'));
    expect(watchedCuts(concentrated(30), other)).toEqual(cuts);
  });

  it('tells where crashes concentrate once that is no chance, and not before', () => {
    expect(look(concentrated(6)).relation).toBeNull();
    const found = look(concentrated(20));
    expect(found.relation).toMatchObject({ parameter: 'mixup', side: 'above', there: { crashed: 10, total: 10 } });
    expect(found.rate).toBeNull();
    expect(alarmWords(found)).toMatch(
      /^10 of the first 20 runs crashed, all with mixup above 0\.\d+ \(10 of 10, elsewhere 0 of 10\)\. Stop and narrow\?$/,
    );
  });

  it('counts a whole number on the cut where its words say', () => {
    const space = sweepSpace(parseSweepDocument('method: random\nparameters:\n  mixup: {min: 1, max: 2}\n'));
    const runs = table(
      ...Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? ([1, 'crashed'] as const) : ([2, 'completed'] as const))),
    );
    expect(alarmWords(lookAt(runs, watchedCuts(runs, space), new Set()))).toContain(
      'all with mixup at most 1 (15 of 15, elsewhere 0 of 15)',
    );
  });

  it('cuts between numbers that the sweep file has as text', () => {
    const space = sweepSpace(parseSweepDocument("method: random\nparameters:\n  mixup: {values: ['1', '2']}\n"));
    const runs = table(
      ...Array.from({ length: 30 }, (_, i) => [1 + (i % 2), i % 2 === 0 ? 'completed' : 'crashed'] as const),
    );
    expect(alarmWords(lookAt(runs, watchedCuts(runs, space), new Set()))).toContain('all with mixup above 1.5');
    // And where the runs have them as text, too.
    const codes = Int32Array.from(runs.rows, (_, i) => i % 2);
    const asText: RunTable = { ...runs, columns: [{ kind: 'category', name: 'mixup', levels: ['1', '2'], codes }] };
    expect(alarmWords(lookAt(asText, watchedCuts(asText, space), new Set()))).toContain('all with mixup above 1.5');
  });

  it('is sooner sure of what an earlier analysis found', () => {
    const first = (suspects: readonly string[]): number =>
      Array.from({ length: 40 }, (_, i) => i + 1).find((count) => look(concentrated(count), suspects).relation)!;
    expect(first(['mixup'])).toBeLessThan(first([]));
    expect(first(['opt'])).toBeGreaterThanOrEqual(first([]));
  });

  it('says that everything crashes without blaming a setting', () => {
    const all = table(...Array.from({ length: 12 }, (_, i) => [(i % 5) * 0.08, 'crashed'] as const));
    const found = look(all);
    expect(found).toMatchObject({ crashed: 12, relation: null, rate: { crashed: 12, total: 12 } });
    expect(alarmWords(found)).toMatch(/^12 of the first 12 runs crashed .* no setting explains it so far\./);
    expect(look(table([0.1, 'crashed'], [0.2, 'crashed'], [0.3, 'crashed'])).rate).toBeNull();
  });

  it('counts runs that go on as not crashed: the first that end are mostly crashes', () => {
    const early = table(
      ...Array.from({ length: 24 }, (_, i) => [(i % 5) * 0.08, i % 3 === 0 ? 'crashed' : 'running'] as const),
    );
    const found = look(early);
    expect(found).toMatchObject({ crashed: 8, completed: 0, running: 16, relation: null, rate: null });
    expect(progressWords(found)).toBe('8 crashed, 0 completed, 16 running');
    expect(alarmWords(found)).toBeNull();
  });

  it('blames no setting for short runs ending first', () => {
    // Half of the runs are short; two in three crash, whatever their settings; the long ones are still on.
    const short = table(
      ...Array.from({ length: 30 }, (_, i) =>
        i % 2 === 0 ? ([0.1, i % 3 === 0 ? 'completed' : 'crashed'] as const) : ([0.3, 'running'] as const),
      ),
    );
    expect(look(short)).toMatchObject({ crashed: 10, completed: 5, running: 15, relation: null });
  });

  it('raises no alarm in 95 % of sweeps where the length of a run, but not its end, depends on a setting', () => {
    // A small version of bench/watch.ts: 20 agents, runs above the middle take sixteen times as long, 70 % crash.
    const random = uniform(20_261_123);
    const sweeps = 40;
    const isFalse = Array.from({ length: sweeps }, () => {
      const runs = Array.from({ length: 40 }, () => {
        const [mixup, crashes] = [0.4 * random(), random() < 0.7];
        return { mixup, crashes, length: (mixup > 0.2 ? 16 : 1) * (crashes ? random() : 1) };
      });
      const agents = Array.from({ length: 20 }, () => 0);
      const timed = runs.map((run) => {
        const agent = agents.indexOf(Math.min(...agents));
        const startedAt = agents[agent]!;
        agents[agent] = startedAt + run.length;
        return { ...run, startedAt, endsAt: agents[agent] };
      });
      return timed.some(({ endsAt: now }) => {
        const started = timed.filter(({ startedAt }) => startedAt <= now);
        const ends = started.map(({ mixup, crashes, endsAt }) => {
          const end: End = endsAt > now ? 'running' : crashes ? 'crashed' : 'completed';
          return [mixup, end] as const;
        });
        return look(table(...ends)).relation !== null;
      });
    });
    expect(isFalse.filter(Boolean).length).toBeLessThanOrEqual(0.05 * sweeps);
  });

  it('is not held up by a run that never ends', () => {
    const { rows, columns } = concentrated(20);
    const first = { ...rows[0]!, group: 'excluded', outcome: 'running' } as const;
    expect(look({ rows: [first, ...rows.slice(1)], columns }).relation).toMatchObject({
      parameter: 'mixup',
      there: { crashed: 9, total: 10 },
    });
  });

  it('has nothing to say about no runs', () => {
    expect(look(table())).toEqual({ crashed: 0, completed: 0, running: 0, relation: null, rate: null });
  });
});

describe('the line in the language status', () => {
  const there = { crashed: 15, total: 17, low: 0.6, high: 0.98 };
  const relation = { parameter: 'mixup', side: 'above', value: 0.2, there, elsewhere: there } as const;
  const look: Look = { crashed: 16, completed: 8, running: 0, relation: null, rate: null };

  it('says how far the sweep is, then where crashes concentrate', () => {
    expect(statusWords('risky01', look)).toEqual({ text: 'risky01: 16 crashed, 8 completed, 0 running', detail: null });
    expect(statusWords('risky01', { ...look, relation })).toEqual({
      text: 'risky01: 16 of 24 crashed',
      detail: '15 with mixup above 0.2',
    });
  });

  it('is short enough for one line, whatever the names', () => {
    const long = { ...relation, parameter: 'model.backbone.stochastic_depth', value: 0.123456 };
    const { text, detail } = statusWords('a-folder-with-a-long-name', {
      ...look,
      crashed: 1600,
      completed: 1600,
      relation: long,
    });
    expect([text, detail]).toEqual([
      'a-folder-with-a…: 1,600 of 3,200 crashed',
      '15 with model.backbone.… above 0.123',
    ]);
    const level = { ...relation, side: 'at', value: 'x'.repeat(80) } as const;
    expect(statusWords('a', { ...look, relation: level }).detail).toBe(`15 with mixup at ${'x'.repeat(15)}…`);
  });
});
