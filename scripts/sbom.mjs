// Writes the software bill of materials, sweep-guard.cdx.json: CycloneDX by npm, of the packages whose code is shipped.
// npm alone would list what builds and tests as well, since nothing is installed at the user's.
// Usage: node scripts/sbom.mjs   (npm run sbom)
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './package.mjs';
import { ROOT, SetupError } from './process.mjs';

/** Where the bill of materials is written. */
const SBOM = path.join(ROOT, 'sweep-guard.cdx.json');

function listing() {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js') !== true) throw new SetupError('Run it as: npm run sbom');
  const args = [npm, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 }));
}

try {
  if (!(await build())) throw new SetupError('The bundles do not build: see the lines above.');
  /** @type {readonly { name: string, version: string }[]} */
  const shipped = JSON.parse(readFileSync(path.join(ROOT, 'dist', 'packages.json'), 'utf8'));
  const isShipped = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const sbom = listing();
  const components = sbom.components.filter(({ name, version }) => isShipped.has(`${name}@${version}`));
  const missing = [...isShipped].filter((id) => !components.some(({ name, version }) => `${name}@${version}` === id));
  if (missing.length > 0) throw new SetupError(`npm does not know ${missing.join(', ')}, which the bundles contain.`);
  const kept = new Set([sbom.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((on) => kept.has(on)) }));
  writeFileSync(SBOM, `${JSON.stringify({ ...sbom, components, dependencies }, null, 2)}\n`);
  console.log(`${path.basename(SBOM)}: ${components.length} packages`);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
