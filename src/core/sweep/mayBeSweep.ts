/**
 * Whether a YAML text can be a sweep file at all, by a look at its letters: every text that `detect` takes for one passes,
 * unless it hides its keys behind escapes. Lets a host leave the parser unloaded while nobody works on a sweep. `path` is
 * that of the file below its workspace.
 */
export function mayBeSweep(text: string, path: string): boolean {
  return /sweep/i.test(path) || /method|parameters|sweep-guard:|wandb-sweep/i.test(text);
}
