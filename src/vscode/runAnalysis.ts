import * as vscode from 'vscode';
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import { ok, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import type { PanelState } from '../shared/protocol';
import { pullRuns, type PulledRuns, type PullError } from './pullRuns';
import { isNothingNew, readRunsAt, type ReadRunsOptions } from './readRuns';
import { describeSource, type RunSource } from './runSource';
import type { Services } from './services';

/** What to analyse: where the runs are, and the sweep file that describes their search space. */
export interface AnalysisRequest {
  readonly source: RunSource;
  readonly sweep: vscode.Uri | null;
}

/** A finished analysis, successful or not. */
export type FinishedState = Exclude<PanelState, { phase: 'loading' }>;

/**
 * Reads the runs and analyses them. Never throws: what goes wrong becomes a state with a sentence on what to do. While
 * runs are followed, `null` says that they are as they were last shown.
 */
export async function runAnalysis(
  request: AnalysisRequest,
  services: Services,
  options: ReadRunsOptions & { readonly isFollowUp?: boolean },
): Promise<FinishedState | null> {
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
      : first(await readRunsAt(request.source.uri, sweepText, services, options));
  if (!pulled.ok) {
    const { message, advice } = pulled.error;
    const isKey = 'kind' in pulled.error && pulled.error.kind === 'key';
    return { phase: 'failed', source, message, advice, ...(isKey && { action: 'signIn' }) };
  }
  const { runSet, changes } = pulled.value;
  const isSame = options.following !== undefined && isNothingNew(options.following, runSet.runs);
  if (isSame && options.isFollowUp === true) return null;

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
