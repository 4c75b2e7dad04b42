import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../../src/core/ports';

/** One file of a made-up disk; `modifiedAt` in milliseconds since 1970. */
export interface MemoryFile {
  readonly bytes: Uint8Array | string;
  readonly modifiedAt?: number;
}

/** What a made-up disk does besides holding files. */
export interface MemoryOptions {
  /** Paths of files and folders that may not be read. */
  readonly denied?: readonly string[];
  /** Time of files without one of their own. */
  readonly modifiedAt?: number;
  /** Leave `readRange` out, as hosts do that can only read whole files. */
  readonly wholeFilesOnly?: boolean;
}

/** A disk in memory for tests; folders are there because files in them are. A path that ends in `/` is an empty folder. */
export function memoryFileSystem(
  files: Readonly<Record<string, MemoryFile | string>>,
  options: MemoryOptions = {},
): FileSystem {
  const encoder = new TextEncoder();
  const byPath = new Map<string, { bytes: Uint8Array; modifiedAt: number }>();
  const folders = new Set<string>(['']);
  for (const [path, file] of Object.entries(files)) {
    const { bytes, modifiedAt } = typeof file === 'string' ? { bytes: file, modifiedAt: undefined } : file;
    const parts = path.split('/');
    for (let i = 1; i < parts.length; i++) folders.add(parts.slice(0, i).join('/'));
    if (path.endsWith('/')) continue;
    byPath.set(path, {
      bytes: typeof bytes === 'string' ? encoder.encode(bytes) : bytes,
      modifiedAt: modifiedAt ?? options.modifiedAt ?? 0,
    });
  }

  const find = (path: string): Result<{ bytes: Uint8Array; modifiedAt: number }, FileError> => {
    if (options.denied?.some((denied) => path === denied || path.startsWith(`${denied}/`)) === true) {
      return fail({ kind: 'no-permission', message: `${path}: permission denied` });
    }
    const file = byPath.get(path);
    if (file !== undefined) return ok(file);
    return fail({ kind: folders.has(path) ? 'wrong-type' : 'not-found', message: `${path}: no such file` });
  };

  const list = (path: string): Result<readonly DirectoryEntry[], FileError> => {
    if (options.denied?.includes(path) === true)
      return fail({ kind: 'no-permission', message: `${path}: permission denied` });
    if (byPath.has(path)) return fail({ kind: 'wrong-type', message: `${path}: not a directory` });
    if (!folders.has(path)) return fail({ kind: 'not-found', message: `${path}: no such directory` });
    const prefix = path === '' ? '' : `${path}/`;
    const inside = (name: string): boolean =>
      name !== '' && name.startsWith(prefix) && !name.slice(prefix.length).includes('/');
    return ok([
      ...[...folders].filter(inside).map((name) => ({ name: name.slice(prefix.length), kind: 'directory' as const })),
      ...[...byPath.keys()].filter(inside).map((name) => ({ name: name.slice(prefix.length), kind: 'file' as const })),
    ]);
  };

  const fs: FileSystem = {
    list: (path) => Promise.resolve(list(path)),
    stat: (path) => {
      const file = find(path);
      return Promise.resolve(file.ok ? ok({ size: file.value.bytes.length, modifiedAt: file.value.modifiedAt }) : file);
    },
    read: (path, { tailBytes = Infinity } = {}) => {
      const file = find(path);
      if (!file.ok) return Promise.resolve(file);
      const { bytes } = file.value;
      return Promise.resolve(ok(bytes.subarray(Math.max(0, bytes.length - tailBytes))));
    },
  };
  if (options.wholeFilesOnly === true) return fs;
  return {
    ...fs,
    readRange: (path, start, length) => {
      const file = find(path);
      return Promise.resolve(file.ok ? ok(file.value.bytes.subarray(start, start + length)) : file);
    },
  };
}
