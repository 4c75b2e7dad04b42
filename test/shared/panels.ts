import type { Analysis } from '../../src/core/analysis/analysis';
import type { RunSet } from '../../src/core/runs/run';
import type { RunTable } from '../../src/core/runs/table';
import { encodeTable } from '../../src/shared/encodeTable';
import type { ReadyState } from '../../src/shared/verdictView';

/** An analysis of `runSet` as the host pushes it to the page. */
export function panelOf(
  runSet: RunSet,
  { analysis, table }: { readonly analysis: Analysis; readonly table: RunTable },
  change: Partial<ReadyState> = {},
): ReadyState {
  return {
    phase: 'ready',
    source: 'example/wandb',
    analyzedAt: Date.UTC(2026, 0, 25),
    analysis,
    table: encodeTable(table, runSet.runs),
    space: [],
    metrics: { chosen: null, goal: null, logged: [] },
    actions: [],
    problems: runSet.problems,
    ...change,
  };
}
