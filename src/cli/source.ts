import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fail, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { readRunFile } from '../core/sources/files';
import { readLocalRuns } from '../core/sources/local/localSource';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import { nodeFileSystem } from '../node/fileSystem';
import type { Terminal } from './terminal';

/**
 * Reads SOURCE as the command line names it: a directory, a file, `-`, or a sweep on W&B. The sweep file's text, where
 * there is one, tells which columns of a CSV are parameters.
 */
export async function readSource(
  ref: string,
  terminal: Terminal,
  sweepText: string | null = null,
): Promise<Result<RunSet, SourceError>> {
  const kind = await kindOf(ref);
  if (kind === 'directory')
    return readLocalRuns(nodeFileSystem(holderOf(ref)), Date, ref, { progress: terminal.progress });
  if (kind === 'missing' && looksLikeWandb(ref)) {
    return fail({
      message: `${ref} names a sweep on W&B, and this version reads local runs only.`,
      advice: 'Pass the wandb/ folder of the runs, or a file exported from W&B.',
    });
  }
  const bytes = await terminal.readInput(ref);
  if (!bytes.ok) return bytes;
  const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
  return readRunFile(bytes.value, ref, parameters.length > 0 ? { parameters } : {});
}

async function kindOf(ref: string): Promise<'directory' | 'file' | 'missing'> {
  if (ref === '-') return 'file';
  try {
    return (await stat(ref)).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    // Only a name that does not exist can be meant for W&B; what exists but can't be read is reported as that.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'file';
  }
}

/** A `wandb` directory is read from the folder that holds it, where the sweep file is. */
function holderOf(ref: string): string {
  const path = resolve(ref);
  return ['wandb', '.wandb'].includes(basename(path)) ? dirname(path) : path;
}

function looksLikeWandb(ref: string): boolean {
  return (
    /^https?:\/\//.test(ref) || (/^[\w.-]+\/[\w.-]+\/[\w.-]+$/.test(ref) && !/\.(json|jsonl|csv|ya?ml)$/.test(ref))
  );
}
