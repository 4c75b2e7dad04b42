import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const HEAD = 'program: t.py\nmethod: random\nrun_cap: 3\n';
const METRIC = 'metric: {name: loss, goal: minimize}\n';

describe('one problem for one mistake', () => {
  it.each(['lr', 'bs', 'batch_size'])('a list as the value of %s', (name) => {
    expect(codesSeen(`${HEAD}${METRIC}parameters:\n  ${name}: {value: [1, 2]}\n`, 'SC')).toEqual(['S09']);
  });

  it('a list as the value of what may be one', () => {
    expect(codesSeen(`${HEAD}${METRIC}parameters:\n  layers: {value: [1, 2]}\n`, 'SC')).toEqual(['C14']);
  });

  it('metric under parameters', () => {
    const text = `${HEAD}parameters:\n  metric:\n    name: loss\n    goal: minimize\n  d: {values: [1, 2]}\n`;
    expect(codesSeen(text, 'NM')).toEqual(['N05']);
  });

  it('advises no key that is there', () => {
    const text = `${HEAD}${METRIC}early_terminate: {type: hyperband, min_iter: 3, max_iter: 27}\nparameters: {d: {values: [1, 2]}}\n`;
    expect(seen(text, 'E03')[0]?.message).toMatch(/ Add s, or remove max_iter\.$/);
  });
});
