import { fail, ok, type Clock, type Http, type Result, type Sleep } from '../core/ports';
import type { RunSet, SourceError } from '../core/runs/run';
import { createWandbClient } from '../core/sources/wandb/client';
import { findCredential, parseSettings } from '../core/sources/wandb/credentials';
import type { WandbErrorKind } from '../core/sources/wandb/errors';
import { parseWandbReference } from '../core/sources/wandb/reference';
import { parseServer, WANDB_CLOUD, type WandbServer } from '../core/sources/wandb/server';
import type { Terminal } from './terminal';

/** What reading from W&B asks of the machine. */
export interface WandbMachine {
  readonly http: Http;
  readonly sleep: Sleep;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The netrc file and W&B's settings file of this person; `null` where there is none. */
  readonly netrc: () => Promise<{ readonly path: string; readonly text: string } | null>;
  readonly wandbSettings: () => Promise<{ readonly path: string; readonly text: string } | null>;
}

/**
 * Reads the runs of a sweep or project from a W&B server: that of `--base-url`, `WANDB_BASE_URL`, or W&B's settings of
 * this person. A settings file of the working folder is not asked: a repository must not choose where a key is sent.
 */
export async function readWandbSource(
  ref: string,
  terminal: Terminal,
  machine: WandbMachine,
  baseUrl: string | undefined,
): Promise<Result<RunSet, SourceError>> {
  const { environment } = machine;
  const settings = parseSettings((await machine.wandbSettings())?.text ?? '');
  const address = [baseUrl, environment.WANDB_BASE_URL, settings.get('base_url')].find((text) => text?.trim());
  const server = address === undefined ? null : parseServer(address, environment.WANDB_APP_URL);
  if (server !== null && !server.ok) return server;
  const chosen = server?.value ?? WANDB_CLOUD;
  const reference = parseWandbReference(ref, chosen);
  if (!reference.ok) return reference;
  const credential = findCredential(chosen, { environment, netrc: await machine.netrc() });
  if (!credential.ok) return credential;

  const { http, sleep, clock } = machine;
  const client = createWandbClient({ http, sleep, clock, server: chosen, key: credential.value?.key ?? null });
  const pulled = await client.pull(reference.value, { progress: terminal.progress });
  const from = credential.value?.from ?? null;
  if (!pulled.ok) {
    const { kind, message, advice } = pulled.error;
    // Whoever has several keys must know which one was wrong.
    const whose = kind === 'key' && from !== null ? ` It is the one from ${from}.` : '';
    return fail({ message: `${message}${whose}`, advice: keyAdvice(kind, chosen) ?? advice });
  }
  terminal.warn(`read from ${chosen.baseUrl} ${from === null ? 'without a key' : `with the key from ${from}`}`);
  return ok(pulled.value.runSet);
}

/** What to do about a key where there is no Sign In: as W&B's own command line has it. `null` for other errors. */
function keyAdvice(kind: WandbErrorKind, { appUrl, baseUrl, host }: WandbServer): string | null {
  const isCloud = host === WANDB_CLOUD.host;
  const login = isCloud ? 'wandb login' : `wandb login --host ${baseUrl}`;
  const ways = `set it as WANDB_API_KEY, or run ${login}, which writes it to netrc`;
  if (kind === 'key') return `Copy a key from ${appUrl}/authorize and ${ways}.`;
  return kind === 'permission' ? `Ask for access to the project, or use another key: ${ways}.` : null;
}
