import * as vscode from 'vscode';
import type { FileSystem } from '../core/ports';
import { sweepIdOf } from '../core/sources/wandb/guess';

/** Names of the folder in which W&B's client keeps runs. */
const RUN_FOLDERS: readonly string[] = ['wandb', '.wandb'];

/** A folder that holds a `wandb` folder, under whichever of its two names. */
export interface Holder {
  readonly folder: vscode.Uri;
  readonly name: string;
}

/** Folders that hold a `wandb` folder: from the sweep file upwards, then the workspace's roots and what lies in them. */
export async function foldersWithRuns(sweep: vscode.Uri | undefined): Promise<readonly Holder[]> {
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

/** Ids of the sweeps whose agents left a `sweep-<id>` folder there, the one written last first. */
export async function sweepIdsIn({ folder, name }: Holder): Promise<readonly string[]> {
  const wandb = vscode.Uri.joinPath(folder, name);
  const found: { readonly id: string; readonly mtime: number }[] = [];
  for (const [entry] of await entries(wandb)) {
    const id = sweepIdOf(entry);
    if (id === null) continue;
    found.push({ id, mtime: await modifiedAt(vscode.Uri.joinPath(wandb, entry)) });
  }
  return found.sort((a, b) => b.mtime - a.mtime).map(({ id }) => id);
}

/** W&B's settings file of the folder; empty where there is none. */
export async function wandbSettingsIn(
  { folder, name }: Holder,
  fileSystem: (folder: vscode.Uri) => FileSystem,
): Promise<string> {
  const file = await fileSystem(folder).read(`${name}/settings`);
  return file.ok ? new TextDecoder().decode(file.value) : '';
}

function parent(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

async function modifiedAt(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime;
  } catch {
    return 0;
  }
}

async function entries(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A folder that can't be listed has no runs to offer; choosing it by hand says why.
    return [];
  }
}
