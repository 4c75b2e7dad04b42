import * as vscode from 'vscode';
import type { Evidence } from '../core/runs/evidence';

const KEY = 'evidence.v1';

/** What the last analysis of this workspace found, kept across restarts in the workspace's own storage. */
export class EvidenceStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  private latest: Evidence | null;

  constructor(private readonly memento: vscode.Memento) {
    this.latest = memento.get<Evidence>(KEY) ?? null;
  }

  /** The same object until there is new evidence. */
  get(): Evidence | null {
    return this.latest;
  }

  async set(evidence: Evidence): Promise<void> {
    this.latest = evidence;
    await this.memento.update(KEY, evidence);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
