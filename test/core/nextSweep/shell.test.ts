import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellLine, shellWord } from '../../../src/core/nextSweep/shell';

function wordsInBash(line: string): readonly string[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
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
  expect(wordsInBash(written)).toEqual([word]);
});

it('any words arrive as they are, on one line without control characters', () => {
  const characters = ['\u0001', '\n', '\r', '\u001b', "'", '"', '\\', '$', '`', '7', ' ', 'é', '\u0085'];
  const word = fc.string({ unit: fc.constantFrom(...characters), minLength: 1 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const line = shellLine(words);
      expect(line).not.toMatch(/\p{Cc}/u);
      expect(wordsInBash(line)).toEqual(words);
    }),
    { seed: 7, numRuns: 60 },
  );
});
