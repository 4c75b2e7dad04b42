import * as vscode from 'vscode';
import { checkSweep } from '../core/language/check';
import type { Problem } from '../core/rules/rule';
import { toRange, toTextEdit } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Offers the fixes of the problems under the cursor. */
export function registerQuickFixes(services: Services): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    SWEEP_SELECTOR,
    {
      provideCodeActions: (document, range, context) => {
        const sweep = services.documents.get(document);
        if (!sweep) return [];
        return checkSweep(sweep, { evidence: services.evidence.get() })
          .filter((problem) => toRange(problem.range).intersection(range) !== undefined)
          .flatMap((problem) => actions(document, problem, context.diagnostics));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actions(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const range = toRange(problem.range);
  const fixed = diagnostics.filter((diagnostic) => diagnostic.code === problem.code && diagnostic.range.isEqual(range));
  return problem.fixes.map((fix, index) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(document.uri, fix.edits.map(toTextEdit));
    action.diagnostics = [...fixed];
    action.isPreferred = index === 0;
    return action;
  });
}
