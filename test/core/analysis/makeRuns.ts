import type { OutcomeKind, Run, RunSet, Value, Values } from '../../../src/core/runs/run';

/** A finished run without values; `parts` replaces what a test is about. */
export function makeRun(id: string, parts: Partial<Run> = {}): Run {
  return {
    id,
    name: null,
    sweepId: null,
    state: null,
    outcome: { kind: 'finished', reason: '' },
    config: new Map(),
    summary: new Map(),
    startedAt: null,
    runtimeSeconds: null,
    host: null,
    exitCode: null,
    logTail: [],
    ...parts,
  };
}

/** A run with an outcome and a configuration. */
export function runWith(id: string, kind: OutcomeKind, config: Readonly<Record<string, Value>>): Run {
  return makeRun(id, { outcome: { kind, reason: '' }, config: valuesOf(config) });
}

export function makeRunSet(runs: readonly Run[], parts: Partial<RunSet> = {}): RunSet {
  return { source: { kind: 'json', ref: 'test' }, runs, sweepText: null, baseline: null, problems: [], ...parts };
}

export function valuesOf(record: Readonly<Record<string, Value>>): Values {
  return new Map(Object.entries(record));
}
