import * as vscode from 'vscode';
import type { Evidence } from '../core/runs/evidence';
import { decodeKept, encodeKept, withAnalysis, type KeptAnalysis } from '../shared/keptAnalyses';

/** What the analyses of this workspace found, kept across restarts in the workspace's own storage. */
export class EvidenceStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  private kept: readonly KeptAnalysis[] = [];
  private evidence: readonly Evidence[] = [];
  /** Settled once what was kept has been read. */
  private readonly loaded: Promise<void>;
  /** Settled once the last addition is written: two at a time could end with the file of the older one. */
  private written: Promise<void> = Promise.resolve();

  /** `folder` is the workspace's storage; `undefined` in a window without a workspace, which remembers nothing. */
  constructor(
    private readonly folder: vscode.Uri | undefined,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.loaded = this.load();
  }

  /** All evidence, newest first; the same list until there is new evidence. */
  get(): readonly Evidence[] {
    return this.evidence;
  }

  /** How to make the analysis again that some evidence is from; `null` where it is not kept any more. */
  keptOf(evidence: Evidence): KeptAnalysis | null {
    return this.kept.find((one) => one.evidence === evidence) ?? null;
  }

  async add(analysis: KeptAnalysis): Promise<void> {
    await this.loaded;
    this.take(withAnalysis(this.kept, analysis));
    this.written = this.written.then(() => this.write());
    await this.written;
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async load(): Promise<void> {
    if (!this.folder) return;
    let text: string;
    try {
      text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file(this.folder)));
    } catch {
      // Nothing was kept yet.
      return;
    }
    const kept = decodeKept(text);
    if (kept.ok) this.take(kept.value);
    else this.log.warn(`The evidence of earlier analyses is dropped: ${kept.error}.`);
  }

  /** Writes what is kept now; never fails. */
  private async write(): Promise<void> {
    if (!this.folder) return;
    try {
      await vscode.workspace.fs.createDirectory(this.folder);
      // A window that is closed in the middle leaves the old file or the new one, never half of one.
      const next = vscode.Uri.joinPath(this.folder, `evidence.${crypto.randomUUID()}.part`);
      await vscode.workspace.fs.writeFile(next, new TextEncoder().encode(encodeKept(this.kept)));
      await vscode.workspace.fs.rename(next, this.file(this.folder), { overwrite: true });
    } catch (error) {
      this.log.warn(`The evidence could not be kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private take(kept: readonly KeptAnalysis[]): void {
    this.kept = kept;
    this.evidence = kept.map(({ evidence }) => evidence);
    this.changed.fire();
  }

  private file(folder: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(folder, 'evidence.json');
  }
}
