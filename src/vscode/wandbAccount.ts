import * as vscode from 'vscode';
import { ok, type Clock, type Result } from '../core/ports';
import type { SourceError } from '../core/runs/run';
import { createWandbClient, type Viewer, type WandbClient } from '../core/sources/wandb/client';
import { findCredential, parseSettings, type Credential } from '../core/sources/wandb/credentials';
import type { WandbError } from '../core/sources/wandb/errors';
import { parseServer, WANDB_CLOUD, type WandbServer } from '../core/sources/wandb/server';
import type { Platform } from './platform';

/** A client for the server in use, and in words whose key it sends: `the key from ~/.netrc`. */
export interface Access {
  readonly client: WandbClient;
  readonly keyFrom: string | null;
}

/**
 * The person's access to one W&B server: which server, which key, and where the key comes from. Keys entered here lie in
 * the editor's secret storage, one for each server, and go nowhere but into requests to that server.
 */
export class WandbAccount implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  /** Fires when a key was added or removed, also in another window. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly platform: Platform,
    private readonly clock: Clock,
  ) {
    this.subscription = secrets.onDidChange(() => {
      this.changed.fire();
    });
  }

  /**
   * The server in use: the setting `sweepGuard.baseUrl`, `WANDB_BASE_URL`, W&B's settings of this person, or W&B's own.
   * None of these can be set by a repository: the setting has machine scope.
   */
  async server(): Promise<Result<WandbServer, SourceError>> {
    const { environment } = this.platform;
    const setting = vscode.workspace.getConfiguration('sweepGuard').get<string>('baseUrl', '').trim();
    const named = [setting, environment.WANDB_BASE_URL?.trim(), (await this.settings()).get('base_url')];
    const chosen = named.find((address) => address !== undefined && address !== '');
    return chosen === undefined ? ok(WANDB_CLOUD) : parseServer(chosen, environment.WANDB_APP_URL);
  }

  /** W&B's settings of this person, such as their default `entity` and `project`. */
  async settings(): Promise<ReadonlyMap<string, string>> {
    return parseSettings((await this.platform.wandbSettings())?.text ?? '');
  }

  /** The key that would be sent to `server`: the one entered here, or the one that W&B's client would find. */
  async credential(server: WandbServer): Promise<Result<Credential | null, SourceError>> {
    const stored = await this.secrets.get(secretName(server));
    if (stored !== undefined) return ok({ key: stored, from: vscode.l10n.t('Sign In to W&B') });
    return findCredential(server, { environment: this.platform.environment, netrc: await this.platform.netrc() });
  }

  /** A client for the server in use with the key at hand; without a key it reads what is public. */
  async access(): Promise<Result<Access, SourceError>> {
    const server = await this.server();
    if (!server.ok) return server;
    const credential = await this.credential(server.value);
    if (!credential.ok) return credential;
    const { key = null, from = null } = credential.value ?? {};
    return ok({ client: this.client(server.value, key), keyFrom: from });
  }

  /** Keeps `key` for `server` once the server has said whose it is; a wrong key is not kept. */
  async signIn(server: WandbServer, key: string, signal?: AbortSignal): Promise<Result<Viewer, WandbError>> {
    const viewer = await this.client(server, key).viewer(signal ? { signal } : {});
    if (viewer.ok) await this.secrets.store(secretName(server), key);
    return viewer;
  }

  /** Forgets the key that was entered for `server`; whether there was one. */
  async signOut(server: WandbServer): Promise<boolean> {
    const name = secretName(server);
    if ((await this.secrets.get(name)) === undefined) return false;
    await this.secrets.delete(name);
    return true;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private client(server: WandbServer, key: string | null): WandbClient {
    const { http, sleep } = this.platform;
    return createWandbClient({ http, sleep, clock: this.clock, server, key });
  }
}

/** With its scheme and port: a key that was entered for https is not sent over http. */
function secretName({ baseUrl }: WandbServer): string {
  return `wandbKey ${new URL(baseUrl).origin}`;
}
