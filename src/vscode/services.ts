import type * as vscode from 'vscode';
import type { Clock } from '../core/ports';
import type { AnalysisRunner } from '../shared/analysisJob';
import type { EvidenceStore } from './evidenceStore';
import type { SweepDocuments } from './sweepDocuments';

/** What the features share: made once in `activate`, handed to each `registerX`. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly clock: Clock;
  readonly documents: SweepDocuments;
  readonly evidence: EvidenceStore;
  /** Where analyses are done: large ones not in the thread that answers the editor. */
  readonly analyses: AnalysisRunner;
}
