import { describe, expect, it } from 'vitest';
import { withoutAnsi } from '../../../src/core/ansi';
import { createConsoleTail, tailOf } from '../../../src/core/sources/consoleLog';

describe('tailOf', () => {
  it('keeps the last lines', () => {
    expect(tailOf('a\nb\r\n\nc', 3)).toEqual(['b', '', 'c']);
    expect(tailOf('')).toEqual([]);
  });

  it('leaves the last state of a progress bar', () => {
    expect(tailOf(' 10%\r 55%\r100% done\nnext')).toEqual(['100% done', 'next']);
    expect(tailOf('long line\rab')).toEqual(['abng line']);
  });

  it('removes terminal codes', () => {
    expect(withoutAnsi('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x\u001b[K')).toBe('red x');
    expect(withoutAnsi('\u001b[38;5;1mred\u001b[m\u001bMup')).toBe('redup');
    // A title without an end costs itself, not the text.
    expect(withoutAnsi('\u001b]0;t\nError: x')).toBe('\nError: x');
  });

  it('cuts a line without end', () => {
    const tail = createConsoleTail();
    for (let i = 0; i < 1000; i++) tail.write('x'.repeat(100));
    expect(tail.lines().map((line) => line.length)).toEqual([4000]);
  });
});
