import { describe, expect, it } from 'vitest';
import { afterLook, NO_OUTAGE, type OutageNews } from '../../src/vscode/outage';

/** What is said after each look; `x` is a look that failed. */
function said(looks: string): readonly OutageNews[] {
  let outage = NO_OUTAGE;
  return looks.split(' ').map((look) => {
    const after = afterLook(outage, look === 'x');
    outage = after.outage;
    return after.news;
  });
}

describe('a server that can’t be read', () => {
  it('is told once for each outage, and once when it is back', () => {
    expect(said('. x x x x . . x x .')).toEqual([null, null, 'lost', null, null, 'back', null, null, 'lost', 'back']);
  });

  it('is told at once where nothing was ever read', () => {
    expect(said('x x .')).toEqual(['lost', null, 'back']);
  });

  it('is not told where every other look fails', () => {
    expect(said('. x . x . x . x .').filter((news) => news !== null)).toEqual([]);
  });
});
