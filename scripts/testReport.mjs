// Counts what a test run did, from the JSON report that Vitest writes.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Reads a report. A test file that failed as a whole, and a run that failed without naming a test, count as one failure each:
 * a sum must never look better than the run was.
 * @param {string} file
 * @param {number} status The runner's exit status.
 * @param {readonly string[]} [without] Test files that are left out.
 * @returns {Counts}
 */
export function countTests(file, status, without = []) {
  const tests = readReport(file)
    .filter(({ name }) => !without.includes(name))
    .flatMap(statusesOf);
  const passed = tests.filter((test) => test === 'passed').length;
  const failed = tests.filter((test) => test === 'failed').length;
  return {
    passed,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: tests.length - passed - failed,
  };
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/**
 * The line that continuous integration reads.
 * @param {Counts} counts
 */
export function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * The test files of a report that failed, as paths.
 * @param {string} file
 * @returns {readonly string[]}
 */
export function failedFiles(file) {
  return readReport(file)
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name);
}

/**
 * What Vitest reports of a test file.
 * @typedef {object} FileReport
 * @property {string} name
 * @property {string} status
 * @property {readonly { status: string }[]} assertionResults
 */

/**
 * The status of each test; of a file that failed before or after its tests, one more.
 * @param {FileReport} report
 * @returns {readonly string[]}
 */
function statusesOf({ status, assertionResults }) {
  const tests = assertionResults.map((test) => test.status);
  return status === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
}

/**
 * @param {string} file
 * @returns {readonly FileReport[]}
 */
function readReport(file) {
  try {
    /** @type {{ testResults: FileReport[] }} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return report.testResults;
  } catch {
    // The runner ended before it wrote a report: its exit status tells the rest.
    return [];
  }
}
