// The demo: builds, checks and analyses the example, then opens it in VS Code with the extension.
// Usage: node scripts/start.mjs [--no-editor] [--port N]   (npm start; -- --no-editor stops before VS Code, as CI=true does)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEditor, installExtension, startEditor } from './editor.mjs';
import { ensureInstalled } from './install.mjs';
import { build, pack, VSIX } from './package.mjs';
import { node, ROOT, run, SetupError, which } from './process.mjs';

const EXAMPLE = path.join(ROOT, 'example');
const REPORT = 'sweep-report.html';

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
 * Serves the example in code-server until Ctrl-C.
 * @param {number} port
 */
async function serve(port) {
  await ensureEditor();
  if (!(await pack())) return 1;
  const home = mkdtempSync(path.join(tmpdir(), 'sweep-guard-demo-'));
  const folders = { userData: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  try {
    await installExtension(VSIX, folders);
    const editor = await startEditor(folders, { port });
    console.log(`\nVS Code with Sweep Guard: ${editor.url}/?folder=${encodeURIComponent(EXAMPLE)}`);
    console.log('Open sweep.yaml, then run "Sweep Guard: Analyze Sweep" from the palette (F1). Ctrl-C ends it.');
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
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
