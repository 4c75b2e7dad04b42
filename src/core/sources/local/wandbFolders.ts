import type { DirectoryEntry, FileError, FileSystem } from '../../ports';
import { mapWithLimit, PARALLEL_READS } from '../concurrency';

/** `offline-run-20261122_114632-<id>`: what the client names the folder of a run. */
export const RUN_FOLDER = /^(offline-)?run-(\d{8}_\d{6})-(.+)$/;
/** `sweep-<id>`: where the agent writes the configurations that it hands out. */
export const SWEEP_FOLDER = /^sweep-(.+)$/;

/** A folder that the client writes to. `holder` is the folder that it lies in, if that can be seen. */
export interface WandbFolder {
  readonly path: string;
  readonly holder: string | null;
  readonly entries: readonly DirectoryEntry[];
}

/** A folder that could not be listed. */
export interface Unreadable {
  readonly path: string;
  readonly error: FileError;
}

/** Why a link can't be listed whose target is gone. */
export const LEADS_NOWHERE: FileError = { kind: 'not-found', message: 'the link leads nowhere' };

/** What a search found; it was `isCut` where there were too many folders to look into them all. */
export interface FolderSearch {
  readonly folders: readonly WandbFolder[];
  readonly unreadable: readonly Unreadable[];
  readonly looked: number;
  readonly isCut: boolean;
}

/** As deep as the output folders of experiment runners go (`outputs/<date>/<time>/<job>`), and some more. */
const MAX_DEPTH = 6;
const MAX_FOLDERS = 20_000;
/** Folders in which nobody trains, and which hold thousands of others. */
const NOT_LOOKED_INTO = new Set(['node_modules', '__pycache__', 'site-packages', 'venv', 'env', 'wandb-cache']);

/**
 * Looks for `wandb` folders below a root that has the given entries, level by level and in the order of their names. It
 * does not look into what it finds.
 */
export async function findWandbFolders(
  fs: FileSystem,
  root: readonly DirectoryEntry[],
  signal?: AbortSignal,
): Promise<FolderSearch> {
  const folders: WandbFolder[] = [];
  const unreadable: Unreadable[] = [];
  let looked = 0;
  let level = foldersIn('', root);
  unreadable.push(...deadFolders('', root));
  let isCut = false;
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0 && signal?.aborted !== true; depth++) {
    isCut ||= looked + level.length > MAX_FOLDERS;
    const taken = level.slice(0, MAX_FOLDERS - looked);
    looked += taken.length;
    const listed = await mapWithLimit(taken, PARALLEL_READS, async (path) => ({ path, entries: await fs.list(path) }));
    const next: string[] = [];
    for (const { path, entries } of listed) {
      if (!entries.ok) unreadable.push({ path, error: entries.error });
      else if (isWandbFolder(path, entries.value)) {
        folders.push({ path, holder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), entries: entries.value });
      } else {
        next.push(...foldersIn(path, entries.value));
        unreadable.push(...deadFolders(path, entries.value));
      }
    }
    level = next;
  }
  return { folders, unreadable, looked, isCut };
}

/** Of a folder's entries the one that the client would write to: `.wandb` counts before `wandb`. */
export function nameOfWandbFolder(entries: readonly DirectoryEntry[]): string | undefined {
  return ['.wandb', 'wandb'].find((name) => entries.some((entry) => entry.kind === 'directory' && entry.name === name));
}

/** Whether an entry is the folder of a run or of a sweep's configurations. */
export function isRunOrSweepFolder(entry: DirectoryEntry): boolean {
  return entry.kind === 'directory' && (RUN_FOLDER.test(entry.name) || SWEEP_FOLDER.test(entry.name));
}

/** By its name, if there is anything of the client in it; or under any name by the folders of runs. */
function isWandbFolder(path: string, entries: readonly DirectoryEntry[]): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'directory' &&
      (RUN_FOLDER.test(entry.name) || (/(?:^|\/)\.?wandb$/.test(path) && SWEEP_FOLDER.test(entry.name))),
  );
}

function foldersIn(path: string, entries: readonly DirectoryEntry[]): string[] {
  const inner = nameOfWandbFolder(entries);
  return entries
    .filter((entry) => entry.kind === 'directory' && isLookedInto(entry.name, inner))
    .map((entry) => (path === '' ? entry.name : `${path}/${entry.name}`))
    .sort();
}

/** Links of the name that count, and lead nowhere: somebody expects runs there. */
function deadFolders(path: string, entries: readonly DirectoryEntry[]): readonly Unreadable[] {
  return entries
    .filter(({ name, kind }) => kind === 'other' && (name === 'wandb' || name === '.wandb'))
    .map(({ name }) => ({ path: path === '' ? name : `${path}/${name}`, error: LEADS_NOWHERE }));
}

function isLookedInto(name: string, inner: string | undefined): boolean {
  if (name === 'wandb' || name === '.wandb') return name === inner;
  return !name.startsWith('.') && !NOT_LOOKED_INTO.has(name);
}

/** The sweep of which `path` is the agent's folder, `…/wandb/sweep-<id>`; its runs lie beside it. */
export function sweepOfFolder(path: string): string | null {
  return /(?:^|[\\/])\.?wandb[\\/]+sweep-([^\\/]+)[\\/]*$/.exec(path)?.[1] ?? null;
}
