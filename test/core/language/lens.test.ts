import { describe, expect, it } from 'vitest';
import { ageInWords, outlookTitle, outlookTooltip, type PredictedShare } from '../../../src/core/language/lens';
import type { Evidence } from '../../../src/core/runs/evidence';
import { parseSweepDocument } from '../../../src/core/sweep/document';

/** Noon, where the reader is. */
const TODAY = new Date(2026, 5, 15, 12).getTime();
const EVIDENCE = { source: 'team/cones/c0nes001', analyzedAt: TODAY, completed: 8, crashed: 13 } as Evidence;
const share = (value: number, low: number, high: number): PredictedShare => ({ value, low, high });
const NOW = share(0.62, 0.404, 0.776);

describe('the line on how a sweep would fare', () => {
  it('says the share, its interval, the share with safe bounds, and from what', () => {
    expect(outlookTitle(EVIDENCE, { now: NOW, narrowed: share(0.11, 0.02, 0.4) }, TODAY)).toBe(
      'about 6 in 10 runs would crash, 40–78 % · with safe bounds 1 in 10 · from 21 runs of c0nes001, today',
    );
    expect(outlookTitle({ ...EVIDENCE, source: 'example/wandb' }, { now: NOW, narrowed: null }, TODAY)).toBe(
      'about 6 in 10 runs would crash, 40–78 % · from 21 runs of example/wandb, today',
    );
  });

  it('says what was counted where the runs can’t tell', () => {
    const one = { ...EVIDENCE, completed: 0, crashed: 1 };
    expect(outlookTitle(one, { now: null, narrowed: null }, TODAY)).toBe('1 of 1 run of c0nes001 crashed, today');
  });

  it.each([
    [0, '0 in 100'],
    [0.004, '0 in 100'],
    [0.03, '3 in 100'],
    [0.094, '9 in 100'],
    [0.095, '1 in 10'],
    [0.5, '5 in 10'],
    [0.95, '10 in 10'],
    [0.97, '97 in 100'],
    [1, '10 in 10'],
  ])('says a share of %f as a count: %s', (value, words) => {
    const title = outlookTitle(EVIDENCE, { now: share(value, 0, 1), narrowed: null }, TODAY);
    expect(title).toContain(`about ${words} runs would crash`);
  });

  it('lets a name from a file move nothing and reorder nothing', () => {
    const title = outlookTitle({ ...EVIDENCE, source: 'a\u202eb\nc' }, { now: null, narrowed: null }, TODAY);
    expect(title).not.toMatch(/[\u202e\n]/);
  });
});

describe('what is said to those who stop at the line', () => {
  const random = parseSweepDocument('method: random\n');
  it('is what the figures are, with both intervals', () => {
    expect(outlookTooltip(random, { now: NOW, narrowed: share(0.11, 0.02, 0.4) })).toBe(
      'The share of this file’s draws that would crash: 62 %, 95 % interval 40–78 %. With safe bounds: 11 %, 2–40 %. Shows the analysis.',
    );
  });

  it('is that a bayes sweep draws otherwise later on, and that some runs can’t tell', () => {
    const bayes = parseSweepDocument('method: bayes\n');
    expect(outlookTooltip(bayes, { now: NOW, narrowed: null })).toContain('draws like this only at first');
    expect(outlookTooltip(random, { now: NOW, narrowed: null })).not.toContain('at first');
    expect(outlookTooltip(bayes, { now: null, narrowed: null })).toBe(
      'These runs can’t tell how many runs of this sweep would crash. Shows the analysis.',
    );
  });
});

describe('an age', () => {
  it.each([
    [new Date(2026, 5, 15, 0, 1), 'today'],
    [new Date(2026, 5, 15, 23), 'today'],
    [new Date(2026, 5, 14, 23, 59), 'yesterday'],
    [new Date(2026, 5, 13), '2 days ago'],
    [new Date(2026, 4, 16), '30 days ago'],
    [new Date(2026, 4, 15), 'on 15 May 2026'],
    [new Date(2025, 11, 31), 'on 31 Dec 2025'],
  ])('of %s is %s', (then, words) => {
    expect(ageInWords(then.getTime(), TODAY)).toBe(words);
  });
});
