import * as vscode from 'vscode';
import type { Position, Range, TextEdit } from '../core/text';
import type { Problem, Severity } from '../core/rules/rule';

/** The core's range as the editor's. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The editor's position as the core's. */
export function fromPosition({ line, character }: vscode.Position): Position {
  return { line, character };
}

/** The core's text edit as the editor's. */
export function toTextEdit({ range, newText }: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(range), newText);
}

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The core's severity as the editor's. */
function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
  return SEVERITIES[severity];
}

/** A problem of a document as the editor shows it; `more` are places elsewhere that belong to it. */
export function toDiagnostic(
  problem: Problem,
  uri: vscode.Uri,
  more: readonly vscode.DiagnosticRelatedInformation[] = [],
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(problem.range), problem.message, toSeverity(problem.severity));
  diagnostic.source = 'Sweep Guard';
  diagnostic.code = problem.code;
  const related = (problem.related ?? []).map(
    ({ message, range }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(range)), message),
  );
  if (related.length + more.length > 0) diagnostic.relatedInformation = [...related, ...more];
  return diagnostic;
}

/** The fixes of a problem as quick fixes, tied to the editor's diagnostic of that problem. */
export function toFixes(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return problem.fixes.map(({ title, edits, isSuggestion }, index) => {
    const action = quickFix(title, problem, diagnostics);
    action.edit = toWorkspaceEdit(document, edits);
    action.isPreferred = index === 0 && !isSuggestion;
    return action;
  });
}

/** A quick fix without an edit yet, tied to the editor's diagnostic of a problem. */
export function quickFix(
  title: string,
  { code, range }: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const at = toRange(range);
  action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.code === code && diagnostic.range.isEqual(at));
  return action;
}

/** Text edits of one document as the editor applies them. */
export function toWorkspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits.map(toTextEdit));
  return edit;
}
