// Builds the bundles into dist/: the extension, its analysis thread, its page and the command line.
// Usage: node esbuild.mjs [--watch] [--sourcemap]
import { build, context } from 'esbuild';
import { mkdir } from 'node:fs/promises';

const watch = process.argv.includes('--watch');
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch || process.argv.includes('--sourcemap'),
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};

const bundles = [
  {
    ...common,
    entryPoints: { extension: 'src/node/main.ts' },
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: { cli: 'src/cli.ts' },
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
  },
];

await mkdir('dist', { recursive: true });
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
