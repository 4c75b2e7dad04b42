import * as vscode from 'vscode';
import { parseSettings } from '../core/sources/wandb/credentials';
import { guessSweeps, type Guess } from '../core/sources/wandb/guess';
import { formatReference, looksLikeReference, parseWandbReference } from '../core/sources/wandb/reference';
import type { WandbServer } from '../core/sources/wandb/server';
import { chooseWandbSweep } from './chooseWandbSweep';
import type { AnalysisRequest } from './runAnalysis';
import { foldersWithRuns, holderOf, sweepIdsIn, wandbSettingsIn, type Holder } from './runFolders';
import { describeSource, describeUri, type RunSource } from './runSource';
import type { Services } from './services';

interface SourceItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<RunSource | undefined>;
}

/** How a command that needs runs asks for them; what is absent is asked as Analyze Sweep asks it. */
export interface SourceQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** The button of the dialogs that choose a folder or a file. */
  readonly openLabel: string;
  /** Runs that are offered before all others: those of the analysis panel. */
  readonly first?: RunSource;
}

/** More guesses than these are found faster in the list of sweeps. */
const MOST_GUESSES = 3;

/**
 * Asks which runs to analyse. What the open sweep file points to comes first, so that Enter confirms it; a pasted W&B
 * address is understood where one types. `undefined` when the person changes their mind.
 */
export async function chooseSource(
  services: Services,
  question: SourceQuestion = toAnalyze(),
): Promise<AnalysisRequest | undefined> {
  const sweep = activeSweepFile(services);
  const { first } = question;
  const isFirst = ({ folder }: Holder): boolean => first?.kind === 'uri' && first.uri.toString() === folder.toString();
  const holders = await foldersWithRuns(sweep);
  const server = await services.account.server();
  const folders = holders.flatMap((holder, index) =>
    isFirst(holder) ? [] : [folderItem(holder, index === 0 ? sweep : undefined)],
  );
  const [fromWandb, ...sweeps] = await Promise.all([
    server.ok ? wandbItems(services, server.value, sweep, holders) : null,
    ...holders.map(sweepItems),
  ]);
  // Agents on other machines have left their runs there too; without a key at hand, what is here needs no question.
  const guesses = fromWandb?.guesses ?? [];
  const hasFound = holders.length + guesses.length > 0 || first !== undefined;
  const items = [
    ...(first ? [panelItem(first)] : []),
    ...(fromWandb?.isFirst ? [...guesses, ...folders] : [...folders, ...guesses]),
    ...sweeps.flat(),
    ...(fromWandb ? [fromWandb.list] : []),
    ...fileItems(question),
    ...(hasFound ? [] : [walkthroughItem()]),
  ];
  const source = await show(items, server.ok ? server.value : null, hasFound, question);
  return source && { source, sweep: sweep ?? null };
}

function toAnalyze(): SourceQuestion {
  return {
    title: vscode.l10n.t('Analyze Sweep'),
    placeholder: vscode.l10n.t('Which runs? You can also paste the address of a W&B sweep'),
    openLabel: vscode.l10n.t('Analyze'),
  };
}

/** The sweep file in the active editor, or one that is visible beside it. */
export function activeSweepFile(services: Services): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor;
  const editors = active ? [active, ...vscode.window.visibleTextEditors] : vscode.window.visibleTextEditors;
  return editors.find(({ document }) => document.languageId === 'yaml' && services.documents.get(document))?.document
    .uri;
}

function panelItem(source: RunSource): SourceItem {
  return {
    label: `$(graph-scatter) ${describeSource(source)}`,
    description: vscode.l10n.t('in the analysis panel'),
    choose: () => Promise.resolve(source),
  };
}

function folderItem({ folder, name }: Holder, sweep: vscode.Uri | undefined): SourceItem {
  return {
    label: `$(folder) ${describeUri(folder)}`,
    description: vscode.l10n.t('runs in {0}/', name),
    ...(sweep && { detail: vscode.l10n.t('The runs nearest to {0}', describeUri(sweep)) }),
    choose: () => Promise.resolve({ kind: 'uri', uri: folder }),
  };
}

/** The single sweeps of a folder that holds several, the one written last first. */
async function sweepItems(holder: Holder): Promise<readonly SourceItem[]> {
  const ids = await sweepIdsIn(holder);
  if (ids.length < 2) return [];
  return ids.map((id) => ({
    label: `$(folder) ${vscode.l10n.t('{0}, sweep {1}', describeUri(holder.folder), id)}`,
    description: vscode.l10n.t('only the runs of this sweep'),
    choose: () => Promise.resolve({ kind: 'uri', uri: vscode.Uri.joinPath(holder.folder, holder.name, `sweep-${id}`) }),
  }));
}

/** What can be read from W&B; `isFirst` where one keystroke should be enough for it. */
async function wandbItems(
  services: Services,
  server: WandbServer,
  sweep: vscode.Uri | undefined,
  holders: readonly Holder[],
): Promise<{ readonly guesses: readonly SourceItem[]; readonly list: SourceItem; readonly isFirst: boolean }> {
  const nearest = holders[0];
  const credential = await services.account.credential(server);
  const lastChoice = services.choices.get(sweep ?? null, server.baseUrl);
  const guesses = guessSweeps({
    sweepText: sweep ? await textOf(sweep) : null,
    sweepIds: nearest ? await sweepIdsIn(nearest) : [],
    settings: new Map([
      ...(await services.account.settings()),
      // Whose project it is may come from the folder; the server to ask may not.
      ...parseSettings(nearest ? await wandbSettingsIn(nearest, services.fileSystem) : ''),
    ]),
    lastChoice,
  });
  return {
    guesses: guesses.slice(0, MOST_GUESSES).map((guess) => guessItem(guess, services, server)),
    list: {
      label: `$(cloud) ${vscode.l10n.t('Choose a sweep of W&B…')}`,
      description:
        credential.ok && credential.value
          ? vscode.l10n.t('{0} with the key from {1}', server.host, credential.value.from)
          : server.host,
      choose: async () => wandbSource(await chooseWandbSweep(services)),
    },
    isFirst: lastChoice !== null || (credential.ok && credential.value !== null),
  };
}

function guessItem({ entity, project, sweep, because }: Guess, services: Services, server: WandbServer): SourceItem {
  const name = [...(entity === null ? [] : [entity]), project, ...(sweep === null ? [] : [sweep])].join('/');
  const isExact = sweep !== null && entity !== null;
  return {
    label: `$(cloud) ${sweep === null ? vscode.l10n.t('Sweeps of {0}…', name) : name}`,
    description: [because, ...(entity === null ? [vscode.l10n.t('of your default entity')] : []), server.host].join(
      ' · ',
    ),
    choose: async () => {
      if (isExact)
        return { kind: 'wandb', baseUrl: server.baseUrl, reference: { kind: 'sweep', entity, project, sweep } };
      const known = entity ?? (await defaultEntity(services));
      if (sweep === null || known === undefined) {
        return wandbSource(await chooseWandbSweep(services, known === undefined ? {} : { entity: known, project }));
      }
      return { kind: 'wandb', baseUrl: server.baseUrl, reference: { kind: 'sweep', entity: known, project, sweep } };
    },
  };
}

/** Whose projects W&B means where none is named; `undefined` where the server does not say. */
async function defaultEntity({ account, log }: Services): Promise<string | undefined> {
  const access = await account.access();
  const viewer = access.ok ? await access.value.client.viewer() : access;
  if (!viewer.ok) log.warn(viewer.error.message);
  return viewer.ok ? (viewer.value.entity ?? undefined) : undefined;
}

function wandbSource(chosen: Awaited<ReturnType<typeof chooseWandbSweep>>): RunSource | undefined {
  return chosen && { kind: 'wandb', ...chosen };
}

function fileItems({ title, openLabel }: SourceQuestion): readonly SourceItem[] {
  const choose = async (options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined> =>
    (await vscode.window.showOpenDialog({ title, openLabel, ...options }))?.[0];
  return [
    {
      label: `$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`,
      description: vscode.l10n.t('a wandb/ folder, or the folder that holds one'),
      choose: async () => {
        const folder = await choose({ canSelectFolders: true, canSelectFiles: false });
        return folder && { kind: 'uri', uri: holderOf(folder) };
      },
    },
    {
      label: `$(file) ${vscode.l10n.t('Choose an exported file…')}`,
      description: vscode.l10n.t('runs as JSON, JSON Lines or CSV'),
      choose: async () => {
        const file = await choose({
          canSelectFiles: true,
          filters: { [vscode.l10n.t('Exported runs')]: ['json', 'jsonl', 'csv'] },
        });
        return file && { kind: 'uri', uri: file };
      },
    },
  ];
}

/** For those who have no runs yet. */
function walkthroughItem(): SourceItem {
  return {
    label: `$(question) ${vscode.l10n.t('Show how it works…')}`,
    choose: async () => {
      await vscode.commands.executeCommand('sweepGuard.openWalkthrough');
      return undefined;
    },
  };
}

/** The list; what is typed or pasted and names a sweep of W&B is offered above it. */
async function show(
  items: readonly SourceItem[],
  server: WandbServer | null,
  hasFound: boolean,
  { title, placeholder, openLabel }: SourceQuestion,
): Promise<RunSource | undefined> {
  const box = vscode.window.createQuickPick<SourceItem>();
  box.title = title;
  box.placeholder = hasFound
    ? placeholder
    : vscode.l10n.t('No runs found here: choose where they are, or paste the address of a W&B sweep');
  box.items = items;
  box.onDidChangeValue((value) => {
    const pasted = server && looksLikeReference(value.trim()) ? pastedItem(value, server, openLabel) : null;
    box.items = pasted ? [pasted, ...items] : items;
  });
  try {
    const chosen = await new Promise<SourceItem | undefined>((resolve) => {
      box.onDidAccept(() => {
        resolve(box.selectedItems[0]);
      });
      box.onDidHide(() => {
        resolve(undefined);
      });
      box.show();
    });
    box.hide();
    return await chosen?.choose();
  } finally {
    box.dispose();
  }
}

function pastedItem(value: string, server: WandbServer, openLabel: string): SourceItem {
  const reference = parseWandbReference(value, server);
  return {
    label: reference.ok
      ? `$(cloud) ${vscode.l10n.t('{0} {1}', openLabel, formatReference(reference.value))}`
      : `$(warning) ${reference.error.message}`,
    ...(reference.ok ? { description: vscode.l10n.t('on {0}', server.host) } : { detail: reference.error.advice }),
    alwaysShow: true,
    choose: () =>
      Promise.resolve(
        reference.ok ? { kind: 'wandb', baseUrl: server.baseUrl, reference: reference.value } : undefined,
      ),
  };
}

async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}
