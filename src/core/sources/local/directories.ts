import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../../ports';
import type { SourceError } from '../../runs/run';

/** A folder that the client made for one run, as its name tells. */
export interface RunFolder {
  readonly path: string;
  /** The run id; a suffix that the user asked for may still be on it. */
  readonly id: string;
  readonly isOffline: boolean;
  /** The name's time, in milliseconds since 1970, if the run was made in this machine's time zone. */
  readonly namedStart: number | null;
}

/** `sweep-<sweepId>/config-<runId>.yaml`: what an agent wrote before it started the run. */
export interface SweepConfigFile {
  readonly path: string;
  readonly sweepId: string;
  readonly runId: string;
}

/** What a folder holds for us. `holder` is the folder beside whose `wandb` the sweep file may lie, if it can be seen. */
export interface WandbFolder {
  readonly runs: readonly RunFolder[];
  readonly sweepConfigs: readonly SweepConfigFile[];
  readonly holder: string | null;
  /** Folders inside that could not be listed. */
  readonly unreadable: readonly { readonly path: string; readonly error: FileError }[];
}

const RUN_FOLDER = /^(offline-)?run-(\d{8}_\d{6})-(.+)$/;
const RUN_LOG = /^run-(.+)\.wandb$/;
const SWEEP_FOLDER = /^sweep-(.+)$/;
const SWEEP_CONFIG = /^config-(.+)\.yaml$/;

/**
 * Finds the runs of a folder that is a `wandb` folder, holds one (`.wandb` counts before `wandb`, as for the client), or
 * is the folder of a single run. `ref` is how the user named it.
 */
export async function findRuns(fs: FileSystem, ref: string): Promise<Result<WandbFolder, SourceError>> {
  const root = await fs.list('');
  if (!root.ok) return fail(unlistable(ref, root.error));
  if (root.value.some(isRunOrSweepFolder)) return readWandbFolder(fs, '', null, root.value, ref);

  const hasFolder = (name: string): boolean =>
    root.value.some((entry) => entry.kind === 'directory' && entry.name === name);
  const inner = ['.wandb', 'wandb'].find(hasFolder);
  if (inner !== undefined) {
    const entries = await fs.list(inner);
    if (!entries.ok) return fail(unlistable(`${withSlash(ref)}${inner}`, entries.error));
    return readWandbFolder(fs, inner, '', entries.value, `${withSlash(ref)}${inner}`);
  }

  const single = singleRun(root.value, ref);
  if (single !== null) return ok({ runs: [single], sweepConfigs: [], holder: null, unreadable: [] });
  if (/(?:^|[\\/])\.?wandb[\\/]?$/.test(ref)) return fail(noRuns(ref));
  return fail(await noWandbFolder(fs, root.value, ref));
}

async function readWandbFolder(
  fs: FileSystem,
  path: string,
  holder: string | null,
  entries: readonly DirectoryEntry[],
  shownAs: string,
): Promise<Result<WandbFolder, SourceError>> {
  const prefix = withSlash(path);
  const folders = entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  const runs = folders.sort().flatMap((name) => runFolderOf(name, prefix + name) ?? []);
  const sweepConfigs: SweepConfigFile[] = [];
  const unreadable: { path: string; error: FileError }[] = [];
  for (const name of folders) {
    const sweepId = SWEEP_FOLDER.exec(name)?.[1];
    if (sweepId === undefined) continue;
    const files = await fs.list(prefix + name);
    if (!files.ok) {
      unreadable.push({ path: prefix + name, error: files.error });
      continue;
    }
    for (const file of files.value) {
      const runId = SWEEP_CONFIG.exec(file.name)?.[1];
      if (runId !== undefined) sweepConfigs.push({ path: `${prefix}${name}/${file.name}`, sweepId, runId });
    }
  }
  if (runs.length === 0 && sweepConfigs.length === 0) {
    const denied = unreadable[0];
    return fail(denied === undefined ? noRuns(shownAs) : unlistable(denied.path, denied.error));
  }
  return ok({ runs, sweepConfigs, holder, unreadable });
}

function isRunOrSweepFolder(entry: DirectoryEntry): boolean {
  return entry.kind === 'directory' && (RUN_FOLDER.test(entry.name) || SWEEP_FOLDER.test(entry.name));
}

function runFolderOf(name: string, path: string): RunFolder | null {
  const parts = RUN_FOLDER.exec(name);
  if (parts === null) return null;
  return { path, id: parts[3]!, isOffline: parts[1] !== undefined, namedStart: localTime(parts[2]!) };
}

/** The name of the given folder itself is only known from how the user wrote it. */
function singleRun(entries: readonly DirectoryEntry[], ref: string): RunFolder | null {
  const id = entries.flatMap((entry) => (entry.kind === 'file' ? (RUN_LOG.exec(entry.name)?.[1] ?? []) : []))[0];
  if (id === undefined) return null;
  const name =
    ref
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return { ...(runFolderOf(name, '') ?? { path: '', isOffline: false, namedStart: null }), id };
}

/** `20261122_114632`, the local time of the machine that ran it. */
function localTime(stamp: string): number | null {
  const [year, month, day, hour, minute, second] = [
    stamp.slice(0, 4),
    stamp.slice(4, 6),
    stamp.slice(6, 8),
    stamp.slice(9, 11),
    stamp.slice(11, 13),
    stamp.slice(13, 15),
  ].map(Number) as [number, number, number, number, number, number];
  const time = new Date(year, month - 1, day, hour, minute, second).getTime();
  return Number.isNaN(time) ? null : time;
}

function withSlash(path: string): string {
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

function unlistable(ref: string, error: FileError): SourceError {
  switch (error.kind) {
    case 'not-found':
      return { message: `${ref} does not exist.`, advice: 'Check the path; pass the folder that holds wandb/.' };
    case 'no-permission':
      return {
        message: `${ref} can't be read: no permission.`,
        advice: 'Give your user read access to it and what is in it, or pass a copy that you may read.',
      };
    case 'wrong-type':
      return { message: `${ref} is not a folder.`, advice: 'Pass the folder that holds wandb/.' };
    case 'other':
      return { message: `${ref} can't be read (${error.message}).`, advice: 'Check the disk, or pass a copy.' };
  }
}

function noRuns(ref: string): SourceError {
  return {
    message: `${ref} holds no runs.`,
    advice: 'Start some runs first (wandb agent), or pass the folder in which they ran.',
  };
}

const MAX_LISTED = 3;
/** A folder with more entries than that is no folder of experiments; looking into each would take too long. */
const MAX_LOOKED_INTO = 200;

async function noWandbFolder(fs: FileSystem, entries: readonly DirectoryEntry[], ref: string): Promise<SourceError> {
  const below: string[] = [];
  const folders = entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  for (const name of folders.sort().slice(0, MAX_LOOKED_INTO)) {
    const inside = await fs.list(name);
    if (inside.ok && inside.value.some((entry) => isRunOrSweepFolder(entry) || isWandbFolder(entry))) below.push(name);
  }
  const first = below[0];
  if (first === undefined) {
    return {
      message: `${ref} holds no wandb/ folder.`,
      advice: 'Pass the folder in which the training ran, its wandb/ folder, or a .json, .jsonl or .csv file of runs.',
    };
  }
  const listed = below.slice(0, MAX_LISTED).join(', ') + (below.length > MAX_LISTED ? ', …' : '');
  const count = below.length === 1 ? 'one folder in it does' : `${below.length} folders in it do`;
  return {
    message: `${ref} holds no wandb/ folder itself, but ${count}: ${listed}.`,
    advice: `Pass one of them, such as ${withSlash(ref)}${first}.`,
  };
}

function isWandbFolder(entry: DirectoryEntry): boolean {
  return entry.kind === 'directory' && (entry.name === 'wandb' || entry.name === '.wandb');
}
