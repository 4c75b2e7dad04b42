import Papa from 'papaparse';

/** Takes the text of a CSV file in pieces of any size. */
export interface CsvRows {
  push(text: string): void;
  end(): void;
}

/** What is done with the rows. `line` is the line of the file in which a row begins, counted from one. */
export interface CsvRowTaker {
  /** `isUnended`: the file ends in this row, without a line end. */
  row(cells: readonly string[], line: number, isUnended: boolean): void;
  /** A cell with a quotation mark in it that is not doubled, all on one line; told before its row. */
  wrongQuotes(line: number): void;
  /** A quotation mark in `line` that is not closed, so that rows can't be told apart; nothing from its row on is handed on. */
  openQuote(line: number): void;
}

/** Characters in which delimiter and line ends are looked for; the parser itself looks no further for line ends. */
const HEAD_LENGTH = 1024 * 1024;
/** Characters. A row that has not ended by then has lost a quote. */
const MAX_ROW_LENGTH = 64 * 1024 * 1024;

/**
 * Splits CSV into rows. The parser gets what has come so far and says where the first incomplete row begins; a row that
 * spans pieces is tried again when the text has doubled, so that time stays in proportion to the file. Delimiter and line
 * ends are told by the first `headLength` characters.
 */
export function createCsvRows(taker: CsvRowTaker, headLength: number = HEAD_LENGTH): CsvRows {
  let parser: Papa.Parser | null = null;
  let waiting = '';
  let tryAt = headLength;
  let line = 1;
  let isOver = false;

  const parse = (isLast: boolean): void => {
    parser ??= parserFor(waiting.slice(0, headLength));
    const { data, errors, meta } = parser.parse(waiting, 0, !isLast) as Papa.ParseResult<string[]>;
    // Behind the last line end the parser sees one more row, an empty one.
    if (isLast && data.at(-1)?.join() === '') data.pop();
    const faultsOfRow = new Map<number, Papa.ParseError[]>();
    for (const error of errors) {
      const row = error.row ?? 0;
      if (error.type === 'Quotes') faultsOfRow.set(row, [...(faultsOfRow.get(row) ?? []), error]);
    }
    const firstLine = line;
    const isUnended = isLast && !/[\r\n]$/.test(waiting);
    for (const [i, cells] of data.entries()) {
      const faults = faultsOfRow.get(i) ?? [];
      const open = faults.find((fault) => isOpenQuote(fault, waiting, cells));
      if (open !== undefined) {
        giveUp(firstLine + lineEnds(waiting.slice(0, open.index)));
        return;
      }
      if (faults.length > 0) taker.wrongQuotes(line);
      taker.row(cells, line, isUnended && i === data.length - 1);
      line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
    }
    waiting = isLast ? '' : waiting.slice(meta.cursor);
    tryAt = 2 * waiting.length;
    // A row that long is nearly all one cell: the line in which the row begins is as near as one can tell.
    if (waiting.length > MAX_ROW_LENGTH) giveUp(line);
  };
  const giveUp = (inLine: number): void => {
    isOver = true;
    waiting = '';
    taker.openQuote(inLine);
  };

  return {
    push(text) {
      if (isOver) return;
      waiting += text;
      if (waiting.length >= tryAt || waiting.length > MAX_ROW_LENGTH) parse(false);
    },
    end() {
      if (!isOver && waiting !== '') parse(true);
      isOver = true;
    },
  };
}

/**
 * Whether rows can't be told apart behind this fault: the quotation mark is never closed, or its cell reaches over a line end
 * to a quotation mark that is not doubled, which opens the next cell in quotes rather than standing in this one.
 */
function isOpenQuote({ code, index }: Papa.ParseError, text: string, cells: readonly string[]): boolean {
  if (code === 'MissingQuotes') return true;
  const start = text.slice(index, text.indexOf('"', index));
  return cells.some((cell) => cell.startsWith(start) && cell.includes('"') && lineEnds(cell) > 0);
}

function parserFor(head: string): Papa.Parser {
  // Blank lines are kept for the line numbers, but would mislead the search for the delimiter.
  const { delimiter, linebreak } = Papa.parse(head, { skipEmptyLines: 'greedy', preview: 1 }).meta;
  return new Papa.Parser({ delimiter, newline: linebreak as '\n' });
}

function lineEnds(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? cell.match(/\r\n|\n|\r/g)!.length : 0;
}
