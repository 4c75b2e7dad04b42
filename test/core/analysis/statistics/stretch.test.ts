import { describe, expect, it } from 'vitest';
import { likeliestStretch } from '../../../../src/core/analysis/statistics/stretch';

describe('the likeliest stretch', () => {
  const row = (text: string): readonly number[] => Array.from(text, Number);

  it('ends where the bad ends do, wherever the search began', () => {
    const ends = row('0010000001111111111000001000');
    expect(likeliestStretch(ends, 6, 21)).toEqual([9, 18]);
    expect(likeliestStretch(ends, 12, 24)).toEqual([9, 18]);
  });

  it('keeps a good end between many bad ones', () => {
    expect(likeliestStretch(row('00000000111111011111100000000'), 8, 20)).toEqual([8, 20]);
  });

  it('is none where the rate is no higher', () => {
    expect(likeliestStretch(row('1111100001111'), 5, 8)).toBeNull();
    expect(likeliestStretch(row('0000'), 1, 2)).not.toEqual([0, 3]);
  });
});
