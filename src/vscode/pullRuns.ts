import * as vscode from 'vscode';
import { fail, ok, type Progress, type Result } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import type { Pull } from '../core/sources/wandb/client';
import type { WandbErrorKind } from '../core/sources/wandb/errors';
import { describeChanges, type Changes } from '../core/sources/runChanges';
import { decodeSnapshot, encodeSnapshot, snapshotName } from '../core/sources/wandb/snapshot';
import type { RunSource } from './runSource';
import type { Services } from './services';

/** Runs from a server, and what is different from the last look; `null` at the first one. */
export interface PulledRuns {
  readonly runSet: RunSet;
  readonly changes: string | null;
}

/** Why nothing was pulled; `kind` is `null` where the server was not even asked. */
export interface PullError extends SourceError {
  readonly kind: WandbErrorKind | null;
}

/** Reads the runs from W&B: all of them the first time, only what can have changed from then on. */
export async function pullRuns(
  { baseUrl, reference }: Extract<RunSource, { kind: 'wandb' }>,
  { account, cache, log }: Services,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<Result<PulledRuns, PullError>> {
  const access = await account.access();
  if (!access.ok) return fail({ ...access.error, kind: null });
  const { client, keyFrom } = access.value;
  if (client.server.baseUrl !== baseUrl) {
    return fail({
      kind: null,
      message: vscode.l10n.t(
        'These runs are on {0}, and the W&B server in use is {1}.',
        baseUrl,
        client.server.baseUrl,
      ),
      advice: vscode.l10n.t('Set sweepGuard.baseUrl to their server, or choose other runs.'),
    });
  }
  log.info(`Reading from ${client.server.host} ${keyFrom === null ? 'without a key' : `with the key from ${keyFrom}`}`);

  const kept = reference.kind === 'run' ? null : await cache.read(snapshotName(baseUrl, reference));
  const snapshot = kept === null ? null : decodeSnapshot(kept);
  if (snapshot && !snapshot.ok) log.info(`All runs are read again: ${snapshot.error}`);
  const pulled: Result<Pull & { readonly changes?: Changes }, PullError> = snapshot?.ok
    ? await client.refresh(snapshot.value, options)
    : await client.pull(reference, options);
  if (!pulled.ok) return pulled;

  const { runSet, changes, snapshot: next } = pulled.value;
  await cache.write(snapshotName(baseUrl, next.reference), encodeSnapshot(next));
  const { requests, retries, receivedBytes } = client.traffic();
  log.info(`${requests} requests, ${retries} of them again; ${receivedBytes} bytes received`);
  return ok({ runSet, changes: changes === undefined ? null : describeChanges(changes) });
}
