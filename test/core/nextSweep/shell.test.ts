import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellLine, shellWord } from '../../../src/core/nextSweep/shell';

/** The words that bash makes of each line; no word may be empty. */
function wordsInBash(lines: readonly string[]): readonly (readonly string[])[] {
  // One bash for all of them, since starting one takes long; an empty word ends a line's.
  const script = lines.map((line) => `printf '%s\\0' ${line} ''`).join('\n');
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  return stdout
    .split('\0\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));
}

it.each([
  ['--lr=1e-05', '--lr=1e-05'],
  ["it's", `'it'\\''s'`],
  ['a\nrm -rf x', String.raw`$'a\012rm -rf x'`],
  ['\u001b[201~\rls 1', String.raw`$'\033[201~\015ls 1'`],
  ["\t'\\7", String.raw`$'\011\'\\7'`],
  ['\u009b2J', String.raw`$'\302\2332J'`],
  ['a\u202eb', String.raw`$'a\342\200\256b'`],
])('%j is written %s', (word, written) => {
  expect(shellWord(word)).toBe(written);
  expect(wordsInBash([written])).toEqual([[word]]);
});

it('any words arrive as they are, on one line without control characters', () => {
  const characters = ['\u0001', '\n', '\r', '\u001b', "'", '"', '\\', '$', '`', '7', ' ', 'é', '\u0085'];
  const word = fc.string({ unit: fc.constantFrom(...characters), minLength: 1 });
  const samples = fc.sample(fc.array(word, { minLength: 1, maxLength: 5 }), { seed: 7, numRuns: 500 });
  const lines = samples.map(shellLine);
  expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  expect(wordsInBash(lines)).toEqual(samples);
});
