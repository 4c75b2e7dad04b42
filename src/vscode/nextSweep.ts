import * as vscode from 'vscode';
import { guardSnippet } from '../core/nextSweep/guard';
import { nextSweep, nextSweepName, type NextSweep } from '../core/nextSweep/nextSweep';
import type { Analyses } from './analyze';
import type { Services } from './services';
import { analyzedSweep, nameOf, type AnalyzedSweep } from './targetSweep';

/**
 * Registers Create Next Sweep, which writes a new file with the safe bounds beside the old one and never over another, and
 * Show Guard Snippet: Python for what bounds can't express.
 */
export function registerNextSweep(services: Services, analyses: Analyses): vscode.Disposable {
  const create = async (file?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    if (!target) return;
    const { next, document } = await written(target, services);
    await vscode.window.showTextDocument(document, { preview: false });
    const guard = guardSnippet(target.finished.analysis);
    const copyCreate = vscode.l10n.t('Copy wandb sweep Command');
    const copyAgent = vscode.l10n.t('Copy wandb agent Command');
    const seeGuard = vscode.l10n.t('Show Guard for the Script');
    const buttons = [copyCreate, copyAgent, ...(guard === null ? [] : [seeGuard])];
    const answer = await vscode.window.showInformationMessage(summary(next, document), ...buttons);
    if (answer === copyCreate) await vscode.env.clipboard.writeText(next.createCommand);
    if (answer === copyAgent) await vscode.env.clipboard.writeText(next.agentCommand);
    if (answer === seeGuard && guard !== null) await showGuard(guard);
  };

  const guard = async (file?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    const snippet = target && guardSnippet(target.finished.analysis);
    if (!target) return;
    if (snippet === null) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No combination of settings crashed beyond what each explains alone, so that bounds are enough.'),
      );
      return;
    }
    await showGuard(snippet);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.nextSweep', create),
    vscode.commands.registerCommand('sweepGuard.guardSnippet', guard),
  );
}

/** The next sweep in a new file beside the old one, or in an unsaved one where no file can be written there. */
async function written(
  { document, sweep, finished }: AnalyzedSweep,
  { log }: Services,
): Promise<{ readonly next: NextSweep; readonly document: vscode.TextDocument }> {
  const { analysis, table } = finished;
  const { source } = finished.request;
  const target = source.kind === 'wandb' ? source.reference : undefined;
  const make = (fileName: string): NextSweep =>
    nextSweep({ document: sweep, analysis, table, fileName, ...(target && { target }) });
  const folder = vscode.Uri.joinPath(document.uri, '..');
  const taken = document.isUntitled ? new Set<string>() : await namesIn(folder);
  // Another window may write the same name meanwhile: creating fails then, and the next name is tried.
  for (let attempts = 0; taken !== null && !document.isUntitled && attempts < 5; attempts++) {
    const fileName = nextSweepName(nameOf(document.uri), (name) => taken.has(name));
    const next = make(fileName);
    const uri = vscode.Uri.joinPath(folder, fileName);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(next.text) });
    try {
      if (await vscode.workspace.applyEdit(edit)) {
        return { next, document: await vscode.workspace.openTextDocument(uri) };
      }
    } catch (error) {
      log.warn(`${fileName} could not be created: ${error instanceof Error ? error.message : String(error)}`);
    }
    taken.add(fileName);
  }
  const next = make(nextSweepName(nameOf(document.uri), (name) => taken?.has(name) ?? false));
  return { next, document: await vscode.workspace.openTextDocument({ language: 'yaml', content: next.text }) };
}

async function namesIn(folder: vscode.Uri): Promise<Set<string> | null> {
  try {
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  } catch {
    return null;
  }
}

function summary({ narrowed, priorRuns }: NextSweep, document: vscode.TextDocument): string {
  const place = document.isUntitled
    ? vscode.l10n.t('The next sweep is in an unsaved file: save it where you like')
    : nameOf(document.uri);
  const names = narrowed.narrowed.map(({ parameter }) => parameter);
  const what =
    names.length === 0
      ? vscode.l10n.t('{0}: the same ranges.', place)
      : vscode.l10n.t('{0}: narrower ranges for {1}.', place, names.join(', '));
  const seeds =
    priorRuns.length === 0
      ? vscode.l10n.t('No completed run lies inside of them, so it starts without any.')
      : priorRuns.length === 1
        ? vscode.l10n.t('It starts from 1 completed run inside of them.')
        : vscode.l10n.t('It starts from {0} completed runs inside of them.', priorRuns.length);
  return `${what} ${seeds}`;
}

async function showGuard(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
