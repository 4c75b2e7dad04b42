import { describe, expect, it } from 'vitest';
import { guessSweeps, sweepIdOf, type SweepTraces } from '../../../../src/core/sources/wandb/guess';

const NOTHING: SweepTraces = { sweepText: null, sweepIds: [], settings: new Map(), lastChoice: null };
const NAMED = 'program: train.py\nentity: team\nproject: detector\nmethod: random\nparameters: {}\n';
const LAST = { kind: 'sweep', entity: 'team', project: 'detector', sweep: 'old00001' } as const;

describe('guessSweeps', () => {
  it('knows nothing without a trace', () => {
    expect(guessSweeps(NOTHING)).toEqual([]);
    expect(guessSweeps({ ...NOTHING, sweepText: 'method: random\n', sweepIds: ['abc12345'] })).toEqual([]);
  });

  it('takes entity and project from the sweep file, and the sweeps whose agents ran here, the newest first', () => {
    expect(guessSweeps({ ...NOTHING, sweepText: NAMED, sweepIds: ['new00001', 'old00001'] })).toEqual([
      { entity: 'team', project: 'detector', sweep: 'new00001', because: 'its agent ran here' },
      { entity: 'team', project: 'detector', sweep: 'old00001', because: 'its agent ran here' },
      { entity: 'team', project: 'detector', sweep: null, because: 'the project of this file' },
    ]);
  });

  it('puts the last choice first, and each sweep only once', () => {
    const guesses = guessSweeps({
      ...NOTHING,
      sweepText: NAMED,
      sweepIds: ['new00001', 'old00001'],
      lastChoice: LAST,
    });
    expect(guesses.map(({ sweep, because }) => [sweep, because])).toEqual([
      ['old00001', 'analyzed last with this file'],
      ['new00001', 'its agent ran here'],
      [null, 'the project of this file'],
    ]);
  });

  it('offers a project that was analyzed last, and no single run', () => {
    const project = { kind: 'project', entity: 'team', project: 'detector' } as const;
    expect(guessSweeps({ ...NOTHING, sweepText: NAMED, lastChoice: project })).toEqual([
      { entity: 'team', project: 'detector', sweep: null, because: 'analyzed last with this file' },
    ]);
    const run = { kind: 'run', entity: 'team', project: 'detector', run: 'r1' } as const;
    expect(guessSweeps({ ...NOTHING, lastChoice: run })).toEqual([]);
  });

  it('fills from W&B’s settings what the file does not say, and never the other way round', () => {
    const settings = new Map([
      ['entity', 'me'],
      ['project', 'playground'],
    ]);
    expect(guessSweeps({ ...NOTHING, settings })).toEqual([
      { entity: 'me', project: 'playground', sweep: null, because: 'from W&B’s settings' },
    ]);
    expect(guessSweeps({ ...NOTHING, settings, sweepText: 'project: detector\nmethod: random\n' })).toEqual([
      { entity: 'me', project: 'detector', sweep: null, because: 'the project of this file' },
    ]);
    expect(guessSweeps({ ...NOTHING, settings, sweepText: NAMED })[0]?.entity).toBe('team');
  });

  it('leaves the entity open where only the key knows it', () => {
    expect(guessSweeps({ ...NOTHING, sweepText: 'project: detector\n' })).toEqual([
      { entity: null, project: 'detector', sweep: null, because: 'the project of this file' },
    ]);
  });

  it('follows aliases and survives files that are no sweep', () => {
    const aliased = 'name: &n detector\nproject: *n\n';
    expect(guessSweeps({ ...NOTHING, sweepText: aliased })[0]?.project).toBe('detector');
    for (const sweepText of ['', '- a\n- b\n', 'project: [1, 2]\n', 'project:\n', ': :\n\t{{{', 'a: *gone\n']) {
      expect(guessSweeps({ ...NOTHING, sweepText }), sweepText).toEqual([]);
    }
  });
});

describe('sweepIdOf', () => {
  it.each([
    ['sweep-abc12345', 'abc12345'],
    ['sweep-my-own-id', 'my-own-id'],
    ['sweep-', null],
    ['sweep', null],
    ['run-20260101_120000-abc', null],
    ['my-sweep-abc', null],
  ])('%s: %s', (name, id) => {
    expect(sweepIdOf(name)).toBe(id);
  });
});
