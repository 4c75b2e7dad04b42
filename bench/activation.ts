// What the extension costs the extension host: time and memory of loading and activating dist/extension.js, the time from
// opening the first sweep file, for which dist/web.js is loaded, to its diagnostics, and the size of the VSIX. Each sample is
// a new process with a stand-in for `vscode` that does nothing, so that only this extension's own work is counted; times are
// of the processor. Loading the yaml package alone takes some 12 ms on an idle machine: where it takes more, all figures do.
// Usage: npm run bench:activation [-- --quick]   (after npm run package)
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { sample, type ActivationSample } from './activation/sample';

const ROOT = process.cwd();
const SAMPLES = process.argv.includes('--quick') ? 5 : 25;
const GOALS = { activation: 20, firstDiagnostics: 150, vsix: 600 };

async function main(): Promise<void> {
  const entry = path.join(ROOT, 'dist', 'extension.js');
  if (process.argv.includes('--sample')) {
    console.log(JSON.stringify(await sample(entry, path.join(ROOT, 'example', 'sweep.yaml'))));
    return;
  }
  if (!existsSync(entry)) throw new Error('dist/extension.js is not there: npm run package makes it.');
  const script = process.argv[1] ?? '';
  const samples = Array.from({ length: SAMPLES }, (): ActivationSample => {
    const args = ['--expose-gc', script, '--sample'];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ActivationSample;
  });
  const median = (figure: (each: ActivationSample) => number): number =>
    samples.map(figure).sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? NaN;
  const line = (what: string, value: number, unit: string, goal?: number): void => {
    const verdict = goal === undefined ? '' : `goal: below ${goal} ${unit}, ${value < goal ? 'met' : 'not met'}`;
    console.log(`${what.padEnd(42)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(3)} ${verdict}`);
  };
  console.log(`Medians of ${SAMPLES} processes, Node ${process.version}`);
  line(
    'for comparison: loading yaml alone',
    median(({ reference }) => reference),
    'ms',
  );
  line(
    'loading the file',
    median(({ load }) => load),
    'ms',
  );
  line(
    'activate()',
    median(({ activate }) => activate),
    'ms',
  );
  line(
    'activation: both',
    median(({ load, activate }) => load + activate),
    'ms',
    GOALS.activation,
  );
  line(
    'opening another YAML file',
    median(({ other }) => other),
    'ms',
  );
  line(
    'first diagnostics after opening',
    median(({ diagnostics }) => diagnostics),
    'ms',
    GOALS.firstDiagnostics,
  );
  line(
    'heap after activation',
    median(({ heapActivated }) => heapActivated / 1e6),
    'MB',
  );
  line(
    'heap after the first sweep file',
    median(({ heapChecked }) => heapChecked / 1e6),
    'MB',
  );
  const vsix = path.join(ROOT, 'sweep-guard.vsix');
  if (existsSync(vsix)) line('sweep-guard.vsix', statSync(vsix).size / 1000, 'KB', GOALS.vsix);
}

void main();
