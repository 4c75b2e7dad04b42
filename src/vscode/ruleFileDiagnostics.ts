import * as vscode from 'vscode';
import { checkRuleFile } from '../core/language/checkRuleFile';
import { RULE_FILE_NAME } from '../core/rules/findRuleFile';
import { toDiagnostic, toFixes, toRange } from './convert';

const SELECTOR: vscode.DocumentSelector = { pattern: `**/${RULE_FILE_NAME}` };

/** Shows what is wrong in a team's rule file while it is written, with fixes for misspelt words. */
export function registerRuleFileDiagnostics(): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('sweep-guard-rules');
  const refresh = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(SELECTOR, document) === 0) return;
    collection.set(
      document.uri,
      checkRuleFile(document.getText()).problems.map((problem) => toDiagnostic(problem, document.uri)),
    );
  };
  vscode.workspace.textDocuments.forEach(refresh);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      refresh(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      collection.delete(document.uri);
    }),
    vscode.languages.registerCodeActionsProvider(
      SELECTOR,
      {
        provideCodeActions: (document, range, { diagnostics }) =>
          checkRuleFile(document.getText())
            .problems.filter((problem) => toRange(problem.range).intersection(range) !== undefined)
            .flatMap((problem) => toFixes(document, problem, diagnostics)),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}
