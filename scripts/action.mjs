// The last step of action.yml: checks the files of the repository that the inputs name, with annotations for GitHub.
// Inputs are read from SWEEP_GUARD_FILES, SWEEP_GUARD_MAX_WARNINGS and SWEEP_GUARD_RULES; the working directory is the repository.
// Usage: node scripts/action.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import path from 'node:path';

/** Wrong usage, as the command line itself ends. */
const USAGE = 2;

/**
 * The files that git knows and a pattern names, each once. Links are left out, since they may lead anywhere on the machine, and
 * so is what a sparse checkout has not written.
 * @param {readonly string[]} patterns
 */
function filesOf(patterns) {
  if (patterns.length === 0) return [];
  const specs = patterns.map((pattern) => `:(glob)${pattern}`);
  return [...new Set(gitFiles(specs).split('\0'))].filter((file) =>
    lstatSync(file, { throwIfNoEntry: false })?.isFile(),
  );
}

/** @param {readonly string[]} specs */
function gitFiles(specs) {
  try {
    return execFileSync('git', ['ls-files', '-z', '--', ...specs], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`git could not list the files: ${String(error)}`, { cause: error });
  }
}

/** @param {string} name */
const lines = (name) =>
  (process.env[name] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

try {
  const patterns = lines('SWEEP_GUARD_FILES');
  const files = filesOf(patterns).filter((file) => !/(^|\/)\.sweepguard\.ya?ml$/.test(file));
  const [maxWarnings] = lines('SWEEP_GUARD_MAX_WARNINGS');
  const [rules] = lines('SWEEP_GUARD_RULES');
  if (files.length === 0) {
    console.log(
      '::notice title=Sweep Guard::No file that git knows is named by the input "files": nothing was checked.',
    );
  } else {
    const cli = path.join(import.meta.dirname, '..', 'dist', 'cli.js');
    const args = [
      ...['check', '--format', 'github'],
      ...(maxWarnings === undefined ? [] : [`--max-warnings=${maxWarnings}`]),
      ...(rules === undefined ? [] : [`--rules=${rules}`]),
      '--',
      ...files,
    ];
    const { status, error } = spawnSync(process.execPath, [cli, ...args], { stdio: 'inherit' });
    if (error) throw new Error(`${files.length} files could not be checked, name fewer: ${error.message}`);
    process.exitCode = status ?? USAGE;
  }
} catch (error) {
  const [first] = (error instanceof Error ? error.message : String(error)).split('\n');
  console.log(`::error title=Sweep Guard::${first}`);
  process.exitCode = USAGE;
}
