import type { Value } from '../../src/core/runs/run';
import type { StandInRun } from './model';
import { runField } from './runFields';

/**
 * The runs in the order that a client asks for, such as `-created_at`, `+summary_metrics.loss` or `config.lr.value`;
 * without a sign it ascends. Runs without the value come last either way; ties are in the order of creation.
 */
export function inOrder(runs: readonly StandInRun[], order: string | null | undefined): readonly StandInRun[] {
  const [, sign = '+', field = ''] = /^([-+]?)([^]*)$/.exec(order ?? '+created_at') ?? [];
  const direction = sign === '-' ? -1 : 1;
  return runs
    .map((run) => ({ run, value: sortable(runField(run, field)) }))
    .sort(
      (a, b) => compare(a.value, b.value, direction) || byCreation(a.run, b.run) * (isCreation(field) ? direction : 1),
    )
    .map(({ run }) => run);
}

function isCreation(field: string): boolean {
  return field === 'created_at' || field === 'createdAt';
}

function byCreation(a: StandInRun, b: StandInRun): number {
  return a.createdAt - b.createdAt || (a.name < b.name ? -1 : Number(a.name > b.name));
}

function sortable(value: Value | undefined): number | string | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value))) return value;
  return null;
}

/** Numbers before texts, nothing at the end. */
function compare(a: number | string | null, b: number | string | null, direction: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a !== typeof b) return (typeof a === 'number' ? -1 : 1) * direction;
  return (a < b ? -1 : Number(a > b)) * direction;
}
