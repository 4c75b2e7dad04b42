import { expect, it } from 'vitest';
import { believableLastWrite } from '../../../../src/core/sources/local/signsOfLife';

const MINUTE = 60_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const now = start + 300 * MINUTE;

it.each([
  ['written since its start', [start + 2000, now - 5000], start, now - 5000],
  ['a copy made hours later', [now - 5000, now - 4000], start, null],
  ['an archive without times', [Date.parse('1980-01-01'), Date.parse('1980-01-01')], start, null],
  ['a disk whose clock is a little ahead', [start, now + 3000], start, now],
  ['a start that is not known', [start, now], null, null],
  ['no files', [], start, null],
])('%s', (_name, modified, startedAt, expected) => {
  expect(believableLastWrite(modified, startedAt, now)).toBe(expected);
});
