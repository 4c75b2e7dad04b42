import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTests, describe as line, failedFiles, sum } from '../../scripts/testReport.mjs';

const REPORT = {
  testResults: [
    { name: '/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }] },
    { name: '/b.test.ts', status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    // It failed before its first test.
    { name: '/c.test.ts', status: 'failed', assertionResults: [] },
  ],
};

describe('the sum of a test run', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sweep-guard-report-'));
    file = path.join(folder, 'report.json');
    writeFileSync(file, JSON.stringify(REPORT));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('counts a file that failed as a whole as a failure', () => {
    expect(countTests(file, 1)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('is never better than the exit status', () => {
    expect(countTests(path.join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('leaves out the files that run a second time', () => {
    const failed = failedFiles(file);
    expect(failed).toEqual(['/b.test.ts', '/c.test.ts']);
    expect(countTests(file, 0, failed)).toEqual({ passed: 1, failed: 0, skipped: 1 });
  });

  it('is the last line of the output', () => {
    expect(line(sum([countTests(file, 1), { passed: 3, failed: 0, skipped: 0 }]))).toBe(
      '5 passed, 2 failed, 1 skipped',
    );
  });
});
