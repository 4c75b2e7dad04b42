import type { FileSystem } from '../../ports';
import type { Run } from '../../runs/run';
import type { RunReading } from './runDirectory';

/**
 * What was read of the run folders below one root, so that the next reading only reads what has changed. It lives as long
 * as somebody looks at the runs.
 */
export interface RunMemory {
  readonly byPath: Map<string, { readonly stamps: ReadonlyMap<string, string>; readonly reading: RunReading }>;
}

/** A memory without readings. */
export function createRunMemory(): RunMemory {
  return { byPath: new Map() };
}

/** Files of a run whose size or time changes when anything about the run does, besides its log. */
const STAMPED = ['files/config.yaml', 'files/wandb-summary.json', 'files/wandb-metadata.json', 'files/output.log'];
/** These as well where the log does not tell the end. */
const STAMPED_WITHOUT_END = ['logs/debug.log', 'logs/debug-internal.log'];

/**
 * The reading of a run folder from the memory where its files are as they were, else by `read`. A run that seemed to be
 * running is always read: that it has ended may show by nothing but the time.
 */
export async function remembered(
  fs: FileSystem,
  path: string,
  memory: RunMemory,
  changed: readonly string[] | undefined,
  read: () => Promise<RunReading>,
): Promise<RunReading> {
  const known = memory.byPath.get(path);
  const isSettled = known !== undefined && known.reading.run.outcome.kind !== 'running';
  if (isSettled && changed !== undefined && !changed.some((name) => isInside(name, path))) return known.reading;
  // Before reading: what is written meanwhile is read again the next time.
  if (isSettled && (await isAsItWas(fs, path, known))) return known.reading;
  const stamps = await stampsOf(fs, path, [...(await logsIn(fs, path)), ...STAMPED, ...STAMPED_WITHOUT_END]);
  const reading = await read();
  memory.byPath.set(path, { stamps, reading });
  return reading;
}

function isInside(name: string, folder: string): boolean {
  return folder === '' || name === folder || name.startsWith(`${folder}/`);
}

/** Looks at as few files as tell it; a log that appears where there was none is noticed by the list of files. */
async function isAsItWas(
  fs: FileSystem,
  path: string,
  { stamps, reading }: { readonly stamps: ReadonlyMap<string, string>; readonly reading: RunReading },
): Promise<boolean> {
  const known = [...stamps.keys()].filter((name) => !reading.endIsInLog || !STAMPED_WITHOUT_END.includes(name));
  const names = reading.endIsInLog ? known : [...new Set([...(await logsIn(fs, path)), ...known])];
  const now = await stampsOf(fs, path, names);
  return names.every((name) => now.get(name) === stamps.get(name));
}

async function logsIn(fs: FileSystem, path: string): Promise<readonly string[]> {
  const entries = await fs.list(path);
  return entries.ok ? entries.value.flatMap(({ name }) => (/^run-.+\.wandb$/.test(name) ? [name] : [])) : [];
}

/** Size and time of each file, or why there is none. */
async function stampsOf(fs: FileSystem, path: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const prefix = path === '' ? '' : `${path}/`;
  const stamps = new Map<string, string>();
  for (const name of names) {
    const stat = await fs.stat(prefix + name);
    stamps.set(name, stat.ok ? `${stat.value.size} ${stat.value.modifiedAt}` : stat.error.kind);
  }
  return stamps;
}

/** Whether two readings of a folder say the same. Runs that were not read again are the same objects. */
export function areSameRuns(before: readonly Run[], after: readonly Run[]): boolean {
  return (
    before.length === after.length && after.every((run, i) => run === before[i] || textOf(run) === textOf(before[i]!))
  );
}

function textOf(run: Run): string {
  return JSON.stringify({ ...run, config: [...run.config], summary: [...run.summary] });
}
