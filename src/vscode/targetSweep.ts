import * as vscode from 'vscode';
import type { SweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import { activeSweepFile } from './chooseSource';
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
  if (!uri) return told('Open the sweep file first.');
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    return told(`${nameOf(uri)} can’t be opened any more.`);
  }
  const sweep = services.documents.get(document);
  if (!sweep) return told(`${nameOf(uri)} is no sweep file any more.`);
  if (sweep.syntaxErrors.length > 0)
    return told(`${nameOf(uri)} can’t be read as YAML. Repair what is marked, then try again.`);
  const { evidence, foreign } = services.documents.knowledge(document);
  if (!evidence) {
    const why = foreign ? ` The analysis of ${foreign.source} is not of this sweep. ${foreign.why}` : '';
    return told(`No analysis speaks for ${nameOf(uri)} yet. Run Analyze Sweep first.${why}`);
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
  void vscode.window.showInformationMessage(message);
  return null;
}
