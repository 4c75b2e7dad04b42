import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import Papa from 'papaparse';
import { fileStream } from '../../src/core/sources/fileStream';
import { readRunStream } from '../../src/core/sources/files';
import { nodeFileSystem } from '../../src/node/fileSystem';
import { grouped, randomNumbers, type Part, type Work } from './part';

const FILE = 'runs.csv';
const BYTES = 500e6;

/** Run tables of this many columns: a sweep of fifty parameters and metrics, and one that logs each class of a data set. */
export const csvParts: readonly Part[] = [csvPart('csv', 50), csvPart('csv-wide', 2000)];

function csvPart(name: string, columns: number): Part {
  return {
    name,
    title: `a run table of W&B with ${grouped(columns)} columns`,
    make: (folder, scale) => writeTable(join(folder, FILE), columns, BYTES * scale),
    contenders: {
      'papaparse alone': parseAlone,
      'plain read': readPlain,
      'papaparse, whole file': parseWhole,
      'Sweep Guard': readRuns,
    },
  };
}

async function writeTable(path: string, columns: number, bytes: number): Promise<string> {
  const random = randomNumbers(columns);
  const parameters = Math.min(30, columns / 2);
  const names = Array.from({ length: columns }, (_, i) =>
    i < parameters ? `param_${i}` : `metrics/class ${i - parameters} recall`,
  );
  const out = createWriteStream(path);
  out.write(`${['ID', 'Name', 'State', 'Created', 'Runtime', 'Notes', ...names].map((cell) => `"${cell}"`).join()}\n`);
  let rows = 0;
  for (let written = 0; written < bytes; rows++) {
    const isFinished = random() < 0.7;
    const cells = names.map((_, i) => {
      if (i === 3) return `"${random() < 0.5 ? 'SGD' : 'AdamW'}"`;
      if (i % 10 === 5) return `"${Math.floor(random() * 64)}"`;
      return i < parameters || isFinished ? `"${random()}"` : '""';
    });
    const start = `"r${rows}","happy-sweep-${rows}","${isFinished ? 'finished' : 'crashed'}","2026-01-01T00:00:00.000Z","${Math.floor(random() * 9000)}","a ""note"", with a comma"`;
    const row = `${start},${cells.join()}\n`;
    written += row.length;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return `${grouped(rows)} runs, ${grouped((await stat(path)).size / 1e6)} MB`;
}

async function parseAlone(folder: string): Promise<Work> {
  const path = join(folder, FILE);
  let rows = 0;
  await new Promise<void>((resolve, reject) => {
    Papa.parse(createReadStream(path, { highWaterMark: 1024 * 1024 }), {
      step: () => rows++,
      complete: () => {
        resolve();
      },
      error: reject,
    });
  });
  return { bytes: (await stat(path)).size, note: `${grouped(rows)} rows, thrown away` };
}

async function readPlain(folder: string): Promise<Work> {
  let bytes = 0;
  for await (const piece of fileStream(nodeFileSystem(folder), FILE)) bytes += piece.length;
  return { bytes, note: 'thrown away' };
}

async function parseWhole(folder: string): Promise<Work> {
  const bytes = await readFile(join(folder, FILE));
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes));
  return { bytes: bytes.length, note: `${grouped(data.length)} rows, kept` };
}

async function readRuns(folder: string): Promise<Work> {
  const set = await readRunStream(fileStream(nodeFileSystem(folder), FILE), FILE);
  if (!set.ok) throw new Error(set.error.message);
  const { size } = await stat(join(folder, FILE));
  return { bytes: size, note: `${grouped(set.value.runs.length)} runs, kept` };
}
