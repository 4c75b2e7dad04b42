import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { readRunStream } from '../core/sources/files';
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
  if (kind === 'directory') {
    const runs = await readLocalRuns(nodeFileSystem(holderOf(ref)), Date, holderOf(ref), {
      progress: terminal.progress,
    });
    return runs.ok ? ok({ ...runs.value, source: { ...runs.value.source, ref } }) : runs;
  }
  if (kind === 'missing' && looksLikeWandb(ref)) {
    return fail({
      message: `${ref} is no file or folder here, and this version does not read from W&B's servers yet.`,
      advice: 'Pass the wandb/ folder of the runs, or a file exported from W&B.',
    });
  }
  const input = await terminal.openInput(ref);
  if (!input.ok) return input;
  const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
  const { stream, bytes } = input.value;
  return readRunStream(stream, ref, {
    progress: terminal.progress,
    clock: Date,
    ...(bytes !== undefined && { bytes }),
    ...(parameters.length > 0 && { parameters }),
  });
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
  return ['wandb', '.wandb'].includes(basename(resolve(ref))) ? join(ref, '..') : ref;
}

function looksLikeWandb(ref: string): boolean {
  return (
    /^https?:\/\//.test(ref) ||
    (/^[\w.-]+(\/[\w.-]+){1,2}$/.test(ref) && !/^\.|\.(json|jsonl|csv|tsv|ya?ml)$/.test(ref))
  );
}
