import { causesOf, type Cause } from './cause';
import { columnOf } from './columns';
import { DEFAULT_CRASHED, groupOf, type CountsAsCrashed, type Group } from './crashedChoice';
import { gatherSettings } from './gather';
import { judgeOutcomes, type JudgeOptions } from './judgeOutcomes';
import type { OutcomeKind, Run } from './run';

/** A parameter as numbers, one for each run; NaN where the run has no finite value. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
  /** What a reader of its figures should know, such as that only some runs have it. */
  readonly notes?: readonly string[];
}

/** A parameter with levels; `codes` index `levels`, one for each run, -1 where the run does not have it. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly levels: readonly string[];
  /** The levels as the configuration has them; lists and objects as JSON text. Without it they are text. */
  readonly levelValues?: readonly (string | number | boolean | null)[];
  readonly codes: Int32Array;
  readonly notes?: readonly string[];
}

export type Column = NumberColumn | CategoryColumn;

/** One run's part in the table that is not a parameter. */
export interface RunRow {
  readonly id: string;
  readonly name: string | null;
  /** As in {@link Run}: the id is a display name. */
  readonly isNameId?: true;
  readonly outcome: OutcomeKind;
  readonly reason: string;
  readonly group: Group;
  readonly cause: Cause | null;
  readonly startedAt: number | null;
  readonly runtimeSeconds: number | null;
  readonly host: string | null;
  /** Value of the target metric; `null` where there is none. */
  readonly metric: number | null;
}

/** Runs as columns: what the analysis computes on and what the panel draws. All columns have `rows.length` entries. */
export interface RunTable {
  readonly rows: readonly RunRow[];
  readonly columns: readonly Column[];
}

/** How runs become a table. */
export interface TableOptions extends JudgeOptions {
  /** What counts as crashed; {@link DEFAULT_CRASHED} where it is absent. */
  readonly crashed?: readonly CountsAsCrashed[] | undefined;
}

/**
 * Runs as columns, a column for each parameter that any run has, in the order in which they first occur. Outcomes
 * are judged beside the siblings; finished runs are `completed`, and what counts as crashed is the caller's choice.
 */
export function buildTable(runs: readonly Run[], options: TableOptions): RunTable {
  const outcomes = judgeOutcomes(runs, options);
  const causes = causesOf(
    runs.map((run, index) => (run.outcome === outcomes[index] ? run : { ...run, outcome: outcomes[index]! })),
  );
  const crashed = options.crashed ?? DEFAULT_CRASHED;
  const rows = runs.map((run, index): RunRow => {
    const cause = causes[index] ?? null;
    const metric = options.metric === null ? undefined : run.summary.get(options.metric);
    return {
      id: run.id,
      name: run.name,
      ...(run.isNameId && { isNameId: true as const }),
      outcome: outcomes[index]!.kind,
      reason: outcomes[index]!.reason,
      group: groupOf(outcomes[index]!.kind, cause, crashed),
      cause,
      startedAt: run.startedAt,
      runtimeSeconds: run.runtimeSeconds,
      host: run.host,
      metric: typeof metric === 'number' && Number.isFinite(metric) ? metric : null,
    };
  });

  return {
    rows,
    columns: [...gatherSettings(runs.map(({ config }) => config))].map(([name, values]) => columnOf(name, values)),
  };
}
