import * as vscode from 'vscode';
import type { Evidence } from '../core/runs/evidence';
import type { KeptAnalysis } from '../shared/keptAnalyses';
import { isRestoreState, NO_CHOICES, type AnalysisChoices, type RestoreState } from '../shared/protocol';
import { AnalysisPanel, type PanelOwner } from './analysisPanel';
import { cancellableProgress } from './cancellableProgress';
import { activeSweepFile, chooseSource } from './chooseSource';
import { keptAnalysisOf } from './keptAnalysis';
import * as notify from './notifications';
import { runAnalysis, type AnalysisRequest, type FinishedAnalysis, type FinishedState } from './runAnalysis';
import { PANEL_TYPE } from './panelType';
import { holderOf } from './runFolders';
import { restoredSource } from './runSource';
import type { Services } from './services';

/** Gives other features the analyses of this workspace. */
export interface Analyses {
  /** The last analysis that succeeded in this window. */
  latest(): FinishedAnalysis | null;
  /**
   * The analysis that speaks for a sweep file, made again where this window has not made it yet; `null` where there is
   * none, where it failed (the person has been told), or where they gave up.
   */
  forSweep(sweep: vscode.TextDocument): Promise<FinishedAnalysis | null>;
  /** Shows runs in the panel. */
  open(request: AnalysisRequest): Promise<void>;
  /** Fills a panel that was there before the window was reloaded; `state` is what its page has kept. */
  restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
  dispose(): void;
}

/** Registers Analyze Sweep, Show Analysis and the panel. */
export function registerAnalyze(services: Services): Analyses {
  let panel: AnalysisPanel | undefined;
  let latest: FinishedAnalysis | null = null;
  /** What the editor remembers of the latest one. */
  let latestKept: Evidence | null = null;

  const adopt = (
    webviewPanel: vscode.WebviewPanel,
    request: AnalysisRequest,
    choices?: AnalysisChoices,
  ): Promise<void> => {
    const owner: PanelOwner = {
      finished: (state) => {
        remember(state);
      },
      chooseSource: () => void analyze(),
      disposed: () => {
        if (panel === adopted) panel = undefined;
      },
    };
    const adopted = new AnalysisPanel(webviewPanel, request, services, owner, choices);
    panel = adopted;
    return adopted.analyze(request);
  };

  const remember = (state: FinishedState): void => {
    if (state.phase !== 'ready') return;
    latest = state;
    const { source, sweep } = state.request;
    if (source.kind === 'wandb') void services.choices.set(sweep, source);
    void vscode.commands.executeCommand('setContext', 'sweepGuard.hasAnalysis', true);
    const kept = keptAnalysisOf(state);
    latestKept = kept.evidence;
    void services.evidence.add(kept);
  };

  const open = (request: AnalysisRequest, choices?: AnalysisChoices): Promise<void> => {
    if (panel) {
      panel.reveal();
      return panel.analyze(request, choices);
    }
    // Beside the sweep file, so that the chart and the range it speaks of are seen together.
    const created = vscode.window.createWebviewPanel(PANEL_TYPE, 'Sweep', vscode.ViewColumn.Beside);
    created.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'panel.svg');
    return adopt(created, request, choices);
  };

  const analyze = async (chosen?: unknown): Promise<void> => {
    const request = (await fromExplorer(chosen, services)) ?? (await chooseSource(services));
    if (request) await open(request);
  };

  /** The analysis that speaks for the sweep file, in the panel. */
  const show = async (file?: unknown): Promise<void> => {
    const uri = file instanceof vscode.Uri ? file : activeSweepFile(services);
    const document = uri && (await vscode.workspace.openTextDocument(uri));
    const evidence = document && services.documents.knowledge(document).evidence;
    const kept = evidence ? services.evidence.keptOf(evidence) : null;
    const isShown = kept !== null && kept.evidence === latestKept && panel !== undefined;
    if (isShown) panel?.reveal();
    else {
      const request = kept && requestOf(kept.restore);
      if (kept && request) await open(request, kept.restore.choices);
      else await analyze();
    }
  };

  const forSweep = async (sweep: vscode.TextDocument): Promise<FinishedAnalysis | null> => {
    const { evidence } = services.documents.knowledge(sweep);
    const kept = evidence && services.evidence.keptOf(evidence);
    if (!kept) return null;
    if (latest && kept.evidence === latestKept) return latest;
    const state = await analyzedAgain(kept, services);
    if (state) remember(state);
    if (state?.phase === 'failed') void notify.showErrorMessage(`${state.message} ${state.advice}`);
    return state?.phase === 'ready' ? state : null;
  };

  const restorePanel = async (restored: vscode.WebviewPanel, state: unknown): Promise<void> => {
    const request = isRestoreState(state) ? requestOf(state) : null;
    if (!request || !isRestoreState(state)) {
      restored.dispose();
      return;
    }
    await adopt(restored, request, state.choices);
  };

  const registrations = vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.analyze', analyze),
    vscode.commands.registerCommand('sweepGuard.showAnalysis', show),
  );
  return {
    latest: () => latest,
    forSweep,
    open,
    restorePanel,
    dispose: () => {
      panel?.dispose();
      registrations.dispose();
    },
  };
}

/** What was analysed; `null` where it can't be found again. */
function requestOf({ source: kept, sweepUri }: RestoreState): AnalysisRequest | null {
  const source = restoredSource(kept);
  return source && { source, sweep: sweepUri === null ? null : vscode.Uri.parse(sweepUri) };
}

/** Reads the runs of a remembered analysis and analyses them again; `null` where the person gave up. */
async function analyzedAgain({ restore }: KeptAnalysis, services: Services): Promise<FinishedState | null> {
  const request = requestOf(restore);
  if (!request) return null;
  return cancellableProgress(vscode.l10n.t('Reading the runs again'), (signal, progress) =>
    runAnalysis(request, services, { signal, progress, choices: restore.choices ?? NO_CHOICES }),
  );
}

/** The folder that was clicked in the explorer; the editor's title button hands over the sweep file instead. */
async function fromExplorer(chosen: unknown, services: Services): Promise<AnalysisRequest | undefined> {
  if (!(chosen instanceof vscode.Uri)) return undefined;
  try {
    const { type } = await vscode.workspace.fs.stat(chosen);
    if (!(type & vscode.FileType.Directory)) return undefined;
  } catch {
    return undefined;
  }
  return { source: { kind: 'uri', uri: holderOf(chosen) }, sweep: activeSweepFile(services) ?? null };
}
