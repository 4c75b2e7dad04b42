import type { Progress } from '../ports';
import type { Column, RunTable } from '../runs/table';
import type { ParameterResult } from './analysis';
import { compareCategory } from './compareCategory';
import { compareNumber, type ComparedRows } from './compareNumber';
import { withMoreRuns } from './moreRuns';
import { presenceNote } from './presence';
import { byEvidence, judge, SUGGESTIVE_P } from './verdict';
import { integerWords, levelWords } from './wording';

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
  /** How the sweep spreads a number; `null` where it does not say. */
  readonly scaleOf?: ((parameter: string) => 'linear' | 'log' | null) | undefined;
  readonly progress?: Progress | undefined;
}

/** Crashed against completed runs for each column of the table, most telling first. */
export function compareParameters(table: RunTable, options: CompareOptions): readonly ParameterResult[] {
  const rows = comparedRows(table);
  const results = table.columns.map((column, index) => {
    options.progress?.report({
      done: index,
      total: table.columns.length,
      message: `Comparing parameters, ${integerWords(index)} of ${integerWords(table.columns.length)}`,
    });
    const result = compareColumn(column, rows, options);
    const presence = presenceNote(column, table, rows);
    return withNotes(presence === null ? result : { ...result, notes: [...result.notes, presence] }, column, options);
  });
  const judged = judge(results);
  return withMoreRuns(judged, rows).sort(byEvidence);
}

/** One column for some runs, without q and verdict. */
export function compareColumn(
  column: Column,
  rows: ComparedRows,
  { scaleOf }: Pick<CompareOptions, 'scaleOf'>,
): ParameterResult {
  return column.kind === 'number'
    ? compareNumber(column, rows, scaleOf?.(column.name) ?? null)
    : compareCategory(column, rows);
}

/** Indices of the runs that are compared. */
export function comparedRows({ rows }: RunTable): ComparedRows {
  const crashed: number[] = [];
  const completed: number[] = [];
  rows.forEach(({ group }, index) => {
    if (group === 'crashed') crashed.push(index);
    else if (group === 'completed') completed.push(index);
  });
  return { crashed, completed };
}

function withNotes(
  result: ParameterResult,
  column: Column,
  { facts, sweptParameters = [] }: CompareOptions,
): ParameterResult {
  const notes = [...result.notes];
  if (result.kind === 'constant' && column.notes !== undefined) notes.push(...constantNote(result));
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

/** The one value of a parameter that some runs lack, or have no finite number for. */
function constantNote({ completed, crashed, levels }: ParameterResult): readonly string[] {
  const [level] = levels;
  const value = level === undefined ? (completed?.min ?? crashed?.min ?? null) : level.value;
  if (level === undefined && value === null) return ['No compared run has a finite value.'];
  return [`Always ${levelWords(value)} where a compared run has a value.`];
}
