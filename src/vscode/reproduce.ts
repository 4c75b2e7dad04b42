import * as vscode from 'vscode';
import { reproductions, type Reproduction } from '../core/nextSweep/reproduce';
import { parseSweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import * as notify from './notifications';
import type { Services } from './services';
import { analysisFor } from './targetSweep';

interface Item extends vscode.QuickPickItem {
  readonly reproduction: Reproduction;
}

/** Registers Reproduce a Crash: for each cause the run that stands for it, with its command and its settings. */
export function registerReproduce(services: Services, analyses: Analyses): vscode.Disposable {
  const reproduce = async (file?: unknown): Promise<void> => {
    const finished = await analysisFor(file, services, analyses);
    if (!finished) return;
    const { table, runSet, sweepText } = finished;
    const found = reproductions(table, runSet.runs, sweepText === null ? null : parseSweepDocument(sweepText));
    if (found.length === 0) {
      void notify.showInformationMessage(
        vscode.l10n.t('No run of {0} crashed, so there is none to reproduce.', finished.source),
      );
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
      description:
        runs === 1 ? vscode.l10n.t('1 run · run {0}', runId) : vscode.l10n.t('{0} runs · run {1}', runs, runId),
      detail: why,
      reproduction,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Reproduce a Crash'),
    placeHolder: vscode.l10n.t('The end of the runs to see again'),
  });
  return picked?.reproduction;
}

async function offer({ runId, title, command, config, sweep, why, notes }: Reproduction): Promise<void> {
  const copyCommand = vscode.l10n.t('Copy Command');
  const showSettings = vscode.l10n.t('Show Settings');
  const showSweep = vscode.l10n.t('Show Sweep of One Run');
  const buttons = [...(command === null ? [] : [copyCommand]), showSettings, ...(sweep === null ? [] : [showSweep])];
  const message = [vscode.l10n.t('{0}: run {1}.', title, runId), why, ...notes].join(' ');
  const answer = await notify.showInformationMessage(message, ...buttons);
  if (answer === copyCommand && command !== null) await vscode.env.clipboard.writeText(command);
  if (answer === showSettings) await show(`# ${vscode.l10n.t('Settings of run {0}: {1}', runId, title)}\n${config}`);
  if (answer === showSweep && sweep !== null) await show(sweep);
}

async function show(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml', content }), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
  });
}
