import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createCsvRows } from '../../../src/core/sources/csvRows';

interface Read {
  readonly rows: string[][];
  readonly lines: number[];
  readonly wrong: number[];
  readonly endless: number[];
}

/** Reads `text` in pieces of `size` characters; the first `head` of them tell delimiter and line ends. */
function read(text: string, size: number, head: number): Read {
  const result: Read = { rows: [], lines: [], wrong: [], endless: [] };
  const rows = createCsvRows(
    {
      row(cells, line) {
        result.rows.push([...cells]);
        result.lines.push(line);
      },
      wrongQuotes: (line) => result.wrong.push(line),
      endless: (line) => result.endless.push(line),
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
          expect(result.rows).toEqual(whole.data);
          expect(result.wrong).toEqual(read(text, text.length, HEADER.length).wrong);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('counts the lines of the file, and says where quotes are wrong', () => {
    const { lines, wrong } = read('a,b\n"1\n\n2",x\n3,"4" 5",6\n7,"8\n', 4, 4);
    expect(lines).toEqual([1, 2, 5, 6]);
    expect(wrong).toEqual([5, 6]);
  });

  it('stops at a row without end instead of filling the memory with it', () => {
    const { rows, endless } = read(`a,b\n1,"${'x'.repeat(65 * 1024 * 1024)}`, 1024 * 1024, 4);
    expect(rows).toEqual([['a', 'b']]);
    expect(endless).toEqual([2]);
  });
});
