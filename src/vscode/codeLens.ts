import * as vscode from 'vscode';
import { lensTitle, outlookTitle, outlookTooltip } from '../core/language/lens';
import { outlookOf, type Outlook } from '../core/nextSweep/outlook';
import type { Evidence } from '../core/runs/evidence';
import type { SweepDocument } from '../core/sweep/document';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

const SETTING = 'sweepGuard.codeLens';
const TOP = new vscode.Range(0, 0, 0, 0);
/** A pause in typing, in milliseconds, after which the outlook is worked out: that takes a part of a second. */
const PAUSE = 400;

interface Known {
  readonly evidence: Evidence;
  readonly outlook: Outlook;
}

/**
 * Shows lines above a sweep file: its runs and problems with the command that analyses it, and how the sweep would fare by
 * past runs, with the command that narrows it.
 */
export function registerCodeLens({ documents, clock }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const outlooks = new WeakMap<SweepDocument, Known>();
  /** What was last shown, which stays until the next is worked out: a line that comes and goes while one types disturbs. */
  const shown = new WeakMap<vscode.TextDocument, Known>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  /** The outlook if it is known; else the last one, until the next comes a moment later. */
  const outlookFor = (document: vscode.TextDocument, sweep: SweepDocument, evidence: Evidence): Outlook | null => {
    const known = outlooks.get(sweep);
    if (known?.evidence === evidence) return known.outlook;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (documents.get(document) !== sweep || outlooks.get(sweep)?.evidence === evidence) return;
      const next = { evidence, outlook: outlookOf(sweep, evidence) };
      outlooks.set(sweep, next);
      shown.set(document, next);
      changed.fire();
    }, PAUSE);
    timers.add(timer);
    const last = shown.get(document);
    return last?.evidence === evidence ? last.outlook : null;
  };

  const outlookLenses = (document: vscode.TextDocument, sweep: SweepDocument): readonly vscode.CodeLens[] => {
    const { evidence } = documents.knowledge(document);
    const outlook = evidence && outlookFor(document, sweep, evidence);
    if (!evidence || !outlook) return [];
    const about = [document.uri];
    const lenses = [
      new vscode.CodeLens(TOP, {
        title: outlookTitle(evidence, outlook, clock.now()),
        tooltip: outlookTooltip(sweep, outlook),
        command: 'sweepGuard.showAnalysis',
        arguments: about,
      }),
    ];
    if (outlook.narrowable > 0) {
      const title = vscode.l10n.t('Apply Safe Bounds');
      lenses.push(new vscode.CodeLens(TOP, { title, command: 'sweepGuard.applySafeBounds', arguments: about }));
    }
    return lenses;
  };

  return vscode.Disposable.from(
    changed,
    new vscode.Disposable(() => {
      timers.forEach(clearTimeout);
    }),
    documents.onDidChange(() => {
      changed.fire();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(SWEEP_SELECTOR, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const sweep = documents.get(document);
        if (!sweep || !vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTING, true)) return [];
        const title = lensTitle(sweep, documents.problems(document));
        const analyze = new vscode.CodeLens(TOP, {
          title,
          command: 'sweepGuard.analyze',
          arguments: [document.uri],
        });
        // What matters more comes first: beside the panel, a line is cut off at its end.
        return [...outlookLenses(document, sweep), analyze];
      },
    }),
  );
}
