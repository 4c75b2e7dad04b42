import * as vscode from 'vscode';
import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../core/ports';

/** The folder at `root` as the core's file system: local, remote or virtual, as the workspace provides it. */
export function workspaceFileSystem(root: vscode.Uri): FileSystem {
  const resolve = (path: string): vscode.Uri => (path === '' ? root : vscode.Uri.joinPath(root, path));
  return {
    list: (path) =>
      attempt(async () =>
        (await vscode.workspace.fs.readDirectory(resolve(path))).map(([name, type]) => entry(name, type)),
      ),
    stat: (path) =>
      attempt(async () => {
        const { size, mtime } = await vscode.workspace.fs.stat(resolve(path));
        return { size, modifiedAt: mtime };
      }),
    read: (path, options) =>
      attempt(async () => {
        const bytes = await vscode.workspace.fs.readFile(resolve(path));
        const tail = options?.tailBytes;
        return tail === undefined || tail >= bytes.length ? bytes : bytes.subarray(bytes.length - tail);
      }),
  };
}

function entry(name: string, type: vscode.FileType): DirectoryEntry {
  if (type & vscode.FileType.Directory) return { name, kind: 'directory' };
  return { name, kind: type & vscode.FileType.File ? 'file' : 'other' };
}

async function attempt<Value>(operation: () => Promise<Value>): Promise<Result<Value, FileError>> {
  try {
    return ok(await operation());
  } catch (error) {
    return fail({ kind: kindOf(error), message: error instanceof Error ? error.message : String(error) });
  }
}

function kindOf(error: unknown): FileError['kind'] {
  if (!(error instanceof vscode.FileSystemError)) return 'other';
  switch (error.code) {
    case 'FileNotFound':
      return 'not-found';
    case 'NoPermissions':
      return 'no-permission';
    case 'FileNotADirectory':
    case 'FileIsADirectory':
      return 'wrong-type';
    default:
      return 'other';
  }
}
