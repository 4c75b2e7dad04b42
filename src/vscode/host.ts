import type { AnalysisRunner } from '../shared/analysisJob';
import type { Platform } from './platform';

/** Where the extension runs: a computer or a browser. */
export interface Host {
  readonly platform: Platform;
  /** Loads what waits for the first sweep file or command: nearly all of the extension. */
  loadFeatures(): Promise<typeof import('../features')>;
  /** Does large analyses outside of the thread that answers the editor, and leaves the others to `small`. */
  analysisRunner(small: AnalysisRunner): AnalysisRunner;
}
