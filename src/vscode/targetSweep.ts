import * as vscode from 'vscode';
import type { SweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import { activeSweepFile } from './chooseSource';
import * as notify from './notifications';
import type { FinishedAnalysis } from './runAnalysis';
import type { Services } from './services';

/** A sweep file, and the analysis that speaks for it. */
export interface AnalyzedSweep {
  readonly document: vscode.TextDocument;
  readonly sweep: SweepDocument;
  readonly finished: FinishedAnalysis;
}

/**
 * The sweep file that a command is about – the one it was called with, the one in the editor, or that of the last
 * analysis – with its analysis. `null` where there is none; the person has then been told what to do.
 */
export async function analyzedSweep(
  file: unknown,
  services: Services,
  analyses: Analyses,
): Promise<AnalyzedSweep | null> {
  const uri = file instanceof vscode.Uri ? file : (activeSweepFile(services) ?? analyses.latest()?.request.sweep);
  if (!uri) return told(vscode.l10n.t('Open the sweep file first.'));
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    return told(vscode.l10n.t('{0} can’t be opened any more.', nameOf(uri)));
  }
  const sweep = services.documents.get(document);
  if (!sweep) return told(vscode.l10n.t('{0} is no sweep file any more.', nameOf(uri)));
  if (sweep.syntaxErrors.length > 0)
    return told(vscode.l10n.t('{0} can’t be read as YAML. Repair what is marked, then try again.', nameOf(uri)));
  const { evidence, foreign } = services.documents.knowledge(document);
  if (!evidence) {
    const missing = vscode.l10n.t('No analysis speaks for {0} yet. Run Analyze Sweep first.', nameOf(uri));
    if (!foreign) return told(missing);
    const other = vscode.l10n.t('The analysis of {0} is not of this sweep.', foreign.source);
    return told(`${missing} ${other} ${foreign.why}`);
  }
  const finished = await analyses.forSweep(document);
  return finished && { document, sweep, finished };
}

/** The panel's analysis, which needs no sweep file, or the one that speaks for the file; `null` as above. */
export async function analysisFor(
  file: unknown,
  services: Services,
  analyses: Analyses,
): Promise<FinishedAnalysis | null> {
  const latest = analyses.latest();
  const sweep = file instanceof vscode.Uri ? file.toString() : null;
  if (latest && (sweep === null || latest.request.sweep?.toString() === sweep)) return latest;
  return (await analyzedSweep(file, services, analyses))?.finished ?? null;
}

/** The last part of an address. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function told(message: string): null {
  void notify.showInformationMessage(message);
  return null;
}
