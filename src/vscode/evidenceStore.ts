import * as vscode from 'vscode';
import type { Evidence } from '../core/runs/evidence';

const KEY = 'evidence.v1';

/** What the last analysis of this workspace found, kept across restarts in the workspace's own storage. */
export class EvidenceStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {}

  get(): Evidence | null {
    return this.memento.get<Evidence>(KEY) ?? null;
  }

  async set(evidence: Evidence): Promise<void> {
    await this.memento.update(KEY, evidence);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
