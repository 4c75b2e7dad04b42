import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStream } from '../../src/core/sources/fileStream';
import { readLocalRuns } from '../../src/core/sources/local/localSource';
import { createRunMemory } from '../../src/core/sources/local/runMemory';
import { nodeFileSystem } from '../../src/node/fileSystem';
import { message, writeLog, type Fields } from '../../test/core/sources/local/logWriter';
import { grouped, randomNumbers, type Part, type Work } from './part';

/** Logs that differ; further runs get copies of them. */
const LOGS = 20;
const METRICS = ['train/box_loss', 'train/cls_loss', 'val/box_loss', 'metrics/mAP50(B)', 'metrics/recall(B)', 'lr/pg0'];

/** Folders as long sweeps leave them: a gigabyte of logs, mostly history, and many short runs. */
export const runFoldersParts: readonly Part[] = [
  runFoldersPart('folders', 1000, 1e6),
  runFoldersPart('many-folders', 5000, 20e3),
];

function runFoldersPart(name: string, runs: number, logBytes: number): Part {
  return {
    name,
    title: 'run folders with their .wandb logs',
    make: (folder, scale) => writeFolders(folder, Math.round(runs * scale), logBytes),
    contenders: {
      'plain read of the logs': readPlain,
      'Sweep Guard': readRuns,
      'Sweep Guard, again': readAgain,
    },
  };
}

async function writeFolders(folder: string, runs: number, logBytes: number): Promise<string> {
  const logs = Array.from({ length: Math.min(runs, LOGS) }, (_, i) => logOf(i, logBytes));
  for (let i = 0; i < runs; i++) {
    const id = `run${String(i).padStart(5, '0')}`;
    const path = join(folder, 'wandb', `run-20260101_120000-${id}`);
    await mkdir(join(path, 'files'), { recursive: true });
    await writeFile(join(path, `run-${id}.wandb`), logs[i % logs.length]!);
    await writeFile(join(path, 'files', 'config.yaml'), 'lr0:\n    value: 0.01\nmixup:\n    value: 0.2\n');
    await writeFile(join(path, 'files', 'wandb-summary.json'), '{"metrics/mAP50(B)": 0.7, "_runtime": 60}');
    await writeFile(join(path, 'files', 'output.log'), 'epoch 1\nepoch 2\n'.repeat(500));
  }
  return `${grouped(runs)} folders, ${grouped((runs * logs[0]!.length) / 1e6)} MB of logs`;
}

function logOf(seed: number, length: number): Uint8Array {
  const random = randomNumbers(seed + 1);
  const item = (key: string, json: string, nested = 2): Fields => [
    [nested, key],
    [16, json],
  ];
  const records = [
    message([
      [
        17,
        [
          [1, 'abc'],
          [4, [[1, item('lr0', String(random()), 1)]]],
          [12, 'bench'],
          [17, [[1, 1767268800]]],
        ],
      ],
    ]),
  ];
  for (let bytes = 0, step = 0; bytes < length; step++) {
    const rows: Fields = METRICS.map((key) => [1, item(key, String(random()))]);
    const history = message([
      [1, step],
      [2, [...rows, [1, item('_step', String(step))], [1, item('_timestamp', String(1767268800 + step))]]],
    ]);
    const output = message([
      [1, step],
      [
        13,
        [
          [1, 1],
          [2, [[1, 1767268800 + step]]],
          [3, `epoch ${step}: loss ${random()}\n`],
        ],
      ],
    ]);
    const stats = message([
      [1, step],
      [
        7,
        [
          [2, [[1, 1767268800 + step]]],
          ...['cpu', 'memory', 'gpu.0.gpu', 'gpu.0.memory', 'disk'].map((key): readonly [number, Fields] => [
            3,
            item(key, String(100 * random()), 1),
          ]),
        ],
      ],
    ]);
    for (const record of step % 10 === 0 ? [history, output, stats] : [history]) {
      records.push(record);
      bytes += record.length + 7;
    }
  }
  return writeLog([...records, message([[18, [[2, 60]]]])]);
}

async function readPlain(folder: string): Promise<Work> {
  const fs = nodeFileSystem(folder);
  let bytes = 0;
  for (const name of await readdir(join(folder, 'wandb'))) {
    const path = `wandb/${name}/run-${name.slice(-8)}.wandb`;
    for await (const piece of fileStream(fs, path)) bytes += piece.length;
  }
  return { bytes, note: 'thrown away' };
}

async function readRuns(folder: string): Promise<Work> {
  const set = await readLocalRuns(nodeFileSystem(folder), Date, 'folder');
  if (!set.ok) throw new Error(set.error.message);
  return { bytes: await logBytes(folder), note: `${grouped(set.value.runs.length)} runs` };
}

/** The second reading of a folder that is followed: only times and sizes are looked at. */
async function readAgain(folder: string): Promise<Work> {
  const memory = createRunMemory();
  const fs = nodeFileSystem(folder);
  await readLocalRuns(fs, Date, 'folder', { memory });
  const start = performance.now();
  const set = await readLocalRuns(fs, Date, 'folder', { memory });
  if (!set.ok) throw new Error(set.error.message);
  const seconds = (performance.now() - start) / 1000;
  return { bytes: 0, note: `second reading, nothing changed: ${seconds.toFixed(2)} s` };
}

async function logBytes(folder: string): Promise<number> {
  const names = await readdir(join(folder, 'wandb'));
  const { size } = await stat(join(folder, 'wandb', names[0]!, `run-${names[0]!.slice(-8)}.wandb`));
  return size * names.length;
}
