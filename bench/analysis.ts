// What analysing a sweep costs: 1k, 10k and 100k runs of 30 parameters, from runs in memory and from a file, with wall
// time and peak memory of a child process each, beside a plain Python script with scipy on the same file.
// Usage: npm run bench:analysis [-- --quick]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzeSweep } from '../src/core/analysis/analyzeSweep';
import type { RunSet } from '../src/core/runs/run';
import { readRunFile } from '../src/core/sources/files';
import { syntheticSweep, writeRuns } from './syntheticRuns';

const PARAMETERS = 30;
const REFERENCE = 'bench/analysis_reference.py';

interface Figures {
  readonly reading: number;
  readonly analysis: number;
  readonly peakMegabytes: number;
}

function main(): void {
  const [mode, file] = process.argv.slice(2);
  if (mode === '--child') {
    console.log(JSON.stringify(measure(file!)));
    return;
  }
  const sizes = process.argv.includes('--quick') ? [1000, 10_000] : [1000, 10_000, 100_000];
  const folder = mkdtempSync(join(tmpdir(), 'sweep-guard-bench-'));
  try {
    console.log(`Node ${process.version}, ${String(PARAMETERS)} parameters, one process for each line\n`);
    console.log('| runs    | file MB | what                  | reading s | analysis s | total s | peak MB |');
    console.log('| ------: | ------: | --------------------- | --------: | ---------: | ------: | ------: |');
    let before: { readonly runs: number; readonly seconds: number } | null = null;
    for (const runs of sizes) {
      const path = join(folder, `runs-${String(runs)}.json`);
      writeRuns(path, runs, PARAMETERS);
      const ours = JSON.parse(
        execFileSync(process.execPath, [...process.execArgv, process.argv[1]!, '--child', path], { encoding: 'utf8' }),
      ) as Figures;
      const python = reference(path);
      printLine(runs, path, 'Sweep Guard', ours);
      if (typeof python !== 'string') printLine(runs, path, 'Python, numpy, scipy', python);
      else if (before === null) console.log(`(${python})`);
      if (before !== null) {
        const growth = ours.analysis / before.seconds / (runs / before.runs);
        console.log(
          `  analysis of ${String(runs / before.runs)} × the runs: ${growth.toFixed(2)} × the time of a line`,
        );
      }
      before = { runs, seconds: ours.analysis };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printLine(runs: number, path: string, what: string, { reading, analysis, peakMegabytes }: Figures): void {
  const megabytes = statSync(path).size / 1e6;
  const cells = [
    String(runs).padStart(7),
    megabytes.toFixed(1).padStart(7),
    what.padEnd(21),
    reading.toFixed(3).padStart(9),
    analysis.toFixed(3).padStart(10),
    (reading + analysis).toFixed(3).padStart(7),
    peakMegabytes.toFixed(0).padStart(7),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Reads and analyses one file, once and without warm-up, as the command line does. */
function measure(file: string): Figures {
  const start = performance.now();
  const read = readRunFile(readFileSync(file), file);
  if (!read.ok) throw new Error(read.error.message);
  const runSet: RunSet = read.value;
  const readAt = performance.now();
  const { analysis } = analyzeSweep(runSet, { sweepText: syntheticSweep(PARAMETERS) });
  const end = performance.now();
  if (analysis.parameters[0]?.verdict !== 'strong') throw new Error('The planted parameter was not found.');
  return {
    reading: (readAt - start) / 1000,
    analysis: (end - readAt) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** The figures of the Python script, or why there are none. */
function reference(file: string): Figures | string {
  if (!existsSync(REFERENCE)) return `${REFERENCE} is missing`;
  const run = spawnSync('python3', [REFERENCE, file], { encoding: 'utf8' });
  if (run.error !== undefined) return 'python3 is not on this machine, so nothing is compared with';
  if (run.status !== 0) return 'Python has no numpy and scipy here, so nothing is compared with';
  return JSON.parse(run.stdout) as Figures;
}

main();
