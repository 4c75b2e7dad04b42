import type { Analysis } from '../analysis/analysis';
import type { RunTable } from '../runs/table';
import type { SweepDocument } from '../sweep/document';
import type { NarrowedSweep } from './narrowSweep';

/** What a next sweep is made from. */
export interface NextSweepInput {
  readonly document: SweepDocument;
  readonly analysis: Analysis;
  readonly table: RunTable;
  /** File name of the new sweep as the command is to name it, such as `sweep-2.yaml`. */
  readonly fileName: string;
  /** Where the runs are on W&B, if that is known better than the sweep file and the source tell. */
  readonly target?: { readonly entity: string | null; readonly project: string | null };
}

/** A new sweep file and how to start it. */
export interface NextSweep {
  /** The whole file, header comment included. */
  readonly text: string;
  readonly narrowed: NarrowedSweep;
  /** Creates the sweep, seeded with `priorRuns`; for a POSIX shell, one line. */
  readonly createCommand: string;
  /** Starts an agent; `SWEEP_ID` stands for what the first command prints. */
  readonly agentCommand: string;
  /** Ids of the completed runs inside the new bounds that seed the sweep, best first. */
  readonly priorRuns: readonly string[];
  /** What a person should know of the runs that seed it, why `--update` is no way, and of bounds that were left out. */
  readonly notes: readonly string[];
}

/** The sweep file to start next: the old one with its safe bounds, below a header that says why. Uses no clock. */
export function nextSweep(input: NextSweepInput): NextSweep {
  void input;
  throw new Error('not written yet');
}

/** `sweep.yaml` → `sweep-2.yaml` → `sweep-3.yaml`; the first of these that is not `taken`. */
export function nextSweepName(name: string, taken: (name: string) => boolean): string {
  void [name, taken];
  throw new Error('not written yet');
}
