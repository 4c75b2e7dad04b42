import * as vscode from 'vscode';
import { lensTitle } from '../core/language/lens';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

const SETTING = 'sweepGuard.codeLens';
const TOP = new vscode.Range(0, 0, 0, 0);

/** Shows one line above a sweep file: its runs, its problems, and the command that analyses it. */
export function registerCodeLens({ documents }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    documents.onDidChange(() => {
      changed.fire();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(SWEEP_SELECTOR, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const sweep = documents.get(document);
        if (!sweep || !vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTING, true)) return [];
        const title = lensTitle(sweep, documents.problems(document));
        return [new vscode.CodeLens(TOP, { title, command: 'sweepGuard.analyze', arguments: [document.uri] })];
      },
    }),
  );
}
