// Starts the stand-in W&B server of the tests: bundles test/server/main.ts and runs it. `-- --help` lists what it takes.
// Usage: node scripts/server.mjs --runs 10000 --parameters 30 --latency 40
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './process.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'sweep-guard-server-'));
const outfile = path.join(folder, 'server.cjs');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// Interrupted like this, the process ends by `exit`, and the folder goes.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());

await build({
  entryPoints: [path.join(ROOT, 'test/server/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
