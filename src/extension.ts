import * as vscode from 'vscode';
import { threadRunner } from './node/analysisThread';
import { registerAnalyze } from './vscode/analyze';
import { registerApplySafeBounds } from './vscode/applySafeBounds';
import { registerCodeLens } from './vscode/codeLens';
import { registerCompletion } from './vscode/completion';
import { registerDiagnostics } from './vscode/diagnostics';
import { platform } from './node/platform';
import { EvidenceStore } from './vscode/evidenceStore';
import { registerExportReport } from './vscode/exportReport';
import { fileSystemOf } from './vscode/fileSystems';
import { registerFirstSteps } from './vscode/firstSteps';
import { registerHover } from './vscode/hover';
import { registerInlayHints } from './vscode/inlayHints';
import { registerLanguageModelTools } from './vscode/languageModelTools';
import { registerLanguageStatus } from './vscode/languageStatus';
import { LastChoices } from './vscode/lastChoices';
import { registerNextSweep } from './vscode/nextSweep';
import { registerPastRuns } from './vscode/pastRuns';
import { registerPreviewSamples } from './vscode/previewSamples';
import { registerQuickFixes } from './vscode/quickFixes';
import { registerRuleFileDiagnostics } from './vscode/ruleFileDiagnostics';
import { registerRuleFileHelp } from './vscode/ruleFileHelp';
import { registerReproduce } from './vscode/reproduce';
import { registerSaveRules } from './vscode/saveRules';
import { ProgramFiles } from './vscode/programFiles';
import { RuleFiles } from './vscode/ruleFiles';
import { registerClearCache, runCache } from './vscode/runCache';
import type { Services } from './vscode/services';
import { Settings } from './vscode/settings';
import { registerSignIn } from './vscode/signIn';
import { surroundingsOf } from './vscode/surroundings';
import { SweepDocuments } from './vscode/sweepDocuments';
import { registerSweepFileContext } from './vscode/sweepFileContext';
import { WandbAccount } from './vscode/wandbAccount';
import { registerWatchSweep } from './vscode/watchSweep';

/** Called by VS Code at the first YAML file, command or restored panel. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Sweep Guard', { log: true });
  context.subscriptions.push(log);
  try {
    const evidence = new EvidenceStore(context.storageUri, log);
    const ruleFiles = new RuleFiles(log);
    const programs = new ProgramFiles();
    const settings = new Settings();
    const account = new WandbAccount(context.secrets, platform, Date);
    const cache = runCache(vscode.Uri.joinPath(context.globalStorageUri, 'runs'), log);
    const services: Services = {
      extensionUri: context.extensionUri,
      log,
      clock: Date,
      fileSystem: (folder) => fileSystemOf(folder, platform),
      documents: new SweepDocuments(surroundingsOf({ evidence, ruleFiles, programs, settings, clock: Date })),
      evidence,
      account,
      cache,
      choices: new LastChoices(context.workspaceState),
      analyses: threadRunner(context.asAbsolutePath('dist/extension.js')),
    };
    const analyses = registerAnalyze(services);
    context.subscriptions.push(
      evidence,
      ruleFiles,
      programs,
      settings,
      account,
      registerSweepFileContext(services),
      registerDiagnostics(services),
      registerHover(services),
      registerCompletion(services),
      registerInlayHints(services),
      registerCodeLens(services),
      registerLanguageStatus(services),
      registerPastRuns(services),
      registerPreviewSamples(services),
      registerQuickFixes(services),
      registerRuleFileDiagnostics(),
      registerRuleFileHelp(services),
      registerFirstSteps(),
      registerSignIn(services),
      registerClearCache(cache),
      analyses,
      registerApplySafeBounds(services, analyses),
      registerNextSweep(services, analyses),
      registerSaveRules(services, analyses),
      registerReproduce(services, analyses),
      registerWatchSweep(services, analyses),
      registerExportReport(services, analyses),
      registerLanguageModelTools(services),
    );
  } catch (error) {
    // VS Code shows nothing when an activation fails; without this the person would only see missing features.
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('Sweep Guard could not start. Its output channel says why.'));
  }
}
