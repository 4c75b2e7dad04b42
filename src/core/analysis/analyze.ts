import type { Progress } from '../ports';
import { causeKey, type Cause } from '../runs/cause';
import { DEFAULT_CRASHED, type CountsAsCrashed } from '../runs/crashedChoice';
import type { RunSet } from '../runs/run';
import { buildTable, type RunRow, type RunTable } from '../runs/table';
import type { Analysis, BestRun, CauseCount, CauseParameter, ParameterResult } from './analysis';
import { compareWithBaseline, type BaselineSources } from './baseline';
import { compareParameters, type ParameterNote } from './compare';
import { findDrift } from './drift';
import { findInteractions, runsSearched } from './interaction';
import { findSafeBounds } from './safeBounds';
import type { SweepSpace } from './sweepSpace';
import { chooseMetric, loggedMetrics, type TargetMetric } from './metric';
import { FEWEST_RUNS, none, predict, tooFew, type Prediction } from './prediction';
import { rateOf } from './statistics/proportion';
import { warningsOf } from './warnings';
import { compareWithinCauses } from './withinCauses';

/** What is known besides the runs. All of it is optional. */
export interface AnalyzeOptions {
  /** Summary key of the target metric; wins over the sweep's. */
  readonly metric?: string | null;
  readonly goal?: 'maximize' | 'minimize' | null;
  /** What the sweep file says. */
  readonly sweep?: {
    /** Names of the parameters that it varies, nested ones dotted. */
    readonly parameters: readonly string[];
    readonly metric: { readonly name: string; readonly goal: 'maximize' | 'minimize' | null } | null;
    readonly method: string | null;
    /** Whether it has `early_terminate`. */
    readonly terminatesEarly?: boolean;
    /** How it spreads a parameter; `null` where it does not say. */
    readonly scaleOf?: (parameter: string) => 'linear' | 'log' | null;
    /** What it draws from. */
    readonly space?: SweepSpace;
  } | null;
  /** What counts as crashed; `crashed`, `failed` and `broken` unless somebody chooses. */
  readonly crashed?: readonly CountsAsCrashed[];
  /** Id or name of a run that the others are held against. */
  readonly baselineRun?: string | null;
  /** The framework's defaults: the reference where no other one is given. */
  readonly framework?: BaselineSources['framework'];
  readonly progress?: Progress;
  /** Whether to predict how many draws of a sweep would crash. */
  readonly predict?: boolean;
  /** Why the sweep can't be drawn from, in one sentence; `null` where it can. */
  readonly notPredicted?: string | null;
  /** What the framework says of a parameter in these runs. */
  readonly facts?: (parameter: string) => ParameterNote | null;
}

/** Ids shown with each cause. */
const EXAMPLES = 5;

/**
 * Compares crashed runs with completed ones. Pure and deterministic: the same runs in the same order give the same
 * object, to the last digit.
 */
export function analyze(
  runSet: RunSet,
  options: AnalyzeOptions = {},
): { readonly analysis: Analysis; readonly table: RunTable } {
  const sweep = options.sweep ?? null;
  const target = chooseMetric(runSet.runs, runSet.baseline, { ...options, sweepMetric: sweep?.metric });
  const crashed = options.crashed ?? DEFAULT_CRASHED;
  options.progress?.report({ done: 0, message: 'Reading logs and settings' });
  const table = buildTable(runSet.runs, {
    metric: target?.name ?? null,
    metricIsStated: target !== null && [options.metric, sweep?.metric?.name].includes(target.name),
    terminatesEarly: sweep?.terminatesEarly,
    crashed,
  });
  const { rows } = table;
  const runs = countRuns(rows);
  const best = bestRun(rows, target);
  const wasted = wastedHours(rows);
  const drift = findDrift(runSet.runs, table, sweep?.method ?? null);
  const comparison = {
    facts: options.facts,
    sweptParameters: sweep?.parameters,
    scaleOf: sweep?.scaleOf,
    progress: options.progress,
  };
  const baseline = compareWithBaseline(
    runSet.runs,
    table,
    { run: options.baselineRun ?? null, given: runSet.baseline, framework: options.framework ?? null },
    { target, best },
  );
  const parameters = compareParameters(table, comparison);
  const interactions = findInteractions(table, parameters);
  const safe = findSafeBounds(table, {
    parameters,
    interactions,
    best: best?.id ?? null,
    space: sweep?.space ?? null,
  });
  const prediction = predictionFor(table, parameters, options);
  const analysis: Analysis = {
    version: 1,
    source: runSet.source,
    runs,
    crashedMeans: crashed,
    crashRate: rateOf(runs.crashed, runs.completed + runs.crashed),
    drift,
    causes: countCauses(rows, compareWithinCauses(table, comparison)),
    parameters,
    interactions,
    safeBounds: safe.bounds,
    safeBoundsEffect: safe.effect,
    prediction: prediction.rate,
    best,
    baseline,
    wasted,
    warnings: warningsOf({ runs, best, wasted, drift }, runSet, {
      metric: target?.name ?? null,
      logged: loggedMetrics(runSet.runs),
      method: sweep?.method ?? null,
      sweptParameters: sweep?.parameters ?? [],
      settings: table.columns.map(({ name }) => name),
      prediction: prediction.warning,
      searchedRuns: runsSearched(table, parameters),
    }),
  };
  return { analysis, table };
}

function predictionFor(table: RunTable, parameters: readonly ParameterResult[], options: AnalyzeOptions): Prediction {
  const { predict: isWanted, notPredicted = null, sweep } = options;
  if (isWanted !== true) return { rate: null, warning: null };
  if (notPredicted !== null) {
    const compared = table.rows.filter(({ group }) => group !== 'excluded').length;
    // A sweep file would be asked for in vain where the runs are too few for any.
    return compared < FEWEST_RUNS ? tooFew(compared) : none(notPredicted);
  }
  return sweep?.space ? predict(table, parameters, sweep.space) : { rate: null, warning: null };
}

/** Each run in exactly one number, so that they add up to the total. */
function countRuns(rows: readonly RunRow[]): Analysis['runs'] {
  const count = (matches: (row: RunRow) => boolean): number => rows.filter(matches).length;
  const leftOut = rows.filter(({ group }) => group === 'excluded');
  const places = new Map<keyof Analysis['runs']['excluded'], number>();
  for (const row of leftOut) {
    const place = placeOf(row);
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  const excluded = (place: keyof Analysis['runs']['excluded']): number => places.get(place) ?? 0;
  return {
    total: rows.length,
    completed: count(({ group }) => group === 'completed'),
    crashed: count(({ group }) => group === 'crashed'),
    excluded: {
      running: excluded('running'),
      stopped: excluded('stopped'),
      preempted: excluded('preempted'),
      infrastructure: excluded('infrastructure'),
      code: excluded('code'),
      user: excluded('user'),
      unknown: excluded('unknown'),
      notCounted: excluded('notCounted'),
    },
  };
}

/** Under which number a run that is left out is counted. */
function placeOf({ outcome, cause }: RunRow): keyof Analysis['runs']['excluded'] {
  if (outcome === 'running' || outcome === 'stopped' || outcome === 'preempted' || outcome === 'unknown')
    return outcome;
  const category = cause?.category;
  return category === 'infrastructure' || category === 'code' || category === 'user' ? category : 'notCounted';
}

/** Causes of all runs that crashed or failed, left out or not; most frequent first. */
function countCauses(
  rows: readonly RunRow[],
  within: ReadonlyMap<string, readonly CauseParameter[]>,
): readonly CauseCount[] {
  const groups = new Map<string, { readonly cause: Cause; readonly ids: string[]; leftOut: number }>();
  for (const { id, cause, group: side } of rows) {
    if (cause === null) continue;
    const key = causeKey(cause);
    const group = groups.get(key) ?? { cause, ids: [], leftOut: 0 };
    group.ids.push(id);
    if (side === 'excluded') group.leftOut++;
    groups.set(key, group);
  }
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => b.ids.length - a.ids.length || (keyA < keyB ? -1 : 1))
    .map(([key, { cause, ids, leftOut }]) => ({
      cause: cause.id,
      category: cause.category,
      runs: ids.length,
      ...(leftOut > 0 && { leftOut }),
      examples: ids.slice(0, EXAMPLES),
      line: cause.line,
      ...(within.has(key) && { parameters: within.get(key)! }),
    }));
}

/** The completed run with the best value of the target metric; the earlier one of equals. */
function bestRun(rows: readonly RunRow[], target: TargetMetric | null): BestRun | null {
  if (target === null) return null;
  let best: BestRun | null = null;
  for (const { id, group, metric } of rows) {
    if (group !== 'completed' || metric === null) continue;
    if (best === null || (target.goal === 'maximize' ? metric > best.value : metric < best.value)) {
      best = { id, metric: target.name, value: metric };
    }
  }
  return best;
}

function wastedHours(rows: readonly RunRow[]): Analysis['wasted'] {
  const seconds = { crashed: 0, completed: 0 };
  const unknown = { crashed: 0, completed: 0 };
  const all = { crashed: 0, completed: 0 };
  for (const { group, runtimeSeconds } of rows) {
    if (group === 'excluded') continue;
    all[group]++;
    if (runtimeSeconds === null || !Number.isFinite(runtimeSeconds)) unknown[group]++;
    else seconds[group] += runtimeSeconds;
  }
  const runsWithoutRuntime = unknown.crashed;
  const isNoneKnown = unknown.crashed === all.crashed && unknown.completed === all.completed;
  if (isNoneKnown || (all.crashed > 0 && runsWithoutRuntime === all.crashed)) {
    return { hours: null, share: null, runsWithoutRuntime };
  }
  const hours = seconds.crashed / 3600;
  const total = hours + seconds.completed / 3600;
  return { hours, share: total > 0 && unknown.completed === 0 ? hours / total : null, runsWithoutRuntime };
}
