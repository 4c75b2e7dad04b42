import { fail, ok, type DirectoryEntry, type FileError, type FileSystem, type Result } from '../../ports';
import type { ReadProblem, SourceError } from '../../runs/run';
import { mapWithLimit, PARALLEL_READS } from '../concurrency';
import {
  findWandbFolders,
  isRunOrSweepFolder,
  LEADS_NOWHERE,
  nameOfWandbFolder,
  RUN_FOLDER,
  SWEEP_FOLDER,
  type FolderSearch,
  type Unreadable,
  type WandbFolder,
} from './wandbFolders';

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

/** What a folder holds for us. */
export interface RunFolders {
  readonly runs: readonly RunFolder[];
  readonly sweepConfigs: readonly SweepConfigFile[];
  /** The folders that hold the `wandb` folders; sweep files may lie in them. */
  readonly holders: readonly string[];
  /** What could not be listed, and what was left out. */
  readonly problems: readonly ReadProblem[];
}

const RUN_LOG = /^run-(.+)\.wandb$/;
const SWEEP_CONFIG = /^config-(.+)\.yaml$/;

/**
 * Finds the runs of a folder that is a `wandb` folder, holds one (`.wandb` counts before `wandb`, as for the client), or
 * is the folder of a single run; of any other folder, those of all `wandb` folders below it. `ref` is how the user named
 * it.
 */
export async function findRuns(
  fs: FileSystem,
  ref: string,
  signal?: AbortSignal,
): Promise<Result<RunFolders, SourceError>> {
  const root = await fs.list('');
  if (!root.ok) return fail(unlistable(ref, root.error));
  if (root.value.some(isRunOrSweepFolder)) return readOne(fs, { path: '', holder: null, entries: root.value }, ref);

  const inner = nameOfWandbFolder(root.value);
  if (inner !== undefined) {
    const shownAs = `${withSlash(ref)}${inner}`;
    const entries = await fs.list(inner);
    if (entries.ok) return readOne(fs, { path: inner, holder: '', entries: entries.value }, shownAs);
    // One folder that can't be read does not hide the runs beside it.
    const others = root.value.filter(({ name }) => name !== inner);
    const below = await readBelow(fs, others, ref, signal);
    if (!below.ok) return fail(unlistable(shownAs, entries.error));
    const problem = problemOf({ path: inner, error: entries.error });
    return ok({ ...below.value, problems: [problem, ...below.value.problems] });
  }

  const single = singleRun(root.value, ref);
  if (single !== null) return ok({ runs: [single], sweepConfigs: [], holders: [], problems: [] });
  if (/(?:^|[\\/])\.?wandb[\\/]?$/.test(ref)) return fail(noRuns(ref));
  return readBelow(fs, root.value, ref, signal);
}

async function readOne(fs: FileSystem, folder: WandbFolder, shownAs: string): Promise<Result<RunFolders, SourceError>> {
  const { runs, sweepConfigs, unreadable } = await readWandbFolder(fs, folder);
  if (runs.length === 0 && sweepConfigs.length === 0) {
    const denied = unreadable[0];
    return fail(denied === undefined ? noRuns(shownAs) : unlistable(denied.path, denied.error));
  }
  const holders = folder.holder === null ? [] : [folder.holder];
  return ok({ runs, sweepConfigs, holders, problems: unreadable.map(problemOf) });
}

async function readBelow(
  fs: FileSystem,
  entries: readonly DirectoryEntry[],
  ref: string,
  signal: AbortSignal | undefined,
): Promise<Result<RunFolders, SourceError>> {
  const search = await findWandbFolders(fs, entries, signal);
  const contents = await mapWithLimit(search.folders, PARALLEL_READS, (folder) => readWandbFolder(fs, folder));
  const runs = contents.flatMap((content) => content.runs);
  const sweepConfigs = contents.flatMap((content) => content.sweepConfigs);
  const unreadable = [...search.unreadable, ...contents.flatMap((content) => content.unreadable)];
  if (runs.length === 0 && sweepConfigs.length === 0) return fail(nothingBelow(ref, search));
  const once = withoutCopies(runs, ref);
  const problems = [...unreadable.map(problemOf), ...once.problems];
  if (search.isCut) {
    const message = `only the first ${search.looked} folders below it were looked into; pass a folder further down`;
    problems.push({ where: ref, message });
  }
  const holders = search.folders.flatMap(({ holder }) => holder ?? []);
  return ok({ runs: once.runs, sweepConfigs, holders, problems });
}

/** Copies that are named where there are more of them. */
const NAMED_COPIES = 2;

/** The same run folder in two places is a copy; read twice, it would count as a run that was resumed. */
function withoutCopies(
  runs: readonly RunFolder[],
  ref: string,
): { readonly runs: readonly RunFolder[]; readonly problems: readonly ReadProblem[] } {
  const byName = new Map<string, RunFolder>();
  const copies: { readonly path: string; readonly of: string }[] = [];
  for (const run of runs) {
    const name = run.path.slice(run.path.lastIndexOf('/') + 1);
    const first = byName.get(name);
    if (first === undefined) byName.set(name, run);
    else copies.push({ path: run.path, of: first.path });
  }
  return { runs: [...byName.values()], problems: copiesProblem(copies, ref) };
}

/** One line, however many copies there are: most often a whole folder was copied. */
function copiesProblem(
  copies: readonly { readonly path: string; readonly of: string }[],
  ref: string,
): readonly ReadProblem[] {
  if (copies.length === 0) return [];
  const examples = copies.slice(0, NAMED_COPIES).map(({ path, of }) => `${path} of ${of}`);
  const what = copies.length === 1 ? '1 run folder is a copy' : `${copies.length} run folders are copies`;
  const such = copies.length > NAMED_COPIES ? ', such as' : ':';
  return [{ kind: 'guess', where: ref, message: `${what} and left out${such} ${examples.join(' and ')}` }];
}

function problemOf({ path, error }: Unreadable): ReadProblem {
  return { where: path, message: unreadableReason(error) };
}

function unreadableReason({ kind, message }: FileError): string {
  switch (kind) {
    case 'no-permission':
      return "can't be listed: no permission";
    case 'link-out':
      return 'is a link out of the folder that is read, and left out; to read it, pass the folder to which it leads';
    case 'not-found':
      return 'is a link that leads nowhere, and left out';
    default:
      return `can't be listed (${message})`;
  }
}

interface WandbContents {
  readonly runs: readonly RunFolder[];
  readonly sweepConfigs: readonly SweepConfigFile[];
  readonly unreadable: readonly Unreadable[];
}

async function readWandbFolder(fs: FileSystem, { path, entries }: WandbFolder): Promise<WandbContents> {
  const prefix = withSlash(path);
  const folders = entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  const runs = folders.sort().flatMap((name) => runFolderOf(name, prefix + name) ?? []);
  const sweepConfigs: SweepConfigFile[] = [];
  const unreadable: Unreadable[] = entries
    .filter((entry) => entry.kind === 'other' && isRunOrSweepFolder({ ...entry, kind: 'directory' }))
    .map((entry) => ({ path: prefix + entry.name, error: LEADS_NOWHERE }));
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
  return { runs, sweepConfigs, unreadable };
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
    case 'link-out':
      return {
        message: `${ref} is a link out of the folder that is read.`,
        advice: 'Pass the folder to which it leads.',
      };
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

function nothingBelow(ref: string, { folders, isCut, looked }: FolderSearch): SourceError {
  const first = folders[0];
  if (first !== undefined) return noRuns(withSlash(ref) + first.path);
  return {
    message: isCut
      ? `${ref} has no wandb/ folder in the first ${looked} folders below it.`
      : `${ref} holds no wandb/ folder.`,
    advice: 'Pass the folder in which the training ran, its wandb/ folder, or a .json, .jsonl or .csv file of runs.',
  };
}
