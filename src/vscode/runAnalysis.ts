import * as vscode from 'vscode';
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import { ok, type Progress, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { readRunFile } from '../core/sources/files';
import { readLocalRuns } from '../core/sources/local/localSource';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import type { PanelState } from '../shared/protocol';
import { pullRuns, type PulledRuns, type PullError } from './pullRuns';
import { describeSource, describeUri, type RunSource } from './runSource';
import type { Services } from './services';
import { workspaceFileSystem } from './workspaceFileSystem';

/** What to analyse: where the runs are, and the sweep file that describes their search space. */
export interface AnalysisRequest {
  readonly source: RunSource;
  readonly sweep: vscode.Uri | null;
}

/** A finished analysis, successful or not. */
export type FinishedState = Exclude<PanelState, { phase: 'loading' }>;

/** Reads the runs and analyses them. Never throws: what goes wrong becomes a state with a sentence on what to do. */
export async function runAnalysis(
  request: AnalysisRequest,
  services: Services,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<FinishedState> {
  const source = describeSource(request.source);
  if (!vscode.workspace.isTrusted) {
    return {
      phase: 'failed',
      source,
      message: 'Runs are read only in a trusted workspace.',
      advice: 'Trust this workspace (command Workspaces: Manage Workspace Trust), then refresh.',
    };
  }
  const sweepText = request.sweep ? await readText(request.sweep) : null;
  const pulled: Result<PulledRuns, SourceError | PullError> =
    request.source.kind === 'wandb'
      ? await pullRuns(request.source, services, options)
      : await readRuns(request.source.uri, sweepText, services, options);
  if (!pulled.ok) {
    const { message, advice } = pulled.error;
    const isKey = 'kind' in pulled.error && pulled.error.kind === 'key';
    return { phase: 'failed', source, message, advice, ...(isKey && { action: 'signIn' }) };
  }
  const { runSet, changes } = pulled.value;

  for (const { where, message } of runSet.problems) services.log.warn(`${where}: ${message}`);
  try {
    return {
      phase: 'ready',
      source,
      analyzedAt: services.clock.now(),
      ...(changes !== null && { changes }),
      ...analyzeSweep(runSet, { sweepText: sweepText ?? runSet.sweepText }),
      problems: runSet.problems,
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
): Promise<Result<PulledRuns, SourceError>> {
  const ref = describeUri(source);
  try {
    const { type } = await vscode.workspace.fs.stat(source);
    if (type & vscode.FileType.Directory) {
      return first(await readLocalRuns(workspaceFileSystem(source), services.clock, ref, options));
    }
    const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
    const bytes = await vscode.workspace.fs.readFile(source);
    return first(readRunFile(bytes, ref, parameters.length > 0 ? { parameters } : {}));
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

/** Files keep no account of what was different before. */
function first(runSet: Result<RunSet, SourceError>): Result<PulledRuns, SourceError> {
  return runSet.ok ? ok({ runSet: runSet.value, changes: null }) : runSet;
}

/** The text of the sweep file as it is in the editor, or on disk; `null` where there is none any more. */
async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}
