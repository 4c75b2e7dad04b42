// Everything that has to hold before a change lands: types, lint, unit tests, the package and its tests in a real VS Code.
// Later steps run even when earlier ones failed, so that one run shows everything; the last line is the sum.
// Usage: node scripts/test.mjs [--unit]   (npm test; npm test -- --unit leaves out the package and VS Code: about a minute less)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEditor } from './editor.mjs';
import { ensureInstalled } from './install.mjs';
import { build, pack } from './package.mjs';
import { node, SetupError } from './process.mjs';
import { ensureChromium } from './system.mjs';
import { countTests, describe, failedFiles, sum } from './testReport.mjs';

const { values: flags } = parseArgs({ options: { unit: { type: 'boolean', default: false } } });
const ROOM_FOR_YOUNG = { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=128`.trim() };
const reports = mkdtempSync(path.join(tmpdir(), 'sweep-guard-test-'));
/** @type {import('./testReport.mjs').Counts[]} */
const counts = [];

/**
 * Runs one step that passes or fails as a whole.
 * @param {string} name
 * @param {() => Promise<boolean>} step
 */
async function check(name, step) {
  const start = performance.now();
  let passed = false;
  try {
    passed = await step();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
  }
  counts.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  console.log(`${passed ? '✓' : '✗'} ${name} (${Math.round((performance.now() - start) / 1000)} s)`);
  return passed;
}

/**
 * Runs a tool of node_modules as a check; what it prints is shown when it fails.
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 */
const tool = (name, tool, ...args) =>
  check(name, async () => (await node(`node_modules/${tool}`, args, { quiet: true })) === 0);

/**
 * What the code says without running, and the package: two at a time, as linting takes about as long as everything else.
 * @param {boolean} editor Whether the packages of the end-to-end tests are installed.
 * @returns {Promise<boolean>} Whether the package was made.
 */
async function checkAndPack(editor) {
  const tsc = 'typescript-native/bin/tsc';
  const typesAndFormat = async () => {
    await tool('Types: extension, command line, tests', tsc, '--noEmit', '-p', '.');
    await tool('Types: core, without Node or an editor', tsc, '--noEmit', '-p', 'src/core');
    await tool('Types: page', tsc, '--noEmit', '-p', 'webview');
    if (editor) await tool('Types: end-to-end tests and scripts', tsc, '--noEmit', '-p', 'test/e2e');
    await tool('Format', 'prettier/bin/prettier.cjs', '--check', '.');
  };
  const packAndTest = async () => {
    const packed = (await check('Build', build)) && (await check('Package', pack));
    if (packed) await unitTests('Package tests', 'test/package/vitest.config.mts');
    return packed;
  };
  const besideLint = typesAndFormat().then(() => !flags.unit && packAndTest());
  // Most of what linting makes is short-lived: room for it saves a tenth of the time.
  const lint = () => node('node_modules/eslint/bin/eslint.js', ['.'], { quiet: true, env: ROOM_FOR_YOUNG });
  const [, packed] = await Promise.all([check('Lint', async () => (await lint()) === 0), besideLint]);
  return packed;
}

/**
 * Runs Vitest on all files of a configuration or on some; where its report lies, and its exit status.
 * @param {string} name
 * @param {string} config
 * @param {readonly string[]} [files]
 */
async function vitest(name, config, files = []) {
  console.log(`\n── ${name}`);
  const report = path.join(reports, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await node('node_modules/vitest/vitest.mjs', ['run', '--config', config, ...reporters, ...files]);
  return { report, status };
}

/**
 * Runs Vitest and counts its tests.
 * @param {string} name
 * @param {string} config
 */
async function unitTests(name, config) {
  const { report, status } = await vitest(name, config);
  counts.push(countTests(report, status));
}

/**
 * Runs the tests in a real editor and counts them. A file that failed runs a second time, which then counts: on a busy machine the
 * editor now and then drops a key or a click, and what is broken fails both times. Both runs are in the output.
 * @param {string} name
 * @param {string} config
 */
async function editorTests(name, config) {
  const first = await vitest(name, config);
  const failed = failedFiles(first.report);
  if (failed.length === 0) {
    counts.push(countTests(first.report, first.status));
    return;
  }
  const second = await vitest(`${name} that failed, a second time`, config, failed);
  counts.push(countTests(first.report, 0, failed), countTests(second.report, second.status));
}

if (await check('Packages', () => ensureInstalled().then(() => true))) {
  const editor =
    !flags.unit &&
    (await check('VS Code and Chromium', () =>
      ensureEditor()
        .then(ensureChromium)
        .then(() => true),
    ));
  const packed = await checkAndPack(editor);
  await unitTests('Unit tests', 'vitest.config.mts');
  if (!flags.unit) {
    if (editor && packed) await editorTests('End-to-end tests', 'test/e2e/vitest.config.ts');
    else console.error('The end-to-end tests did not run: a step that they need failed.');
  }
}

rmSync(reports, { recursive: true, force: true });
const total = sum(counts);
console.log(`\n${describe(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
