import * as vscode from 'vscode';
import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../core/ports';

/** Bytes. */
const LARGEST_FILE = 256 * 2 ** 20;

/** The folder at `root` as the core's file system: local, remote or virtual, as the workspace provides it. */
export function workspaceFileSystem(root: vscode.Uri): FileSystem {
  const resolve = (path: string): vscode.Uri => {
    if (path.split('/').includes('..')) throw vscode.FileSystemError.NoPermissions(path);
    return path === '' ? root : vscode.Uri.joinPath(root, path);
  };
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
        const uri = resolve(path);
        const { type, size } = await vscode.workspace.fs.stat(uri);
        // A device or a pipe, to which a link may lead, never ends.
        if (!(type & (vscode.FileType.File | vscode.FileType.Directory))) throw new Error('it is not a file');
        // The workspace's files can only be read whole; a log of gigabytes would take the editor's memory.
        if (size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 2 ** 20} MB`);
        const bytes = await vscode.workspace.fs.readFile(uri);
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
