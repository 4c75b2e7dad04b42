import * as vscode from 'vscode';
import { registerAnalyze } from './vscode/analyze';
import { registerDiagnostics } from './vscode/diagnostics';
import { EvidenceStore } from './vscode/evidenceStore';
import { registerExportReport } from './vscode/exportReport';
import { registerHover } from './vscode/hover';
import { registerQuickFixes } from './vscode/quickFixes';
import type { Services } from './vscode/services';
import { SweepDocuments } from './vscode/sweepDocuments';
import { registerSweepFileContext } from './vscode/sweepFileContext';

/** Called by VS Code at the first YAML file, command or restored panel. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Sweep Guard', { log: true });
  context.subscriptions.push(log);
  try {
    const evidence = new EvidenceStore(context.workspaceState);
    const services: Services = {
      extensionUri: context.extensionUri,
      log,
      clock: Date,
      documents: new SweepDocuments(),
      evidence,
    };
    const analyses = registerAnalyze(services);
    context.subscriptions.push(
      evidence,
      registerSweepFileContext(services),
      registerDiagnostics(services),
      registerHover(services),
      registerQuickFixes(services),
      analyses,
      registerExportReport(services, analyses),
    );
  } catch (error) {
    // VS Code shows nothing when an activation fails; without this the person would only see missing features.
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage('Sweep Guard could not start. Its output channel says why.');
  }
}
