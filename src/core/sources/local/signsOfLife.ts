import type { FileSystem } from '../../ports';

/** The client writes its first files within seconds of the start; more than this apart, a copy was made since. */
const START_TOLERANCE = 10 * 60_000;

/**
 * When a run's files were last written, or `null` where their times can't be believed. `git clone`, `cp` and `unzip` give
 * every file the time of the copy: a run that died months ago would look alive. So the times count only when the
 * oldest of them is about as old as the run's start, which its files tell by their contents.
 *
 * All times are milliseconds since 1970.
 */
export function believableLastWrite(modified: readonly number[], startedAt: number | null, now: number): number | null {
  if (modified.length === 0 || startedAt === null) return null;
  if (Math.abs(Math.min(...modified) - startedAt) > START_TOLERANCE) return null;
  return Math.min(Math.max(...modified), now);
}

/** Files of a run folder whose times tell something: some are written once at the start, some until the end. */
const FILES = [
  'files/requirements.txt',
  'files/wandb-metadata.json',
  'files/output.log',
  'logs/debug.log',
  'logs/debug-internal.log',
];

/** Reads the times of a run's files; see `believableLastWrite`. */
export async function readLastWrite(
  fs: FileSystem,
  path: string,
  logName: string | undefined,
  startedAt: number | null,
  now: number,
): Promise<number | null> {
  const modified: number[] = [];
  for (const name of logName === undefined ? FILES : [...FILES, logName]) {
    const stat = await fs.stat(path === '' ? name : `${path}/${name}`);
    if (stat.ok) modified.push(stat.value.modifiedAt);
  }
  return believableLastWrite(modified, startedAt, now);
}
