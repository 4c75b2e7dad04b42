import type { Run } from '../../../src/core/runs/run';

/** Runs with their values as ordinary maps, however a source keeps them, so that they can be compared. */
export function withMaps(runs: readonly Run[]): readonly Run[] {
  return runs.map((run) => ({ ...run, config: new Map(run.config), summary: new Map(run.summary) }));
}
