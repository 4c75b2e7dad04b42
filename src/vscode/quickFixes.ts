import * as vscode from 'vscode';
import { determinedFix, firstFixOf, fixAll } from '../core/language/fixAll';
import type { Fix, Problem } from '../core/rules/rule';
import { ignoreFix } from '../core/rules/suppression';
import type { SweepDocument } from '../core/sweep/document';
import { quickFix, toFixes, toRange, toWorkspaceEdit } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** The source action that repairs a sweep file, for the palette and for `editor.codeActionsOnSave`. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('sweepGuard');

/** A repair of many problems at once; its edit is made when somebody chooses it, since that checks the file again. */
class FixAllAction extends vscode.CodeAction {
  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    readonly document: vscode.TextDocument,
    readonly choose: (problem: Problem) => Fix | null,
  ) {
    super(title, kind);
  }
}

/** Offers the fixes of the problems under the cursor, of all of their kind, a comment that ignores them, and fix all. */
export function registerQuickFixes({ documents }: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, context) => {
      const sweep = documents.get(document);
      if (!sweep) return [];
      const problems = documents.fixableProblems(document);
      if (context.only?.intersects(FIX_ALL)) {
        const title = vscode.l10n.t('Fix all Sweep Guard problems with one sure repair');
        return problems.some(determinedFix) ? [new FixAllAction(title, FIX_ALL, document, determinedFix)] : [];
      }
      const here = problems.filter((problem) => toRange(problem.range).intersection(range) !== undefined);
      return [
        ...here.flatMap((problem) => toFixes(document, problem, context.diagnostics)),
        ...fixesOfKind(document, here, problems),
        ...here.flatMap((problem) => ignoring(document, sweep, problem, context.diagnostics)),
      ];
    },
    resolveCodeAction: (action) => {
      if (!(action instanceof FixAllAction)) return action;
      const sweep = documents.get(action.document);
      if (!sweep) return action;
      const { edits } = fixAll(sweep, documents.checkOf(action.document), action.choose);
      action.edit = toWorkspaceEdit(action.document, edits);
      return action;
    },
  };
  return vscode.languages.registerCodeActionsProvider(SWEEP_SELECTOR, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  });
}

/** One action for each code under the cursor that has several problems with fixes in the file. */
function fixesOfKind(
  document: vscode.TextDocument,
  here: readonly Problem[],
  all: readonly Problem[],
): readonly vscode.CodeAction[] {
  return [...new Set(here.map(({ code }) => code))].flatMap((code) => {
    const fixable = all.filter((problem) => problem.code === code && problem.fixes.length > 0).length;
    if (fixable < 2) return [];
    const title = vscode.l10n.t('Fix all {0} problems of this kind ({1})', fixable, code);
    return [new FixAllAction(title, vscode.CodeActionKind.QuickFix, document, firstFixOf(code))];
  });
}

function ignoring(
  document: vscode.TextDocument,
  sweep: SweepDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const fix = ignoreFix(sweep, problem);
  if (!fix) return [];
  const action = quickFix(fix.title, problem, diagnostics);
  action.edit = toWorkspaceEdit(document, fix.edits);
  return [action];
}
