import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../core/ports';

/** Bytes. What is read whole are settings and logs; a file of gigabytes would take the memory of the editor. */
const LARGEST_FILE = 256 * 2 ** 20;

/**
 * Read access to the folder `root` and what lies below it. Symbolic links are followed within it; one that leads out of
 * it can't be read, so that a folder from a stranger shows nothing else of this computer. Only files are read: a pipe
 * or a device may never end.
 */
export function nodeFileSystem(root: string): FileSystem & Required<Pick<FileSystem, 'readRange'>> {
  const base = resolve(root);

  /** Runs `work` on the real path; whatever it throws becomes a `FileError`. */
  const at = async <Value>(path: string, work: (real: string) => Promise<Value>): Promise<Result<Value, FileError>> => {
    const named = resolve(base, path);
    if (!isWithin(named, base) || path.split(/[\\/]/).includes('..')) {
      return fail({ kind: 'other', message: `${path} is outside the folder` });
    }
    try {
      const real = await realpath(named);
      if (!isWithin(real, await realpath(base))) {
        return fail({ kind: 'link-out', message: 'it is a link out of the folder' });
      }
      return ok(await work(real));
    } catch (error) {
      return fail(fileErrorOf(error));
    }
  };

  return {
    list: (path) =>
      at(path, async (real) => {
        const entries = await readdir(real, { withFileTypes: true });
        return Promise.all(
          entries.map(async (entry): Promise<DirectoryEntry> => {
            if (!entry.isSymbolicLink()) return { name: entry.name, kind: kindOf(entry) };
            const target = await stat(join(real, entry.name)).catch(() => null);
            return { name: entry.name, kind: target === null ? 'other' : kindOf(target) };
          }),
        );
      }),
    stat: (path) =>
      at(path, async (real) => {
        const { size, mtimeMs } = await stat(real);
        return { size, modifiedAt: mtimeMs };
      }),
    read: (path, options = {}) =>
      at(path, async (real) => {
        const { tailBytes } = options;
        if (tailBytes === undefined) return readWhole(real);
        return readPart(real, (size) => ({ start: Math.max(0, size - tailBytes), length: tailBytes }));
      }),
    readRange: (path, start, length) => at(path, (real) => readPart(real, () => ({ start, length }))),
  };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): DirectoryEntry['kind'] {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';
}

/** Bytes of a file; of a pipe or a device an error. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw new Error('it is not a file');
  return found.size;
}

async function readWhole(path: string): Promise<Uint8Array> {
  if ((await sizeOf(path)) > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 2 ** 20} MB`);
  return readFile(path);
}

async function readPart(
  path: string,
  choose: (size: number) => { readonly start: number; readonly length: number },
): Promise<Uint8Array> {
  await sizeOf(path);
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { start, length } = choose(size);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
      // The file was cut while it was read.
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

const ERROR_KINDS: ReadonlyMap<unknown, FileError['kind']> = new Map([
  ['ENOENT', 'not-found'],
  ['EACCES', 'no-permission'],
  ['EPERM', 'no-permission'],
  ['ENOTDIR', 'wrong-type'],
  ['EISDIR', 'wrong-type'],
]);

function fileErrorOf(error: unknown): FileError {
  if (!(error instanceof Error)) return { kind: 'other', message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return { kind: ERROR_KINDS.get(code) ?? 'other', message: error.message };
}
