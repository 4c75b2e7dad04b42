// Brings the installed packages in line with the lock file; does and says nothing when they already are.
// Usage: node scripts/install.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm, ROOT, SetupError } from './process.mjs';

/**
 * Whether a folder's node_modules holds what its package-lock.json asks for. npm writes node_modules/.package-lock.json as
 * its last act, so an installation that was interrupted counts as missing.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const present = packagesOf(path.join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([where, { version, optional }]) =>
      where === '' || present[where]?.version === version || (optional === true && present[where] === undefined),
  );
}

/** Runs `npm ci` at the top of the repository when packages are missing or of another version than the lock file's. */
export async function ensureInstalled() {
  if (isInstalled(ROOT)) return;
  console.log('Installing packages…');
  if ((await npm(['ci', '--no-audit', '--no-fund'], { quiet: true })) !== 0) {
    throw new SetupError('Could not install the packages: see the lines above, then try again.');
  }
}

/**
 * @param {string} lockFile
 * @returns {Readonly<Record<string, { version?: string, optional?: boolean }>> | undefined}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureInstalled();
