import { analyzeSweep } from '../core/analysis/analyzeSweep';
import { compareSweeps, type ComparedSweep, type SweepComparison } from '../core/analysis/compareSweeps';
import { comparisonSections, overlapOf } from '../core/report/comparison';
import { markdownOfSections } from '../core/report/markdown';
import { textSection } from '../core/report/sectionText';
import type { CountsAsCrashed } from '../core/runs/crashedChoice';
import { parseSweepDocument } from '../core/sweep/document';
import { nodeMachine } from '../node/machine';
import { putResult, refuseInputAsResult } from './resultFile';
import { withoutWorkflowCommands } from './safeText';
import { readSource } from './source';
import { EXIT, oneLine, type Terminal } from './terminal';
import type { WandbMachine } from './wandbSource';

/** How the result of `compare` can be written. */
export type ComparisonFormat = 'text' | 'json' | 'markdown';

const WRITERS: Readonly<Record<ComparisonFormat, (comparison: SweepComparison) => string>> = {
  text: (comparison) => withoutWorkflowCommands(comparisonSections(comparison).map(textSection).join('\n\n')),
  json: (comparison) => JSON.stringify(comparison, null, 2),
  markdown: (comparison) => markdownOfSections('Before and after', comparisonSections(comparison)),
};

/** `sweep-guard compare`: returns the exit status. */
export async function runCompare(
  sources: readonly string[],
  options: {
    readonly crashed?: readonly CountsAsCrashed[];
    readonly format?: ComparisonFormat;
    readonly out?: string;
    readonly baseUrl?: string;
  },
  terminal: Terminal,
  machine: WandbMachine = nodeMachine(),
): Promise<number> {
  if (sources.length < 2) {
    terminal.warn('One sweep can’t be compared with itself. Name two or more, in the order in which they ran.');
    return EXIT.usage;
  }
  const refused = await refuseInputAsResult(options.out, sources);
  if (refused !== null) {
    terminal.warn(refused);
    return EXIT.usage;
  }
  const sweeps: ComparedSweep[] = [];
  for (const source of sources) {
    const runs = await readSource(source, terminal, machine, { baseUrl: options.baseUrl });
    if (!runs.ok) {
      terminal.warn(oneLine(runs.error));
      return EXIT.usage;
    }
    for (const { where, message } of runs.value.problems) terminal.warn(`${where}: ${message}`);
    const { sweepText } = runs.value;
    const result = analyzeSweep(runs.value, { sweepText, ...(options.crashed && { crashed: options.crashed }) });
    sweeps.push({ ...result, document: sweepText === null ? null : parseSweepDocument(sweepText) });
  }
  const comparison = compareSweeps(sweeps);
  const { notes, refusal } = overlapOf(
    comparison,
    sweeps.map(({ table }) => table.rows.length),
  );
  for (const note of notes) terminal.warn(note);
  if (refusal !== null) {
    terminal.warn(refusal);
    return EXIT.usage;
  }
  const text = WRITERS[options.format ?? 'text'](comparison);
  return putResult(text, options.out, terminal);
}
