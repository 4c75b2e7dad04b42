import * as vscode from 'vscode';
import { priceOf, priceWords } from '../core/nextSweep/boundsPrice';
import { boundsWords } from '../core/report/combinations';
import type { SafeBound } from '../core/analysis/analysis';
import { narrowSweep, type NarrowedSweep } from '../core/nextSweep/narrowSweep';
import type { Analyses } from './analyze';
import { chosenBounds } from './chosenBounds';
import { toTextEdit } from './convert';
import * as notify from './notifications';
import type { Services } from './services';
import { analyzedSweep, nameOf, type AnalyzedSweep } from './targetSweep';

const SCHEME = 'sweep-guard-bounds';

/** A narrowed sweep that waits for the person's word. */
interface Proposal {
  readonly document: vscode.TextDocument;
  /** The text that was narrowed. */
  readonly before: string;
  readonly narrowed: NarrowedSweep;
}

/**
 * Registers Apply Safe Bounds: the narrowed sweep beside the file in a diff editor, its price in the title; applied when
 * the person says so, there or in the message.
 */
export function registerApplySafeBounds(services: Services, analyses: Analyses): vscode.Disposable {
  const proposals = new Map<string, Proposal>();

  const propose = async (file?: unknown, byHand?: unknown): Promise<void> => {
    const target = await analyzedSweep(file, services, analyses);
    if (!target) return;
    const { document, sweep } = target;
    const chosen = chosenBounds(target.finished.analysis, byHand);
    if (chosen === null) return;
    const { bounds: safeBounds, isByHand } = chosen;
    const all = narrowSweep(sweep, safeBounds);
    if (all.narrowed.length === 0) {
      void notify.showInformationMessage(nothingToApply(target, all, safeBounds));
      return;
    }
    const ticked = await chooseParameters(all, safeBounds);
    if (!ticked) return;
    const narrowed = narrowSweep(sweep, safeBounds, ticked);
    const proposal = { document, before: document.getText(), narrowed };
    const uri = proposalUri(document.uri);
    proposals.set(uri.toString(), proposal);
    changed.fire(uri);
    await vscode.commands.executeCommand('vscode.diff', document.uri, uri, titleOf(target, narrowed, isByHand), {
      preview: true,
    } satisfies vscode.TextDocumentShowOptions);
    const skipped = narrowed.skipped.map(({ message }) => message).join(' ');
    const name = nameOf(document.uri);
    const write = isByHand
      ? vscode.l10n.t('Write your bounds into {0}?', name)
      : vscode.l10n.t('Write the safe bounds into {0}?', name);
    const question = `${write} ${skipped}`.trim();
    const apply = vscode.l10n.t('Apply');
    const cancel = vscode.l10n.t('Cancel');
    const answer = await notify.showInformationMessage(question, apply, cancel);
    // The diff may have been answered meanwhile, by its buttons or another proposal.
    if (proposals.get(uri.toString()) !== proposal) return;
    if (answer === apply) await accept(uri);
    else if (answer === cancel) await reject(uri);
  };

  const accept = async (shown?: unknown): Promise<void> => {
    const uri = shownProposal(shown);
    const proposal = uri && proposals.get(uri.toString());
    if (!uri || !proposal) return;
    const { document, before, narrowed } = proposal;
    const name = nameOf(document.uri);
    if (document.getText() !== before) {
      void notify.showWarningMessage(
        vscode.l10n.t('{0} has been edited since the comparison was made. Run Apply Safe Bounds again.', name),
      );
      return;
    }
    if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) {
      void notify.showWarningMessage(
        vscode.l10n.t('{0} is read-only. Create Next Sweep writes the bounds into a new file.', name),
      );
      return;
    }
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, narrowed.edits.map(toTextEdit));
    if (!(await vscode.workspace.applyEdit(edit))) {
      void notify.showWarningMessage(
        vscode.l10n.t('{0} could not be changed. Create Next Sweep writes the bounds into a new file.', name),
      );
      return;
    }
    proposals.delete(uri.toString());
    await closeTabs(uri);
    await vscode.window.showTextDocument(document);
    // What the person had not saved before stays theirs to save.
    if (!wasDirty && !document.isUntitled && !(await document.save())) {
      void notify.showWarningMessage(vscode.l10n.t('{0} could not be saved; the bounds are in the editor.', name));
    }
  };

  const reject = async (shown?: unknown): Promise<void> => {
    const uri = shownProposal(shown);
    if (!uri) return;
    proposals.delete(uri.toString());
    await closeTabs(uri);
  };

  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    vscode.commands.registerCommand('sweepGuard.applySafeBounds', propose),
    vscode.commands.registerCommand('sweepGuard.acceptSafeBounds', accept),
    vscode.commands.registerCommand('sweepGuard.rejectSafeBounds', reject),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      // After a reload of the window the proposal is gone; the diff then says so rather than showing an empty file.
      provideTextDocumentContent: (uri) =>
        proposals.get(uri.toString())?.narrowed.text ??
        `# ${vscode.l10n.t('This comparison is over. Run Apply Safe Bounds again.')}\n`,
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) {
        // A tab that is moved to another group is closed in the old one while the new one shows it.
        if (input instanceof vscode.TabInputTextDiff && tabsOf(input.modified).length === 0)
          proposals.delete(input.modified.toString());
      }
    }),
  );
}

/** The address of a proposal says which file it is for; its name lets it be drawn as YAML. */
function proposalUri(sweep: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${nameOf(sweep)}`, query: sweep.toString() });
}

/** The proposal in the active diff editor, or the one that a button was pressed in. */
function shownProposal(uri: unknown): vscode.Uri | null {
  if (uri instanceof vscode.Uri && uri.scheme === SCHEME) return uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME ? input.modified : null;
}

async function closeTabs(uri: vscode.Uri): Promise<void> {
  await vscode.window.tabGroups.close(tabsOf(uri));
}

/** The diff editors that show a proposal. */
function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
}

/** Which parameters to narrow; there is nothing to ask where there is one. `undefined` when the person changes their mind. */
async function chooseParameters(
  { narrowed }: NarrowedSweep,
  bounds: readonly SafeBound[],
): Promise<ReadonlySet<string> | undefined> {
  if (narrowed.length === 1) return new Set(narrowed.map(({ parameter }) => parameter));
  const items = narrowed.map(({ parameter, from, to }) => ({
    label: parameter,
    description: `${boundsWords(from)} → ${boundsWords(to)}`,
    detail: bounds.find((bound) => bound.parameter === parameter)?.reason ?? '',
    picked: true,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Apply Safe Bounds'),
    placeHolder: vscode.l10n.t('The ranges to narrow'),
    canPickMany: true,
  });
  return picked && picked.length > 0 ? new Set(picked.map(({ label }) => label)) : undefined;
}

function titleOf({ document, sweep, finished }: AnalyzedSweep, { narrowed }: NarrowedSweep, isByHand: boolean): string {
  const best = finished.analysis.best?.id ?? null;
  const price = priceWords(priceOf(narrowed, finished.table, { best, document: sweep }));
  const name = nameOf(document.uri);
  return isByHand
    ? vscode.l10n.t('{0} with your bounds: {1}', name, price)
    : vscode.l10n.t('{0} with safe bounds: {1}', name, price);
}

function nothingToApply(
  { document, finished }: AnalyzedSweep,
  { skipped }: NarrowedSweep,
  bounds: readonly SafeBound[],
): string {
  const name = nameOf(document.uri);
  if (bounds.length === 0 && finished.analysis.safeBounds.length === 0) {
    return vscode.l10n.t('The runs of {0} give no reason for other bounds than those of {1}.', finished.source, name);
  }
  const reasons = skipped.map(({ message }) => message);
  return [vscode.l10n.t('There is nothing to narrow in {0}.', name), ...reasons].join(' ');
}
