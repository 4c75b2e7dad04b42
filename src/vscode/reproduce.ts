import * as vscode from 'vscode';
import { reproductions, type Reproduction } from '../core/nextSweep/reproduce';
import { parseSweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import type { Services } from './services';
import { analysisFor } from './targetSweep';

interface Item extends vscode.QuickPickItem {
  readonly reproduction: Reproduction;
}

const COPY_COMMAND = 'Copy Command';
const SHOW_SETTINGS = 'Show Settings';
const SHOW_SWEEP = 'Show Sweep of One Run';

/** Registers Reproduce a Crash: for each cause the run that stands for it, with its command and its settings. */
export function registerReproduce(services: Services, analyses: Analyses): vscode.Disposable {
  const reproduce = async (file?: unknown): Promise<void> => {
    const finished = await analysisFor(file, services, analyses);
    if (!finished) return;
    const { table, runSet, sweepText } = finished;
    const found = reproductions(table, runSet.runs, sweepText === null ? null : parseSweepDocument(sweepText));
    if (found.length === 0) {
      void vscode.window.showInformationMessage(`No run of ${finished.source} crashed, so there is none to reproduce.`);
      return;
    }
    const chosen = await chooseCause(found);
    if (chosen) await offer(chosen);
  };
  return vscode.commands.registerCommand('sweepGuard.reproduce', reproduce);
}

async function chooseCause(found: readonly Reproduction[]): Promise<Reproduction | undefined> {
  if (found.length === 1) return found[0];
  const items = found.map((reproduction): Item => {
    const { title, runs, runId, why } = reproduction;
    return {
      label: title,
      description: `${runs} ${runs === 1 ? 'run' : 'runs'} · run ${runId}`,
      detail: why,
      reproduction,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Reproduce a Crash',
    placeHolder: 'The end of the runs to see again',
  });
  return picked?.reproduction;
}

async function offer({ runId, title, command, config, sweep, why, notes }: Reproduction): Promise<void> {
  const buttons = [...(command === null ? [] : [COPY_COMMAND]), SHOW_SETTINGS, ...(sweep === null ? [] : [SHOW_SWEEP])];
  const message = [`${title}: run ${runId}.`, why, ...notes].join(' ');
  const answer = await vscode.window.showInformationMessage(message, ...buttons);
  if (answer === COPY_COMMAND && command !== null) await vscode.env.clipboard.writeText(command);
  if (answer === SHOW_SETTINGS) await show(`# Settings of run ${runId}: ${title}\n${config}`);
  if (answer === SHOW_SWEEP && sweep !== null) await show(sweep);
}

async function show(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml', content }), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
  });
}
