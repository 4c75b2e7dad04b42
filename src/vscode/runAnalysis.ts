import * as vscode from 'vscode';
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import type { Progress, Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { readRunFile } from '../core/sources/files';
import { readLocalRuns } from '../core/sources/local/localSource';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import type { PanelState } from '../shared/protocol';
import type { Services } from './services';
import { workspaceFileSystem } from './workspaceFileSystem';

/** What to analyse: a folder with runs or an exported file, and the sweep file that describes its search space. */
export interface AnalysisRequest {
  readonly source: vscode.Uri;
  readonly sweep: vscode.Uri | null;
}

/** A finished analysis, successful or not. */
export type FinishedState = Exclude<PanelState, { phase: 'loading' }>;

/** How the person knows `uri`: a workspace folder by its name, its path in the workspace, or its whole path outside. */
export function describe(uri: vscode.Uri): string {
  const folder = vscode.workspace.workspaceFolders?.find((candidate) => candidate.uri.toString() === uri.toString());
  return folder?.name ?? vscode.workspace.asRelativePath(uri, false);
}

/** Reads the runs and analyses them. Never throws: what goes wrong becomes a state with a sentence on what to do. */
export async function runAnalysis(
  request: AnalysisRequest,
  services: Services,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<FinishedState> {
  const source = describe(request.source);
  if (!vscode.workspace.isTrusted) {
    return {
      phase: 'failed',
      source,
      message: 'Run folders are read only in a trusted workspace.',
      advice: 'Trust this workspace (command Workspaces: Manage Workspace Trust), then refresh.',
    };
  }
  const sweepText = request.sweep ? await readText(request.sweep) : null;
  const runSet = await readRuns(request.source, sweepText, services, options);
  if (!runSet.ok) return { phase: 'failed', source, ...runSet.error };

  for (const { where, message } of runSet.value.problems) services.log.warn(`${where}: ${message}`);
  try {
    return {
      phase: 'ready',
      source,
      analyzedAt: services.clock.now(),
      ...analyzeSweep(runSet.value, { sweepText: sweepText ?? runSet.value.sweepText }),
      problems: runSet.value.problems,
    };
  } catch (error) {
    // The analysis answers for any runs; should it fail all the same, the panel must not wait for ever.
    services.log.error(error instanceof Error ? error : String(error));
    return {
      phase: 'failed',
      source,
      message: 'The runs were read, but analysing them failed.',
      advice: 'The output channel Sweep Guard says why; please report it.',
    };
  }
}

async function readRuns(
  source: vscode.Uri,
  sweepText: string | null,
  services: Services,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<Result<RunSet, SourceError>> {
  const ref = describe(source);
  try {
    const { type } = await vscode.workspace.fs.stat(source);
    if (type & vscode.FileType.Directory) {
      return await readLocalRuns(workspaceFileSystem(source), services.clock, ref, options);
    }
    const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
    return readRunFile(await vscode.workspace.fs.readFile(source), ref, parameters.length > 0 ? { parameters } : {});
  } catch (error) {
    services.log.error(error instanceof Error ? error : String(error));
    return {
      ok: false,
      error: {
        message: `${ref} could not be read.`,
        advice: 'Check that it still exists and that you may read it, then choose it again.',
      },
    };
  }
}

/** The text of the sweep file as it is in the editor, or on disk; `null` where there is none any more. */
async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}
