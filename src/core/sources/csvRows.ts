import Papa from 'papaparse';

/** Takes the text of a CSV file in pieces of any size. */
export interface CsvRows {
  push(text: string): void;
  end(): void;
}

/** What is done with the rows. `line` is the line of the file in which a row begins, counted from one. */
export interface CsvRowTaker {
  row(cells: readonly string[], line: number): void;
  /** A cell whose quotes make no sense; what was read of it is in its row all the same. */
  wrongQuotes(line: number, message: string): void;
  /** A row longer than any run table has; nothing behind it is read. */
  endless(line: number): void;
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
    const faults = errors.filter((error) => error.type === 'Quotes' && (error.row ?? 0) < data.length);
    const faultOfRow = new Map(faults.map((error) => [error.row, error]));
    data.forEach((cells, i) => {
      const fault = faultOfRow.get(i);
      if (fault !== undefined) taker.wrongQuotes(line, QUOTE_MESSAGES.get(fault.code) ?? fault.message.toLowerCase());
      taker.row(cells, line);
      line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
    });
    waiting = isLast ? '' : waiting.slice(meta.cursor);
    tryAt = 2 * waiting.length;
    if (waiting.length <= MAX_ROW_LENGTH) return;
    isOver = true;
    waiting = '';
    taker.endless(line);
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

const QUOTE_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['MissingQuotes', 'opens a quote that is never closed; what follows it is read as one cell'],
  ['InvalidQuotes', 'has a quote inside a quoted cell that is not doubled'],
]);

function parserFor(head: string): Papa.Parser {
  // Blank lines are kept for the line numbers, but would mislead the search for the delimiter.
  const { delimiter, linebreak } = Papa.parse(head, { skipEmptyLines: 'greedy', preview: 1 }).meta;
  return new Papa.Parser({ delimiter, newline: linebreak as '\n' });
}

function lineEnds(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? cell.match(/\r\n|\n|\r/g)!.length : 0;
}
