import type { Result } from '../../ports';
import type { SourceError } from '../../runs/run';
import type { WandbServer } from './server';

/** What the machine of a W&B user holds, as texts; `null` where a file is missing. */
export interface CredentialSources {
  /** `WANDB_API_KEY`, … */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The netrc file, and the path under which it is shown. */
  readonly netrc: { readonly path: string; readonly text: string } | null;
}

/** A key and where it was found, in words: `WANDB_API_KEY`, `~/.netrc`. The key is never shown. */
export interface Credential {
  readonly key: string;
  readonly from: string;
}

/** What is wrong with the form of a key, as W&B's client checks it; `null` for a key that can be tried. */
export declare function keyProblem(key: string): string | null;

/** The key for `server`, in the order in which W&B's client looks; `null` where there is none. */
export declare function findCredential(
  server: WandbServer,
  sources: CredentialSources,
): Result<Credential | null, SourceError>;

/** The password for `host` (with its port) in a netrc text, also of a `default` entry; `null` where there is none. */
export declare function netrcPassword(text: string, host: string): string | null;

/** Settings of W&B's INI files (`[default]`), later texts over earlier ones: `base_url`, `entity`, `project`, … */
export declare function parseSettings(...texts: readonly string[]): ReadonlyMap<string, string>;
