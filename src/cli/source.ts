import { stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { readRunStream } from '../core/sources/files';
import { readLocalRuns } from '../core/sources/local/localSource';
import { sweepOfFolder } from '../core/sources/local/wandbFolders';
import { looksLikeReference } from '../core/sources/wandb/reference';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import { nodeFileSystem } from '../node/fileSystem';
import type { Terminal } from './terminal';
import { readWandbSource, type WandbMachine } from './wandbSource';

/** What reading a source may need to know besides its name. */
export interface SourceOptions {
  /** The sweep file's text, where there is one: it tells which columns of a CSV are parameters. */
  readonly sweepText?: string | null;
  /** `--base-url`. */
  readonly baseUrl?: string | undefined;
}

/** Reads SOURCE as the command line names it: a directory, a file, `-`, or a sweep or project on W&B. */
export async function readSource(
  ref: string,
  terminal: Terminal,
  machine: WandbMachine,
  { sweepText = null, baseUrl }: SourceOptions = {},
): Promise<Result<RunSet, SourceError>> {
  const kind = await kindOf(ref);
  if (kind === 'directory') {
    const folder = await folderOf(ref);
    const sweepId = sweepOfFolder(resolve(ref));
    const runs = await readLocalRuns(nodeFileSystem(folder), Date, folder, {
      progress: terminal.progress,
      ...(sweepId !== null && { sweepId }),
    });
    return runs.ok ? ok({ ...runs.value, source: { ...runs.value.source, ref } }) : runs;
  }
  if (kind === 'missing' && looksLikeReference(ref)) return readWandbSource(ref, terminal, machine, baseUrl);
  if (kind === 'missing' && extname(ref) === '') {
    const advice = 'Check the path; a sweep on W&B is written entity/project/sweep.';
    return fail({ message: `${ref} does not exist.`, advice });
  }
  if (/\.ya?ml$/i.test(ref)) return fail(await yamlInsteadOfRuns(ref, terminal));
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

/** A YAML file holds no runs; most often it is the sweep file, which has a place of its own. */
async function yamlInsteadOfRuns(ref: string, terminal: Terminal): Promise<SourceError> {
  const input = await terminal.readInput(ref);
  if (!input.ok) return input.error;
  const { isSweep } = parseSweepDocument(new TextDecoder().decode(input.value), { path: ref });
  const runs = 'the folder that holds wandb/, entity/project/sweep, or a .json, .jsonl or .csv file';
  return isSweep
    ? {
        message: `${ref} is a sweep file; it holds no runs.`,
        advice: `Name the runs (${runs}), and it with --sweep ${ref}.`,
      }
    : { message: `${ref} is a YAML file; it holds no runs.`, advice: `Name the runs: ${runs}.` };
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

/** The folder that is read for `ref`: its holder, unless `ref` is a link that leads out of that. */
async function folderOf(ref: string): Promise<string> {
  const holder = holderOf(ref);
  const below = relative(holder, ref).split(sep).join('/');
  return below === '' || (await nodeFileSystem(holder).list(below)).ok ? holder : ref;
}

/** A `wandb` directory, or that of a sweep in it, is read from the folder that holds it, where the sweep file is. */
function holderOf(ref: string): string {
  if (sweepOfFolder(resolve(ref)) !== null) return join(ref, '..', '..');
  return ['wandb', '.wandb'].includes(basename(resolve(ref))) ? join(ref, '..') : ref;
}
