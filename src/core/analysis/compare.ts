import type { CategoryColumn, Column, NumberColumn, RunTable } from '../runs/table';
import type { Level, ParameterResult, Verdict } from './analysis';
import { levelsTest } from './statistics/contingency';
import { describe } from './statistics/describe';
import { benjaminiHochberg } from './statistics/falseDiscovery';
import { aucInterval, mannWhitney } from './statistics/mannWhitney';
import { orderedCounts } from './statistics/orderedCounts';
import { countOf } from './statistics/proportion';
import { bestThreshold } from './threshold';

/** What a framework says of a parameter, apart from any run. */
export interface ParameterNote {
  /** The framework ignores the setting for this task, so that it can't be the cause. */
  readonly inert: boolean;
  /** A sentence for the reader; empty where there is nothing to say. */
  readonly note: string;
}

/** What is known of the parameters besides their values. */
export interface CompareOptions {
  readonly facts?: ((parameter: string) => ParameterNote | null) | undefined;
  /** Names that the sweep varies; `undefined` or empty where they are not known. */
  readonly sweptParameters?: readonly string[] | undefined;
}

/**
 * `strong`: q at most this. With no relation at all, Benjamini–Hochberg then lets through a strong verdict in 2 % of data
 * sets, however many parameters they have; the rest up to the usual 5 % is room for runs that are not independent, as
 * under a bayes sweep.
 */
const STRONG_Q = 0.02;
/** `suggestive`: p of the difference, or of the threshold, at most this; expected of 1 parameter in 10 to 20 by chance. */
const SUGGESTIVE_P = 0.05;
/** A threshold that chance finds more often than this is not reported. */
const THRESHOLD_P = 0.05;

/** Crashed against completed runs for each column of the table, most telling first. */
export function compareParameters(table: RunTable, options: CompareOptions): readonly ParameterResult[] {
  const compared = comparedRows(table);
  const results = table.columns.map((column) => {
    const result = column.kind === 'number' ? compareNumber(column, compared) : compareCategory(column, compared);
    return withNotes(result, column, options);
  });
  const tested = results.filter(({ p }) => p !== null);
  const qValues = benjaminiHochberg(tested.map(({ p }) => p ?? 1));
  const qOf = new Map(tested.map((result, index) => [result, qValues[index]!]));
  return results
    .map((result): ParameterResult => {
      const q = qOf.get(result) ?? null;
      return { ...result, q, verdict: verdictOf({ ...result, q }) };
    })
    .sort(byEvidence);
}

interface ComparedRows {
  readonly crashed: readonly number[];
  readonly completed: readonly number[];
}

function comparedRows({ rows }: RunTable): ComparedRows {
  const crashed: number[] = [];
  const completed: number[] = [];
  rows.forEach(({ group }, index) => {
    if (group === 'crashed') crashed.push(index);
    else if (group === 'completed') completed.push(index);
  });
  return { crashed, completed };
}

function compareNumber(column: NumberColumn, rows: ComparedRows): ParameterResult {
  const pick = (indices: readonly number[]): Float64Array => {
    const picked = new Float64Array(indices.length);
    let size = 0;
    for (const index of indices) {
      const value = column.values[index]!;
      if (!Number.isNaN(value)) picked[size++] = value;
    }
    return picked.subarray(0, size);
  };
  const crashedValues = pick(rows.crashed);
  const completedValues = pick(rows.completed);
  const crashed = describe(crashedValues);
  const completed = describe(completedValues);
  const counts = orderedCounts(crashedValues, completedValues);
  const varies = counts.values.length > 1;
  const comparison = varies ? mannWhitney(counts) : null;
  const threshold = varies ? bestThreshold(counts) : null;
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
    notes: [],
  };
}

function differencePercent(crashed: number | null, completed: number | null): number | null {
  if (crashed === null || completed === null || completed === 0) return null;
  const percent = ((crashed - completed) / Math.abs(completed)) * 100;
  return Number.isFinite(percent) ? percent : null;
}

function compareCategory(column: CategoryColumn, rows: ComparedRows): ParameterResult {
  const crashed = new Array<number>(column.levels.length).fill(0);
  const totals = new Array<number>(column.levels.length).fill(0);
  const count = (indices: readonly number[], hit: 0 | 1): number => {
    let present = 0;
    for (const index of indices) {
      const code = column.codes[index]!;
      if (code < 0) continue;
      present++;
      totals[code]!++;
      crashed[code]! += hit;
    }
    return present;
  };
  const crashedTotal = count(rows.crashed, 1);
  const completedTotal = count(rows.completed, 0);
  const used = totals.filter((total) => total > 0).length;
  const varies = used > 1;
  const identifies = used > 2 && used === crashedTotal + completedTotal;
  const testable = varies && !identifies && crashedTotal > 0 && completedTotal > 0;
  const levels = column.levels.flatMap((text, code): readonly Level[] =>
    totals[code] === 0
      ? []
      : [
          {
            value: column.levelValues?.[code] ?? (column.levelValues ? null : text),
            ...countOf(crashed[code]!, totals[code]!),
          },
        ],
  );
  return {
    name: column.name,
    kind: varies ? 'category' : 'constant',
    completed: null,
    crashed: null,
    differencePercent: null,
    effect: null,
    p: testable ? levelsTest(crashed, totals) : null,
    q: null,
    verdict: varies ? 'none' : 'constant',
    threshold: null,
    levels: identifies ? [] : levels,
    notes: identifies ? ['Different in every run, so its levels cannot be compared.'] : [],
  };
}

function withNotes(
  result: ParameterResult,
  column: Column,
  { facts, sweptParameters = [] }: CompareOptions,
): ParameterResult {
  const notes = [...result.notes];
  const fact = facts?.(result.name) ?? null;
  if (fact !== null && fact.note !== '') notes.push(fact.note);
  const inert = fact?.inert === true && result.kind !== 'constant';
  if (inert && result.p !== null && result.p <= SUGGESTIVE_P) {
    notes.push(
      'It differs between crashed and completed runs all the same: another setting that moved with it, the way the ' +
        'sweep draws, or chance.',
    );
  }
  if (result.kind !== 'constant' && sweptParameters.length > 0 && !sweptParameters.includes(result.name)) {
    notes.push('Not a parameter of the sweep, but it varies between its runs.');
  }
  notes.push(...(column.notes ?? []));
  return { ...result, verdict: inert ? 'inert' : result.verdict, notes };
}

function verdictOf({ verdict, p, q, threshold }: ParameterResult): Verdict {
  if (verdict !== 'none') return verdict;
  if (q !== null && q <= STRONG_Q) return 'strong';
  return (p !== null && p <= SUGGESTIVE_P) || threshold !== null ? 'suggestive' : 'none';
}

const VERDICT_ORDER: readonly Verdict[] = ['strong', 'suggestive', 'none', 'inert', 'constant'];

/** Verdict, then the smaller p of difference and threshold, then how far the AUC is from one half, then the name. */
function byEvidence(a: ParameterResult, b: ParameterResult): number {
  return (
    VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict) ||
    smallestP(a) - smallestP(b) ||
    Math.abs((b.effect?.auc ?? 0.5) - 0.5) - Math.abs((a.effect?.auc ?? 0.5) - 0.5) ||
    (a.name < b.name ? -1 : 1)
  );
}

/** A steep threshold shows in its own p first, a gradual change in that of the ranks; 2 where nothing was tested. */
function smallestP({ p, threshold }: ParameterResult): number {
  return Math.min(p ?? 2, threshold?.p ?? 2);
}
