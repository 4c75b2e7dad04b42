import * as vscode from 'vscode';
import { findProgram, isLocalScript } from '../core/knowledge/findProgram';
import type { ProgramFile } from '../core/knowledge/programFile';
import type { FileSystem } from '../core/ports';

interface Known {
  readonly sweep: vscode.Uri;
  readonly program: string;
  found: ProgramFile | null;
}

/** The scripts that sweep files name, inside their workspace folder; read again when one changes on disk. */
export class ProgramFiles implements vscode.Disposable {
  /** By folder of the sweep file and path of the script. */
  private readonly known = new Map<string, Known>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/*.py');
  private readonly subscriptions = [
    this.watcher,
    this.watcher.onDidCreate((uri) => void this.reload(uri)),
    this.watcher.onDidChange((uri) => void this.reload(uri)),
    this.watcher.onDidDelete((uri) => void this.reload(uri)),
  ];
  readonly onDidChange = this.changed.event;

  constructor(private readonly fileSystem: (folder: vscode.Uri) => FileSystem) {}

  /** The script of a sweep file; `null` where it can't be looked for. The first question is answered by `onDidChange`. */
  get(sweep: vscode.Uri, program: string): ProgramFile | null {
    if (!isLocalScript(program) || !vscode.workspace.getWorkspaceFolder(sweep)) return null;
    const key = `${vscode.Uri.joinPath(sweep, '..').toString()} ${program}`;
    let known = this.known.get(key);
    if (!known) {
      known = { sweep, program, found: null };
      this.known.set(key, known);
      void this.load(known);
    }
    return known.found;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }

  private async reload({ path }: vscode.Uri): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const same = [...this.known.values()].filter(({ program }) => program.split('/').at(-1) === name);
    await Promise.all(same.map((known) => this.load(known)));
  }

  private async load(known: Known): Promise<void> {
    const root = vscode.workspace.getWorkspaceFolder(known.sweep)?.uri;
    const below = root && known.sweep.path.slice(root.path.length).replace(/^\/+/, '');
    known.found = root && below ? await findProgram(this.fileSystem(root), below, known.program) : null;
    if (known.found) this.changed.fire();
  }
}
