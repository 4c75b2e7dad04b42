import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A small text file of the person's home folder; `path` is how it is shown to them. */
export interface HomeFile {
  readonly path: string;
  readonly text: string;
}

/** The netrc file in which W&B's client keeps keys: `NETRC`, `~/.netrc` or `~/_netrc`; `null` where there is none. */
export async function readNetrc(environment: NodeJS.ProcessEnv, home = homedir()): Promise<HomeFile | null> {
  const named = environment.NETRC;
  if (named !== undefined && named !== '') return readHomeFile(named.replace(/^~(?=\/|$)/, home), home);
  return (await readHomeFile(join(home, '.netrc'), home)) ?? readHomeFile(join(home, '_netrc'), home);
}

/** W&B's settings file of this person; `null` where there is none. */
export async function readWandbSettings(environment: NodeJS.ProcessEnv, home = homedir()): Promise<HomeFile | null> {
  const folder = environment.WANDB_CONFIG_DIR ?? join(home, '.config', 'wandb');
  return readHomeFile(join(folder, 'settings'), home);
}

/** A file that can't be read counts as none: W&B's client works without it as well. */
async function readHomeFile(path: string, home: string): Promise<HomeFile | null> {
  try {
    return { path: path.startsWith(home) ? `~${path.slice(home.length)}` : path, text: await readFile(path, 'utf8') };
  } catch {
    return null;
  }
}
