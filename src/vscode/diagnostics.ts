import * as vscode from 'vscode';
import type { Problem } from '../core/rules/rule';
import { toDiagnostic } from './convert';
import { toPastRuns } from './pastRuns';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** A check up to this long, in milliseconds, is done at every keystroke; a longer one when the typing pauses. */
const AT_ONCE = 30;
/** A pause in typing, in milliseconds. */
const PAUSE = 250;

/** A problem as the editor shows it; one that past runs have taught leads to them. */
function shown(problem: Problem, uri: vscode.Uri): vscode.Diagnostic {
  const isEvidence = problem.code === 'V01' || problem.code === 'V03';
  return toDiagnostic(problem, uri, isEvidence ? [toPastRuns(uri)] : []);
}

/** Shows the problems of every open sweep file, as it is typed and when evidence, rule file or settings change. */
export function registerDiagnostics({ documents }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('sweep-guard');
  const durations = new WeakMap<vscode.TextDocument, number>();
  const waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  const refresh = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(SWEEP_SELECTOR, document) === 0) return;
    stopWaiting(document);
    const start = performance.now();
    if (documents.get(document))
      collection.set(
        document.uri,
        documents.problems(document).map((problem) => shown(problem, document.uri)),
      );
    else collection.delete(document.uri);
    durations.set(document, performance.now() - start);
  };
  const stopWaiting = (document: vscode.TextDocument): void => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
  };
  /** Files of thousands of lines would otherwise keep completion waiting behind checks of texts that are gone. */
  const refreshSoon = (document: vscode.TextDocument): void => {
    if ((durations.get(document) ?? 0) <= AT_ONCE) {
      refresh(document);
      return;
    }
    stopWaiting(document);
    waiting.set(
      document,
      setTimeout(() => {
        refresh(document);
      }, PAUSE),
    );
  };
  const refreshAll = (): void => {
    vscode.workspace.textDocuments.forEach(refresh);
  };

  refreshAll();
  return vscode.Disposable.from(
    collection,
    new vscode.Disposable(() => {
      [...waiting.keys()].forEach(stopWaiting);
    }),
    vscode.workspace.onDidOpenTextDocument(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      refreshSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      stopWaiting(document);
      collection.delete(document.uri);
    }),
    documents.onDidChange(refreshAll),
  );
}
