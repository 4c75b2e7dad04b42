// Builds the bundles into dist/: the extension in one file for browsers, what comes first of it on a computer, its page and the
// command line; beside them, which packages they contain and under which licences.
// Usage: node esbuild.mjs [--watch] [--sourcemap]
import { build, context } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { bundledPackages, licencesFile } from './scripts/bundledPackages.mjs';

const watch = process.argv.includes('--watch');
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch || process.argv.includes('--sourcemap'),
  target: 'es2022',
  legalComments: 'none', // they are in THIRD_PARTY_LICENSES.txt
  metafile: true,
  logLevel: 'warning',
};

/** On a computer, the bundle for browsers stays a file of its own, which is loaded when it is needed. */
const webBundleBeside = {
  name: 'web-bundle-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/web\/main$/ }, () => ({ path: './web.js', external: true }));
  },
};

/** Every module that imports `vscode` would copy its hundreds of names; behind a module of the bundle they are copied once. */
const editorOnce = {
  name: 'editor-once',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor-once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor-once' },
    );
    onLoad({ filter: /.*/, namespace: 'editor-once' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

const bundles = [
  {
    ...common,
    entryPoints: { extension: 'src/node/main.ts' },
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    plugins: [webBundleBeside, editorOnce],
    // The other bundle is a CommonJS module as well, and taken with require.
    supported: { 'dynamic-import': false },
  },
  {
    ...common,
    entryPoints: { web: 'src/web/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'cjs',
    plugins: [editorOnce],
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
  const results = await Promise.all(bundles.map((options) => build(options)));
  const packages = bundledPackages(results.map(({ metafile }) => metafile));
  await writeFile('dist/THIRD_PARTY_LICENSES.txt', licencesFile(packages));
  const list = packages.map(({ name, version, licence }) => ({ name, version, licence }));
  await writeFile('dist/packages.json', `${JSON.stringify(list, null, 2)}\n`);
}
