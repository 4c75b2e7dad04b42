import { ok, type FileError, type FileSystem, type Result } from '../ports';
import { readProgram, UNREAD_PROGRAM, type ProgramFile } from './programFile';

/** Scripts above this many bytes are known to exist, and not read. */
const MAX_BYTES = 1_000_000;

/**
 * Whether a path in `program` can be looked for: a Python script below the folder. Absolute paths and those that leave
 * the folder may exist on the machine that runs the agent.
 */
export function isLocalScript(program: string): boolean {
  return /^[^/\\~$][^\\:]*\.py$/.test(program) && !program.split('/').includes('..');
}

/**
 * The script that a sweep file names, looked for beside it and in every folder above up to the file system's root, since
 * an agent is started from any of them. `null` where nothing can be said. Paths use `/`.
 */
export async function findProgram(files: FileSystem, sweepPath: string, program: string): Promise<ProgramFile | null> {
  if (!isLocalScript(program)) return null;
  const folders = sweepPath.split('/').slice(0, -1);
  const name = program.replace(/^(?:\.\/)+/, '');
  for (let depth = folders.length; depth >= 0; depth--) {
    const found = await read(files, [...folders.slice(0, depth), name].join('/'));
    if (found.ok) return { path: program, contents: found.value };
    if (found.error.kind !== 'not-found') return null;
  }
  return { path: program, contents: null };
}

async function read(files: FileSystem, path: string): Promise<Result<ProgramFile['contents'], FileError>> {
  const stat = await files.stat(path);
  if (!stat.ok) return stat;
  if (stat.value.size > MAX_BYTES) return ok(UNREAD_PROGRAM);
  const bytes = await files.read(path);
  return bytes.ok ? ok(readProgram(new TextDecoder().decode(bytes.value))) : bytes;
}
