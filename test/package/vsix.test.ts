import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const ROOT = resolve(__dirname, '../..');

interface Packaged {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

const vsix = unzipSync(readFileSync(join(ROOT, 'sweep-guard.vsix')));
const text = (file: string): string => strFromU8(vsix[file] ?? new Uint8Array());
const packages = JSON.parse(readFileSync(join(ROOT, 'dist/packages.json'), 'utf8')) as readonly Packaged[];

/** Everything that is downloaded, the names of the directories left out. A new file needs a reason and a line here. */
const CONTENTS = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/THIRD_PARTY_LICENSES.txt',
  'extension/dist/extension.js',
  'extension/dist/style.css',
  'extension/dist/web.js',
  'extension/dist/webview.js',
  // The English bundle is for translators: without another language, the texts in the code are shown.
  'extension/l10n/bundle.l10n.de.json',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

describe('the VSIX', () => {
  const media = /^extension\/media\/(?:[\w-]+\/)*[\w-]+\.(png|svg|gif)$/;

  it('contains what is needed and nothing else: no sources, tests, maps or packages', () => {
    const files = Object.keys(vsix).filter((file) => !file.endsWith('/'));
    expect(files.filter((file) => !media.test(file)).sort()).toEqual(CONTENTS);
    expect(files).toContain(`extension/${manifest.icon}`);
  });

  it('names no secret, no source map and no folder of the machine that built it', () => {
    for (const file of Object.keys(vsix).filter((name) => /\.(js|css|json|md|txt|svg)$/.test(name))) {
      const secrets = /\b(local-)?[0-9a-f]{40}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\b(ghp|npm)_\w{36}\b/.exec(text(file));
      expect([file, secrets?.[0]]).toEqual([file, undefined]);
      expect([file, /[#@] sourceMappingURL=/.test(text(file))]).toEqual([file, false]);
      expect([file, text(file).includes(ROOT)]).toEqual([file, false]);
    }
  });

  it('takes no Node module into a browser, and loads nothing heavy on a computer before it is needed', () => {
    const required = (file: string) => [...text(file).matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1]);
    expect(new Set(required('extension/dist/web.js'))).toEqual(new Set(['vscode']));
    expect(required('extension/dist/extension.js')).toContain('./web.js');
    // With a parser, rules or statistics in it, it would be many times as large.
    expect(text('extension/dist/extension.js').length).toBeLessThan(25_000);
  });

  it('holds the entries and the pictures that its manifest and README name', () => {
    for (const entry of [manifest.main, manifest.browser]) {
      expect(vsix[`extension/${entry.replace('./', '')}.js`]).toBeDefined();
    }
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    expect(steps.map(({ media: { svg } }) => svg).filter((file) => vsix[`extension/${file}`] === undefined)).toEqual(
      [],
    );
    const pictures = [...text('extension/readme.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(pictures.filter((picture) => vsix[`extension/${picture}`] === undefined)).toEqual([]);
  });
});

describe('the licences of what is bundled', () => {
  const licences = text('extension/dist/THIRD_PARTY_LICENSES.txt');

  it('name every package that has code in a bundle, in order, with its version', () => {
    expect(packages.length).toBeGreaterThan(20);
    for (const name of ['yaml', 'pbf', 'papaparse', 'undici', 'd3-array', '@vscode/webview-ui-toolkit']) {
      expect(packages.map((bundled) => bundled.name)).toContain(name);
    }
    const lines = new Set(licences.split('\n'));
    const listed = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    expect(listed.filter((line) => !lines.has(line))).toEqual([]);
    const names = packages.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });

  it('give the text of each', () => {
    expect(licences).toContain('Permission to use, copy, modify, and/or distribute this software for any purpose');
    expect(licences).toContain('Apache License');
    expect(licences).toContain('Copyright (c) Matteo Collina and Undici contributors');
    expect(licences).not.toContain('\r');
  });
});
