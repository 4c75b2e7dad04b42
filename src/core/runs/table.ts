import type { Cause } from './cause';
import type { OutcomeKind } from './run';

/** Which side of the comparison a run is on; `excluded` runs are shown but not compared. */
export type Group = 'completed' | 'crashed' | 'excluded';

/** A parameter as numbers, one for each run; NaN where the run does not have it. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** A parameter with levels; `codes` index `levels`, one for each run, -1 where the run does not have it. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

export type Column = NumberColumn | CategoryColumn;

/** One run's part in the table that is not a parameter. */
export interface RunRow {
  readonly id: string;
  readonly name: string | null;
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
