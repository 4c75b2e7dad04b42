import * as vscode from 'vscode';
import { guardSnippet } from '../core/nextSweep/guard';
import {
  nextPairedSweep,
  nextSweep,
  nextSweepName,
  type NextSweep,
  type NextSweepInput,
} from '../core/nextSweep/nextSweep';
import type { Analyses } from './analyze';
import { chosenBounds, type ChosenBounds } from './chosenBounds';
import * as notify from './notifications';
import type { Services } from './services';
import { analyzedSweep, nameOf, type AnalyzedSweep } from './targetSweep';

/**
 * Registers Create Next Sweep, which writes a new file with the safe bounds beside the old one and never over another, and
 * two ways to say what bounds can't: Show Guard Snippet, which is Python for the script, and Pair the Settings, which
 * writes a next sweep with the safe combinations as one parameter.
 */
export function registerNextSweep(services: Services, analyses: Analyses): vscode.Disposable {
  const create = async (file?: unknown, byHand?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    const chosen = target && chosenBounds(target.finished.analysis, byHand);
    if (!target || !chosen) return;
    const make = (fileName: string): NextSweep => nextSweep(inputOf(target, chosen, fileName));
    const { next, document } = await written(target, make, services);
    await vscode.window.showTextDocument(document, { preview: false });
    const guard = guardSnippet(target.finished.analysis);
    const canPair = nextPairedSweep(inputOf(target, chosen, '')).ok;
    const copyCreate = vscode.l10n.t('Copy wandb sweep Command');
    const copyAgent = vscode.l10n.t('Copy wandb agent Command');
    const seeGuard = vscode.l10n.t('Show Guard for the Script');
    const pairSettings = vscode.l10n.t('Pair the Settings');
    const buttons = [
      ...[copyCreate, copyAgent],
      ...(guard === null ? [] : [seeGuard]),
      ...(canPair ? [pairSettings] : []),
    ];
    const answer = await notify.showInformationMessage(summary(next, document, chosen), ...buttons);
    if (answer === copyCreate) await vscode.env.clipboard.writeText(next.createCommand);
    if (answer === copyAgent) await vscode.env.clipboard.writeText(next.agentCommand);
    if (answer === seeGuard && guard !== null) await showPython(guard);
    if (answer === pairSettings) await writePaired(target, chosen);
  };

  const pair = async (file?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    if (target) await writePaired(target, { bounds: target.finished.analysis.safeBounds, isByHand: false });
  };

  const writePaired = async (target: AnalyzedSweep, chosen: ChosenBounds): Promise<void> => {
    const first = nextPairedSweep(inputOf(target, chosen, ''));
    if (!first.ok) {
      void notify.showInformationMessage(first.error);
      return;
    }
    const { pair, interaction } = first.value.paired;
    const make = (fileName: string): NextSweep => {
      const again = nextPairedSweep(inputOf(target, chosen, fileName));
      return again.ok ? again.value : first.value;
    };
    const { next, document } = await written(target, make, services);
    await vscode.window.showTextDocument(document, { preview: false });
    await showPython(first.value.python);
    const copyCreate = vscode.l10n.t('Copy wandb sweep Command');
    const message = vscode.l10n.t(
      '{0}: {1} stands for {2}. The script has to take it apart; the lines for that are beside.',
      placeOf(document),
      pair.name,
      interaction.terms.map(({ parameter }) => parameter).join(', '),
    );
    const answer = await notify.showInformationMessage(message, copyCreate);
    if (answer === copyCreate) await vscode.env.clipboard.writeText(next.createCommand);
  };

  const guard = async (file?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    const snippet = target && guardSnippet(target.finished.analysis);
    if (!target) return;
    if (snippet === null) {
      void notify.showInformationMessage(
        vscode.l10n.t('No combination of settings crashed beyond what each explains alone, so that bounds are enough.'),
      );
      return;
    }
    await showPython(snippet);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.nextSweep', create),
    vscode.commands.registerCommand('sweepGuard.pairSettings', pair),
    vscode.commands.registerCommand('sweepGuard.guardSnippet', guard),
  );
}

/** What a next sweep of this file is made from. */
function inputOf({ sweep, finished }: AnalyzedSweep, { bounds }: ChosenBounds, fileName: string): NextSweepInput {
  const { analysis, table } = finished;
  const { source } = finished.request;
  const target = source.kind === 'wandb' ? source.reference : undefined;
  return { document: sweep, analysis, table, fileName, safeBounds: bounds, ...(target && { target }) };
}

/** The next sweep in a new file beside the old one, or in an unsaved one where no file can be written there. */
async function written(
  { document }: AnalyzedSweep,
  make: (fileName: string) => NextSweep,
  { log }: Services,
): Promise<{ readonly next: NextSweep; readonly document: vscode.TextDocument }> {
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

/** The name of the file that was written. */
function placeOf(document: vscode.TextDocument): string {
  return document.isUntitled
    ? vscode.l10n.t('The next sweep is in an unsaved file: save it where you like')
    : nameOf(document.uri);
}

function summary(
  { narrowed, priorRuns }: NextSweep,
  document: vscode.TextDocument,
  { isByHand }: ChosenBounds,
): string {
  const place = placeOf(document);
  const names = narrowed.narrowed.map(({ parameter }) => parameter);
  const what =
    names.length === 0
      ? vscode.l10n.t('{0}: the same ranges.', place)
      : isByHand
        ? vscode.l10n.t('{0}: your bounds for {1}.', place, names.join(', '))
        : vscode.l10n.t('{0}: narrower ranges for {1}.', place, names.join(', '));
  const seeds =
    priorRuns.length === 0
      ? vscode.l10n.t('No earlier run seeds it.')
      : priorRuns.length === 1
        ? vscode.l10n.t('Its command names 1 completed run inside of them.')
        : vscode.l10n.t('Its command names {0} completed runs inside of them.', priorRuns.length);
  return `${what} ${seeds}`;
}

/** Opens lines for the training script beside, to copy from. */
async function showPython(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
