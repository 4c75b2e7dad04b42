import * as vscode from 'vscode';
import type { Clock } from '../core/ports';
import { createFollower, type Follower } from '../core/sources/local/followRuns';

/** What the client and its agents write. */
const PATTERN = '**/{run-*,offline-run-*,sweep-*}/**';

/**
 * Watches the runs below `folder`. `read` is called when it is worth reading them again, with the paths that changed
 * (relative to the folder), or `undefined` where everything may have.
 */
export function watchRuns(
  folder: vscode.Uri,
  clock: Clock,
  read: (changed: readonly string[] | undefined) => void,
): Follower {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, PATTERN));
  const follower = createFollower(
    clock,
    {
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds);
        return () => {
          clearTimeout(timer);
        };
      },
    },
    read,
  );
  const changed = (uri: vscode.Uri): void => {
    const path = uri.path.slice(folder.path.length).replace(/^\//, '');
    follower.changed(path);
  };
  watcher.onDidCreate(changed);
  watcher.onDidChange(changed);
  watcher.onDidDelete(changed);
  return {
    ...follower,
    stop() {
      follower.stop();
      watcher.dispose();
    },
  };
}
