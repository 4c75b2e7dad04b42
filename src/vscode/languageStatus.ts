import * as vscode from 'vscode';
import { withoutLinks } from './notifications';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/**
 * Shows beside the language of a sweep file how many problems it has and which past runs speak for it, with the command
 * that shows or analyses them. Other YAML has no such item.
 */
export function registerLanguageStatus({ documents }: Services): vscode.Disposable {
  let item: vscode.LanguageStatusItem | null = null;

  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'yaml' || !documents.get(document)) {
      item?.dispose();
      item = null;
      return;
    }
    item ??= vscode.languages.createLanguageStatusItem('sweepGuard.sweep', SWEEP_SELECTOR);
    item.name = 'Sweep Guard';
    // Hints are suggestions; the Problems view does not list them either.
    const problems = documents.problems(document).filter(({ severity }) => severity !== 'hint');
    item.text =
      problems.length === 1 ? vscode.l10n.t('Sweep: 1 problem') : vscode.l10n.t('Sweep: {0} problems', problems.length);
    const isWrong = problems.some(({ severity }) => severity === 'error');
    item.severity = isWrong ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    const { evidence } = documents.knowledge(document);
    item.detail = evidence
      ? vscode.l10n.t(
          '{0} of {1} runs of {2} crashed',
          evidence.crashed,
          evidence.crashed + evidence.completed,
          withoutLinks(evidence.source),
        )
      : vscode.l10n.t('no past runs speak for it yet');
    item.command = evidence
      ? { title: vscode.l10n.t('Show Analysis'), command: 'sweepGuard.showAnalysis', arguments: [document.uri] }
      : { title: vscode.l10n.t('Analyze Sweep'), command: 'sweepGuard.analyze', arguments: [document.uri] };
  };

  update();
  return vscode.Disposable.from(
    new vscode.Disposable(() => item?.dispose()),
    vscode.window.onDidChangeActiveTextEditor(update),
    documents.onDidChange(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
