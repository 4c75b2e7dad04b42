import * as vscode from 'vscode';
import { ok, type Progress, type Result } from '../core/ports';
import type { Run, RunSet, SourceError } from '../core/runs/run';
import { fileStream } from '../core/sources/fileStream';
import { readRunStream } from '../core/sources/files';
import { readLocalRuns } from '../core/sources/local/localSource';
import { areSameRuns, type RunMemory } from '../core/sources/local/runMemory';
import { sweepOfFolder } from '../core/sources/local/wandbFolders';
import { parseSweepDocument } from '../core/sweep/document';
import { configNamesOf } from '../core/sweep/parameters';
import { describeUri } from './runSource';
import type { Services } from './services';

/** What earlier readings of the same folder found. */
export interface Following {
  readonly memory: RunMemory;
  /** The runs as they were last shown. */
  shown: readonly Run[] | null;
}

/** How to read; `changed` are the paths that a watcher saw change since the last reading. */
export interface ReadRunsOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly following?: Following;
  readonly changed?: readonly string[];
}

/** Reads runs from a folder or an exported file. `sweepText` tells which columns of a CSV are parameters. */
export async function readRunsAt(
  source: vscode.Uri,
  sweepText: string | null,
  services: Services,
  options: ReadRunsOptions,
): Promise<Result<RunSet, SourceError>> {
  const ref = describeUri(source);
  try {
    const { type, size } = await vscode.workspace.fs.stat(source);
    if (type & vscode.FileType.Directory) {
      const { folder, sweepId } = folderOf(source);
      const memory = options.following?.memory;
      const runs = await readLocalRuns(services.fileSystem(folder), services.clock, describeUri(folder), {
        ...options,
        ...(memory && { memory }),
        ...(sweepId !== null && { sweepId }),
      });
      return runs.ok ? ok({ ...runs.value, source: { ...runs.value.source, ref } }) : runs;
    }
    const parameters = sweepText === null ? [] : configNamesOf(parseSweepDocument(sweepText).root);
    const folder = vscode.Uri.joinPath(source, '..');
    const name = source.path.slice(source.path.lastIndexOf('/') + 1);
    return await readRunStream(fileStream(services.fileSystem(folder), name), ref, {
      ...options,
      bytes: size,
      clock: services.clock,
      ...(parameters.length > 0 && { parameters }),
    });
  } catch (error) {
    services.log.error(error instanceof Error ? error : String(error));
    return {
      ok: false,
      error: {
        message: vscode.l10n.t('{0} could not be read.', ref),
        advice: vscode.l10n.t('Check that it still exists and that you may read it, then choose it again.'),
      },
    };
  }
}

/** The folder that is read for `source`: for that of a sweep, `wandb/sweep-<id>`, the one that holds the runs as well. */
export function folderOf(source: vscode.Uri): { readonly folder: vscode.Uri; readonly sweepId: string | null } {
  const sweepId = sweepOfFolder(source.path);
  return { folder: sweepId === null ? source : vscode.Uri.joinPath(source, '..', '..'), sweepId };
}

/** Whether following runs has brought nothing new since they were last shown; remembers them for the next time. */
export function isNothingNew(following: Following, runs: readonly Run[]): boolean {
  const { shown } = following;
  following.shown = runs;
  return shown !== null && areSameRuns(shown, runs);
}
