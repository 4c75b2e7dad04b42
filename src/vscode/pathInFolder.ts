/**
 * The absolute path of what `path` names in the folder `root`: relative to it, or absolute and below it. `null` where it leads
 * out, however it is spelt: a backslash parts names as well, as it does on Windows.
 */
export function pathInFolder(root: string, path: string): string | null {
  const folder = root.replace(/\/$/, '');
  const relative = path === folder ? '' : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const names: string[] = [];
  for (const name of relative.split(/[\\/]/)) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return [folder, ...names].join('/') || '/';
}
