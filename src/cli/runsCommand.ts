import { judgedOutcomes } from '../core/analysis/analyzeSweep';
import { encodeRunsCsv, encodeRunsJson } from '../core/sources/runFile';
import { nodeMachine } from '../node/machine';
import { putResult, refuseInputAsResult } from './resultFile';
import { readSource } from './source';
import { EXIT, oneLine, type Terminal } from './terminal';
import type { WandbMachine } from './wandbSource';

/** `sweep-guard runs`: prints the runs in a form that can be read back; returns the exit status. */
export async function runRuns(
  source: string,
  options: { readonly format: 'json' | 'csv'; readonly out?: string; readonly baseUrl?: string },
  terminal: Terminal,
  machine: WandbMachine = nodeMachine(),
): Promise<number> {
  const refused = await refuseInputAsResult(options.out, [source]);
  if (refused !== null) {
    terminal.warn(refused);
    return EXIT.usage;
  }
  const runs = await readSource(source, terminal, machine, { baseUrl: options.baseUrl });
  if (!runs.ok) {
    terminal.warn(oneLine(runs.error));
    return EXIT.usage;
  }
  for (const { where, message } of runs.value.problems) terminal.warn(`${where}: ${message}`);
  const judged = judgedOutcomes(runs.value);
  const encode = options.format === 'json' ? encodeRunsJson : encodeRunsCsv;
  const text = encode(runs.value.runs, judged);
  return putResult(text, options.out, terminal);
}
