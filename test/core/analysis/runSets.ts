import { readFileSync } from 'node:fs';
import type { RunSet, Value } from '../../../src/core/runs/run';
import { makeRun, makeRunSet, runWith, valuesOf } from './makeRuns';

export { makeRun, makeRunSet, runWith, valuesOf };

/** The 21 runs of the recorded cone sweep, as written down, without the product's own readers. */
export function coneSweep(): RunSet {
  const text = readFileSync(new URL('../../fixtures/cone-sweep.json', import.meta.url), 'utf8');
  const data = JSON.parse(text) as {
    readonly baseline: { readonly config: Record<string, Value>; readonly 'metrics/mAP50(B)': number };
    readonly runs: readonly {
      readonly id: string;
      readonly state: string;
      readonly created_at: string;
      readonly runtime_s: number;
      readonly config: Record<string, Value>;
      readonly summary: Record<string, Value>;
      readonly log_tail: readonly string[];
    }[];
  };
  const runs = data.runs.map((run) =>
    makeRun(run.id, {
      state: run.state,
      outcome: { kind: run.state === 'finished' ? 'finished' : 'crashed', reason: '' },
      config: valuesOf(run.config),
      summary: valuesOf(run.summary),
      startedAt: Date.parse(run.created_at),
      runtimeSeconds: run.runtime_s,
      logTail: run.log_tail,
    }),
  );
  return makeRunSet(runs, {
    source: { kind: 'json', ref: 'cone-sweep.json' },
    baseline: {
      config: valuesOf(data.baseline.config),
      metrics: valuesOf({ 'metrics/mAP50(B)': data.baseline['metrics/mAP50(B)'] }),
    },
  });
}

/** What Ultralytics says for a detection task, as far as the cone sweep varies it. */
export function detectionFacts(parameter: string): { readonly inert: boolean; readonly note: string } | null {
  if (parameter === 'dropout') return { inert: true, note: 'Used by classification only; detection ignores it.' };
  if (parameter === 'copy_paste') return { inert: true, note: 'Needs segment masks; detection ignores it.' };
  return null;
}
