import * as vscode from 'vscode';
import { checkSweep } from '../core/language/check';
import type { Problem } from '../core/rules/rule';
import { toRange, toSeverity } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Shows the problems of every open sweep file, as it is typed and when new evidence arrives. */
export function registerDiagnostics(services: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('sweep-guard');

  const refresh = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(SWEEP_SELECTOR, document) === 0) return;
    const sweep = services.documents.get(document);
    if (sweep) collection.set(document.uri, checkSweep(sweep, { evidence: services.evidence.get() }).map(toDiagnostic));
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
    services.evidence.onDidChange(refreshAll),
  );
}

function toDiagnostic(problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(problem.range), problem.message, toSeverity(problem.severity));
  diagnostic.source = 'Sweep Guard';
  diagnostic.code = problem.code;
  return diagnostic;
}
