// Builds the bundles and packs them into sweep-guard.vsix.
// Usage: node scripts/package.mjs   (npm run package)
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { node, ROOT } from './process.mjs';

/** Where the packaged extension is written. */
export const VSIX = path.join(ROOT, 'sweep-guard.vsix');
/** An extension that helps with one kind of file should be a small download; this is the limit, in bytes. */
const LIMIT = 600_000;

/** Writes dist/. Resolves with whether that worked. */
export async function build() {
  return (await node('esbuild.mjs', [])) === 0;
}

/** Packs dist/ into the VSIX; false, with a line that says why, when that fails or the package is too large. */
export async function pack() {
  rmSync(VSIX, { force: true });
  const flags = [
    '--no-dependencies', // everything is in the bundles
    '--allow-missing-repository',
    '--no-rewrite-relative-links', // the README's pictures are in the package
  ];
  const status = await node('node_modules/@vscode/vsce/vsce', ['package', ...flags, '--out', VSIX], { quiet: true });
  if (status !== 0 || !existsSync(VSIX)) return false;
  const size = statSync(VSIX).size;
  console.log(`${path.basename(VSIX)}: ${Math.round(size / 1000)} KB of at most ${LIMIT / 1000} KB`);
  return size < LIMIT;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await build()) && (await pack()) ? 0 : 1;
}
