import * as vscode from 'vscode';
import { samplesTable } from '../core/language/samplesTable';
import type { SampleOptions } from '../core/sweep/sample';
import * as notify from './notifications';
import type { Services } from './services';

const SCHEME = 'sweep-guard-samples';
const COMMAND = 'sweepGuard.preview';
const FIRST: SampleOptions = { count: 20, seed: 1 };
const MOST = 10_000;

/** What the command is asked to do when it comes from the table itself. */
interface Request {
  readonly samples: vscode.Uri;
  readonly next: 'seed' | 'ask';
}

/** Shows configurations that the sweep would draw, in a read-only table beside it that follows the sweep's text. */
export function registerPreviewSamples(services: Services): vscode.Disposable {
  const options = new Map<string, SampleOptions>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const optionsOf = (samples: vscode.Uri): SampleOptions => options.get(samples.toString()) ?? FIRST;

  const show = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !services.documents.get(document)) {
      void notify.showInformationMessage(vscode.l10n.t('Open a sweep file first; then its samples can be shown.'));
      return;
    }
    const samples = samplesUri(document.uri);
    changed.fire(samples);
    const table = await vscode.workspace.openTextDocument(samples);
    await vscode.window.showTextDocument(table, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  };

  const preview = async (request?: unknown): Promise<void> => {
    if (!isRequest(request)) {
      await show();
      return;
    }
    const before = optionsOf(request.samples);
    const after = request.next === 'ask' ? await ask(before) : { ...before, seed: before.seed + 1 };
    if (!after) return;
    options.set(request.samples.toString(), after);
    changed.fire(request.samples);
  };

  return vscode.Disposable.from(
    changed,
    vscode.commands.registerCommand('sweepGuard.preview', preview),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (samples) => {
        const document = await vscode.workspace.openTextDocument(sweepUri(samples));
        const sweep = services.documents.get(document);
        const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
        return sweep
          ? samplesTable(sweep, name, optionsOf(samples))
          : `${vscode.l10n.t('{0} is no sweep file any more.', name)}\n`;
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: SCHEME },
      {
        provideCodeLenses: ({ uri }) => [
          lens(vscode.l10n.t('Another seed'), { samples: uri, next: 'seed' }),
          lens(vscode.l10n.t('Set count and seed…'), { samples: uri, next: 'ask' }),
        ],
      },
    ),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const samples = samplesUri(document.uri);
      const isShown = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === samples.toString());
      if (isShown) changed.fire(samples);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      options.delete(uri.toString());
    }),
  );
}

/** The address of a table says which sweep it belongs to; its name is what the tab shows. */
function samplesUri(sweep: vscode.Uri): vscode.Uri {
  const name = sweep.path.slice(sweep.path.lastIndexOf('/') + 1);
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${vscode.l10n.t('Samples of {0}', name)}.txt`,
    query: sweep.toString(),
  });
}

function sweepUri(samples: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(samples.query);
}

function lens(title: string, request: Request): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: COMMAND, arguments: [request] });
}

function isRequest(value: unknown): value is Request {
  return typeof value === 'object' && value !== null && 'samples' in value && 'next' in value;
}

/** Asks for both numbers at once: `20` or `20 1`. */
async function ask({ count, seed }: SampleOptions): Promise<SampleOptions | null> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Preview Samples'),
    prompt: vscode.l10n.t('How many configurations, and the seed'),
    value: `${count} ${seed}`,
    validateInput: (text) =>
      parse(text) ? null : vscode.l10n.t('Write two whole numbers, such as 20 1; the first up to {0}.', MOST),
  });
  return answer === undefined ? null : parse(answer);
}

function parse(text: string): SampleOptions | null {
  const [, count, seed] = /^\s*(\d{1,5})[\s,]+(\d{1,9})\s*$/.exec(text) ?? [];
  const number = Number(count);
  return count !== undefined && number >= 1 && number <= MOST ? { count: number, seed: Number(seed) } : null;
}
