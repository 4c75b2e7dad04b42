import * as vscode from 'vscode';
import { compareSweeps, type ComparedSweep, type SweepComparison } from '../core/analysis/compareSweeps';
import type { Progress } from '../core/ports';
import { comparisonSections, refusalOf } from '../core/report/comparison';
import { markdownOfSections } from '../core/report/markdown';
import { parseSweepDocument } from '../core/sweep/document';
import { NO_CHOICES, type AnalysisChoices } from '../shared/protocol';
import type { Analyses } from './analyze';
import { cancellableProgress } from './cancellableProgress';
import { chooseSource, type SourceQuestion } from './chooseSource';
import * as notify from './notifications';
import { runAnalysis, type FinishedState } from './runAnalysis';
import { describeSource, keptSource, type RunSource } from './runSource';
import type { Services } from './services';

/** Registers Compare Sweeps: whether a later sweep crashed less than an earlier one, as a Markdown document. */
export function registerCompareSweeps(services: Services, analyses: Analyses): vscode.Disposable {
  return vscode.commands.registerCommand('sweepGuard.compareSweeps', async () => {
    if (!vscode.workspace.isTrusted) {
      void notify.showInformationMessage(
        vscode.l10n.t('Runs are read only in a trusted workspace. Trust it, then compare the sweeps.'),
      );
      return;
    }
    const inPanel = analyses.latest();
    const shown = inPanel?.request.source;
    const earlier = await ask(services, 'earlier', shown);
    if (!earlier) return;
    const later = await ask(services, 'later', shown && isSame(shown, earlier) ? undefined : shown);
    if (!later) return;
    if (isSame(earlier, later)) {
      void notify.showInformationMessage(
        vscode.l10n.t(
          '{0} was chosen twice, and a sweep can’t be compared with itself. Choose two.',
          describeSource(later),
        ),
      );
      return;
    }
    // What counts as crashed has to be the same on both sides; what was chosen in the panel for one of them is meant for both.
    const isShown = shown !== undefined && [earlier, later].some((source) => isSame(source, shown));
    const choices = { ...NO_CHOICES, crashed: isShown ? (inPanel?.choices.crashed ?? null) : null };
    const states = await analyzeAll([earlier, later], choices, services);
    if (states === null) return;
    const sweeps = states.flatMap((state) => (state.phase === 'ready' ? [comparedSweep(state)] : []));
    const failed = states.find((state) => state.phase === 'failed');
    if (failed) {
      void notify.showErrorMessage(`${failed.source}: ${failed.message} ${failed.advice}`);
      return;
    }
    const comparison = compareSweeps(sweeps);
    const refusal = refusalOf(
      comparison,
      sweeps.map(({ table }) => table.rows.length),
    );
    if (refusal === null) await show(comparison, services);
    else void notify.showInformationMessage(refusal);
  });
}

/** Asks for one side; `first` are the runs in the panel, which are offered before all others. */
async function ask(
  services: Services,
  side: 'earlier' | 'later',
  first: RunSource | undefined,
): Promise<RunSource | undefined> {
  const words: Pick<SourceQuestion, 'title' | 'placeholder'> =
    side === 'earlier'
      ? {
          title: vscode.l10n.t('Compare Sweeps: The Earlier One'),
          placeholder: vscode.l10n.t('Which sweep ran first? You can also paste the address of a W&B sweep'),
        }
      : {
          title: vscode.l10n.t('Compare Sweeps: The Later One'),
          placeholder: vscode.l10n.t('Which sweep ran after it? You can also paste the address of a W&B sweep'),
        };
  const question = { ...words, openLabel: vscode.l10n.t('Compare'), ...(first && { first }) };
  return (await chooseSource(services, question))?.source;
}

function isSame(one: RunSource, other: RunSource): boolean {
  return JSON.stringify(keptSource(one)) === JSON.stringify(keptSource(other));
}

/** One after the other, so that the notification tells of one at a time; `null` where the person gave up. */
async function analyzeAll(
  sources: readonly RunSource[],
  choices: AnalysisChoices,
  services: Services,
): Promise<readonly FinishedState[] | null> {
  return cancellableProgress(vscode.l10n.t('Comparing sweeps'), async (signal, progress) => {
    const states: FinishedState[] = [];
    for (const source of sources) {
      const name = describeSource(source);
      const report: Progress['report'] = ({ message, ...rest }) => {
        progress.report({ ...rest, message: `${name}: ${message}` });
      };
      // No sweep file: each side goes by the one that came with its runs.
      const state = await runAnalysis({ source, sweep: null }, services, { signal, progress: { report }, choices });
      if (state === null) return null;
      states.push(state);
      if (state.phase === 'failed') break;
    }
    return states;
  });
}

function comparedSweep({ analysis, table, sweepText }: Extract<FinishedState, { phase: 'ready' }>): ComparedSweep {
  return { analysis, table, document: sweepText === null ? null : parseSweepDocument(sweepText) };
}

/** The comparison as it reads, before its Markdown, which can be saved or copied into a pull request. */
async function show(comparison: SweepComparison, { log }: Services): Promise<void> {
  const content = markdownOfSections('Before and after', comparisonSections(comparison));
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', document.uri);
  } catch (error) {
    // The person has turned VS Code's own Markdown extension off: the text is there all the same.
    log.info(`No Markdown preview: ${String(error)}`);
  }
}
