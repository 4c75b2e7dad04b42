import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSet, SourceError } from '../../../src/core/runs/run';
import type { Result } from '../../../src/core/ports';
import { readRunFile, readRunStream } from '../../../src/core/sources/files';
import { withMaps } from './withMaps';

/** Bytes in pieces of these sizes, over and over. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

function comparable(result: Result<RunSet, SourceError>): unknown {
  return result.ok ? { ...result.value, runs: withMaps(result.value.runs) } : result.error;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const utf16 = (value: string, isBig: boolean): Uint8Array => {
  const bytes = new Uint8Array(Buffer.from(`\ufeff${value}`, 'utf16le'));
  return isBig ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
};

const TABLE =
  'Name,State,lr0,optimizer,val/loss,log_tail\r\nrün-1,finished,0.01,SGD,1.5,"a\r\n""b"", c"\r\n\r\nrun 😀,crashed,1e-5,Adam,NaN,\r\nlast,failed,x,"é",,"end"';
const LIST =
  '[{"id":"ä","state":"finished","config":{"lr":0.1,"s":"]}\\"😀"},"summary":{"l":NaN}},\n {"id":2,"state":"failed","config":{"lr":[1,{"a":null}]}}]';
const OBJECT = `\ufeff{"baseline": {"config": {"lr": 1}, "map": 0.5},\n "runs": ${LIST}, "more": {"runs": [1]}}\n`;
const LINES =
  '{"id":"a","state":"finished","config":{"x":1}}\n\n{"id":"b","sta\r\n{"id":"ü","state":"odd","config":{"x":"😀"}}\r\n{"id":"a"}';
const CASES: readonly (readonly [string, string, Uint8Array])[] = [
  ['a table', 'x.csv', text(TABLE)],
  ['a table of unknown name', '-', text(` \n${TABLE}\n`)],
  ['a table as spreadsheets write Unicode', 'x.csv', utf16(TABLE.replaceAll(',', '\t'), false)],
  ['a big-endian one', 'x.csv', utf16(TABLE, true)],
  [
    'a table with wrong quotes',
    'x.csv',
    text('ID,State,a,b\n1,finished,"5" disk",2\n2,failed,"x"y,3\n3,failed,"z"  ,4\n'),
  ],
  ['a table cut in a quoted cell', 'x.csv', text(TABLE.slice(0, -1))],
  [
    'a table with a quote left open',
    'x.csv',
    text('ID,State,a\n1,finished,2\n2,failed,"x\n3,failed,"y"\n4,failed,3\n'),
  ],
  ['a table without a state and with a quote left open', 'x.csv', text('ID,a\n1,2\n3,"4\n')],
  ['a table with odd states', 'x.csv', text('ID,State,a\n1,odd,2\n3,"",4\n')],
  ['a list, cut in a text', 'x.json', text(LIST.slice(0, 60))],
  ['a list, cut in a word', 'x.json', text('[{"id":1,"config":{"a":nul')],
  ['a table without a state', 'x.csv', text('ID,a\n1,2\n3,4\n')],
  ['a header alone', 'x.csv', text('ID,State\n')],
  ['rows that are too short and too long', 'x.csv', text('ID,State,a\n1,finished\n2,failed,1,,\n3,failed,1,2\n')],
  ['a list', 'x.json', text(LIST)],
  ['a list, cut', 'x.json', text(LIST.slice(0, -1))],
  ['a list, cut in an element', 'x.json', text(LIST.slice(0, 100))],
  ['a list, cut behind a comma', 'x.json', text('[{"id":1},\n')],
  ['a list with a mistake', 'x.json', text('[{"id":1},\n{"id":2,,}, {"id":3}]')],
  ['a list with a comma too many', 'x.json', text('[{"id":1},\n]')],
  ['a list without a comma', 'x.json', text('[{"id":1}\n{"id":2}]')],
  ['a list and more', 'x.json', text('[{"id":1}]\n 5')],
  ['a wrong bracket', 'x.json', text('[{"id":1]\n}')],
  ['an object', '-', text(OBJECT)],
  ['an object with a mistake behind its list', 'x.json', text(OBJECT.replace('"more":', '"more"'))],
  ['an object without runs', 'x.json', text('{"a":\n [{"id": 1, "config": {}}]}')],
  ['one run', 'x.json', text('{"id": "a",\n "state": "failed", "config": {"runs": [1]}}')],
  ['a run to a line', 'x.jsonl', text(LINES)],
  ['a run to a line, the first cut', 'x.jsonl', text(`{"id": "c", "config": {"a": 1\n${LINES}`)],
  ['a run to a line, the first cut in a text', 'x.jsonl', text(`{"id": "c", "conf\n${LINES}`)],
  ['a run to a line behind a remark', 'x.jsonl', text(`# runs\n${LINES}`)],
  ['one line', '-', text('{"id": "a", "state": "failed", "config": {}}\n')],
  ['nothing', '-', text('\n \ufeff ')],
];

describe('a file in pieces', () => {
  it.each(CASES)('gives what the whole file gives: %s', async (_name, ref, bytes) => {
    const whole = comparable(readRunFile(bytes, ref));
    for (let size = 1; size <= 20; size++) {
      expect(comparable(await readRunStream(inPieces(bytes, [size]), ref)), `pieces of ${String(size)}`).toEqual(whole);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
        expect(comparable(await readRunStream(inPieces(bytes, sizes), ref))).toEqual(whole);
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  it('also for any texts in cells, and where rows reach over many pieces', async () => {
    const cell = fc.oneof(
      fc.constantFrom('"', '""', ',', '\r\n', '\n', ' ', 'é', '😀', '1', 'x'.repeat(3000)),
      fc.string(),
    );
    const quoted = fc.array(cell, { maxLength: 4 }).map((parts) => `"${parts.join('').replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(quoted, fc.string()), { maxLength: 12 }),
        fc.integer({ min: 1, max: 900 }),
        async (cells, size) => {
          const table = text(`ID,State,a\r\n${cells.map((value, i) => `${String(i)},failed,${value}\r\n`).join('')}`);
          expect(comparable(await readRunStream(inPieces(table, [size]), 'x.csv'))).toEqual(
            comparable(readRunFile(table, 'x.csv')),
          );
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  it('reads UTF-16 where a byte order mark says so', () => {
    const set = readRunFile(utf16('Name\tState\tlr\nrün\tfinished\t0.5\n', false), 'x.csv');
    expect(set.ok && [set.value.runs[0]!.id, set.value.runs[0]!.config.get('lr')]).toEqual(['rün', 0.5]);
  });

  it('gives the recorded sweep from a stream as from a file', async () => {
    const bytes = new Uint8Array(readFileSync('test/fixtures/cone-sweep.json'));
    expect(comparable(await readRunStream(inPieces(bytes, [997]), 'cone-sweep.json'))).toEqual(
      comparable(readRunFile(bytes, 'cone-sweep.json')),
    );
  });
});

describe('a stream', () => {
  const RUN = '{"id":"a","state":"failed","config":{}}\n';

  it('that breaks off is an error, not a shorter file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(text(RUN));
      throw new Error('EIO: i/o error');
    }
    expect(await readRunStream(broken(), 'x.jsonl')).toEqual({
      ok: false,
      error: {
        message: 'x.jsonl could not be read (EIO: i/o error).',
        advice: 'Check that it still exists and that you may read it, then try again.',
      },
    });
  });

  it('is given up when cancelled, and where an error is sure', async () => {
    const controller = new AbortController();
    let taken = 0;
    async function* endless(piece: string, stopAt: number): AsyncGenerator<Uint8Array> {
      for (; taken < 1000; taken++) {
        if (taken === stopAt) controller.abort();
        yield await Promise.resolve(text(piece));
      }
    }
    const cancelled = await readRunStream(endless(RUN, 3), 'x.jsonl', { signal: controller.signal });
    expect(cancelled).toMatchObject({ ok: false, error: { message: 'Reading x.jsonl was cancelled.' } });
    taken = 0;
    await readRunStream(endless('[{"id":1,,}, {"id":2}, {"id":3}, ', -1), 'x.json');
    expect(taken).toBeLessThan(3);
  });

  it('reports how far it has come', async () => {
    const messages: string[] = [];
    let now = 0;
    await readRunStream(inPieces(text(RUN.repeat(100_000)), [1_000_000]), 'x.jsonl', {
      bytes: 4_000_000,
      clock: { now: () => (now += 150) },
      progress: { report: ({ message }) => messages.push(message) },
    });
    expect(messages).toEqual([1, 2, 3, 4].map((done) => `Reading x.jsonl, ${String(done)} of 4 MB`));
  });
});

describe('what is wrong in a table', () => {
  const problemsOf = (table: string): string[] => {
    const set = readRunFile(table, 'x.csv');
    if (!set.ok) throw new Error(set.error.message);
    return set.value.problems.map(({ where, message }) => `${where}: ${message}`);
  };

  it('is named with its line', () => {
    expect(
      problemsOf('ID,State,config.a,config.b\n1,finished,"5" disk",2\n2,failed,1\n3,failed,1,2,3\n4,failed,1,x\n'),
    ).toEqual([
      'x.csv, row 2: has a quote inside a quoted cell that is not doubled',
      'x.csv, row 4: has 5 cells where the header has 4, so that they have slipped; it is left out',
      'x.csv: column "a" holds numbers, but text in row 2 ("5" disk")',
      'x.csv: column "b" holds numbers, but text in row 5 ("x")',
      'x.csv, row 3: has 3 cells where the header has 4; the others are taken as empty',
    ]);
  });

  it('is a whole table in which no row fits the header', () => {
    // As R writes a table with row names.
    const set = readRunFile('ID,State,config.a\n"1",a,finished,1\n"2",b,failed,2\n', 'x.csv');
    expect(set).toMatchObject({
      ok: false,
      error: { message: 'x.csv has other numbers of cells in its rows than in its first line.' },
    });
  });

  it('leaves out a row whose cells are in the wrong columns, and one that the end of the file cuts', () => {
    const head = 'ID,State,config.a,config.b\n1,finished,1,0.5\n';
    expect(problemsOf(`${head}2,"finished,3,"0.5"\n`)).toEqual([
      'x.csv, row 3: has a quote inside a quoted cell that is not doubled',
      'x.csv, row 3: has 2 cells where the header has 4, as a quotation mark is wrong; it is left out',
    ]);
    expect(problemsOf(`${head}2,finished,0.00`)).toEqual([
      'x.csv, row 3: ends before its last cell, and the file with it: its end seems to be missing; the row is left out',
    ]);
    expect(problemsOf(`${head}2,finished,0.00,1`)).toEqual([]);
  });

  it('shows no secret where a column is mixed', () => {
    expect(problemsOf('ID,State,config.api_token\n1,failed,5\n2,failed,6\n3,failed,abcdefghijk\n')).toEqual([
      'x.csv: column "api_token" holds numbers, but text in row 4 ("[redacted]")',
    ]);
  });

  it('is listed up to a number that one can read', () => {
    const rows = Array.from({ length: 1000 }, () => ',failed,1').join('\n');
    const problems = problemsOf(`ID,State,config.a\n1,failed,1\n${rows}\n`);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toBe('x.csv: has 800 more problems like these');
  });
});

describe('memory', () => {
  it('keeps the end of a long log only', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `line ${String(i)}`);
    const set = readRunFile(JSON.stringify([{ id: 'a', state: 'failed', config: {}, log_tail: lines }]), 'x.json');
    expect(set.ok && set.value.runs[0]!.logTail).toEqual(lines.slice(-200));
  });
});
