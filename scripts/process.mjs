// Running other programs from the scripts: quietly or in view, the same way on every system.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A state of the machine that a person has to change; its message is one line that says how. */
export class SetupError extends Error {}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Where to run; the repository's top folder when absent.
 * @property {Readonly<Record<string, string>>} [env] Variables beside those of this process.
 * @property {boolean} [quiet] Keep the output and show it only when the program fails.
 */

/**
 * Runs a program to its end. A program that can't be started counts as ended with 127, as in a shell.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} Its exit status; 1 when a signal ended it.
 */
export function run(command, args, { cwd = ROOT, env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      // Node starts .cmd files, which npm and code are on Windows, only through a shell.
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on('close', (status) => {
      if (status !== 0 && quiet) process.stderr.write(Buffer.concat(output));
      resolve(status ?? 1);
    });
  });
}

/**
 * Runs npm: the one that runs this script where there is one, otherwise the one on the PATH.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') === true && existsSync(cli)
    ? run(process.execPath, [cli, ...args], options)
    : run('npm', args, options);
}

/**
 * Runs a JavaScript file with this Node, for example a tool out of node_modules.
 * @param {string} file Relative to the repository's top folder.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function node(file, args, options) {
  return run(process.execPath, [path.join(ROOT, file), ...args], options);
}

/**
 * Finds a program on the PATH.
 * @param {string} name
 * @returns {string | undefined} Its full path.
 */
export function which(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => suffixes.map((suffix) => path.join(folder, name + suffix)))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
