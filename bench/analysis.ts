// What analysing a sweep costs: 1k, 10k and 100k runs of 30 parameters, read from a file, with the processor time, wall
// time and peak memory of a process each, beside a plain Python script with scipy on the same file; then what each stage
// costs. Processor time is that of all threads, garbage collection among them, and hardly depends on what else runs.
// Usage: npm run bench:analysis [-- --quick]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzeSweep } from '../src/core/analysis/analyzeSweep';
import { compareParameters } from '../src/core/analysis/compare';
import { findDrift } from '../src/core/analysis/drift';
import { findInteractions } from '../src/core/analysis/interaction';
import { predict } from '../src/core/analysis/prediction';
import { findSafeBounds } from '../src/core/analysis/safeBounds';
import { sweepSpace } from '../src/core/analysis/sweepSpace';
import type { RunSet } from '../src/core/runs/run';
import { buildTable } from '../src/core/runs/table';
import { readRunFile } from '../src/core/sources/files';
import { parseSweepDocument } from '../src/core/sweep/document';
import { syntheticSweep, writeRuns } from './syntheticRuns';

const PARAMETERS = 30;
const REFERENCE = 'bench/analysis_reference.py';

/** Seconds of processor time, but for `wall`; `stages` where they were measured. */
interface Figures {
  readonly reading: number;
  readonly analysis: number;
  readonly wall: number;
  readonly peakMegabytes: number;
  readonly stages?: Readonly<Record<string, number>>;
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
    console.log(
      `Node ${process.version}, ${String(PARAMETERS)} parameters, one process for each line; processor time unless it says wall\n`,
    );
    console.log('| runs    | file MB | what                  | reading s | analysis s | total s | wall s | peak MB |');
    console.log('| ------: | ------: | --------------------- | --------: | ---------: | ------: | -----: | ------: |');
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
      const stages = Object.entries(ours.stages ?? {}).map(([name, seconds]) => `${name} ${seconds.toFixed(3)}`);
      console.log(`  of it, each stage again, once warm: ${stages.join(', ')}`);
      before = { runs, seconds: ours.analysis };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printLine(runs: number, path: string, what: string, figures: Figures): void {
  const { reading, analysis, wall, peakMegabytes } = figures;
  const megabytes = statSync(path).size / 1e6;
  const cells = [
    String(runs).padStart(7),
    megabytes.toFixed(1).padStart(7),
    what.padEnd(21),
    reading.toFixed(3).padStart(9),
    analysis.toFixed(3).padStart(10),
    (reading + analysis).toFixed(3).padStart(7),
    wall.toFixed(3).padStart(6),
    peakMegabytes.toFixed(0).padStart(7),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Processor time of this process so far, in seconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Reads and analyses one file, once and without warm-up, as the command line does; then the stages one by one. */
function measure(file: string): Figures {
  const sweepText = syntheticSweep(PARAMETERS);
  const wallStart = performance.now();
  const start = processorTime();
  const read = readRunFile(readFileSync(file), file);
  if (!read.ok) throw new Error(read.error.message);
  const runSet: RunSet = read.value;
  const readAt = processorTime();
  const { analysis } = analyzeSweep(runSet, { sweepText });
  const end = processorTime();
  const wall = (performance.now() - wallStart) / 1000;
  if (analysis.parameters[0]?.verdict !== 'strong') throw new Error('The planted parameter was not found.');
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return { reading: readAt - start, analysis: end - readAt, wall, peakMegabytes, stages: stagesOf(runSet, sweepText) };
}

function stagesOf(runSet: RunSet, sweepText: string): Readonly<Record<string, number>> {
  const seconds: Record<string, number> = {};
  const timed = <T>(name: string, run: () => T): T => {
    const start = processorTime();
    const result = run();
    seconds[name] = processorTime() - start;
    return result;
  };
  const space = sweepSpace(parseSweepDocument(sweepText));
  const table = timed('outcomes, causes, table', () => buildTable(runSet.runs, { metric: 'accuracy' }));
  timed('drift', () => findDrift(runSet.runs, table, 'random'));
  const parameters = timed('parameters', () => compareParameters(table, {}));
  const interactions = timed('interactions', () => findInteractions(table, parameters));
  timed('safe bounds', () => findSafeBounds(table, { parameters, interactions, best: null, space }));
  timed('prediction (where asked for)', () => predict(table, parameters, space));
  return seconds;
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
