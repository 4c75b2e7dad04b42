import { redactSetting } from '../runs/redact';
import { detached } from './valuePacker';
import { fieldNamed } from './runFields';

/** Columns of W&B's run table, and of our own exports, that are neither parameter nor metric. */
const OTHER_COLUMNS = new Set(
  'notes user tags updated end_time group job_type github git_commit gpu_count cpu_count os python_version judged_outcome judged_reason'.split(
    ' ',
  ),
);

/** How a metric is usually called; decides only where no prefix and no sweep file does. */
const METRIC_NAME =
  /^_|^(?:metrics|train|val|valid|validation|test|eval|best|system|final)[/_.]|(?:^|[/_. -])(?:loss|acc|accuracy|map\d*|f1|auc|iou|precision|recall|score|rmse|mae|mse|perplexity|reward|epoch|step)$/i;

/** A column that is read. Whether an `open` one holds a parameter or a metric only its cells tell; see `isParameter`. */
export interface CsvColumn {
  readonly index: number;
  readonly kind: 'field' | 'config' | 'summary' | 'open';
  /** The field, parameter or metric; unique among the columns that hold values. */
  readonly key: string;
  /** Whether the header itself says what it holds, as where there are columns `config.lr`. */
  readonly isNamed: boolean;
}

/** What a header says: its columns in order, and the names that occur more than once. */
export interface CsvHeader {
  readonly columns: readonly CsvColumn[];
  readonly repeated: readonly string[];
}

/** Reads a header. `parameters`: the names in the sweep file, which decide; `null` without one. */
export function csvHeader(names: readonly string[], parameters: readonly string[] | null): CsvHeader {
  const hasPrefixes = names.some((name) => /^(?:config|summary)\./.test(name));
  const columns: CsvColumn[] = [];
  const repeated = new Set<string>();
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (name === '') return;
    if (seen.has(name)) {
      repeated.add(name);
      return;
    }
    seen.add(name);
    const add = (kind: CsvColumn['kind'], key: string, isNamed = false): void => {
      columns.push({ index, kind, key, isNamed });
    };
    const prefixed = /^(config|summary)\.([^]*)$/.exec(name);
    const normal = name.toLowerCase().replaceAll(' ', '_');
    const named = fieldNamed(name);
    // In a table these have a column for each of their keys.
    const field = named === 'config' || named === 'summary' ? null : named;
    if (prefixed !== null) add(prefixed[1] as 'config' | 'summary', prefixed[2]!, true);
    else if (field !== null && parameters?.includes(name) !== true) {
      add('field', field);
    } else if (!OTHER_COLUMNS.has(normal)) {
      if (hasPrefixes) add('summary', name, true);
      else if (parameters === null) add('open', name);
      else add(parameters.includes(name) ? 'config' : 'summary', name);
    }
  });
  return { columns, repeated: [...repeated] };
}

/** A cell that does not fit the others of its column. */
interface OddCell {
  readonly line: number;
  readonly text: string;
}

/** What the cells of one column have been so far. */
export interface CsvColumnCells {
  /** Whether a run that is not finished has a value here. */
  unfinishedHave: boolean;
  filled: number;
  decimalCommas: number;
  numbers: number;
  firstNumber: OddCell | null;
  texts: number;
  firstText: OddCell | null;
  /** Text of the first cell, and whether a later one has another. */
  first: string | null;
  varies: boolean;
}

/** The account of a column without cells. */
export function noCells(): CsvColumnCells {
  return {
    unfinishedHave: false,
    filled: 0,
    decimalCommas: 0,
    numbers: 0,
    firstNumber: null,
    texts: 0,
    firstText: null,
    first: null,
    varies: false,
  };
}

/** Counts one filled cell of a run. `text` is the cell without the space around it, `value` what it is read as. */
export function countCell(
  cells: CsvColumnCells,
  text: string,
  value: unknown,
  line: number,
  isFinished: boolean,
): void {
  cells.filled++;
  if (cells.first === null) cells.first = detached(text);
  else if (!cells.varies) cells.varies = text !== cells.first;
  if (!isFinished) cells.unfinishedHave = true;
  if (typeof value === 'number') {
    cells.numbers++;
    cells.firstNumber ??= { line, text: shortened(text) };
  } else if (typeof value === 'string') {
    cells.texts++;
    cells.firstText ??= { line, text: shortened(text) };
    if (/^\s*[-+]?\d+,\d+(?:[eE][-+]?\d+)?\s*$/.test(text)) cells.decimalCommas++;
  }
}

const ODD_CELL_LENGTH = 40;

function shortened(text: string): string {
  return detached(text.trim().slice(0, ODD_CELL_LENGTH));
}

/**
 * Whether an open column holds a parameter: a parameter is known from the start of a run; what only finished runs have
 * was measured.
 */
export function isParameter(key: string, cells: CsvColumnCells, hasUnfinishedRuns: boolean): boolean {
  return !METRIC_NAME.test(key) && (!hasUnfinishedRuns || cells.unfinishedHave);
}

/** What is odd about the cells of a column, as a clause behind the name of the file; `null` for an even one. */
export function oddityOf(key: string, cells: CsvColumnCells): string | null {
  // As spreadsheets write numbers in half of the world.
  if (cells.decimalCommas > 0 && cells.decimalCommas * 2 >= cells.filled) {
    return `column "${key}" has decimal commas and is read as text; export it with decimal points`;
  }
  const { firstNumber, firstText, numbers, texts } = cells;
  if (firstNumber === null || firstText === null) return null;
  const [odd, count, kind, others] =
    texts <= numbers ? [firstText, texts, 'text', 'numbers'] : [firstNumber, numbers, 'a number', 'texts'];
  const more = count === 1 ? '' : ` and in ${count - 1} more`;
  const redacted = redactSetting(key, odd.text);
  const shown = typeof redacted === 'string' ? redacted : odd.text;
  return `column "${key}" holds ${others}, but ${kind} in row ${odd.line} ("${shown}")${more}`;
}
