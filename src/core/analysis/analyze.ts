import { causeKey, type Cause, type CauseCategory } from '../runs/cause';
import type { RunSet } from '../runs/run';
import { buildTable, type RunRow, type RunTable } from '../runs/table';
import type { Analysis, BestRun, CauseCount } from './analysis';
import { compareParameters, type ParameterNote } from './compare';
import { chooseMetric, loggedMetrics, type TargetMetric } from './metric';
import { rateOf } from './statistics/proportion';
import { warningsOf } from './warnings';

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
  } | null;
  /** Whether to predict how many draws of a sweep would crash. */
  readonly predict?: boolean;
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
  const table = buildTable(runSet.runs, { metric: target?.name ?? null });
  const { rows } = table;
  const runs = countRuns(rows);
  const best = bestRun(rows, target);
  const wasted = wastedHours(rows);
  const analysis: Analysis = {
    version: 1,
    source: runSet.source,
    runs,
    crashRate: rateOf(runs.crashed, runs.completed + runs.crashed),
    causes: countCauses(rows),
    parameters: compareParameters(table, { facts: options.facts, sweptParameters: sweep?.parameters }),
    interactions: [],
    safeBounds: [],
    safeBoundsEffect: null,
    prediction: null,
    best,
    wasted,
    warnings: warningsOf({ runs, best, wasted }, runSet, {
      metric: target?.name ?? null,
      logged: loggedMetrics(runSet.runs),
      method: sweep?.method ?? null,
      sweptParameters: sweep?.parameters ?? [],
      settings: table.columns.map(({ name }) => name),
      predictionAsked: options.predict === true,
    }),
  };
  return { analysis, table };
}

/** Each run in exactly one number, so that they add up to the total. */
function countRuns(rows: readonly RunRow[]): Analysis['runs'] {
  const count = (matches: (row: RunRow) => boolean): number => rows.filter(matches).length;
  const endedBy = (category: CauseCategory): number =>
    count(({ group, cause }) => group === 'excluded' && cause?.category === category);
  return {
    total: rows.length,
    completed: count(({ group }) => group === 'completed'),
    crashed: count(({ group }) => group === 'crashed'),
    excluded: {
      running: count(({ outcome }) => outcome === 'running'),
      stopped: count(({ outcome }) => outcome === 'stopped'),
      preempted: count(({ outcome }) => outcome === 'preempted'),
      infrastructure: endedBy('infrastructure'),
      code: endedBy('code'),
      user: endedBy('user'),
      unknown: count(({ outcome }) => outcome === 'unknown'),
    },
  };
}

/** Causes of all runs that crashed or failed, left out or not; most frequent first. */
function countCauses(rows: readonly RunRow[]): readonly CauseCount[] {
  const groups = new Map<string, { readonly cause: Cause; readonly ids: string[] }>();
  for (const { id, cause } of rows) {
    if (cause === null) continue;
    const key = causeKey(cause);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, ids: [id] });
    else group.ids.push(id);
  }
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => b.ids.length - a.ids.length || (keyA < keyB ? -1 : 1))
    .map(([, { cause, ids }]) => ({
      cause: cause.id,
      category: cause.category,
      runs: ids.length,
      examples: ids.slice(0, EXAMPLES),
      line: cause.line,
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
  const timesOf = (group: RunRow['group']): readonly (number | null)[] =>
    rows.filter((row) => row.group === group).map(({ runtimeSeconds }) => runtimeSeconds);
  const isKnown = (seconds: number | null): seconds is number => seconds !== null && Number.isFinite(seconds);
  const hoursOf = (times: readonly (number | null)[]): number =>
    times.filter(isKnown).reduce((sum, seconds) => sum + seconds, 0) / 3600;
  const [crashed, completed] = [timesOf('crashed'), timesOf('completed')];
  const runsWithoutRuntime = crashed.filter((seconds) => !isKnown(seconds)).length;
  if (![...crashed, ...completed].some(isKnown) || (crashed.length > 0 && runsWithoutRuntime === crashed.length)) {
    return { hours: null, share: null, runsWithoutRuntime };
  }
  const hours = hoursOf(crashed);
  const all = hours + hoursOf(completed);
  return { hours, share: all > 0 && completed.every(isKnown) ? hours / all : null, runsWithoutRuntime };
}
