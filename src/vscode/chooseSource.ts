import * as vscode from 'vscode';
import type { AnalysisRequest } from './runAnalysis';
import type { Services } from './services';
import { describe } from './runAnalysis';

const RUN_FOLDERS: readonly string[] = ['wandb', '.wandb'];

interface SourceItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<vscode.Uri | undefined>;
}

/**
 * Asks which runs to analyse. The folder beside the open sweep file comes first, so that Enter confirms it; `undefined`
 * when the person changes their mind.
 */
export async function chooseSource(services: Services): Promise<AnalysisRequest | undefined> {
  const sweep = activeSweepFile(services);
  const holders = await foldersWithRuns(sweep);
  const found = holders.map((holder, index): SourceItem => ({
    label: `$(folder) ${describe(holder.folder)}`,
    description: `runs in ${holder.name}/`,
    ...(sweep && index === 0 && { detail: `The runs nearest to ${describe(sweep)}` }),
    choose: () => Promise.resolve(holder.folder),
  }));
  const items: SourceItem[] = [
    ...found,
    {
      label: '$(folder-opened) Choose a folder…',
      description: 'a wandb/ folder, or the folder that holds one',
      choose: async () => {
        const folder = await openDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: 'Analyze' });
        return folder && holderOf(folder);
      },
    },
    {
      label: '$(file) Choose an exported file…',
      description: 'runs as JSON, JSON Lines or CSV',
      choose: () =>
        openDialog({
          canSelectFiles: true,
          openLabel: 'Analyze',
          filters: { 'Exported runs': ['json', 'jsonl', 'csv'] },
        }),
    },
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: 'Analyze Sweep',
    placeHolder: found.length > 0 ? 'Which runs?' : 'No wandb folder here: choose where the runs are',
  });
  const source = await item?.choose();
  return source && { source, sweep: sweep ?? null };
}

/** The sweep file in the active editor, or one that is visible beside it. */
export function activeSweepFile(services: Services): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor;
  const editors = active ? [active, ...vscode.window.visibleTextEditors] : vscode.window.visibleTextEditors;
  return editors.find(({ document }) => document.languageId === 'yaml' && services.documents.get(document))?.document
    .uri;
}

async function openDialog(options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ title: 'Analyze Sweep', ...options }))?.[0];
}

interface Holder {
  readonly folder: vscode.Uri;
  readonly name: string;
}

/** Folders that hold a `wandb` folder: from the sweep file upwards, then the workspace's roots and what lies in them. */
async function foldersWithRuns(sweep: vscode.Uri | undefined): Promise<readonly Holder[]> {
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  const candidates: vscode.Uri[] = [];
  if (sweep) {
    const root = vscode.workspace.getWorkspaceFolder(sweep)?.uri.path;
    for (let folder = parent(sweep); ; folder = parent(folder)) {
      candidates.push(folder);
      if (root === undefined || folder.path.length <= root.length || folder.path === '/') break;
    }
  }
  for (const root of roots) {
    candidates.push(root);
    for (const [name, type] of await entries(root)) {
      if (type === vscode.FileType.Directory && !name.startsWith('.') && name !== 'node_modules') {
        candidates.push(vscode.Uri.joinPath(root, name));
      }
    }
  }
  const holders = new Map<string, Holder>();
  for (const folder of candidates) {
    const key = folder.toString();
    if (holders.has(key)) continue;
    const name = (await entries(folder)).find(([entry]) => RUN_FOLDERS.includes(entry))?.[0];
    if (name !== undefined) holders.set(key, { folder, name });
  }
  return [...holders.values()];
}

/** The folder to read for a folder chosen in the explorer: for a `wandb` folder, the one that holds it. */
export function holderOf(folder: vscode.Uri): vscode.Uri {
  return RUN_FOLDERS.includes(folder.path.split('/').pop() ?? '') ? parent(folder) : folder;
}

function parent(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

async function entries(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A folder that can't be listed has no runs to offer; choosing it by hand says why.
    return [];
  }
}
