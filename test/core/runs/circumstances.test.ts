import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../src/core/runs/cause';
import { groupOf } from '../../../src/core/runs/crashedChoice';
import type { Run } from '../../../src/core/runs/run';
import { makeRun } from '../analysis/runSets';

const OOM = 'torch.OutOfMemoryError: CUDA out of memory.';
const ended = (id: string, start: number, runtimeSeconds: number, parts: Partial<Run> = {}): Run =>
  makeRun(id, {
    outcome: { kind: 'crashed', reason: '' },
    startedAt: start,
    runtimeSeconds,
    host: 'node1',
    logTail: [OOM],
    ...parts,
  });
const ids = (runs: readonly Run[]) => causesOf(runs).map((cause) => cause?.id);

describe('memory that earlier runs kept', () => {
  it('is the cause from the second of a row of ever shorter runs on one host', () => {
    const row = [900, 500, 200, 40].map((seconds, i) => ended(`r${String(i)}`, i, seconds));
    expect(ids(row)).toEqual(['cuda-out-of-memory', ...Array<string>(3).fill('cascading-out-of-memory')]);
    expect(causesOf(row)[1]).toMatchObject({ category: 'infrastructure', line: OOM });
  });

  it.each([
    ['three runs', [900, 500, 200], {}],
    ['times that go up and down', [900, 500, 700, 200, 40], {}],
    ['times that hardly fall', [900, 890, 880, 870], {}],
    ['no host', [900, 500, 200, 40], { host: null }],
  ])('is not claimed for %s', (_, seconds, parts) => {
    const row = seconds.map((time, i) => ended(`r${String(i)}`, i, time, parts));
    expect(new Set(ids(row))).toEqual(new Set(['cuda-out-of-memory']));
  });

  it('does not go past a run that ended otherwise, nor from host to host', () => {
    const other = ended('x', 1.5, 100, { logTail: ['RuntimeError: Loss is nan'] });
    const row = [900, 500, 200, 40].map((seconds, i) => ended(`r${String(i)}`, i, seconds));
    expect(ids([...row, other])).not.toContain('cascading-out-of-memory');
    const hosts = row.map((run, i) => ({ ...run, host: `node${String(i % 2)}` }));
    expect(ids(hosts)).not.toContain('cascading-out-of-memory');
  });
});

describe('a broken run', () => {
  it('has that for its cause, or the error in its log', () => {
    const broken = { outcome: { kind: 'broken', reason: '' } } as const;
    expect(ids([ended('a', 0, 9, { ...broken, logTail: [] }), ended('b', 0, 9, broken)])).toEqual([
      'no-result',
      'cuda-out-of-memory',
    ]);
  });
});

describe('what counts as crashed', () => {
  const disk = { id: 'disk-full', category: 'infrastructure', line: null } as const;
  it('is a choice', () => {
    expect(groupOf('crashed', disk, ['crashed'])).toBe('excluded');
    expect(groupOf('crashed', disk, ['crashed', 'infrastructure'])).toBe('crashed');
    expect(groupOf('failed', null, ['crashed'])).toBe('excluded');
    expect(groupOf('stopped', null, ['crashed'])).toBe('excluded');
    expect(groupOf('stopped', null, ['stopped'])).toBe('crashed');
    expect(groupOf('running', null, ['crashed'])).toBe('excluded');
    expect(groupOf('finished', null, ['crashed'])).toBe('completed');
  });
});
