/** The table of single runs: its columns, how they sort, and its text for other programs. */
import { plainText } from '../core/plainText';
import { formatHours, formatNumber } from '../core/report/format';
import { csvText } from './delimitedText';
import { formatTime } from './format';
import { t } from './l10n';
import { naturalKey } from './naturalKey';
import { columnNamed, groupAt, GROUPS, OUTCOMES, type Labels, type PanelTable } from './panelTable';

/** A column: text for people, values for spreadsheets, numbers to sort by. All take rows of the table of runs. */
export interface RunsColumn {
  /** Stays the same over a refresh. */
  readonly key: string;
  readonly title: string;
  readonly isNumber: boolean;
  /** In characters, about. */
  readonly width: number;
  readonly text: (row: number) => string;
  readonly value: (row: number) => string | number | null;
  /** A number for each row in the order of the column; NaN for rows without a value. */
  readonly sortValues: () => Float64Array;
}

/** How the table is sorted; `null` leaves the order of the source. */
export interface RunsSort {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

const TEXT_LENGTH = 120;
const EXCLUDED = GROUPS.indexOf('excluded');

/** The columns of `table`; those that no run has a value for are left out. `metric` is the target metric's name. */
export function runsColumns(
  table: PanelTable,
  { metric, parameters }: { readonly metric: string | null; readonly parameters: readonly string[] },
): readonly RunsColumn[] {
  const { count, ids, names, outcomes, causes, causeCodes, hosts } = table;
  const nameAt = (row: number): string => names[row]! || ids[row]!;
  const headings = { labels: causes.map(({ heading }) => heading), codes: causeCodes };
  const columns: readonly RunsColumn[] = [
    {
      key: 'run',
      title: t('Run'),
      isNumber: false,
      width: 22,
      text: (row) => plainText(nameAt(row), TEXT_LENGTH),
      value: nameAt,
      sortValues: () => ranksOf(Array.from({ length: count }, (_, row) => nameAt(row))),
    },
    {
      key: 'outcome',
      title: t('Outcome'),
      isNumber: false,
      width: table.groups.includes(EXCLUDED) ? 28 : 15,
      text: (row) => OUTCOMES[outcomes[row]!]! + (groupAt(table, row) === 'excluded' ? t(', not compared') : ''),
      value: (row) => OUTCOMES[outcomes[row]!]!,
      sortValues: () => labelRanks({ labels: OUTCOMES, codes: Int32Array.from(outcomes) }),
    },
    labelColumn('cause', t('Cause'), headings, 24),
    ...(metric === null
      ? []
      : [numberColumn('metric', plainText(metric, 60), table.metric, formatNumber, titleWidth(metric, 20))]),
    numberColumn('start', t('Started'), table.startedAt, formatTime, 22),
    numberColumn('runtime', t('Run time'), table.runtimeSeconds, (seconds) => formatHours(seconds / 3600), 12),
    labelColumn('host', t('Host'), hosts, 16),
    ...parameters.flatMap((name) => parameterColumn(table, name)),
  ];
  return columns.filter(({ key, value }) => {
    if (key === 'run' || key === 'outcome' || key === 'metric' || key.startsWith(PARAMETER)) return true;
    for (let row = 0; row < count; row++) if (value(row) !== null) return true;
    return false;
  });
}

const PARAMETER = 'parameter ';

function parameterColumn(table: PanelTable, name: string): readonly RunsColumn[] {
  const column = columnNamed(table, name);
  if (column === null) return [];
  const [key, title] = [`${PARAMETER}${name}`, plainText(name, 60)];
  return [
    column.kind === 'number'
      ? numberColumn(key, title, column.values, formatNumber, titleWidth(title, 16))
      : labelColumn(key, title, column, titleWidth(title, 18)),
  ];
}

/** Room for the title and the sign of the sort beside it. */
function titleWidth(title: string, most: number): number {
  return Math.min(most, Math.max(10, title.length + 3));
}

function numberColumn(
  key: string,
  title: string,
  values: Float64Array,
  format: (value: number) => string,
  width: number,
): RunsColumn {
  const has = (row: number): boolean => !Number.isNaN(values[row]!);
  return {
    key,
    title,
    isNumber: true,
    width,
    text: (row) => (has(row) ? format(values[row]!) : ''),
    value: (row) => (has(row) ? values[row]! : null),
    sortValues: () => values,
  };
}

function labelColumn(key: string, title: string, labels: Labels, width: number): RunsColumn {
  const labelOf = (row: number): string | null => labels.labels[labels.codes[row]!] ?? null;
  return {
    key,
    title,
    isNumber: false,
    width,
    text: (row) => plainText(labelOf(row) ?? '', TEXT_LENGTH),
    value: labelOf,
    sortValues: () => labelRanks(labels),
  };
}

function labelRanks({ labels, codes }: Labels): Float64Array {
  const ranks = ranksOf(labels);
  return Float64Array.from(codes, (code) => ranks[code] ?? NaN);
}

/** The place of each text among all, as people sort names; equal texts have equal places. */
function ranksOf(texts: readonly string[]): Float64Array {
  const keys = texts.map(naturalKey);
  const order = Uint32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : 0));
  const ranks = new Float64Array(texts.length);
  let rank = 0;
  order.forEach((place, index) => {
    if (index > 0 && keys[place] !== keys[order[index - 1]!]) rank = index;
    ranks[place] = rank;
  });
  return ranks;
}

/** All rows in the order of `sort`; rows without a value last in either direction, equal ones in the source's order. */
export function sortedRows(columns: readonly RunsColumn[], sort: RunsSort | null, count: number): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const values = columns.find(({ key }) => key === sort?.key)?.sortValues();
  if (values === undefined || sort === null) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    if (x === y) return a - b;
    if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1;
    if (Number.isNaN(y)) return -1;
    return x < y ? -sign : sign;
  });
}

/** Those of `sorted` that `passing` marks. */
export function passingRows(sorted: Uint32Array, passing: Uint8Array): Uint32Array {
  const rows = new Uint32Array(sorted.length);
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    const row = sorted[index]!;
    if (passing[row] === 1) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** `rows` as CSV: the id, then the columns with full precision; times as ISO 8601, run times in seconds. */
export function runsCsv(table: PanelTable, columns: readonly RunsColumn[], rows: Uint32Array): string {
  const valueOf = ({ key, value }: RunsColumn, row: number): string | number | null => {
    const found = value(row);
    // Beyond what a date holds, the number itself.
    return key === 'start' && typeof found === 'number' && Math.abs(found) <= 8.64e15
      ? new Date(found).toISOString()
      : found;
  };
  return csvText([
    ['id', ...columns.map(({ key, title }) => CSV_NAMES[key] ?? title)],
    ...Array.from(rows, (row) => [table.ids[row]!, ...columns.map((column) => valueOf(column, row))]),
  ]);
}

const CSV_NAMES: Readonly<Record<string, string>> = {
  run: 'name',
  outcome: 'outcome',
  cause: 'cause',
  start: 'started',
  runtime: 'run_time_seconds',
  host: 'host',
};

/** Whether `value`, read back after a reload, says how to sort. */
export function isRunsSort(value: unknown): value is RunsSort {
  if (typeof value !== 'object' || value === null) return false;
  const { key, direction } = value as Readonly<Record<string, unknown>>;
  return typeof key === 'string' && (direction === 'ascending' || direction === 'descending');
}
