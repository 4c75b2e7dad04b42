import { hasOtherLists } from '../analysis/drawsAndRuns';
import { hasValue } from '../runs/sameValue';
import { settingAt } from '../runs/settingAt';
import type { Column, RunTable } from '../runs/table';
import { support, type Distribution } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf, numberOf } from '../sweep/node';
import { parametersOf } from '../sweep/parameters';
import { readLevels } from '../sweep/readDistribution';

/** Runs that a command names: W&B looks each of them up, and a line has to stay one that a person can copy. */
export const MAX_PRIOR_RUNS = 100;

/** Completed runs inside a sweep that it can start from. */
export interface PriorRuns {
  /**
   * At most {@link MAX_PRIOR_RUNS} and half of `run_cap`, towards which W&B may count them: the best by the metric first,
   * then those without one; ties as in the table.
   */
  readonly ids: readonly string[];
  /** All that there are. */
  readonly found: number;
  /** Runs besides that lie inside, but have a display name only, by which W&B does not find them. */
  readonly withoutId: number;
}

/** Where no run seeds a sweep. */
export const NO_PRIOR_RUNS: PriorRuns = { ids: [], found: 0, withoutId: 0 };

/** W&B looks runs up by their id, which has neither blanks nor slashes; the names of a CSV may. */
const RUN_ID = /^\w[\w.:-]{0,127}$/;

/**
 * The completed runs of a table that the sweep could have drawn itself: each of its parameters has a value there, within
 * what the file says now. Others would mislead the search: W&B's engine takes a missing value for zero.
 */
export function priorRunsOf(table: RunTable, document: SweepDocument, goal: 'maximize' | 'minimize'): PriorRuns {
  const columns = new Map<string, Column>(table.columns.map((column) => [column.name, column]));
  const tests = parametersOf(document.root).flatMap(({ configName, kind, fields }) => {
    const distribution = kind === 'nested' ? null : readLevels(fields);
    return distribution === null ? [] : [couldDraw(distribution, columns.get(configName))];
  });
  const sign = goal === 'maximize' ? -1 : 1;
  const inside = table.rows
    .map((run, row) => ({ ...run, row }))
    .filter(({ group, row }) => group === 'completed' && tests.every((test) => test(row)))
    .sort((a, b) => rank(a.metric, sign) - rank(b.metric, sign) || a.row - b.row);
  const named = inside.filter(({ id, isNameId }) => isNameId !== true && RUN_ID.test(id));
  const ids = [...new Set(named.map(({ id }) => id))];
  const cap = numberOf(fieldsOf(document.root).get('run_cap')?.value) ?? Infinity;
  const most = Math.min(MAX_PRIOR_RUNS, Math.floor(cap / 2));
  return { ids: ids.slice(0, Math.max(0, most)), found: ids.length, withoutId: inside.length - named.length };
}

function couldDraw(distribution: Distribution, column: Column | undefined): (row: number) => boolean {
  const isConstant = distribution.name === 'constant';
  // What the sweep fixes need not have been logged.
  if (column === undefined) return () => isConstant;
  const ends = support(distribution);
  if (distribution.kind === 'discrete' && hasOtherLists(column, distribution.values)) return () => true;
  return (row) => {
    const value = settingAt(column, row);
    if (value === undefined) return isConstant;
    if (distribution.kind === 'discrete') return hasValue(distribution.values, value);
    if (ends === null || typeof value !== 'number') return false;
    const slack = 1e-9 * Math.max(Math.abs(ends.low), Math.abs(ends.high));
    return Number.isNaN(slack) || slack === Infinity || (value >= ends.low - slack && value <= ends.high + slack);
  };
}

function rank(metric: number | null, sign: number): number {
  // Not infinite: the difference of two has to be a number.
  return metric === null ? Number.MAX_VALUE : sign * metric;
}
