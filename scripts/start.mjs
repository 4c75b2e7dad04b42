// The demo: builds, checks and analyses the example, then opens it in VS Code with the extension.
// Usage: node scripts/start.mjs [--no-editor] [--port N]   (npm start; -- --no-editor stops before VS Code, as CI=true does)
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEditor, installExtension, startEditor } from './editor.mjs';
import { ensureInstalled } from './install.mjs';
import { build, pack, VSIX } from './package.mjs';
import { node, ROOT, run, SetupError, which } from './process.mjs';

const EXAMPLE = path.join(ROOT, 'example');
const REPORT = 'sweep-report.html';
/** VS Code in the browser without what is not this demo: welcome pages, chat, and saving while one tries things out. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
};

/** @returns {Promise<number>} The exit status. */
async function start() {
  const { values: flags } = parseArgs({
    options: { 'no-editor': { type: 'boolean', default: process.env.CI === 'true' }, port: { type: 'string' } },
  });
  await ensureInstalled();
  if (!(await build())) return 1;

  const commands = [
    ['check', 'example/sweep.yaml'],
    ['analyze', 'example'],
    ['analyze', 'example', '--format', 'html', '--out', REPORT],
  ];
  for (const args of commands) {
    console.log(`\n$ node dist/cli.js ${args.join(' ')}`);
    // 1 says that problems were found, which is what the example is for; 2 that there was nothing to look at.
    if ((await node('dist/cli.js', args)) > 1) return 1;
  }
  console.log(`\nReport: ${path.join(ROOT, REPORT)}`);
  if (flags['no-editor']) return 0;

  if (which('code') !== undefined) {
    console.log('Opening the example in VS Code: open sweep.yaml, then run "Sweep Guard: Analyze Sweep".');
    if ((await run('code', [`--extensionDevelopmentPath=${ROOT}`, EXAMPLE])) === 0) return 0;
    console.log('VS Code did not start; opening it in the browser instead.');
  }
  return serve(Number(flags.port ?? 0));
}

/**
 * Serves a copy of the example in code-server until Ctrl-C, so that trying things out leaves the repository as it is.
 * @param {number} port
 */
async function serve(port) {
  await ensureEditor();
  if (!(await pack())) return 1;
  const home = mkdtempSync(path.join(tmpdir(), 'sweep-guard-demo-'));
  const folders = { userData: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  const example = path.join(home, 'example');
  try {
    cpSync(EXAMPLE, example, { recursive: true });
    mkdirSync(path.join(folders.userData, 'User'), { recursive: true });
    writeFileSync(path.join(folders.userData, 'User', 'settings.json'), JSON.stringify(QUIET_SETTINGS, null, 2));
    await installExtension(VSIX, folders);
    const editor = await startEditor(folders, { port });
    const file = `vscode-remote://${new URL(editor.url).host}${path.join(example, 'sweep.yaml')}`;
    const opened = JSON.stringify([['openFile', file]]);
    const query = new URLSearchParams({ folder: example, payload: opened }).toString();
    console.log(`\nVS Code with Sweep Guard, on a copy of the example: ${editor.url}/?${query}`);
    console.log('Run "Sweep Guard: Analyze Sweep" from the palette (F1), then press Enter. Ctrl-C ends it.');
    await Promise.race(
      ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => new Promise((done) => process.once(signal, done))),
    );
    await editor.stop();
    return 0;
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  process.exitCode = await start();
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof SetupError) && !isUsage) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
