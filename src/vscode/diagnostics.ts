import * as vscode from 'vscode';
import { toDiagnostic } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Shows the problems of every open sweep file, as it is typed and when evidence, rule file or settings change. */
export function registerDiagnostics({ documents }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('sweep-guard');

  const refresh = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(SWEEP_SELECTOR, document) === 0) return;
    if (documents.get(document)) collection.set(document.uri, documents.problems(document).map(toDiagnostic));
    else collection.delete(document.uri);
  };
  const refreshAll = (): void => {
    vscode.workspace.textDocuments.forEach(refresh);
  };

  refreshAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      refresh(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      collection.delete(document.uri);
    }),
    documents.onDidChange(refreshAll),
  );
}
