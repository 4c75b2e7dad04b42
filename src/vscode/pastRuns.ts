import * as vscode from 'vscode';
import { pastRunsText } from '../core/language/pastRunsText';
import type { Services } from './services';

const SCHEME = 'sweep-guard-past-runs';

/** Where a problem that past runs have taught leads to: what they say, with a way on to the panel. */
export function toPastRuns(sweep: vscode.Uri): vscode.DiagnosticRelatedInformation {
  const start = new vscode.Range(0, 0, 0, 0);
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(pastRunsUri(sweep), start),
    vscode.l10n.t('the runs that taught this'),
  );
}

/** Shows what past runs say about a sweep file as a read-only text; its first line opens the panel. */
export function registerPastRuns({ documents, evidence, clock }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    evidence.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => {
        const document = await vscode.workspace.openTextDocument(sweepUri(uri));
        const found = documents.knowledge(document).evidence;
        return found
          ? pastRunsText(found, clock.now())
          : `${vscode.l10n.t('No analysis speaks for this sweep file any more.')}\n`;
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: SCHEME },
      {
        provideCodeLenses: ({ uri }) => [
          new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
            title: vscode.l10n.t('Show in the Panel'),
            command: 'sweepGuard.showAnalysis',
            arguments: [sweepUri(uri)],
          }),
        ],
      },
    ),
  );
}

/** The address says which sweep file the text is about; its name is what the tab shows. */
function pastRunsUri(sweep: vscode.Uri): vscode.Uri {
  const name = sweep.path.slice(sweep.path.lastIndexOf('/') + 1);
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${vscode.l10n.t('Past runs of {0}', name)}.txt`,
    query: sweep.toString(),
  });
}

function sweepUri(text: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(text.query);
}
