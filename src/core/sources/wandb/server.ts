import { fail, ok, type Result } from '../../ports';
import type { SourceError } from '../../runs/run';

/** A W&B server: where its API is, and where a person looks at runs. Neither address ends in a slash. */
export interface WandbServer {
  readonly baseUrl: string;
  readonly appUrl: string;
  /** Host and port as netrc files name it, such as `api.wandb.ai` or `localhost:8080`. */
  readonly host: string;
}

/** W&B's own server, used where nothing else is configured. */
export const WANDB_CLOUD: WandbServer = {
  baseUrl: 'https://api.wandb.ai',
  appUrl: 'https://wandb.ai',
  host: 'api.wandb.ai',
};

/**
 * The server that `baseUrl` names (setting `sweepGuard.baseUrl`, `--base-url`, `WANDB_BASE_URL`); `appUrl` is
 * `WANDB_APP_URL`, where it is set. As in W&B's client, an address at wandb.ai must be https and its API.
 */
export function parseServer(baseUrl: string, appUrl?: string): Result<WandbServer, SourceError> {
  const api = webAddress(baseUrl);
  if (api === null) {
    return fail({
      message: `${baseUrl.trim() === '' ? 'An empty text' : baseUrl} is not the address of a W&B server.`,
      advice: 'Write it with its scheme, as in https://api.wandb.ai.',
    });
  }
  if (api.username !== '' || api.password !== '') {
    return fail({
      message: 'The address of the W&B server holds a user or a password.',
      advice: 'Leave them out: the API key is asked for, or read from WANDB_API_KEY or netrc.',
    });
  }
  const isCloud = /(?:^|\.)wandb\.ai$/.test(api.hostname);
  if (isCloud && (api.protocol !== 'https:' || !api.hostname.includes('api.'))) {
    return fail({
      message: `${withoutSlash(api.href)} is not the address of W&B's API.`,
      advice: 'Did you mean https://api.wandb.ai?',
    });
  }
  const url = withoutSlash(api.origin + api.pathname);
  const app = appUrl === undefined ? null : webAddress(appUrl);
  return ok({
    baseUrl: url,
    appUrl: app === null ? appOf(url) : withoutSlash(app.origin + app.pathname),
    host: api.host,
  });
}

/** Whether `url` lies under the server's base address: only then may a request carry the key. */
export function isUnder({ baseUrl }: WandbServer, url: string): boolean {
  const parsed = webAddress(url);
  if (parsed?.username !== '' || parsed.password !== '') return false;
  const plain = parsed.origin + parsed.pathname;
  return plain === baseUrl || plain.startsWith(`${baseUrl}/`);
}

/** Where the page of a run or sweep is. */
export function pageUrl(
  { appUrl }: WandbServer,
  { entity, project, sweep, run }: { entity: string; project: string; sweep?: string; run?: string },
): string {
  const parts = [
    entity,
    project,
    ...(run !== undefined ? ['runs', run] : sweep !== undefined ? ['sweeps', sweep] : []),
  ];
  return [appUrl, ...parts.map(encodeURIComponent)].join('/');
}

/** As `api_to_app_url` of W&B's client. */
function appOf(baseUrl: string): string {
  if (baseUrl.includes('://api.wandb.')) return baseUrl.replace('://api.wandb.', '://wandb.');
  return baseUrl.replace('://api.', '://app.');
}

function webAddress(text: string): URL | null {
  try {
    const url = new URL(text.trim());
    return ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : null;
  } catch {
    return null;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
