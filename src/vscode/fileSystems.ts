import type * as vscode from 'vscode';
import type { FileSystem } from '../core/ports';
import type { Platform } from './platform';
import { workspaceFileSystem } from './workspaceFileSystem';

/** A folder as the core's file system: on this computer parts of files can be read, elsewhere only whole ones. */
export function fileSystemOf(folder: vscode.Uri, platform: Platform): FileSystem {
  const own = folder.scheme === 'file' ? platform.fileSystem(folder.fsPath) : null;
  return own ?? workspaceFileSystem(folder);
}
