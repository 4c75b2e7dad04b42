import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createCsvRows } from '../../../src/core/sources/csvRows';

interface Read {
  readonly rows: string[][];
  readonly lines: number[];
  readonly wrong: number[];
  readonly open: number[];
}

/** Reads `text` in pieces of `size` characters; the first `head` of them tell delimiter and line ends. */
function read(text: string, size: number, head: number): Read {
  const result: Read = { rows: [], lines: [], wrong: [], open: [] };
  const rows = createCsvRows(
    {
      row(cells, line) {
        result.rows.push([...cells]);
        result.lines.push(line);
      },
      wrongQuotes: (line) => result.wrong.push(line),
      openQuote: (line) => result.open.push(line),
    },
    head,
  );
  for (let at = 0; at < text.length; at += size) rows.push(text.slice(at, at + size));
  rows.end();
  return result;
}

const HEADER = 'a,b\r\n';
const cell = fc.constantFrom(
  '',
  '1',
  'x y',
  '"',
  '"q"',
  '"a""b"',
  '"c,\r\nd"',
  '"e" f"',
  '"g"  ',
  'h"i',
  '\r',
  '"j\nk"',
);

describe('createCsvRows', () => {
  it('gives what the parser gives for the whole text, wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), (rows) => {
        const text = HEADER + rows.map((cells) => `${cells.join(',')}\r\n`).join('');
        const whole = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' });
        // Behind the last line end the parser sees one more, empty row.
        if (whole.data.at(-1)?.join() === '') whole.data.pop();
        for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
          const result = read(text, size, HEADER.length);
          // A blank last line may or may not be a row; nothing hangs on it.
          if (result.rows.length > whole.data.length && result.rows.at(-1)?.join() === '') result.rows.pop();
          // Nothing is handed on from a row in which a quotation mark is not closed.
          expect(result.rows).toEqual(result.open.length > 0 ? whole.data.slice(0, result.rows.length) : whole.data);
          const { wrong, open } = read(text, text.length, HEADER.length);
          expect([result.wrong, result.open]).toEqual([wrong, open]);
          if (whole.errors.some(({ code }) => code === 'MissingQuotes')) expect(open).toHaveLength(1);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('counts the lines of the file, and says where quotes are wrong', () => {
    const { lines, wrong, open } = read('a,b\n"1\n\n2",x\n3,"4" 5",6\n7,8\n', 4, 4);
    expect(lines).toEqual([1, 2, 5, 6]);
    expect([wrong, open]).toEqual([[5], []]);
  });

  it.each([
    ['at the end', 'a,b\n1,2\n3,"4\n5,6\n', [3], 2],
    ['in a later line of its row', 'a,b\n1,2\n"3\n\n",4,"5\n6,7\n', [5], 2],
    ['before another cell in quotes', 'a,b\n1,"2\n3,"4",5\n6,7\n', [2], 1],
    ['in the first line', 'a,"b\n1,2\n', [1], 0],
    ['beside a text that is quoted as it should be', 'a,b\n"1\n""2""","3" 4",5\n6,7\n', [], 3],
  ])(
    'says in which line a quotation mark is not closed, and hands on nothing from there: %s',
    (_where, text, open, rows) => {
      for (const size of [1, 2, 3, 1000]) {
        const result = read(text, size, 4);
        expect([result.open, result.rows.length], `pieces of ${String(size)}`).toEqual([open, rows]);
      }
    },
  );

  it('stops at a row without end instead of filling the memory with it', () => {
    const { rows, open } = read(`a,b\n1,"${'x'.repeat(65 * 1024 * 1024)}`, 1024 * 1024, 4);
    expect(rows).toEqual([['a', 'b']]);
    expect(open).toEqual([2]);
  });
});
