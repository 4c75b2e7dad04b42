import { describe, expect, it } from 'vitest';
import { isTooDeep } from '../../../src/core/sweep/depth';

describe('texts that are nested too deeply', () => {
  const indented = (levels: number): string =>
    Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:\n`).join('');

  it.each([
    ['brackets', (n: number) => '['.repeat(n)],
    ['closed braces', (n: number) => `${'{a: '.repeat(n)}1${'}'.repeat(n)}`],
    ['dashes', (n: number) => `${'- '.repeat(n)}x`],
    ['indentation', indented],
  ])('%s', (_, text) => {
    expect(isTooDeep(text(301))).toBe(true);
    expect(isTooDeep(text(290))).toBe(false);
  });

  it('does not count what opens nothing', () => {
    expect(isTooDeep('a: []\n'.repeat(1000))).toBe(false);
    expect(isTooDeep('# see [\n'.repeat(1000))).toBe(false);
    expect(isTooDeep(`a: "${'['.repeat(1000)}"\n`)).toBe(false);
    expect(isTooDeep('a:\n  b: 1\n'.repeat(1000))).toBe(false);
  });
});
