// Which packages are in the bundles, and what their licences say: from what esbuild reports, so that none is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './process.mjs';

/** Licences under which a package may be shipped inside of the bundles. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'ISC', 'MIT']);

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX identifier.
 * @property {string} text The licence and notice files of the package, as they are but for line ends.
 */

/**
 * The packages that put code into the bundles, by name, then version. Throws where one has no licence that may be shipped.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {readonly BundledPackage[]}
 */
export function bundledPackages(metafiles) {
  const folders = new Set();
  for (const output of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].map(readPackage).sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * The licences as one file; a text that several packages share stands once. The same packages give the same text.
 * @param {readonly BundledPackage[]} packages
 */
export function licencesFile(packages) {
  /** @type {Map<string, BundledPackage[]>} */
  const byText = new Map();
  for (const bundled of packages) byText.set(bundled.text, [...(byText.get(bundled.text) ?? []), bundled]);
  const rule = '='.repeat(80);
  const parts = [...byText].map(([text, group]) =>
    [rule, ...group.map(({ name, version, licence }) => `${name} ${version} (${licence})`), rule, '', text].join('\n'),
  );
  return [
    'Sweep Guard contains code of the packages below, under the licences that follow their names.',
    ...parts,
  ].join('\n\n');
}

/**
 * @param {string} folder Relative to the repository's top folder.
 * @returns {BundledPackage}
 */
function readPackage(folder) {
  const inside = path.join(ROOT, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(inside, 'package.json'), 'utf8'));
  if (
    !String(license)
      .split(' AND ')
      .every((part) => ALLOWED.has(part))
  )
    throw new Error(`${name} ${version} has the licence ${license}: may it be shipped?`);
  const files = readdirSync(inside)
    .filter((file) => /^(licen[cs]e|notice|copying)([.-]|$)/i.test(file))
    .sort(compare);
  const texts = files.map((file) => readFileSync(path.join(inside, file), 'utf8').replace(/\r\n?/g, '\n').trim());
  const by = author?.name ?? author ?? 'its authors';
  const text =
    texts.length > 0
      ? texts.join('\n\n')
      : `Its package has no file with the licence: by ${by}, ${license} by its manifest.`;
  return { name, version, licence: license, text: `${text}\n` };
}

/**
 * By code units, which no locale changes.
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
