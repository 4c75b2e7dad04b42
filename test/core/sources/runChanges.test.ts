import { describe, expect, it } from 'vitest';
import type { OutcomeKind, Run } from '../../../src/core/runs/run';
import { changesBetween, describeChanges } from '../../../src/core/sources/runChanges';

const run = (id: string, kind: OutcomeKind): Run => ({
  id,
  name: null,
  sweepId: null,
  state: null,
  outcome: { kind, reason: 'x' },
  config: new Map(),
  summary: new Map(),
  startedAt: null,
  runtimeSeconds: null,
  host: null,
  exitCode: null,
  logTail: [],
});

describe('what changed between two looks', () => {
  const before = [run('a', 'running'), run('b', 'running'), run('c', 'finished'), run('d', 'crashed')];

  it.each([
    ['nothing', before, 'No run has begun or ended since the last look.'],
    ['a new run', [...before, run('e', 'finished')], '1 new run since the last look.'],
    [
      'all at once',
      [run('a', 'crashed'), run('b', 'finished'), run('c', 'finished'), run('e', 'running'), run('f', 'running')],
      '2 new runs; 1 crashed, 1 finished; 1 deleted since the last look.',
    ],
  ])('is said in a sentence: %s', (_, after, sentence) => {
    expect(describeChanges(changesBetween(before, after))).toBe(sentence);
  });
});
