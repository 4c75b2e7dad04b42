import { flattenConfig } from '../runs/flatten';
import { redactSetting } from '../runs/redact';
import type { Baseline, Run, Value } from '../runs/run';
import type { Column, RunTable } from '../runs/table';
import type { BaselineComparison, BaselineDifference, BestRun } from './analysis';
import type { TargetMetric } from './metric';

type Scalar = string | number | boolean | null;

/** What a sweep may be held against; the first one that is there counts, in this order. */
export interface BaselineSources {
  /** Id or name of one of the runs. */
  readonly run: string | null;
  /** What came with the runs. */
  readonly given: Baseline | null;
  /** The framework's name, and its defaults by parameter: `undefined` where it has none. */
  readonly framework: { readonly name: string; readonly defaultOf: (parameter: string) => Scalar | undefined } | null;
}

/**
 * The sweep beside its reference: whether any run is better, and in which parameters the best run differs. `null` where
 * there is no reference, or a framework whose defaults name no parameter of these runs.
 */
export function compareWithBaseline(
  runs: readonly Run[],
  table: RunTable,
  sources: BaselineSources,
  { target, best }: { readonly target: TargetMetric | null; readonly best: BestRun | null },
): BaselineComparison | null {
  const reference = referenceOf(runs, sources);
  if (reference === null) return null;
  const measured = target === null ? undefined : reference.metrics?.get(target.name);
  const value = typeof measured === 'number' && Number.isFinite(measured) ? measured : null;
  const bestRow = best === null ? -1 : table.rows.findIndex(({ id }) => id === best.id);
  const differs = table.columns.flatMap((column): readonly BaselineDifference[] => {
    const setting = reference.settingOf(column.name);
    const difference = setting === undefined ? null : differenceOf(column, setting, bestRow);
    return difference === null ? [] : [difference];
  });
  if (reference.from === 'framework' && differs.length === 0) return null;
  return {
    from: reference.from,
    name: reference.name,
    value,
    beaten: beatenBy(table, value, target, reference.name),
    differs,
  };
}

interface Reference {
  readonly from: BaselineComparison['from'];
  readonly name: string | null;
  readonly metrics: Baseline['metrics'] | null;
  readonly settingOf: (parameter: string) => Scalar | undefined;
}

function referenceOf(runs: readonly Run[], { run: wanted, given, framework }: BaselineSources): Reference | null {
  const run = wanted === null ? undefined : runs.find(({ id, name }) => id === wanted || name === wanted);
  if (run !== undefined) {
    return { from: 'run', name: run.id, metrics: run.summary, settingOf: settingsOf(run.config) };
  }
  if (given !== null) return { from: 'given', name: null, metrics: given.metrics, settingOf: settingsOf(given.config) };
  return framework && { from: 'framework', name: framework.name, metrics: null, settingOf: framework.defaultOf };
}

function settingsOf(config: Baseline['config']): (parameter: string) => Scalar | undefined {
  const settings = flattenConfig(config);
  return (parameter) => {
    const value = settings.get(parameter);
    return value === undefined ? undefined : scalarOf(redactSetting(parameter, value));
  };
}

function scalarOf(value: Value): Scalar {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** One parameter that varies, where the baseline has another value than the best run, or than all runs. */
function differenceOf(column: Column, baseline: Scalar, bestRow: number): BaselineDifference | null {
  const of = valuesOf(column);
  const best = bestRow < 0 ? undefined : of.at(bestRow);
  if (of.isConstant || (bestRow < 0 ? of.has(baseline) : best === undefined || best === baseline)) return null;
  return { parameter: column.name, baseline, best: best ?? null, tried: of.spans(baseline) };
}

function valuesOf(column: Column): {
  readonly isConstant: boolean;
  readonly at: (run: number) => Scalar | undefined;
  readonly has: (value: Scalar) => boolean;
  readonly spans: (value: Scalar) => boolean;
} {
  if (column.kind === 'category') {
    const levels: readonly Scalar[] = column.levelValues ?? column.levels;
    const has = (value: Scalar): boolean => levels.includes(value);
    return { isConstant: levels.length < 2, at: (run) => levels[column.codes[run]!], has, spans: has };
  }
  const { values } = column;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return {
    isConstant: !(low < high),
    at: (run) => (Number.isNaN(values[run]!) ? undefined : values[run]),
    has: (value) => typeof value === 'number' && values.includes(value),
    spans: (value) => typeof value === 'number' && value >= low && value <= high,
  };
}

/** Completed runs, without the baseline itself, that are better than it. */
function beatenBy(
  { rows }: RunTable,
  value: number | null,
  target: TargetMetric | null,
  baselineId: string | null,
): BaselineComparison['beaten'] {
  if (value === null || target === null) return null;
  const metrics = rows.flatMap(({ id, group, metric }) =>
    group === 'completed' && metric !== null && id !== baselineId ? [metric] : [],
  );
  const isBetter = (metric: number): boolean => (target.goal === 'maximize' ? metric > value : metric < value);
  return { by: metrics.filter(isBetter).length, of: metrics.length };
}
