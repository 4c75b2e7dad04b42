// What it costs to read runs: from W&B's API beside pages of 50 and beside a single stream, again after little has
// changed, from local folders and from tables; and how many requests a failing server gets.
// Usage: npm run bench:sources [-- pull refresh retries folders many-folders csv csv-wide] [-- --quick | --once]
import { csvParts } from './sources/csvTable';
import { pull } from './sources/pull';
import { fileReader, readingOf } from './sources/reading';
import { refresh } from './sources/refresh';
import { retries } from './sources/retries';
import { playRole } from './sources/role';
import { runFoldersParts } from './sources/runFolders';
import { wandbClient } from './sources/wandbClient';
import { wandbServer } from './sources/wandbServer';

const FILE_PARTS = [...runFoldersParts, ...csvParts];
const BENCHMARKS = [pull, refresh, retries, ...FILE_PARTS.map(readingOf)];

async function main(given: readonly string[]): Promise<void> {
  const [first, role, options = '{}'] = given;
  // Processes of their own are this program, started once more.
  if (first === '--role') {
    if (role === 'wandbServer') await playRole(wandbServer, options);
    if (role === 'wandbClient') await playRole(wandbClient, options);
    if (role === 'fileReader') await playRole(fileReader(FILE_PARTS), options);
    return;
  }
  const names = given.filter((word) => !word.startsWith('--'));
  const unknown = names.find((name) => !BENCHMARKS.some((one) => one.name === name));
  if (unknown !== undefined) {
    console.error(`There is no part ${unknown}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const effort = { quick: given.includes('--quick'), once: given.includes('--once') };
  console.log(`Node ${process.version}\n`);
  for (const benchmark of BENCHMARKS) {
    if (names.length === 0 || names.includes(benchmark.name)) await benchmark.run(effort);
  }
}

void main(process.argv.slice(2));
