import { build } from 'esbuild';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The page is read anew each time a panel opens. In bytes, toolkit included. */
const LIMIT = 250_000;

/**
 * What the page must not carry: libraries of distributions, the patterns of logs, and all that reads or judges sweeps;
 * how a number is written for YAML is some lines.
 */
const UNWANTED =
  /node_modules\/(@stdlib|yaml|papaparse|pbf|pure-rand)\/|Signatures\.ts$|src\/core\/(sources|rules|language|knowledge|sweep\/(?!scalar\.))/;

describe('the page', async () => {
  const { metafile } = await build({
    absWorkingDir: resolve(__dirname, '..'),
    entryPoints: ['webview/main.ts'],
    outdir: 'dist',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
    legalComments: 'none',
  });
  const output = Object.values(metafile.outputs)[0];

  it('is small', () => {
    expect(output?.bytes).toBeLessThan(LIMIT);
  });

  it('leaves to the host what the host can do', () => {
    const carried = Object.entries(output?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file);
    expect(carried).toContain('webview/main.ts');
    expect(carried.filter((file) => UNWANTED.test(file))).toEqual([]);
  });
});
