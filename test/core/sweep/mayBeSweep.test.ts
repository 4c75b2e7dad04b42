import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { mayBeSweep } from '../../../src/core/sweep/mayBeSweep';
import { corpus } from './corpus';

describe('the look before the parser is loaded', () => {
  it('lets pass every text of the corpus that is a sweep', () => {
    const sweeps = corpus.filter(({ text }) => parseSweepDocument(text).isSweep);
    expect(sweeps.length).toBeGreaterThan(50);
    expect(sweeps.filter(({ text }) => !mayBeSweep(text, 'a.yaml'))).toEqual([]);
  });

  it('lets pass whatever is taken for a sweep, cut anywhere and put together in any way', () => {
    const lines = [
      ...['method: random', 'Method: grid', '"method": bayes', 'parameters:', '  lr: {min: 0, max: 1}', 'parameter:'],
      ...['# wandb-sweep', '# sweep-guard: sweep', 'metric: {name: loss}', 'program: train.py', '{', '}', '- a', ''],
      ...['run_cap: 3', 'early_terminate: {type: hyperband}', 'name: x', 'method random', 'services:'],
    ];
    const texts = fc.array(fc.constantFrom(...lines), { maxLength: 8 }).map((some) => some.join('\n'));
    const paths = fc.constantFrom('a.yaml', 'sweep.yaml', 'sweeps/a.yaml', 'lr-Sweep.yml', '.sweepguard.yaml');
    fc.assert(
      fc.property(texts, paths, fc.nat(80), (whole, path, cut) => {
        const text = whole.slice(cut > 60 ? cut - 60 : 0);
        if (parseSweepDocument(text, { path }).isSweep) expect(mayBeSweep(text, path)).toBe(true);
      }),
      { seed: 8, numRuns: 2000 },
    );
  });

  it('keeps other YAML away', () => {
    const others = [
      'services:\n  db:\n    image: postgres\n',
      'on: push\njobs:\n  a:\n    steps: []\n',
      'lr: 0.1\n',
      '',
    ];
    expect(others.filter((text) => mayBeSweep(text, 'config/app.yaml'))).toEqual([]);
  });
});
