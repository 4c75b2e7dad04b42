import Papa from 'papaparse';
import { fail, ok, type Result } from '../ports';
import type { ReadProblem, Run, Value } from '../runs/run';
import { cellValue } from './cells';
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
  ['log_tail', 'log_tail'],
]);
/** Columns of W&B's run table that are neither parameter nor metric. */
const OTHER_COLUMNS = new Set(
  'notes user tags updated end_time group job_type github git_commit gpu_type gpu_count cpu_count os python_version'.split(
    ' ',
  ),
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
 * finished runs have a value, and a problem says what was taken for what.
 */
export function runsOfCsv(text: string, ref: string, parameters: readonly string[] | null): Result<FileRuns, string> {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const header = data[0]?.map((name) => name.trim());
  if (header === undefined) return fail('is empty');
  const rows = data.slice(1);
  if (rows.length === 0) return fail('has a header but no runs below it');

  const { columns, isGuessed } = columnsOf(header, rows, parameters);
  const has = (key: string): boolean => columns.some((column) => column.kind === 'field' && column.key === key);
  if (!has('id') && !has('name')) return fail('has no column "ID" or "Name" in its first line');
  if (!has('state') && !has('outcome')) return fail('has no column "State" in its first line');

  const problems: ReadProblem[] = errors
    .filter((error) => error.type === 'Quotes')
    .map((error) => ({ where: `${ref}, row ${(error.row ?? 0) + 1}`, message: error.message.toLowerCase() }));
  if (isGuessed) {
    const named = (kind: Column['kind']): string =>
      columns.flatMap((column) => (column.kind === kind ? [column.key] : [])).join(', ') || 'none';
    problems.push({
      where: ref,
      message: `columns taken as parameters by their names: ${named('config')}; as metrics: ${named('summary')}`,
    });
  }

  const byId = new Map<string, Run>();
  rows.forEach((row, i) => {
    const where = `${ref}, row ${i + 2}`;
    const run = runOfRow(row, columns);
    if (run === null) problems.push({ where, message: 'has no id; it is left out' });
    else if (!byId.has(run.id)) byId.set(run.id, run);
    // Display names need not be unique; an ID column is.
    else if (has('id')) problems.push({ where, message: `repeats the id ${run.id}; it is left out` });
    else byId.set(`${run.id} (row ${i + 2})`, { ...run, id: `${run.id} (row ${i + 2})`, name: run.id });
  });
  if (byId.size === 0) return fail('holds no runs');
  return ok({ runs: [...byId.values()], baseline: null, problems });
}

function columnsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  parameters: readonly string[] | null,
): { readonly columns: readonly Column[]; readonly isGuessed: boolean } {
  const hasPrefixes = header.some((name) => /^(?:config|summary)\./.test(name));
  const columns: Column[] = [];
  const open: { index: number; key: string }[] = [];
  header.forEach((name, index) => {
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
  return { columns, isGuessed: !hasPrefixes && parameters === null && open.length > 0 };
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
      if (!fields.has(key)) fields.set(key, cell);
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
