import * as vscode from 'vscode';
import { readSettings, type RuleSettings } from '../core/rules/settings';

/** The person's settings, read once until they change, so that equal answers are the same object. */
export class Settings implements vscode.Disposable {
  private readonly rules = new Map<string, RuleSettings>();
  private readonly globs = new Map<string, readonly vscode.DocumentFilter[]>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('sweepGuard')) return;
    this.rules.clear();
    this.globs.clear();
    this.changed.fire();
  });
  readonly onDidChange = this.changed.event;

  /** Levels of rules that hold for a file. */
  rulesFor(uri: vscode.Uri): RuleSettings {
    return remember(this.rules, uri, (folder) => readSettings(configuration(folder).get('rules')));
  }

  /** Whether the person says by a glob that a file is a sweep. */
  isForcedSweep(document: vscode.TextDocument): boolean {
    const filters = remember(this.globs, document.uri, (folder) => filtersOf(folder));
    return filters.length > 0 && vscode.languages.match(filters, document) > 0;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

type Folder = vscode.WorkspaceFolder | undefined;

/** Settings differ between workspace folders at most. */
function remember<Value>(known: Map<string, Value>, uri: vscode.Uri, read: (folder: Folder) => Value): Value {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const key = folder?.uri.toString() ?? '';
  const value = known.get(key) ?? read(folder);
  known.set(key, value);
  return value;
}

function configuration(folder: Folder): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('sweepGuard', folder ?? null);
}

function filtersOf(folder: Folder): readonly vscode.DocumentFilter[] {
  const globs = configuration(folder).get<unknown>('sweepFiles');
  if (!Array.isArray(globs)) return [];
  return globs
    .filter((glob) => typeof glob === 'string')
    .map((glob) => ({ language: 'yaml', pattern: folder ? new vscode.RelativePattern(folder, glob) : glob }));
}
