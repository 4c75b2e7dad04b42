import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const sweep = (...lines: string[]): string =>
  [
    'program: train.py',
    'method: random',
    'metric: {name: loss, goal: minimize}',
    ...lines,
    'parameters:',
    '  lr: {min: 0.001, max: 0.1}',
    '',
  ].join('\n');
const stopping = (body: string): string => sweep(`early_terminate: {${body}}`);

describe('early termination that W&B takes', () => {
  it.each([
    'type: hyperband, min_iter: 3',
    'type: hyperband, min_iter: 3, eta: 2, strict: true',
    'type: hyperband, max_iter: 27, s: 2',
    'type: hyperband, max_iter: 27, s: 3, eta: 3.0, strict: no',
    'type: hyperband, max_iter: 300, s: 2, eta: 1.5',
    'type: hyperband, min_iter: 1, eta: 1.5',
  ])('%s', (body) => {
    expect(codesSeen(stopping(body), 'E')).toEqual([]);
  });
});

describe('E01', () => {
  it.each([
    ['early_terminate: hyperband', 'hyperband', ['Check from 3 logs on']],
    ['early_terminate:', 'early_terminate', ['Check from 3 logs on']],
    ['early_terminate: median', 'median', []],
    ['early_terminate: [hyperband]', '[hyperband]', []],
    ['early_terminate: {min_iter: 3}', 'early_terminate', ['Add type: hyperband']],
    ['early_terminate: {type: Hyper_Band, min_iter: 3}', 'Hyper_Band', ['Write hyperband']],
    ['early_terminate: {type: envelope, foo: 1}', 'envelope', []],
    ['early_terminate: {type: 3}', '3', []],
  ])('%s', (line, marked, fixes) => {
    expect(seen(sweep(line), 'E01')).toMatchObject([{ severity: 'error', marked, fixes }]);
    expect(codesSeen(sweep(line), 'E')).toEqual(['E01']);
  });

  it('says what to write', () => {
    expect(seen(stopping('type: median'), 'E01')[0]?.message).toBe(
      'W&B can stop runs by hyperband only; it refuses type median.',
    );
  });
});

describe('E02 and E03', () => {
  it('E02: neither min_iter nor max_iter', () => {
    expect(seen(stopping('type: hyperband, eta: 2'), 'E02')).toMatchObject([
      { severity: 'error', marked: 'early_terminate', fixes: ['Add min_iter: 3'] },
    ]);
    expect(codesSeen(stopping('type: hyperband, min_iters: 3'), 'E')).toEqual(['E07']);
  });

  it('E03: max_iter without s', () => {
    expect(seen(stopping('type: hyperband, max_iter: 27'), 'E03')).toMatchObject([
      { severity: 'error', marked: 'max_iter', fixes: ['Add s: 2, to check after 3 and 9 logs'] },
    ]);
    expect(seen(stopping('type: hyperband, max_iter: 5'), 'E03')[0]?.fixes).toEqual(['Add s: 1, to check after 1 log']);
    expect(seen(stopping('type: hyperband, max_iter: 27, min_iter: 3'), 'E03')[0]?.fixes).toEqual([
      'Add s: 2, to check after 3 and 9 logs',
      'Remove max_iter and keep min_iter',
    ]);
    expect(codesSeen(stopping('type: hyperband, max_iter: 27, min_iter: 3'), 'E')).toEqual(['E03']);
  });
});

describe('E04 to E06', () => {
  it('E04: min_iter is ignored beside max_iter', () => {
    const text = stopping('type: hyperband, max_iter: 27, s: 2, min_iter: 5');
    expect(seen(text, 'E04')).toEqual([
      {
        severity: 'warning',
        marked: 'min_iter',
        path: 'early_terminate/min_iter',
        message:
          'W&B ignores min_iter, since max_iter is given. Runs are checked after 3 and 9 logs. Keep one of them.',
        fixes: ['Remove min_iter'],
      },
    ]);
    expect(codesSeen(text, 'E')).toEqual(['E04']);
  });

  it('E05: s is ignored beside min_iter', () => {
    const text = stopping('type: hyperband, s: 2, min_iter: 5');
    expect(seen(text, 'E05')).toMatchObject([{ severity: 'warning', marked: 's', fixes: ['Remove s'] }]);
    expect(codesSeen(text, 'E')).toEqual(['E05']);
    expect(codesSeen(stopping('type: hyperband, s: 2, min_iter: 5, max_itre: 27'), 'E')).toEqual(['E07']);
  });

  it('E06: no check fits, or fewer than asked for', () => {
    expect(seen(stopping('type: hyperband, max_iter: 27, s: 0'), 'E06')).toMatchObject([
      { severity: 'error', marked: '0', fixes: ['Set s to 1'] },
    ]);
    expect(seen(stopping('type: hyperband, max_iter: 2, s: 1'), 'E06')).toMatchObject([
      {
        severity: 'error',
        marked: '2',
        path: 'early_terminate/max_iter',
        message:
          'max_iter (2) is below eta (3 by default), so there is no check and W&B’s engine fails. Raise max_iter.',
      },
    ]);
    expect(seen(stopping('type: hyperband, max_iter: 10, s: 5'), 'E06')).toEqual([
      {
        severity: 'warning',
        marked: '5',
        path: 'early_terminate/s',
        message: 's asks for 5 checks, but below max_iter 10 only 2 checks fit: after 1 and 3 logs.',
        fixes: ['Set s to 2'],
      },
    ]);
  });
});

describe('E07', () => {
  it.each([
    ['min_iter: 0', 'error', '0', []],
    ['min_iter: 3.0', 'warning', '3.0', ['Write 3']],
    ['max_iter: 27.0, s: 2', 'warning', '27.0', ['Write 27']],
    ['min_iter: 2.5', 'error', '2.5', []],
    ['min_iter: [3]', 'error', '[3]', []],
    ['min_iter: three', 'error', 'three', []],
    ['min_iter: 3, eta: 1', 'error', '1', []],
    ['min_iter: 3, eta: 0.5', 'error', '0.5', []],
    ['max_iter: 27, s: 2.0', 'error', '2.0', ['Write 2']],
    ['min_iter: 3, strict: "false"', 'error', '"false"', ['Write false']],
    ['min_iter: 3, strict: 1', 'error', '1', []],
    ['min_iter: 3, colour: red', 'warning', 'colour', ['Remove colour']],
    ['min_iter: 3, strcit: true', 'warning', 'strcit', ['Rename to strict']],
    ['min_iters: 3', 'error', 'min_iters', ['Rename to min_iter']],
    ['min_iter: 3, eta: 1.1', 'warning', '1.1', []],
  ])('%s', (body, severity, marked, fixes) => {
    const text = stopping(`type: hyperband, ${body}`);
    expect(seen(text, 'E07')).toMatchObject([{ severity, marked, fixes }]);
    expect(codesSeen(text, 'E')).toEqual(['E07']);
  });

  it('says which checks repeat', () => {
    expect(seen(stopping('type: hyperband, min_iter: 3, eta: 1.1'), 'E07')[0]?.message).toBe(
      'eta is so close to 1 that checks crowd: runs are checked after 3, 3, 3, 3, 4 … logs. Usual is 3.',
    );
  });

  it('leaves numbers read as text to their own rules', () => {
    expect(codesSeen(stopping('type: hyperband, min_iter: "3"'), 'E')).toEqual([]);
    expect(codesSeen(stopping('type: hyperband, min_iter: 1e1'), 'E')).toEqual([]);
  });

  it('renames no key where the section would then fail', () => {
    expect(seen(stopping('type: hyperband, max_iters: 27'), 'E07')[0]?.fixes).toEqual([]);
    expect(seen(stopping('type: hyperband, max_iters: 27, s: 2'), 'E07')[0]?.fixes).toEqual(['Rename to max_iter']);
  });
});
