import * as vscode from 'vscode';
import { checkRuleFile } from '../core/language/checkRuleFile';
import type { FileSystem } from '../core/ports';
import { findRuleFile, RULE_FILE_NAME } from '../core/rules/findRuleFile';
import type { RuleFile } from '../core/rules/teamRule';

/** The rule files of the workspace: the nearest one above each sweep file, read again when one changes on disk. */
export class RuleFiles implements vscode.Disposable {
  /** By folder of sweep files; `null` where no rule file counts, or while it is looked for the first time. */
  private readonly known = new Map<string, { readonly folder: vscode.Uri; ruleFile: RuleFile | null }>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher(`**/${RULE_FILE_NAME}`);
  private readonly subscriptions = [
    this.watcher,
    this.watcher.onDidCreate(() => void this.reload()),
    this.watcher.onDidChange(() => void this.reload()),
    this.watcher.onDidDelete(() => void this.reload()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
  ];
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly fileSystem: (folder: vscode.Uri) => FileSystem,
  ) {}

  /** The rule file that counts for a sweep file. The first question about a folder is answered by `onDidChange` later. */
  nearest(sweep: vscode.Uri): RuleFile | null {
    const folder = vscode.Uri.joinPath(sweep, '..');
    const known = this.known.get(folder.toString());
    if (known) return known.ruleFile;
    // Without a workspace folder there is no limit to how far up one would look.
    if (!vscode.workspace.getWorkspaceFolder(sweep)) return null;
    this.known.set(folder.toString(), { folder, ruleFile: null });
    void this.load(folder).then((ruleFile) => {
      if (ruleFile) this.changed.fire();
    });
    return null;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }

  private async reload(): Promise<void> {
    await Promise.all([...this.known.values()].map(({ folder }) => this.load(folder)));
    this.changed.fire();
  }

  private async load(folder: vscode.Uri): Promise<RuleFile | null> {
    const root = vscode.workspace.getWorkspaceFolder(folder)?.uri;
    const ruleFile = root ? await this.find(root, folder) : null;
    this.known.set(folder.toString(), { folder, ruleFile });
    return ruleFile;
  }

  private async find(root: vscode.Uri, folder: vscode.Uri): Promise<RuleFile | null> {
    const below = folder.path.slice(root.path.length).replace(/^\/+/, '');
    const found = await findRuleFile(this.fileSystem(root), below === '' ? 'sweep.yaml' : `${below}/sweep.yaml`);
    if (!found.ok) {
      this.log.warn(`The rule file ${found.error.path} could not be read: ${found.error.message}`);
      return null;
    }
    return found.value && checkRuleFile(found.value.text).ruleFile;
  }
}
