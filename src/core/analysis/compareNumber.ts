import type { NumberColumn } from '../runs/table';
import type { ParameterResult } from './analysis';
import { binsOf } from './bins';
import { finiteValues } from './finiteValues';
import { scaleOf } from './scale';
import { describe } from './statistics/describe';
import { aucInterval, mannWhitney } from './statistics/mannWhitney';
import { orderedCounts } from './statistics/orderedCounts';
import { searchThreshold } from './thresholdSearch';

/** A threshold that chance finds more often than this is not reported. */
const THRESHOLD_P = 0.05;

/** Indices of the runs on either side of a comparison. */
export interface ComparedRows {
  readonly crashed: readonly number[];
  readonly completed: readonly number[];
}

/** Crashed against completed runs for a number; without q and verdict, which need the other parameters. */
export function compareNumber(
  column: NumberColumn,
  rows: ComparedRows,
  sweptScale: 'linear' | 'log' | null,
): ParameterResult {
  const crashedValues = finiteValues(column, rows.crashed);
  const completedValues = finiteValues(column, rows.completed);
  const crashed = describe(crashedValues);
  const completed = describe(completedValues);
  const counts = orderedCounts(crashedValues, completedValues);
  const varies = counts.values.length > 1;
  const scale = sweptScale === null || !(counts.values[0]! > 0) ? scaleOf(counts.values) : sweptScale;
  const comparison = varies ? mannWhitney(counts) : null;
  const threshold = varies ? searchThreshold(counts, scale) : null;
  return {
    name: column.name,
    kind: varies ? 'number' : 'constant',
    completed,
    crashed,
    differencePercent: differencePercent(crashed.mean, completed.mean),
    effect: comparison && {
      auc: comparison.auc,
      ...aucInterval(comparison.auc, counts.crashedTotal, counts.completedTotal),
    },
    p: comparison?.p ?? null,
    q: null,
    verdict: varies ? 'none' : 'constant',
    threshold: threshold !== null && threshold.p <= THRESHOLD_P ? threshold : null,
    levels: [],
    bins: varies ? binsOf(counts) : [],
    scale,
    notes: [],
  };
}

function differencePercent(crashed: number | null, completed: number | null): number | null {
  if (crashed === null || completed === null || completed === 0) return null;
  const percent = ((crashed - completed) / Math.abs(completed)) * 100;
  return Number.isFinite(percent) ? percent : null;
}
