import { readFileSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { FileSystem } from '../../../../src/core/ports';
import type { Run, RunSet, SourceError } from '../../../../src/core/runs/run';
import { readLocalRuns } from '../../../../src/core/sources/local/localSource';
import { memoryFileSystem, type MemoryFile, type MemoryOptions } from '../../memoryFileSystem';

/** The runs of a folder; throws where they can not be read. */
export async function read(fs: FileSystem, now = Date.now(), ref = 'folder'): Promise<RunSet> {
  const result = await readLocalRuns(fs, { now: () => now }, ref);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Why a folder could not be read. */
export async function errorOf(fs: FileSystem, ref = 'folder'): Promise<SourceError> {
  const result = await readLocalRuns(fs, { now: () => 0 }, ref);
  if (result.ok) throw new Error('was read');
  return result.error;
}

/** A folder of the real disk as paths and contents, to be changed by a test. */
export function filesOf(folder: string): Record<string, MemoryFile> {
  const files: Record<string, MemoryFile> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`;
    files[path.slice(folder.length + 1)] = { bytes: readFileSync(path) };
  }
  return files;
}

/** Recorded folders, one for each way in which a run can end. */
export const ends = 'test/fixtures/wandb-run-ends';

/** The one run of such a folder. */
export async function onlyRun(end: string, options: MemoryOptions & { now?: number } = {}): Promise<Run> {
  const { runs } = await read(memoryFileSystem(filesOf(`${ends}/${end}`), options), options.now);
  expect(runs).toHaveLength(1);
  return runs[0]!;
}

/** What the agent writes for a run. */
export const sweepFile = (lr: string): string => `wandb_version: 1\n\nlr:\n  value: ${lr}\n`;
/** A run's folder. */
export const RUN = 'wandb/run-20260101_120000-abc';
