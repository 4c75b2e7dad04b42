import type * as vscode from 'vscode';
import type { Clock, FileSystem } from '../core/ports';
import type { SnapshotStore } from '../core/sources/wandb/snapshot';
import type { EvidenceStore } from './evidenceStore';
import type { LastChoices } from './lastChoices';
import type { SweepDocuments } from './sweepDocuments';
import type { WandbAccount } from './wandbAccount';

/** What the features share: made once in `activate`, handed to each `registerX`. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly clock: Clock;
  /** A folder as the core reads it. */
  readonly fileSystem: (folder: vscode.Uri) => FileSystem;
  readonly documents: SweepDocuments;
  readonly evidence: EvidenceStore;
  readonly account: WandbAccount;
  /** Runs pulled from W&B before. */
  readonly cache: SnapshotStore;
  readonly choices: LastChoices;
}
