import * as vscode from 'vscode';
import { htmlReport } from '../core/report/html';
import { markdownReport } from '../core/report/markdown';
import type { Analyses } from './analyze';
import type { Services } from './services';

/** Registers Export Report: the analysis in the panel as Markdown or self-contained HTML, where the person says. */
export function registerExportReport(services: Services, analyses: Analyses): vscode.Disposable {
  return vscode.commands.registerCommand('sweepGuard.exportReport', async () => {
    const state = analyses.latest();
    if (!state) {
      void vscode.window.showInformationMessage('There is no analysis to export yet. Run Analyze Sweep first.');
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      title: 'Export Report',
      filters: { Markdown: ['md'], HTML: ['html'] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'sweep-report.md') }),
    });
    if (!target) return;
    const write = target.path.endsWith('.html') ? htmlReport : markdownReport;
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(write(state.analysis, state.table)));
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(`The report could not be written to ${target.fsPath}. Choose another place.`);
      return;
    }
    const open = 'Open';
    if ((await vscode.window.showInformationMessage(`Report written to ${target.fsPath}.`, open)) === open) {
      await vscode.commands.executeCommand('vscode.open', target);
    }
  });
}
