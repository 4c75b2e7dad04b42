import * as vscode from 'vscode';
import type { Services } from './services';

/** Keeps the context key `sweepGuard.isSweepFile` true while the active editor shows a sweep file. */
export function registerSweepFileContext(services: Services): vscode.Disposable {
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const isSweep = document?.languageId === 'yaml' && services.documents.get(document) !== null;
    void vscode.commands.executeCommand('setContext', 'sweepGuard.isSweepFile', isSweep);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    services.documents.onDidChange(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
