import * as vscode from 'vscode';
import type { Services } from './services';

/**
 * Keeps the context keys true: `sweepGuard.isSweepFile` while the active editor shows a sweep file,
 * `sweepGuard.hasEvidence` while an analysis speaks for the sweep file that is in sight.
 */
export function registerSweepFileContext(services: Services): vscode.Disposable {
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const isSweep = document?.languageId === 'yaml' && services.documents.get(document) !== null;
    void vscode.commands.executeCommand('setContext', 'sweepGuard.isSweepFile', isSweep);
    // The panel takes the focus from the sweep file beside it, and its commands are about that file.
    const editors = vscode.window.visibleTextEditors.map((editor) => editor.document);
    const hasEvidence = [...(document ? [document] : []), ...editors].some(
      (one) => one.languageId === 'yaml' && services.documents.knowledge(one).evidence !== null,
    );
    void vscode.commands.executeCommand('setContext', 'sweepGuard.hasEvidence', hasEvidence);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.window.onDidChangeVisibleTextEditors(update),
    services.documents.onDidChange(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
