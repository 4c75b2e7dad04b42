import type { startFeatures } from '../features';
import type { AnalysisRunner } from '../shared/analysisJob';
import type { Platform } from './platform';

/** Where the extension runs: a computer or a browser. */
export interface Host {
  readonly platform: Platform;
  /** Loads what waits for the first sweep file or command: nearly all of the extension. */
  loadFeatures(): Promise<{ readonly startFeatures: typeof startFeatures }>;
  /** Does large analyses outside of the thread that answers the editor, and leaves the others to `small`. */
  readonly analysisRunner: (small: AnalysisRunner) => AnalysisRunner;
}
