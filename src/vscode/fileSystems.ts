import type * as vscode from 'vscode';
import type { FileSystem } from '../core/ports';
import type { Platform } from './platform';
import { workspaceFileSystem } from './workspaceFileSystem';

/** A folder as the core's file system: on this computer parts of files can be read, elsewhere only whole ones. */
export function fileSystemOf(folder: vscode.Uri, platform: Platform): FileSystem {
  const own = folder.scheme === 'file' ? platform.fileSystem(folder.fsPath) : null;
  return own ?? workspaceFileSystem(folder);
}

/** Whether what lies at `uri` below `folder` leads out of it by a link: a repository can't send us to other places that way. */
export async function isLinkOut(
  uri: vscode.Uri,
  folder: vscode.Uri,
  fileSystem: (folder: vscode.Uri) => FileSystem,
): Promise<boolean> {
  const found = await fileSystem(folder).stat(uri.path.slice(folder.path.length).replace(/^\/+/, ''));
  return !found.ok && found.error.kind === 'link-out';
}
