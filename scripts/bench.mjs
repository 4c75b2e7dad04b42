// Runs a benchmark: bundles bench/NAME.ts and starts it. Figures are printed; none is asserted.
// What a benchmark compares with is installed into bench/ the first time.
// Usage: node scripts/bench.mjs language
import { build } from 'esbuild';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isInstalled } from './install.mjs';
import { node, npm, ROOT, SetupError } from './process.mjs';

const BENCH = path.join(ROOT, 'bench');

async function main() {
  const name = process.argv[2];
  const entry = path.join(BENCH, `${name ?? ''}.ts`);
  if (name === undefined || !existsSync(entry))
    throw new SetupError('Say which benchmark, such as: node scripts/bench.mjs language');
  if (!isInstalled(BENCH)) {
    console.log('Installing what is compared with…');
    if ((await npm(['ci', '--no-audit', '--no-fund'], { cwd: BENCH, quiet: true })) !== 0) {
      throw new SetupError('Could not install the packages of bench/: see the lines above, then try again.');
    }
  }
  // Inside bench/, so that the bundle finds the packages there.
  const folder = mkdtempSync(path.join(BENCH, 'out-'));
  try {
    const outfile = path.join(folder, `${name}.js`);
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
      // Builds what is measured; it can't be part of a bundle.
      external: ['esbuild'],
      // bench/ holds another version of it, for what is compared with.
      alias: { yaml: path.join(ROOT, 'node_modules', 'yaml') },
    });
    process.exitCode = await node(path.relative(ROOT, outfile), process.argv.slice(3));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
