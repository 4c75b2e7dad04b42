import Papa from 'papaparse';
import { fail, ok, type Result } from '../ports';
import type { ReadProblem, Run, Value } from '../runs/run';
import { cellValue, textOfCell } from './cells';
import { objectOf } from './config';
import type { FileRuns } from './jsonRuns';
import { runOfFields } from './runFields';

/** Columns of W&B's run table and of our own export, by their name in lower case with `_` for spaces. */
const FIELD_OF_COLUMN: ReadonlyMap<string, string> = new Map([
  ['id', 'id'],
  ['run_id', 'id'],
  ['name', 'name'],
  ['state', 'state'],
  ['outcome', 'outcome'],
  ['reason', 'reason'],
  ['sweep', 'sweep'],
  ['created', 'created_at'],
  ['created_at', 'created_at'],
  ['start_time', 'created_at'],
  ['runtime', 'runtime_s'],
  ['runtime_s', 'runtime_s'],
  ['duration', 'runtime_s'],
  ['host', 'host'],
  ['hostname', 'host'],
  ['exit_code', 'exit_code'],
  ['stopped', 'stopped'],
  ['heartbeat_at', 'heartbeat_at'],
  ['gpu', 'gpu'],
  ['gpu_type', 'gpu'],
  ['agent', 'agent'],
  ['log_tail', 'log_tail'],
]);
/** Columns of W&B's run table that are neither parameter nor metric. */
const OTHER_COLUMNS = new Set(
  'notes user tags updated end_time group job_type github git_commit gpu_count cpu_count os python_version'.split(' '),
);

/** How a metric is usually called; decides only where no prefix and no sweep file does. */
const METRIC_NAME =
  /^_|^(?:metrics|train|val|valid|validation|test|eval|best|system|final)[/_.]|(?:^|[/_. -])(?:loss|acc|accuracy|map\d*|f1|auc|iou|precision|recall|score|rmse|mae|mse|perplexity|reward|epoch|step)$/i;

interface Column {
  readonly index: number;
  readonly kind: 'field' | 'config' | 'summary';
  readonly key: string;
}

/**
 * Reads a CSV export of a run table. Columns `config.x` are parameters and `summary.x` metrics. Without such prefixes the
 * names in `parameters` (those of a sweep file) decide; without these, how metrics are usually called and whether only
 * finished runs have a value, and a problem of the kind `guess` says what was taken for what.
 */
export function runsOfCsv(text: string, ref: string, parameters: readonly string[] | null): Result<FileRuns, string> {
  const table = text.replace(/^\ufeff/, '');
  // Blank lines are kept for the line numbers, but would mislead the search for the delimiter.
  const { delimiter } = Papa.parse(table, { skipEmptyLines: 'greedy', preview: 1 }).meta;
  const { data, errors } = Papa.parse<string[]>(table, { delimiter });
  const lines = firstLines(data);
  const filled = data.map((cells, i) => ({ cells, line: lines[i]! })).filter(({ cells }) => !isBlank(cells));
  const header = filled[0]?.cells.map((name) => name.trim());
  if (header === undefined) return fail('is empty');
  const rows = filled.slice(1);
  if (rows.length === 0) return fail('has a header but no runs below it');

  const cells = rows.map((row) => row.cells);
  const { columns, repeated, isGuessed } = columnsOf(header, cells, parameters);
  const has = (key: string): boolean => columns.some((column) => column.kind === 'field' && column.key === key);
  if (!has('id') && !has('name')) return fail('has no column "ID" or "Name" in its first line');
  if (!has('state') && !has('outcome')) return fail('has no column "State" in its first line');

  const problems: ReadProblem[] = errors
    .filter((error) => error.type === 'Quotes')
    .map((error) => ({ where: `${ref}, row ${lines[error.row ?? 0] ?? 1}`, message: error.message.toLowerCase() }));
  for (const name of repeated) {
    problems.push({ where: ref, message: `has two columns "${name}"; the first one is used` });
  }
  for (const { key } of columns.filter((column) => hasDecimalCommas(cells, column))) {
    const message = `column "${key}" has decimal commas and is read as text; export it with decimal points`;
    problems.push({ where: ref, message });
  }
  if (isGuessed) {
    const named = (kind: Column['kind']): string =>
      shortList(columns.flatMap((column) => (column.kind === kind ? [column.key] : [])));
    const metrics = columns.some(({ kind }) => kind === 'summary') ? `, ${named('summary')} as metrics` : '';
    problems.push({
      kind: 'guess',
      where: ref,
      message: `${named('config')} taken as parameters${metrics}; name the sweep file to decide`,
    });
  }

  const byId = new Map<string, Run>();
  for (const { cells: row, line } of rows) {
    const where = `${ref}, row ${line}`;
    const run = runOfRow(row, columns);
    if (run === null) problems.push({ where, message: 'has no id; it is left out' });
    else if (!byId.has(run.id)) byId.set(run.id, run);
    // Display names need not be unique; an ID column is.
    else if (has('id')) problems.push({ where, message: `repeats the id ${run.id}; it is left out` });
    else byId.set(`${run.id} (row ${line})`, { ...run, id: `${run.id} (row ${line})`, name: run.id });
  }
  if (byId.size === 0) return fail('holds no runs');
  return ok({ runs: [...byId.values()], baseline: null, problems });
}

/** The line of the file in which each row begins, counted from one; cells may hold line ends. */
function firstLines(data: readonly (readonly string[])[]): readonly number[] {
  let next = 1;
  return data.map((cells) => {
    const first = next;
    next += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    return first;
  });
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Whether most values of a column look like `0,05`, as spreadsheets write numbers in half of the world. */
function hasDecimalCommas(rows: readonly (readonly string[])[], { index, kind }: Column): boolean {
  if (kind === 'field') return false;
  const values = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  const withComma = values.filter((cell) => /^[-+]?\d+,\d+(?:[eE][-+]?\d+)?$/.test(cell)).length;
  return withComma > 0 && withComma * 2 >= values.length;
}

const LISTED_COLUMNS = 12;

function shortList(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - LISTED_COLUMNS;
  return names.slice(0, LISTED_COLUMNS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function columnsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  parameters: readonly string[] | null,
): { readonly columns: readonly Column[]; readonly repeated: readonly string[]; readonly isGuessed: boolean } {
  const hasPrefixes = header.some((name) => /^(?:config|summary)\./.test(name));
  const columns: Column[] = [];
  const open: { index: number; key: string }[] = [];
  const repeated = new Set<string>();
  header.forEach((name, index) => {
    if (name !== '' && header.indexOf(name) < index) {
      repeated.add(name);
      return;
    }
    const prefixed = /^(config|summary)\.([^]*)$/.exec(name);
    const normal = name.toLowerCase().replaceAll(' ', '_');
    const field = FIELD_OF_COLUMN.get(normal);
    if (prefixed !== null) columns.push({ index, kind: prefixed[1] as 'config' | 'summary', key: prefixed[2]! });
    else if (field !== undefined && parameters?.includes(name) !== true)
      columns.push({ index, kind: 'field', key: field });
    else if (name !== '' && !OTHER_COLUMNS.has(normal)) open.push({ index, key: name });
  });
  const state = columns.find((column) => column.kind === 'field' && column.key === 'state');
  for (const { index, key } of open) {
    const isParameter = hasPrefixes
      ? false
      : parameters === null
        ? !METRIC_NAME.test(key) && !onlyFinishedHave(rows, index, state?.index)
        : parameters.includes(key);
    columns.push({ index, key, kind: isParameter ? 'config' : 'summary' });
  }
  return { columns, repeated: [...repeated], isGuessed: !hasPrefixes && parameters === null && open.length > 0 };
}

/** A parameter is known from the start; what only finished runs have was measured. */
function onlyFinishedHave(
  rows: readonly (readonly string[])[],
  index: number,
  stateIndex: number | undefined,
): boolean {
  if (stateIndex === undefined) return false;
  const others = rows.filter((row) => row[stateIndex]?.trim().toLowerCase() !== 'finished');
  return others.length > 0 && others.every((row) => (row[index] ?? '').trim() === '');
}

function runOfRow(row: readonly string[], columns: readonly Column[]): Run | null {
  const fields = new Map<string, Value>();
  const config: [string, Value][] = [];
  const summary: [string, Value][] = [];
  for (const { index, kind, key } of columns) {
    const cell = row[index] ?? '';
    if (cell === '') continue;
    if (kind === 'field') {
      if (!fields.has(key)) fields.set(key, textOfCell(cell));
      continue;
    }
    const value = cellValue(cell);
    if (value !== undefined) (kind === 'config' ? config : summary).push([key, value]);
  }
  const name = fields.get('name');
  if (!fields.has('id') && name !== undefined) fields.set('id', name);
  fields.set('config', objectOf(config));
  fields.set('summary', objectOf(summary));
  return runOfFields(fields);
}
