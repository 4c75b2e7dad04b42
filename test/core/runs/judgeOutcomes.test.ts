import { describe, expect, it } from 'vitest';
import { judgeOutcomes } from '../../../src/core/runs/judgeOutcomes';
import { outcomeOfState } from '../../../src/core/runs/outcome';
import type { Run } from '../../../src/core/runs/run';
import { makeRun, valuesOf } from '../analysis/runSets';

const run = (id: string, state: string, parts: Partial<Run> = {}): Run =>
  makeRun(id, { state, outcome: outcomeOfState(state, parts.exitCode ?? null), ...parts });
const done = (id: string, acc: number | null = 0.9, epoch = 100, parts: Partial<Run> = {}): Run =>
  run(id, 'finished', {
    config: valuesOf({ epochs: 100 }),
    summary: valuesOf({ epoch, ...(acc !== null && { acc }) }),
    runtimeSeconds: 3600,
    ...parts,
  });
const siblings = ['a', 'b', 'c', 'd'].map((id) => done(id));
const judged = (subject: Run, options: Partial<Parameters<typeof judgeOutcomes>[1]> = {}) =>
  judgeOutcomes([...siblings, subject], { metric: 'acc', ...options }).at(-1)!;

describe('finished runs', () => {
  it('that nothing contradicts stay finished', () => {
    expect(judged(done('x'))).toEqual({ kind: 'finished', reason: 'state finished' });
  });

  it.each([
    ['NaN metric', done('x', NaN), 'acc is NaN'],
    ['infinite metric', done('x', -Infinity), 'acc is -Infinity'],
    ['no metric', done('x', null), 'logged no acc, which 4 of 5 finished runs did'],
    ['seconds', done('x', 0.1, 2, { runtimeSeconds: 4 }), 'ended after 4 s, others took 60 min'],
  ])('are broken: %s', (_, subject, reason) => {
    expect(judged(subject).kind).toBe('broken');
    expect(judged(subject).reason).toContain(reason);
  });

  it('are not broken for a metric that hardly any run has, unless somebody named it', () => {
    const runs = [done('a'), ...['b', 'c', 'd'].map((id) => done(id, null))];
    expect(judgeOutcomes(runs, { metric: 'acc' }).map(({ kind }) => kind)).toEqual(Array(4).fill('finished'));
    expect(judgeOutcomes(runs, { metric: 'acc', metricIsStated: true }).map(({ kind }) => kind)).toEqual([
      'finished',
      'broken',
      'broken',
      'broken',
    ]);
    expect(judgeOutcomes(runs, { metric: 'nosuch', metricIsStated: true })[0]?.kind).toBe('finished');
  });

  it('are short on purpose where they reached the epochs that they were to run', () => {
    const short = done('x', 0.5, 1, { runtimeSeconds: 4, config: valuesOf({ epochs: 1 }) });
    expect(judged(short).kind).toBe('finished');
  });

  it('are stopped where W&B had asked, or the sweep ends runs early', () => {
    const early = done('x', 0.2, 9);
    expect(judged(early).kind).toBe('finished');
    expect(judged(early, { terminatesEarly: true })).toEqual({
      kind: 'stopped',
      reason: 'state finished at epoch 9 of 100; the sweep terminates runs early',
    });
    expect(judged({ ...early, stopped: true }).kind).toBe('stopped');
    expect(judged({ ...done('x'), stopped: true }).kind).toBe('finished');
  });

  it('with another exit code than 0 failed', () => {
    expect(judged(run('x', 'finished', { exitCode: 1 }))).toEqual({
      kind: 'failed',
      reason: 'state finished, but exit code 1',
    });
  });
});

describe('crashed and failed runs', () => {
  const crashed = (epoch: number, logTail: readonly string[] = [], parts: Partial<Run> = {}): Run =>
    run('x', 'crashed', { config: valuesOf({ epochs: 100 }), summary: valuesOf({ epoch }), logTail, ...parts });

  it('only lost contact where they had reached the end and no error tells otherwise', () => {
    expect(judged(crashed(100))).toEqual({
      kind: 'lost-contact',
      reason: 'state crashed, but it had reached epoch 100 of 100',
    });
    expect(judged(crashed(99)).kind).toBe('crashed');
    expect(judged(crashed(100, ['RuntimeError: Loss is nan'])).kind).toBe('crashed');
    expect(judged(crashed(100, ['ConnectionResetError: Connection lost'])).kind).toBe('lost-contact');
  });

  it('reached the end where their siblings, counting from zero, ended', () => {
    const zeroBased = ['a', 'b', 'c'].map((id) => done(id, 0.9, 99));
    const kinds = judgeOutcomes([...zeroBased, crashed(99)], { metric: 'acc' }).map(({ kind }) => kind);
    expect(kinds).toEqual(['finished', 'finished', 'finished', 'lost-contact']);
  });

  it('reached the end by steps where nothing is planned', () => {
    const steps = [5000, 5000, 4990].map((_step, i) =>
      run(String(i), 'finished', { summary: valuesOf({ _step, acc: 1 }) }),
    );
    const at = (_step: number): Run => run('x', 'crashed', { summary: valuesOf({ _step }) });
    expect(judgeOutcomes([...steps, at(5000)], { metric: 'acc' }).at(-1)?.kind).toBe('lost-contact');
    expect(judgeOutcomes([...steps, at(4000)], { metric: 'acc' }).at(-1)?.kind).toBe('crashed');
  });

  it('are stopped where W&B had asked them to stop', () => {
    expect(judged(crashed(12, [], { stopped: true }))).toEqual({
      kind: 'stopped',
      reason: 'state crashed at epoch 12 of 100; W&B had asked it to stop',
    });
  });
});

describe('running runs', () => {
  it('crashed where their heartbeat stopped long before that of the others', () => {
    const now = Date.UTC(2026, 0, 1, 12);
    const alive = (id: string, minutesAgo: number): Run =>
      run(id, 'running', { heartbeatAt: now - minutesAgo * 60_000 });
    const kinds = judgeOutcomes([alive('a', 0), alive('b', 3), alive('c', 180)], { metric: null });
    expect(kinds.map(({ kind }) => kind)).toEqual(['running', 'running', 'crashed']);
    expect(kinds[2]?.reason).toBe(
      'state running, but its last sign of life is 180 minutes older than that of another run',
    );
  });
});
