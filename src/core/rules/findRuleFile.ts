import { fail, ok, type FileError, type FileSystem, type Result } from '../ports';

/** Name of the file in which a team keeps what it has learned. */
export const RULE_FILE_NAME = '.sweepguard.yaml';

/** A rule file as it was found; `path` is relative to the folder that was searched. */
export interface FoundRuleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The rule file that counts for a sweep file: the one beside it or else the nearest above. `files` is the workspace
 * folder or repository, beyond which nothing is looked for; `null` where there is none. A nearer file hides one further
 * up, also where it can't be read: rules that somebody else meant for other folders must not step in for it.
 */
export async function findRuleFile(
  files: FileSystem,
  sweepPath: string,
): Promise<Result<FoundRuleFile | null, FileError & { readonly path: string }>> {
  for (const path of ruleFilePaths(sweepPath)) {
    const read = await files.read(path);
    if (read.ok) return ok({ path, text: new TextDecoder().decode(read.value) });
    if (read.error.kind !== 'not-found') return fail({ ...read.error, path });
  }
  return ok(null);
}

/** Where the rule file of a sweep file can be, nearest first, up to the folder that the path is relative to. */
export function ruleFilePaths(sweepPath: string): readonly string[] {
  const folders = sweepPath.split('/').slice(0, -1);
  return folders
    .map((_, depth) => [...folders.slice(0, folders.length - depth), RULE_FILE_NAME].join('/'))
    .concat(RULE_FILE_NAME);
}
