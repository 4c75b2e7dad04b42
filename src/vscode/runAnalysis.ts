import * as vscode from 'vscode';
import { ok, type Progress, type Result } from '../core/ports';
import type { SourceError } from '../core/runs/run';
import { readLocalRuns } from '../core/sources/local/localSource';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import type { AnalysisJob } from '../shared/analysisJob';
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
  const input = await readInput(request.source, sweepText, services, options);
  if (!input.ok) return { phase: 'failed', source, ...input.error };

  const done = await services.analyses.run({ input: input.value, sweepText }, options);
  if (done.ok) {
    for (const { where, message } of done.value.problems) services.log.warn(`${where}: ${message}`);
    return { phase: 'ready', source, analyzedAt: services.clock.now(), ...done.value };
  }
  switch (done.error.kind) {
    case 'source':
      return { phase: 'failed', source, message: done.error.message, advice: done.error.advice };
    case 'cancelled':
      return { phase: 'failed', source, message: 'The analysis was given up.', advice: 'Refresh to start it again.' };
    case 'broken':
      services.log.error(done.error.detail);
      return {
        phase: 'failed',
        source,
        message: 'The runs were read, but analysing them failed.',
        advice: 'The output channel Sweep Guard says why; please report it.',
      };
  }
}

async function readInput(
  source: vscode.Uri,
  sweepText: string | null,
  services: Services,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<Result<AnalysisJob['input'], SourceError>> {
  const ref = describe(source);
  try {
    const { type } = await vscode.workspace.fs.stat(source);
    if (type & vscode.FileType.Directory) {
      const runs = await readLocalRuns(workspaceFileSystem(source), services.clock, ref, options);
      return runs.ok ? ok({ kind: 'runs', runSet: runs.value }) : runs;
    }
    const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
    return ok({ kind: 'file', contents: await vscode.workspace.fs.readFile(source), ref, parameters });
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
