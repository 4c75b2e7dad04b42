import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const ROOT = resolve(__dirname, '../..');
const WINDOWS = process.platform === 'win32';

let home: string;
let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

/** Runs npm or npx without a network: what is not in the tarball is not there. */
function offline(tool: 'npm' | 'npx', args: readonly string[], cwd: string) {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_cache: join(home, 'cache') };
  return spawnSync(tool, args, { cwd, env, encoding: 'utf8', shell: WINDOWS });
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sweep-guard-npm-'));
  // dist/ is built; scripts are left out, so that the bundles are not written while other tests read them.
  const output = offline('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home], ROOT).stdout;
  const listed = JSON.parse(output) as (typeof packed)[];
  packed = listed[0]!;
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('the npm package', () => {
  it('holds the command line and nothing else', () => {
    expect(packed.files.map(({ path }) => path).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD_PARTY_LICENSES.txt',
      'dist/cli.js',
      'package.json',
    ]);
  });

  it('is installed without a network and without another package, and checks a sweep file', () => {
    const installed = offline('npm', ['install', '--no-audit', '--no-fund', join(home, packed.filename)], home);
    expect([installed.stderr, installed.status]).toEqual([expect.any(String), 0]);
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['sweep-guard']);

    const head = 'program: train.py\nmethod: random\nrun_cap: 3\nparameters:\n';
    writeFileSync(join(home, 'train.py'), '');
    writeFileSync(join(home, 'good.yaml'), `${head}  width: {values: [16, 32]}\n`);
    writeFileSync(join(home, 'sweep.yaml'), `${head}  lr: {min: 1e-5, max: 0.1}\n`);
    const check = (...args: readonly string[]) => offline('npx', ['sweep-guard', 'check', ...args], home);
    expect(check('good.yaml')).toMatchObject({ status: 0 });
    const bad = check('sweep.yaml');
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^sweep\.yaml:5:13 {2}error .* Y01$/m);
    const missing = check('missing.yaml');
    expect([missing.status, missing.stderr.trim().split('\n').at(-1)]).toEqual([
      2,
      'sweep-guard: missing.yaml does not exist. Check the path.',
    ]);
    expect(offline('npx', ['sweep-guard', '--version'], home).stdout.trim()).toBe(manifest.version);
  });

  it('asks for no package at run time', () => {
    expect(Object.keys(manifest)).not.toContain('dependencies');
    const required = execFileSync(process.execPath, [
      '-e',
      `const text = require('fs').readFileSync(${JSON.stringify(join(ROOT, 'dist/cli.js'))}, 'utf8');
       const names = [...text.matchAll(/\\brequire\\("([^"]+)"\\)/g)].map((match) => match[1]);
       const { builtinModules } = require('module');
       console.log(names.filter((name) => !builtinModules.includes(name.replace('node:', ''))).join());`,
    ]);
    expect(required.toString().trim()).toBe('');
  });
});
