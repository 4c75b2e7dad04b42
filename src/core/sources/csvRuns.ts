import { fail, ok, type Result } from '../ports';
import { PackedValues } from '../runs/packedValues';
import type { ReadProblem, Run, Value, Values } from '../runs/run';
import { cellValue, textOfCell } from './cells';
import { isInternalEntry } from './config';
import {
  countCell,
  csvHeader,
  isParameter,
  noCells,
  oddityOf,
  type CsvColumn,
  type CsvColumnCells,
  type CsvHeader,
} from './csvColumns';
import { createCsvRows } from './csvRows';
import type { RunTextReader } from './jsonRuns';
import { createOutcomes } from './packedRuns';
import { createProblemList } from './problemList';
import type { FileFault, FileRuns } from './runCollection';
import { oddFields, restoreNonFinite, runOfFields } from './runFields';
import { createValuePacker, detached } from './valuePacker';

/** A run while its columns are still undecided: `config` holds the values of all columns, by column key. */
type OpenRun = { -readonly [Key in keyof Run]: Run[Key] };

/**
 * Reads a CSV export of a run table. Columns `config.x` are parameters and `summary.x` metrics. Without such prefixes the
 * names in `parameters` (those of a sweep file) decide; without these, how metrics are usually called and whether only
 * finished runs have a value, and a problem of the kind `guess` says what was taken for what.
 */
export function createCsvRunReader(ref: string, parameters: readonly string[] | null): RunTextReader {
  let table: ReturnType<typeof createTable> | null = null;
  const quotes = createProblemList();
  let openQuote: FileFault | null = null;
  let lineOfWrongQuotes = 0;
  let leftOut = 0;
  /** Why the cells of a row can't be told apart: in the wrong columns they would be other values. */
  const slip = (cells: readonly string[], width: number, line: number, isUnended: boolean): string | null => {
    if (line === lineOfWrongQuotes && cells.length !== width)
      return `has ${cells.length} cells where the header has ${width}, as a quotation mark is wrong; it is left out`;
    // Which of them is the one too many can't be seen: an unquoted comma shifts all behind it.
    if (cells.slice(width).some((cell) => cell.trim() !== ''))
      return `has ${cells.length} cells where the header has ${width}, so that they have slipped; it is left out`;
    return isUnended && cells.length < width
      ? 'ends before its last cell, and the file with it: its end seems to be missing; the row is left out'
      : null;
  };
  const rows = createCsvRows({
    row(cells, line, isUnended) {
      if (cells.every((cell) => cell.trim() === '')) return;
      if (table === null) {
        table = createTable(cells, ref, parameters);
        return;
      }
      const message = slip(cells, table.width, line, isUnended);
      if (message === null) table.take(cells, line);
      else {
        leftOut++;
        quotes.add({ where: `${ref}, row ${line}`, message });
      }
    },
    wrongQuotes(line) {
      lineOfWrongQuotes = line;
      quotes.add({ where: `${ref}, row ${line}`, message: 'has a quote inside a quoted cell that is not doubled' });
    },
    openQuote(line) {
      openQuote = {
        what: `has a quotation mark in line ${line} that is not closed, so that the rows from there on can’t be told apart`,
        advice: 'Close it, or double it where it belongs to the text, or export the table again.',
      };
    },
  });
  return {
    push: (text) => {
      rows.push(text);
    },
    isOver: () => openQuote !== null || (table?.isRefused() ?? false),
    end() {
      rows.end();
      // Whichever of the two comes first in the file, so that the answer does not depend on where the pieces end.
      if (openQuote !== null && table?.isRefused() !== true) return fail(openQuote);
      if (table === null) return fail({ what: 'is empty' });
      if (leftOut > 0 && table.isEmpty()) return fail(SLIPPED);
      return table.end(quotes.all(`${ref}: quotes`));
    },
  };
}

const SLIPPED: FileFault = {
  what: 'has other numbers of cells in its rows than in its first line',
  advice: 'Export the table again, with a name for each column and with texts in quotation marks.',
};

/** The runs of the rows below a header. */
function createTable(headerCells: readonly string[], ref: string, parameters: readonly string[] | null) {
  const names = headerCells.map((name) => name.trim());
  const header = csvHeader(names, parameters);
  const columns = header.columns.map((column) => ({ ...column, id: idOf(column), cells: noCells() }));
  const fields = columns.filter(({ kind }) => kind === 'field');
  const valued = columns.filter(({ kind }) => kind !== 'field');
  const has = (key: string): boolean => fields.some((column) => column.key === key);
  const stateIndex = fields.find(({ key }) => key === 'state')?.index;
  const refusal =
    !has('id') && !has('name')
      ? 'has no column "ID" or "Name" in its first line'
      : !has('state') && !has('outcome')
        ? 'has no column "State" in its first line'
        : null;

  const byId = new Map<string, OpenRun>();
  const outcomes = createOutcomes();
  const packer = createValuePacker();
  const problems = createProblemList();
  let rows = 0;
  let hasUnfinishedRuns = false;

  const fieldsOf = (row: readonly string[]): Map<string, Value> => {
    const values = new Map<string, Value>();
    for (const { index, key } of fields) {
      const cell = row[index] ?? '';
      if (cell !== '' && !values.has(key)) values.set(key, detached(textOfCell(cell)));
    }
    return values;
  };

  const valuesOf = (row: readonly string[], line: number): Values => {
    const isFinished = stateIndex === undefined || row[stateIndex]?.trim().toLowerCase() === 'finished';
    if (!isFinished) hasUnfinishedRuns = true;
    for (const { index, id, cells } of valued) {
      const cell = row[index];
      if (cell === undefined || cell === '') continue;
      const value = cellValue(cell);
      if (value === undefined) continue;
      countCell(cells, cell, value, line, isFinished);
      packer.add(id, typeof value === 'number' ? value : restoreNonFinite(value));
    }
    return packer.end();
  };

  const checkLength = (row: readonly string[], where: string): void => {
    if (row.length < names.length) {
      const message = `has ${row.length} cells where the header has ${names.length}; the others are taken as empty`;
      problems.add({ where, message });
    }
  };

  return {
    width: names.length,
    isEmpty: () => rows === 0,
    // Only below the first run, so that the answer does not depend on where the pieces end.
    isRefused: () => refusal !== null && rows > 0,
    take(row: readonly string[], line: number): void {
      rows++;
      if (refusal !== null) return;
      const where = `${ref}, row ${line}`;
      checkLength(row, where);
      const values = valuesOf(row, line);
      const fields = fieldsOf(row);
      const read = runOfFields(fields);
      if (read === null) {
        problems.add({ where, message: 'has no id; it is left out' });
        return;
      }
      for (const message of oddFields(fields)) problems.add({ where, message });
      const run: OpenRun = { ...read, outcome: outcomes(read.outcome), config: values };
      const first = byId.get(run.id);
      if (first === undefined) byId.set(run.id, run);
      // Display names need not be unique; an ID column is.
      else if (has('id')) problems.add({ where, message: `repeats the id ${run.id}; it is left out` });
      else if (isSameRun(first, run)) problems.add({ where, message: `repeats the run ${run.id}; it is left out` });
      else byId.set(`${run.id} (row ${line})`, { ...run, id: `${run.id} (row ${line})`, name: run.id });
    },
    end(quoteProblems: readonly ReadProblem[]): Result<FileRuns, FileFault> {
      if (rows === 0) return fail({ what: 'has a header but no runs below it' });
      if (refusal !== null) return fail({ what: refusal });
      if (byId.size === 0) return fail({ what: 'holds no runs' });
      const kinds = new Map(
        valued.map(({ id, kind, key, cells }) => [
          id,
          { key, kind: kind === 'open' ? (isParameter(key, cells, hasUnfinishedRuns) ? 'config' : 'summary') : kind },
        ]),
      );
      const runs = [...byId.values()];
      splitValues(runs, kinds);
      const oddities = valued.flatMap(({ key, cells }) => oddityOf(key, cells) ?? []);
      return ok({
        runs,
        baseline: null,
        problems: [
          ...quoteProblems,
          ...header.repeated.map((name) => ({
            where: ref,
            message: `has two columns "${name}"; the first one is used`,
          })),
          ...oddities.map((message) => ({ where: ref, message })),
          ...guessOf(header, [...kinds.values()], ref),
          ...notComparedOf(parameters === null || !hasUnfinishedRuns ? [] : valued, ref),
          ...problems.all(ref),
        ],
      });
    },
  };
}

/** Whether two rows of one name are one run: it started once, and everything else agrees. */
function isSameRun(one: OpenRun, other: OpenRun): boolean {
  return (
    one.startedAt !== null &&
    one.startedAt === other.startedAt &&
    one.outcome === other.outcome &&
    one.runtimeSeconds === other.runtimeSeconds &&
    one.config.size === other.config.size &&
    [...one.config].every(([key, value]) => Object.is(other.config.get(key), value))
  );
}

/** A parameter and a metric may have the same name. */
function idOf({ kind, key }: CsvColumn): string {
  return `${kind} ${key}`;
}

interface DecidedColumn {
  readonly key: string;
  readonly kind: CsvColumn['kind'];
}

/** Puts the values of all columns where they belong, now that it is known which column is what. */
function splitValues(runs: readonly OpenRun[], columns: ReadonlyMap<string, DecidedColumn>): void {
  const chooser = (kind: CsvColumn['kind']) => {
    const chosen = new Map<ReadonlyMap<string, number>, ReadonlyMap<string, number>>();
    return (slots: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
      let own = chosen.get(slots);
      if (own === undefined) {
        own = new Map([...slots].flatMap(([id, slot]) => keysOfKind(id, kind).map((key) => [key, slot] as const)));
        chosen.set(slots, own);
      }
      return own;
    };
  };
  const keysOfKind = (id: string, kind: CsvColumn['kind']): string[] => {
    const column = columns.get(id);
    return column?.kind === kind && !(kind === 'config' && isInternalEntry(column.key)) ? [column.key] : [];
  };
  const [configSlots, summarySlots] = [chooser('config'), chooser('summary')];
  for (const run of runs) {
    const all = run.config;
    const split =
      all instanceof PackedValues
        ? { config: all.only(configSlots), summary: all.only(summarySlots) }
        : {
            config: new Map([...all].flatMap(([id, value]) => keysOfKind(id, 'config').map((key) => [key, value]))),
            summary: new Map([...all].flatMap(([id, value]) => keysOfKind(id, 'summary').map((key) => [key, value]))),
          };
    run.summary = split.summary;
    run.config = split.config;
  }
}

/** Columns that could well be parameters, but that the sweep file does not have, as when it is not the one of these runs. */
function notComparedOf(
  columns: readonly (CsvColumn & { readonly cells: CsvColumnCells })[],
  where: string,
): readonly ReadProblem[] {
  const keys = columns.flatMap(({ kind, isNamed, key, cells }) =>
    kind === 'summary' && !isNamed && cells.varies && isParameter(key, cells, true) ? [key] : [],
  );
  if (keys.length === 0) return [];
  const [have, are] = keys.length === 1 ? ['differs', 'is'] : ['differ', 'are'];
  const message = `${shortList(keys)} ${have} between the runs, but ${are} not in the sweep file, so not compared`;
  return [{ kind: 'guess', where, message }];
}

const LISTED_COLUMNS = 12;

function guessOf(header: CsvHeader, columns: readonly DecidedColumn[], where: string): readonly ReadProblem[] {
  if (!header.columns.some(({ kind }) => kind === 'open')) return [];
  const named = (kind: CsvColumn['kind']): string =>
    shortList(columns.flatMap((column) => (column.kind === kind ? [column.key] : [])));
  const metrics = columns.some(({ kind }) => kind === 'summary') ? `, ${named('summary')} as metrics` : '';
  const message = `${named('config')} taken as parameters${metrics}; name the sweep file to decide`;
  return [{ kind: 'guess', where, message }];
}

function shortList(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - LISTED_COLUMNS;
  return names.slice(0, LISTED_COLUMNS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
