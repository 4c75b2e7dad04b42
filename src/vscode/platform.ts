import type { FileSystem, Http, Sleep } from '../core/ports';

/** A small text file of the person's home folder; `path` is how it is shown to them. */
export interface HomeFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What the extension host can do beyond the editor's own API. `src/node/platform.ts` is the one for a computer; a build
 * for browsers puts another in its place, so that `src/vscode` never asks for Node.
 */
export interface Platform {
  readonly http: Http;
  readonly sleep: Sleep;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The netrc file in which W&B's client keeps keys; `null` where there is none. */
  netrc(): Promise<HomeFile | null>;
  /** W&B's own settings file of this person; `null` where there is none. */
  wandbSettings(): Promise<HomeFile | null>;
  /** A folder of this computer, with reading of parts; `null` where only the editor can read files. */
  fileSystem(folder: string): FileSystem | null;
}
