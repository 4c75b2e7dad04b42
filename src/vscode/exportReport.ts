import * as vscode from 'vscode';
import { withForecast } from '../core/nextSweep/withForecast';
import { htmlReport } from '../core/report/html';
import { markdownReport } from '../core/report/markdown';
import type { Analyses } from './analyze';
import * as notify from './notifications';
import type { Services } from './services';

/** Registers Export Report: the analysis in the panel as Markdown or self-contained HTML, where the person says. */
export function registerExportReport(services: Services, analyses: Analyses): vscode.Disposable {
  return vscode.commands.registerCommand('sweepGuard.exportReport', async () => {
    const state = analyses.latest();
    if (!state) {
      void notify.showInformationMessage(vscode.l10n.t('There is no analysis to export yet. Run Analyze Sweep first.'));
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Report'),
      filters: { Markdown: ['md'], HTML: ['html'] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'sweep-report.md') }),
    });
    if (!target) return;
    const { table } = state;
    const analysis = withForecast(state.analysis, table, state.sweepText);
    const write = target.path.endsWith('.html') ? htmlReport : markdownReport;
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(write(analysis, table)));
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      void notify.showErrorMessage(
        vscode.l10n.t('The report could not be written to {0}. Choose another place.', target.fsPath),
      );
      return;
    }
    const open = vscode.l10n.t('Open');
    if ((await notify.showInformationMessage(vscode.l10n.t('Report written to {0}.', target.fsPath), open)) === open) {
      await vscode.commands.executeCommand('vscode.open', target);
    }
  });
}
