import * as vscode from 'vscode';
import { evidenceOf } from '../core/analysis/evidence';
import { isRestoreState, type AnalysisChoices } from '../shared/protocol';
import { AnalysisPanel, PANEL_TYPE, type PanelOwner } from './analysisPanel';
import { activeSweepFile, chooseSource } from './chooseSource';
import type { AnalysisRequest, FinishedAnalysis, FinishedState } from './runAnalysis';
import { holderOf } from './runFolders';
import { restoredSource } from './runSource';
import type { Services } from './services';

/** Gives other features the analysis that the panel shows. */
export interface Analyses {
  /** The last analysis that succeeded in this window. */
  latest(): FinishedAnalysis | null;
  dispose(): void;
}

/** Registers Analyze Sweep and the panel, and restores the panel after a reload of the window. */
export function registerAnalyze(services: Services): Analyses {
  let panel: AnalysisPanel | undefined;
  let latest: FinishedAnalysis | null = null;

  const adopt = (
    webviewPanel: vscode.WebviewPanel,
    request: AnalysisRequest,
    choices?: AnalysisChoices,
  ): Promise<void> => {
    const owner: PanelOwner = {
      finished: (finished, state) => {
        remember(finished, state);
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

  const remember = ({ source, sweep }: AnalysisRequest, state: FinishedState): void => {
    if (state.phase !== 'ready') return;
    latest = state;
    if (source.kind === 'wandb') void services.choices.set(sweep, source);
    void vscode.commands.executeCommand('setContext', 'sweepGuard.hasAnalysis', true);
    void services.evidence.set(evidenceOf(state.analysis, state.source, state.analyzedAt));
  };

  const open = (request: AnalysisRequest): Promise<void> => {
    if (panel) {
      panel.reveal();
      return panel.analyze(request);
    }
    // Beside the sweep file, so that the chart and the range it speaks of are seen together.
    const created = vscode.window.createWebviewPanel(PANEL_TYPE, 'Sweep', vscode.ViewColumn.Beside);
    created.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'panel.svg');
    return adopt(created, request);
  };

  const analyze = async (chosen?: unknown): Promise<void> => {
    const request = (await fromExplorer(chosen, services)) ?? (await chooseSource(services));
    if (request) await open(request);
  };

  const registrations = vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.analyze', analyze),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      async deserializeWebviewPanel(webviewPanel, restored: unknown) {
        if (!isRestoreState(restored)) {
          webviewPanel.dispose();
          return;
        }
        const source = restoredSource(restored.source);
        if (source === null) {
          webviewPanel.dispose();
          return;
        }
        const { sweepUri, choices } = restored;
        const sweep = sweepUri === null ? null : vscode.Uri.parse(sweepUri);
        await adopt(webviewPanel, { source, sweep }, choices);
      },
    }),
  );
  return {
    latest: () => latest,
    dispose: () => {
      panel?.dispose();
      registrations.dispose();
    },
  };
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
