import { fail, ok, type Result } from '../../ports';
import type { SourceError } from '../../runs/run';
import { parseNetrc } from './netrc';
import type { WandbServer } from './server';

/** What the machine of a W&B user holds, as texts. */
export interface CredentialSources {
  /** Environment variables; `WANDB_API_KEY` and `WANDB_IDENTITY_TOKEN_FILE` are looked at. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The netrc file and the path under which it is shown; `null` where there is none. */
  readonly netrc: { readonly path: string; readonly text: string } | null;
}

/** A key and where it was found, in words: `WANDB_API_KEY`, `~/.netrc`. The key itself is never shown. */
export interface Credential {
  readonly key: string;
  readonly from: string;
}

/** W&B's keys have 40 characters, newer ones more than twice as many. */
const SHORTEST_SECRET = 40;

/** What is wrong with the form of a key, as a sentence; `null` for a key that can be tried. As W&B's client checks it. */
export function keyProblem(key: string): string | null {
  if (key === '') return 'The API key is empty.';
  if (key !== key.trim() || /\s/.test(key)) return 'The API key has blanks in it.';
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(key)) return null;
  // Keys of dedicated servers have a prefix that ends in a hyphen.
  const secret = key.includes('-') ? key.slice(key.indexOf('-') + 1) : key;
  if (!/^[\w-]*$/.test(secret)) return 'The API key has characters that no key of W&B has.';
  if (secret.length >= SHORTEST_SECRET) return null;
  return `The API key has ${secret.length} characters; those of W&B have at least ${SHORTEST_SECRET}.`;
}

/**
 * The key for `server` as W&B's client finds it: `WANDB_API_KEY`, then netrc; `null` where there is none. A key of the
 * wrong form is an error that names its place.
 */
export function findCredential(
  server: WandbServer,
  { environment, netrc }: CredentialSources,
): Result<Credential | null, SourceError> {
  const fromEnvironment = environment.WANDB_API_KEY ?? '';
  if (fromEnvironment !== '') return checked({ key: fromEnvironment, from: 'WANDB_API_KEY' }, server);
  const password = netrc === null ? null : netrcPassword(netrc.text, server.host);
  if (netrc !== null && password !== null) return checked({ key: password, from: netrc.path }, server);
  if ((environment.WANDB_IDENTITY_TOKEN_FILE ?? '') !== '') {
    return fail({
      message: 'WANDB_IDENTITY_TOKEN_FILE is set, but identity tokens can’t be used here.',
      advice: 'Set WANDB_API_KEY, or add the key to netrc (wandb login).',
    });
  }
  return ok(null);
}

/** The password for `host` (with its port) in a netrc text, also of a `default` entry; `null` where there is none. */
export function netrcPassword(text: string, host: string): string | null {
  const entries = parseNetrc(text);
  // As in Python: the last entry of a machine counts, and `default` is for machines without one.
  const named = entries.filter(({ machine }) => machine === host).at(-1);
  const entry = named ?? entries.filter(({ machine }) => machine === null).at(-1);
  return entry?.password ?? null;
}

/**
 * `Authorization` for a key. W&B's keys are ASCII; anything else could not be sent, and `keyProblem` says so before.
 */
export function basicAuthorization(key: string): string {
  const bytes = new TextEncoder().encode(`api:${key}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** Settings of W&B's INI files (section `default`), later texts over earlier ones: `base_url`, `entity`, `project`, … */
export function parseSettings(...texts: readonly string[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const text of texts) {
    let section = '';
    for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
      const header = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
      if (header !== undefined) section = header.trim();
      const entry = /^\s*([^\s#;=:[][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
      if (header === undefined && section === 'default' && entry !== null) {
        settings.set(entry[1]!.toLowerCase(), entry[2]!);
      }
    }
  }
  return settings;
}

function checked(credential: Credential, server: WandbServer): Result<Credential, SourceError> {
  const problem = keyProblem(credential.key);
  if (problem === null) return ok(credential);
  return fail({
    message: `${problem.slice(0, -1)} (from ${credential.from}).`,
    advice: `Copy it again from ${server.appUrl}/authorize.`,
  });
}
