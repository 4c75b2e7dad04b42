import * as vscode from 'vscode';
import type { Analysis } from '../core/analysis/analysis';
import { ok, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';
import { changesBetween, describeChanges } from '../core/sources/runChanges';
import type { AnalysisRunner } from '../shared/analysisJob';
import type { AnalysisChoices, PanelState } from '../shared/protocol';
import { pullRuns, type PulledRuns, type PullError } from './pullRuns';
import { isNothingNew, readRunsAt, type ReadRunsOptions } from './readRuns';
import { describeSource, type RunSource } from './runSource';
import type { Services } from './services';

/** What to analyse: where the runs are, and the sweep file that describes their search space. */
export interface AnalysisRequest {
  readonly source: RunSource;
  readonly sweep: vscode.Uri | null;
}

/** An analysis with all that it was made from, so that it can be made again with other choices, or asked for a run. */
export interface FinishedAnalysis {
  readonly phase: 'ready';
  readonly request: AnalysisRequest;
  readonly source: string;
  readonly analyzedAt: number;
  /** What is different from the last look; `null` where the source keeps no account of it. */
  readonly changes: string | null;
  readonly runSet: RunSet;
  readonly sweepText: string | null;
  readonly choices: AnalysisChoices;
  readonly analysis: Analysis;
  readonly table: RunTable;
}

/** Why there is no analysis. */
export type FailedState = Extract<PanelState, { phase: 'failed' }>;

/** How an analysis ended. */
export type FinishedState = FinishedAnalysis | FailedState;

/**
 * Reads the runs and analyses them. Never throws: what goes wrong becomes a state with a sentence on what to do. While
 * runs are followed, `null` says that they are as they were last shown.
 */
export async function runAnalysis(
  request: AnalysisRequest,
  services: Services,
  options: ReadRunsOptions & { readonly choices: AnalysisChoices; readonly isFollowUp?: boolean },
): Promise<FinishedState | null> {
  const source = describeSource(request.source);
  if (!vscode.workspace.isTrusted) {
    return {
      phase: 'failed',
      source,
      message: vscode.l10n.t('Runs are read only in a trusted workspace.'),
      advice: vscode.l10n.t('Trust this workspace (command Workspaces: Manage Workspace Trust), then refresh.'),
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
  const { runSet } = pulled.value;
  const before = options.following?.shown ?? null;
  const isSame = options.following !== undefined && isNothingNew(options.following, runSet.runs);
  if (isSame && options.isFollowUp === true) return null;
  // The account of a folder is kept here, by what was shown last; that of a server comes with its runs.
  const changes =
    pulled.value.changes ?? (before === null ? null : describeChanges(changesBetween(before, runSet.runs)));

  for (const { where, message } of runSet.problems) services.log.warn(`${where}: ${message}`);
  return analyzed(
    {
      phase: 'ready',
      request,
      source,
      changes,
      runSet,
      sweepText: sweepText ?? runSet.sweepText,
      choices: options.choices,
    },
    services,
    options,
  );
}

/** The same runs analysed under other choices, without reading them again. */
export function analyzedAgain(
  finished: FinishedAnalysis,
  choices: AnalysisChoices,
  services: Services,
  options: RunOptions,
): Promise<FinishedState> {
  return analyzed({ ...finished, choices }, services, options);
}

type ReadRuns = Omit<FinishedAnalysis, 'analyzedAt' | 'analysis' | 'table'>;
type RunOptions = Parameters<AnalysisRunner['run']>[1];

async function analyzed(read: ReadRuns, services: Services, options: RunOptions): Promise<FinishedState> {
  const { runSet, sweepText, choices, source } = read;
  const { metric, crashed } = choices;
  const done = await services.analyses.run({ runSet, sweepText, metric, ...(crashed && { crashed }) }, options);
  if (done.ok) return { ...read, analyzedAt: services.clock.now(), ...done.value };
  switch (done.error.kind) {
    case 'cancelled':
      return {
        phase: 'failed',
        source,
        message: vscode.l10n.t('The analysis was given up.'),
        advice: vscode.l10n.t('Refresh to start it again.'),
      };
    case 'broken':
      services.log.error(done.error.detail);
      return {
        phase: 'failed',
        source,
        message: vscode.l10n.t('The runs were read, but analysing them failed.'),
        advice: vscode.l10n.t('The output channel Sweep Guard says why; please report it.'),
      };
  }
}

/** Files keep no account themselves of what was different before. */
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
