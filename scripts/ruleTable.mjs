// Writes the table of all rules into README.md, from the rules themselves.
// Usage: node scripts/ruleTable.mjs [--check]   (npm run rules; --check writes nothing and fails where the table is old)
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from './process.mjs';

const README = path.join(ROOT, 'README.md');
const START = '<!-- rules: written by npm run rules -->';
const END = '<!-- /rules -->';
/** Families in the order in which a person meets them; the letter is the first of the code. */
const FAMILIES = 'YTPSNDGRMEBCFKVX';

/**
 * The rules as the product has them.
 * @returns {Promise<readonly { code: string, name: string, severity: string, defaultLevel?: 'off', description: string }[]>}
 */
async function loadRules() {
  const folder = mkdtempSync(path.join(tmpdir(), 'sweep-guard-rules-'));
  try {
    const outfile = path.join(folder, 'rules.cjs');
    const entry = path.join(ROOT, 'src/core/rules/all.ts');
    await build({ entryPoints: [entry], bundle: true, outfile, format: 'cjs', platform: 'node', logLevel: 'error' });
    return createRequire(import.meta.url)(outfile).rules;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Codes with a golden file of a fix: those rules have one, and a test holds it to its word. */
function codesWithFix() {
  return new Set(readdirSync(path.join(ROOT, 'test/golden/fixes')).map((file) => file.split('-')[0]));
}

/** @param {Awaited<ReturnType<typeof loadRules>>} rules */
function tableOf(rules) {
  const fixable = codesWithFix();
  const place = (/** @type {string} */ code) => FAMILIES.indexOf(code.charAt(0));
  const rows = [...rules]
    .sort((a, b) => place(a.code) - place(b.code) || a.code.localeCompare(b.code))
    .map(({ code, name, severity, defaultLevel, description }) => {
      const fix = fixable.has(code) ? 'yes' : '';
      return `| ${code} | ${name} | ${defaultLevel ?? severity} | ${fix} | ${description.replaceAll('|', '\\|')} |`;
    });
  return ['| code | name | level | quick fix | says |', '|---|---|---|---|---|', ...rows].join('\n');
}

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const readme = readFileSync(README, 'utf8');
const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
if (start < 0 || end < start) {
  console.error(`README.md has no place for the rules: ${START} … ${END}`);
  process.exit(1);
}
const next = `${readme.slice(0, start)}${START}\n\n${tableOf(await loadRules())}\n\n${readme.slice(end)}`;
if (flags.check && next !== readme) {
  console.error('The rules in README.md are not those of the product. Run npm run rules.');
  process.exit(1);
}
if (!flags.check) writeFileSync(README, next);
