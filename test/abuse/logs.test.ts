import { describe, expect, it } from 'vitest';
import { withoutAnsi } from '../../src/core/ansi';
import { causeOf } from '../../src/core/runs/cause';
import { CAUSE_SIGNATURES } from '../../src/core/runs/causeSignatures';
import { cleanLogTail } from '../../src/core/runs/logLines';
import { redactSecrets } from '../../src/core/runs/redact';
import { makeRun } from '../core/analysis/runSets';
import { withinTwoSeconds } from './budget';

/** A cleaned line is never longer; see logLines.ts. */
const LINE = 2000;

/** Words of a pattern's source, which lead a matcher far into it before it has to go back. */
function piecesOf({ source }: RegExp): readonly string[] {
  const words = source.replace(/\\[a-zA-Z]/g, ' ').match(/[A-Za-z]{2,}|[\d.:]+/g) ?? [];
  return [...new Set([...words.slice(0, 12), 'a', ' ', '0', '(', '.', ': ', 'Error: ', 'x=1, '])];
}

describe('a line of a log', () => {
  it.each(CAUSE_SIGNATURES.flatMap(({ id, pattern }) => (pattern === null ? [] : [[id, pattern] as const])))(
    'can’t make the signature %s hang',
    async (id, pattern) => {
      const pieces = piecesOf(pattern);
      await withinTwoSeconds(id, () => {
        for (const piece of pieces) pattern.test(`${piece.repeat(LINE).slice(0, LINE - 1)}\u0000`);
        for (const first of pieces.slice(0, 6)) {
          for (const second of pieces) pattern.test(`${first}${` ${second}`.repeat(LINE)}`.slice(0, LINE));
        }
      });
    },
  );

  it.each([
    ['letters', 'a'],
    ['escapes', '\u001b['],
    ['titles of a terminal', '\u001b]0;'],
    ['carriage returns', '\r'],
    ['progress bars', '10%|####| 1/9\r'],
    ['brackets', '((('],
    ['spaces', ' '],
    ['a traceback', 'Traceback (most recent call last): '],
    ['exceptions', 'a.b.cError'],
    ['addresses', 'a://b:'],
    ['keys', 'api_key = token '],
    ['digits', '0123456789abcdef'],
    ['worker prefixes', '[rank0]: '],
  ])('of a megabyte of %s is read in time and not kept', async (_, piece) => {
    const line = piece.repeat(2 ** 20 / piece.length);
    const logTail = Array.from({ length: 20 }, () => line);
    const run = makeRun('a', { outcome: { kind: 'crashed', reason: '' }, logTail });
    const cause = await withinTwoSeconds('cause', () => causeOf(run));
    expect((cause.line ?? '').length).toBeLessThanOrEqual(LINE);
    expect(Math.max(0, ...cleanLogTail(logTail).map(({ length }) => length))).toBeLessThanOrEqual(LINE);
    await withinTwoSeconds('terminal codes', () => withoutAnsi(line));
    await withinTwoSeconds('secrets', () => redactSecrets(line));
  });
});
