// A file system in the browser's memory, filled from the test's server: what a virtual workspace is to other extensions.
const vscode = require('vscode');

/** @typedef {{ type: number, ctime: number, mtime: number, bytes: Uint8Array, names: Set<string> }} Entry */

/** @param {import('vscode').ExtensionContext} context */
async function activate(context) {
  const changed = new vscode.EventEmitter();
  /** By path. @type {Map<string, Entry>} */
  const entries = new Map();
  const folder = vscode.FileType.Directory;

  /** @param {string} path @param {number} type @param {Uint8Array} [bytes] */
  const put = (path, type, bytes = new Uint8Array()) => {
    const known = entries.get(path);
    const now = Date.now();
    entries.set(path, { type, ctime: known?.ctime ?? now, mtime: now, bytes, names: known?.names ?? new Set() });
    if (path === '/') return;
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (!entries.has(parent)) put(parent, folder);
    entries.get(parent)?.names.add(path.slice(path.lastIndexOf('/') + 1));
  };
  /** @param {import('vscode').Uri} uri */
  const find = (uri) => {
    const entry = entries.get(uri.path.replace(/(?<=.)\/$/, ''));
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  };
  /** @param {number} type @param {import('vscode').Uri} uri */
  const tell = (type, uri) => changed.fire([{ type, uri }]);

  const answer = await fetch(new URL('/files.json', context.extensionUri.toString(true)));
  for (const [path, base64] of Object.entries(await answer.json())) {
    put(
      path,
      vscode.FileType.File,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    );
  }

  /** @type {import('vscode').FileSystemProvider} */
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => {
      const { type, ctime, mtime, bytes } = find(uri);
      return { type, ctime, mtime, size: bytes.length };
    },
    readDirectory: (uri) => [...find(uri).names].map((name) => [name, find(vscode.Uri.joinPath(uri, name)).type]),
    readFile: (uri) => find(uri).bytes,
    createDirectory: (uri) => put(uri.path, folder),
    writeFile: (uri, bytes) => {
      put(uri.path, vscode.FileType.File, bytes);
      tell(vscode.FileChangeType.Changed, uri);
    },
    delete: (uri) => {
      entries.delete(uri.path);
      entries
        .get(uri.path.slice(0, uri.path.lastIndexOf('/')))
        ?.names.delete(uri.path.slice(uri.path.lastIndexOf('/') + 1));
      tell(vscode.FileChangeType.Deleted, uri);
    },
    rename: (from, to) => {
      provider.writeFile(to, find(from).bytes, { create: true, overwrite: true });
      provider.delete(from, { recursive: false });
    },
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memfs', provider));
}

module.exports = { activate };
