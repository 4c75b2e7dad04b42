import * as vscode from 'vscode';
import type { SnapshotStore } from '../core/sources/wandb/snapshot';
import * as notify from './notifications';

/** What all snapshots together may take on disk, in bytes; the ones that were not used for longest go first. */
const LARGEST_CACHE = 512 * 2 ** 20;

/** Pulled runs in a folder of the extension's own storage, so that a refresh asks only for what changed. */
export function runCache(folder: vscode.Uri, log: vscode.LogOutputChannel): SnapshotStore & { clear(): Promise<void> } {
  const fileOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, `${name}.json`);
  return {
    read: async (name) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileOf(name)));
      } catch {
        // Nothing was kept, or it can't be read any more: the runs are pulled anew.
        return null;
      }
    },
    write: async (name, text) => {
      try {
        await vscode.workspace.fs.createDirectory(folder);
        // A window that is closed in the middle leaves the old file or the new one, never half of one.
        const next = vscode.Uri.joinPath(folder, `${name}.${crypto.randomUUID()}.part`);
        await vscode.workspace.fs.writeFile(next, new TextEncoder().encode(text));
        await vscode.workspace.fs.rename(next, fileOf(name), { overwrite: true });
        await keepWithin(folder, LARGEST_CACHE);
      } catch (error) {
        log.warn(`The pulled runs could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    clear: async () => {
      try {
        await vscode.workspace.fs.delete(folder, { recursive: true });
      } catch (error) {
        if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
      }
    },
  };
}

/** Deletes the files written longest ago until the rest takes at most `limit` bytes. */
async function keepWithin(folder: vscode.Uri, limit: number): Promise<void> {
  const names = await vscode.workspace.fs.readDirectory(folder);
  const files = await Promise.all(
    names.map(async ([name]) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      return { uri, size, mtime };
    }),
  );
  let total = 0;
  for (const { uri, size } of files.sort((a, b) => b.mtime - a.mtime)) {
    total += size;
    if (total > limit) await vscode.workspace.fs.delete(uri);
  }
}

/** Registers Clear Cached Runs. */
export function registerClearCache(cache: { clear(): Promise<void> }): vscode.Disposable {
  return vscode.commands.registerCommand('sweepGuard.clearCache', async () => {
    try {
      await cache.clear();
      void notify.showInformationMessage(
        vscode.l10n.t('The cached runs were deleted. The next analysis reads all runs again.'),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void notify.showErrorMessage(vscode.l10n.t('The cached runs could not be deleted: {0}', reason));
    }
  });
}
