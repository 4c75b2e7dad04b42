import * as vscode from 'vscode';
import { sameThreadRunner } from './shared/runJob';
import { registerAnalyze } from './vscode/analyze';
import { registerApplySafeBounds } from './vscode/applySafeBounds';
import { registerCodeLens } from './vscode/codeLens';
import { registerCompareSweeps } from './vscode/compareSweeps';
import { registerCompletion } from './vscode/completion';
import { registerDiagnostics } from './vscode/diagnostics';
import { EvidenceStore } from './vscode/evidenceStore';
import { registerExportReport } from './vscode/exportReport';
import { fileSystemOf } from './vscode/fileSystems';
import type { Host } from './vscode/host';
import { registerFirstSteps } from './vscode/firstSteps';
import { registerHover } from './vscode/hover';
import { registerInlayHints } from './vscode/inlayHints';
import { languageModelTools } from './vscode/languageModelTools';
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
import type { Tool } from './vscode/toolApi';
import { WandbAccount } from './vscode/wandbAccount';
import { registerWatchSweep } from './vscode/watchSweep';

/** What is asked of the features by the little that is there from the start. */
export interface Features {
  readonly tools: ReadonlyMap<string, Tool>;
  /** Fills a panel that was there before the window was reloaded; `state` is what its page has kept. */
  readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
}

/** Makes the services and registers all features: the extension's table of contents. */
export function startFeatures(context: vscode.ExtensionContext, { platform, analysisRunner }: Host): Features {
  const log = vscode.window.createOutputChannel('Sweep Guard', { log: true });
  const evidence = new EvidenceStore(context.storageUri, log);
  const fileSystem: Services['fileSystem'] = (folder) => fileSystemOf(folder, platform);
  const ruleFiles = new RuleFiles(log, fileSystem);
  const programs = new ProgramFiles(fileSystem);
  const settings = new Settings();
  const account = new WandbAccount(context.secrets, platform, Date);
  const cache = runCache(vscode.Uri.joinPath(context.globalStorageUri, 'runs'), log);
  const services: Services = {
    extensionUri: context.extensionUri,
    log,
    clock: Date,
    fileSystem,
    documents: new SweepDocuments(surroundingsOf({ evidence, ruleFiles, programs, settings, clock: Date })),
    evidence,
    account,
    cache,
    choices: new LastChoices(context.workspaceState),
    analyses: analysisRunner(sameThreadRunner),
  };
  const analyses = registerAnalyze(services);
  context.subscriptions.push(
    log,
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
    registerCompareSweeps(services, analyses),
    registerExportReport(services, analyses),
  );
  return { tools: languageModelTools(services), restorePanel: (panel, state) => analyses.restorePanel(panel, state) };
}
