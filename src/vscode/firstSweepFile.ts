import * as vscode from 'vscode';
import { mayBeSweep } from '../core/sweep/mayBeSweep';
import { Settings } from './settings';

/** What the schemes of this extension's own documents begin with. */
const OWN_SCHEMES = 'sweep-guard-';

/** Calls `seen` whenever a document is open that can be a sweep file, or a tab that shows one of our own documents. */
export function onSweepFile(seen: () => void): vscode.Disposable {
  const settings = new Settings();
  const look = (document: vscode.TextDocument): void => {
    if (document.languageId !== 'yaml') return;
    const path = vscode.workspace.asRelativePath(document.uri);
    if (mayBeSweep(document.getText(), path) || settings.isForcedSweep(document)) seen();
  };
  const lookAtAll = (): void => {
    vscode.workspace.textDocuments.forEach(look);
  };
  lookAtAll();
  if (hasOwnTab()) seen();
  return vscode.Disposable.from(
    settings,
    settings.onDidChange(lookAtAll),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      look(document);
    }),
  );
}

/** A window that was reloaded shows them again, and asks for their text. */
function hasOwnTab(): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      if (input instanceof vscode.TabInputText) return input.uri.scheme.startsWith(OWN_SCHEMES);
      return input instanceof vscode.TabInputTextDiff && input.modified.scheme.startsWith(OWN_SCHEMES);
    });
}
