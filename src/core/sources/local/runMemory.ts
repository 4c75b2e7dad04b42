import type { FileSystem } from '../../ports';
import type { Run } from '../../runs/run';
import type { RunReading } from './runDirectory';

/**
 * What was read of the run folders below one root, so that the next reading only reads what has changed. It lives as long
 * as somebody looks at the runs.
 */
export interface RunMemory {
  readonly byPath: Map<string, { readonly stamp: string; readonly reading: RunReading }>;
}

/** A memory without readings. */
export function createRunMemory(): RunMemory {
  return { byPath: new Map() };
}

/** Files of a run whose size or time changes when anything about the run does. */
const STAMPED = [
  'files/config.yaml',
  'files/wandb-summary.json',
  'files/wandb-metadata.json',
  'files/output.log',
  'logs/debug.log',
  'logs/debug-internal.log',
];

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
  const stamp = await stampOf(fs, path);
  if (isSettled && stamp === known.stamp) return known.reading;
  const reading = await read();
  memory.byPath.set(path, { stamp, reading });
  return reading;
}

function isInside(name: string, folder: string): boolean {
  return folder === '' || name === folder || name.startsWith(`${folder}/`);
}

async function stampOf(fs: FileSystem, path: string): Promise<string> {
  const prefix = path === '' ? '' : `${path}/`;
  const entries = await fs.list(path);
  const logs = entries.ok ? entries.value.flatMap(({ name }) => (/^run-.+\.wandb$/.test(name) ? [name] : [])) : [];
  const stamps: string[] = [];
  for (const name of [...logs.sort(), ...STAMPED]) {
    const stat = await fs.stat(prefix + name);
    stamps.push(stat.ok ? `${name} ${stat.value.size} ${stat.value.modifiedAt}` : `${name} ${stat.error.kind}`);
  }
  return stamps.join('\n');
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
