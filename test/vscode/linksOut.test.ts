import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { nodeFileSystem } from '../../src/node/fileSystem';
import { fileSystemOf, isLinkOut } from '../../src/vscode/fileSystems';
import type { Platform } from '../../src/vscode/platform';
import { ProgramFiles } from '../../src/vscode/programFiles';
import { RuleFiles } from '../../src/vscode/ruleFiles';
import { wandbSettingsIn } from '../../src/vscode/runFolders';
import { workspaceFileSystem } from '../../src/vscode/workspaceFileSystem';

/** The editor's own file access, which follows links wherever they lead. */
vi.mock('vscode', async () => {
  const { readdir, readFile, stat } = await import('node:fs/promises');
  const { posix } = await import('node:path');
  const uri = (path: string): object => ({ scheme: 'file', path, fsPath: path, toString: () => `file://${path}` });
  const nothing = { dispose: () => undefined };
  const event = (): object => nothing;
  class EventEmitter {
    private readonly listeners: (() => void)[] = [];
    readonly event = (listener: () => void): object => {
      this.listeners.push(listener);
      return nothing;
    };
    fire(): void {
      this.listeners.forEach((listener) => {
        listener();
      });
    }
    dispose(): void {
      this.listeners.length = 0;
    }
  }
  const watcher = { onDidCreate: event, onDidChange: event, onDidDelete: event, dispose: () => undefined };
  const seen = { root: '' };
  return {
    seen,
    EventEmitter,
    Disposable: { from: () => nothing },
    FileType: { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 },
    FileSystemError: class extends Error {
      readonly code: string = '';
    },
    Uri: {
      file: uri,
      joinPath: ({ path }: { path: string }, ...parts: readonly string[]) => uri(posix.join(path, ...parts)),
    },
    workspace: {
      createFileSystemWatcher: () => watcher,
      onDidChangeWorkspaceFolders: event,
      getWorkspaceFolder: () => ({ uri: uri(seen.root) }),
      fs: {
        readFile: ({ path }: { path: string }) => readFile(path),
        readDirectory: ({ path }: { path: string }) => readdir(path),
        stat: async ({ path }: { path: string }) => {
          const found = await stat(path);
          return { type: found.isFile() ? 1 : found.isDirectory() ? 2 : 0, size: found.size, mtime: found.mtimeMs };
        },
      },
    },
  };
});

let top = '';
let folder: vscode.Uri;
const uriOf = async (...parts: readonly string[]): Promise<vscode.Uri> =>
  (await import('vscode')).Uri.file(join(top, ...parts));
const platform = { fileSystem: nodeFileSystem } as unknown as Platform;
const fileSystem = (root: vscode.Uri) => fileSystemOf(root, platform);

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'links-out-'));
  await mkdir(join(top, 'outside'));
  await mkdir(join(top, 'repository', 'wandb'), { recursive: true });
  await writeFile(join(top, 'outside', 'rules.yaml'), 'version: 1\ndisable: [P01]\n');
  await writeFile(join(top, 'outside', 'train.py'), 'import argparse\np.add_argument("--secret")\np.parse_args()\n');
  await writeFile(join(top, 'outside', 'settings'), '[default]\nentity = somebody\n');
  await symlink('../outside/rules.yaml', join(top, 'repository', '.sweepguard.yaml'));
  await symlink('../outside/train.py', join(top, 'repository', 'train.py'));
  await symlink('../../outside/settings', join(top, 'repository', 'wandb', 'settings'));
  await symlink('/dev/zero', join(top, 'repository', 'endless.yaml'));
  folder = await uriOf('repository');
  const { seen } = (await import('vscode')) as unknown as { readonly seen: { root: string } };
  seen.root = folder.path;
});
afterAll(() => rm(top, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('a link out of a repository that is opened in the editor', () => {
  it('is no rule file: nothing of it is read, and it is said in the log', async () => {
    const said: string[] = [];
    const log = { warn: (line: string) => said.push(line) } as unknown as vscode.LogOutputChannel;
    const rules = new RuleFiles(log, fileSystem);
    const sweep = await uriOf('repository', 'sweep.yaml');
    rules.nearest(sweep);
    await vi.waitFor(() => {
      expect(said).toEqual(['The rule file .sweepguard.yaml could not be read: it is a link out of the folder']);
    });
    expect(rules.nearest(sweep)).toBeNull();
  });

  it('is no script whose options are offered', async () => {
    const programs = new ProgramFiles(fileSystem);
    const sweep = await uriOf('repository', 'sweep.yaml');
    programs.get(sweep, 'train.py');
    // A script that is there says that its question is answered; this one never does.
    await writeFile(join(top, 'repository', 'own.py'), 'import argparse\n');
    programs.get(sweep, 'own.py');
    await vi.waitFor(() => {
      expect(programs.get(sweep, 'own.py')).not.toBeNull();
    });
    expect(programs.get(sweep, 'train.py')).toBeNull();
  });

  it('says nothing about whose runs these are', async () => {
    expect(await wandbSettingsIn({ folder, name: 'wandb' }, fileSystem)).toBe('');
  });

  it('is told from what lies in the repository, so that no agent reads it and no rules are written through it', async () => {
    const leads = async (...parts: readonly string[]) =>
      isLinkOut(await uriOf('repository', ...parts), folder, fileSystem);
    expect([await leads('.sweepguard.yaml'), await leads('wandb', 'settings')]).toEqual([true, true]);
    expect([await leads('wandb'), await leads('missing.yaml'), await leads()]).toEqual([false, false, false]);
  });

  it('that leads to a device is not read without an end, in whatever file system', async () => {
    const read = await workspaceFileSystem(folder).read('endless.yaml');
    expect(read).toEqual({ ok: false, error: { kind: 'other', message: 'it is not a file' } });
  });
});
