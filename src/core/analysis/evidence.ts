import type { Evidence, EvidenceOrigin, EvidenceColumn, EvidenceRuns, ParameterEvidence } from '../runs/evidence';
import type { Column, RunRow, RunTable } from '../runs/table';
import type { Analysis, ParameterResult, Rate } from './analysis';
import { comparedSample } from './binned';
import { predict, type Prediction } from './prediction';
import { sweepSpace } from './sweepSpace';
import type { SweepDocument } from '../sweep/document';

/** Where an analysis comes from: `source` as the user named it, `analyzedAt` in milliseconds since 1970. */
export interface AnalyzedFrom extends EvidenceOrigin {
  readonly source: string;
  readonly analyzedAt: number;
}

/** Runs and values that are kept at most: a few hundred kilobytes in the editor's storage. */
const MOST_RUNS = 1000;
const MOST_VALUES = 20_000;
/** Levels of a setting that is worth keeping; paths and names have one a run. */
const MOST_LEVELS = 100;

/** What an editor keeps of an analysis to mark risky ranges and to predict how many draws of a sweep would crash. */
export function evidenceOf(analysis: Analysis, table: RunTable, from: AnalyzedFrom): Evidence {
  const { source, analyzedAt, project, framework, sweepFile } = from;
  return {
    source,
    analyzedAt,
    origin: { project, framework, sweepFile },
    completed: analysis.runs.completed,
    crashed: analysis.runs.crashed,
    parameters: analysis.parameters.map(parameterEvidence),
    interactions: analysis.interactions,
    safeBounds: analysis.safeBounds,
    settings: analysis.parameters.flatMap((parameter) => {
      const value = constantValue(parameter);
      return value === undefined ? [] : [[parameter.name, value] as const];
    }),
    runs: keptRuns(analysis, table),
  };
}

/**
 * The share of a sweep file's draws that would crash by the runs of an earlier analysis, with a 95 % interval; `null` where
 * they can't tell. The same figure as `prediction` of an analysis of these runs with that file, unless only a part of the
 * runs was kept.
 */
export function predictSweep(evidence: Evidence, document: SweepDocument): Rate | null {
  return forecastSweep(evidence, document).rate;
}

/** The same, with the reason where they can't tell. */
export function forecastSweep(evidence: Evidence, document: SweepDocument): Prediction {
  return predict(tableOf(evidence.runs), evidence.parameters, sweepSpace(document));
}

function parameterEvidence(result: ParameterResult): ParameterEvidence {
  const { name, verdict, p, q, scale, completed, crashed, threshold, bins = [], levels } = result;
  const least = [completed?.min, crashed?.min].filter((value) => typeof value === 'number');
  const greatest = [completed?.max, crashed?.max].filter((value) => typeof value === 'number');
  return {
    name,
    verdict,
    p,
    q,
    ...(scale && { scale }),
    completedMean: completed?.mean ?? null,
    crashedMean: crashed?.mean ?? null,
    threshold,
    tried: least.length > 0 ? [Math.min(...least), Math.max(...greatest)] : null,
    bins,
    levels: verdict === 'constant' ? [] : levels.slice(0, MOST_LEVELS),
  };
}

/** The one value of a parameter that never varies; `undefined` for others. */
function constantValue({
  verdict,
  levels,
  completed,
  crashed,
}: ParameterResult): Evidence['settings'][number][1] | undefined {
  if (verdict !== 'constant') return undefined;
  return levels.length > 0 ? levels[0]!.value : (completed?.min ?? crashed?.min ?? undefined);
}

/** The compared runs, evenly spread where they are too many; settings most telling first, as many as there is room for. */
function keptRuns({ parameters }: Analysis, table: RunTable): EvidenceRuns {
  const rows = comparedSample(table, MOST_RUNS);
  const place = new Map(parameters.map(({ name }, index) => [name, index]));
  const sorted = [...table.columns].sort((a, b) => (place.get(a.name) ?? Infinity) - (place.get(b.name) ?? Infinity));
  let room = MOST_VALUES;
  const columns: EvidenceColumn[] = [];
  for (const column of sorted) {
    const kept = keptColumn(column, rows);
    const size = kept.kind === 'number' ? kept.values.length : kept.codes.length + kept.levels.length;
    if (size > room || (kept.kind === 'category' && kept.levels.length > MOST_LEVELS)) continue;
    room -= size;
    columns.push(kept);
  }
  return { crashed: Array.from(rows, (row) => (table.rows[row]!.group === 'crashed' ? 1 : 0)), columns };
}

function keptColumn(column: Column, rows: Int32Array): EvidenceColumn {
  const { name } = column;
  if (column.kind === 'number') {
    const values = Array.from(rows, (row) => column.values[row]!);
    return { kind: 'number', name, values: folded(values.map((value) => (Number.isNaN(value) ? null : value))) };
  }
  const levels = column.levelValues ?? column.levels;
  return { kind: 'category', name, levels, codes: folded(Array.from(rows, (row) => column.codes[row]!)) };
}

function folded<Value>(values: readonly Value[]): readonly Value[] {
  return values.length > 0 && values.every((value) => value === values[0]) ? [values[0]!] : values;
}

/** The kept runs as a table; of a run nothing is known but its settings and whether it crashed. */
function tableOf({ crashed, columns }: EvidenceRuns): RunTable {
  const rows = crashed.map((one, index): RunRow => ({
    id: String(index),
    name: null,
    outcome: one === 1 ? 'crashed' : 'finished',
    reason: '',
    group: one === 1 ? 'crashed' : 'completed',
    cause: null,
    startedAt: null,
    runtimeSeconds: null,
    host: null,
    metric: null,
  }));
  const unfolded = <Value>(values: readonly Value[]): readonly Value[] =>
    values.length === 1 ? crashed.map(() => values[0]!) : values;
  return {
    rows,
    columns: columns.map((column): Column => {
      const { name } = column;
      if (column.kind === 'number') {
        return { kind: 'number', name, values: Float64Array.from(unfolded(column.values), (value) => value ?? NaN) };
      }
      const { levels } = column;
      return {
        kind: 'category',
        name,
        levels: levels.map(String),
        levelValues: levels,
        codes: Int32Array.from(unfolded(column.codes)),
      };
    }),
  };
}
