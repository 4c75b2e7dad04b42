import * as vscode from 'vscode';
import { inlayHints } from '../core/language/inlayHints';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

const SETTING = 'sweepGuard.inlayHints';

/** Shows what values mean behind them, unless the setting turns it off. */
export function registerInlayHints({ documents }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(SWEEP_SELECTOR, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, { start, end }) => {
        const sweep = documents.get(document);
        if (!sweep || !vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTING, true)) return [];
        return inlayHints(sweep, { start, end }).map(({ position, label, tooltip }) => {
          const hint = new vscode.InlayHint(new vscode.Position(position.line, position.character), label);
          hint.paddingLeft = true;
          hint.tooltip = tooltip;
          return hint;
        });
      },
    }),
  );
}
