// The end-to-end steps that need no browser, in a desktop VS Code that @vscode/test-electron downloads: for machines that reach
// VS Code's download server. Without a display, start it under xvfb-run.
// Usage: node scripts/testDesktop.mjs   (npm run test:desktop)
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build as bundle } from 'esbuild';
import { build } from './package.mjs';
import { ROOT } from './process.mjs';

/** The oldest VS Code that package.json promises. */
const OLDEST = '1.91.0';

const tests = path.join(ROOT, 'test', 'desktop', 'out', 'firstLight.js');
const home = mkdtempSync(path.join(tmpdir(), 'sweep-guard-'));
const example = path.join(home, 'example');

try {
  if (!(await build())) throw new Error('The extension does not build.');
  await bundle({
    entryPoints: [path.join(ROOT, 'test', 'desktop', 'firstLight.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  cpSync(path.join(ROOT, 'example'), example, { recursive: true });
  for (const version of [OLDEST, 'stable']) {
    await runTests({
      version,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: tests,
      launchArgs: [
        example,
        '--user-data-dir',
        path.join(home, version),
        '--disable-extensions',
        '--disable-workspace-trust',
      ],
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
