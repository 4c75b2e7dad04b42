import { describe, expect, it } from 'vitest';
import { isHostMessage, isPageMessage, isRestoreSource, isRestoreState } from '../../src/shared/protocol';

const WANDB = { kind: 'wandb', baseUrl: 'https://api.wandb.ai', reference: 'team/detector/sw33p001' };
const FOLDER = { kind: 'uri', uri: 'file:///home/me/train/wandb' };

describe('isPageMessage', () => {
  it.each(['ready', 'refresh', 'cancel', 'signIn', 'chooseSource', 'exportReport'])('takes %s', (type) => {
    expect(isPageMessage({ type })).toBe(true);
  });

  it('takes a text to copy, and nothing else in its place', () => {
    expect(isPageMessage({ type: 'copy', text: 'mixup' })).toBe(true);
    for (const text of [undefined, null, 1, {}]) expect(isPageMessage({ type: 'copy', text })).toBe(false);
    expect(isPageMessage({ type: 'copy' })).toBe(false);
  });

  it.each([null, undefined, 'ready', 1, [], {}, { type: null }, { type: 'signOut' }, { type: 'Ready' }])(
    'refuses %j',
    (message) => {
      expect(isPageMessage(message)).toBe(false);
    },
  );
});

describe('isRestoreState', () => {
  const state = { version: 2, source: WANDB, sweepUri: 'file:///home/me/train/sweep.yaml' };

  it('takes runs from W&B and from a place, with a sweep file or without', () => {
    expect(isRestoreState(state)).toBe(true);
    expect(isRestoreState({ ...state, source: FOLDER, sweepUri: null })).toBe(true);
    // A page that has been through JSON is the same page.
    expect(isRestoreState(JSON.parse(JSON.stringify(state)))).toBe(true);
  });

  it.each([
    ['what the version before wrote', { version: 1, sourceUri: 'file:///a', sweepUri: null }],
    ['another version', { ...state, version: 3 }],
    ['no sweep file and no null', { version: 2, source: WANDB }],
    ['a sweep file that is no text', { ...state, sweepUri: 7 }],
    ['no source', { version: 2, sweepUri: null }],
    ['null', null],
    ['a text', 'state'],
  ])('refuses %s', (_name, value) => {
    expect(isRestoreState(value)).toBe(false);
  });
});

describe('isRestoreSource', () => {
  it.each([
    [WANDB, true],
    [FOLDER, true],
    [{ kind: 'uri' }, false],
    [{ kind: 'wandb', baseUrl: 'https://api.wandb.ai' }, false],
    [{ kind: 'wandb', reference: 'team/detector' }, false],
    [{ kind: 'wandb', baseUrl: 1, reference: 'team/detector' }, false],
    [{ kind: 'other', uri: 'file:///a' }, false],
    [null, false],
    ['uri', false],
  ])('%j: %s', (value, expected) => {
    expect(isRestoreSource(value)).toBe(expected);
  });
});

describe('messages of the page', () => {
  it.each([
    { type: 'ready' },
    { type: 'applySafeBounds' },
    { type: 'applySafeBounds', bounds: [] },
    { type: 'nextSweep' },
    { type: 'nextSweep', bounds: [{ kind: 'range', parameter: 'lr', min: null, max: 0.1 }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 'lr', min: null, max: 0.1 }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 'lr', min: 0.1, max: 0.1 }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'levels', parameter: 'optimizer', without: ['adam'] }] },
    { type: 'run', id: 'abc' },
    { type: 'countAsCrashed', means: ['crashed', 'stopped'] },
    { type: 'countAsCrashed', means: null },
    { type: 'metric', name: 'val/loss' },
    { type: 'metric', name: null },
    { type: 'copy', text: '' },
  ])('are taken: %j', (message) => {
    expect(isPageMessage(message)).toBe(true);
  });

  it.each([
    null,
    undefined,
    'ready',
    [],
    {},
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'run' },
    { type: 'run', id: 7 },
    { type: 'applySafeBounds', bounds: null },
    { type: 'nextSweep', bounds: null },
    { type: 'applySafeBounds', bounds: {} },
    { type: 'applySafeBounds', bounds: [null] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 'lr', min: 0.2, max: 0.1 }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 'lr', min: null, max: Infinity }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 'lr', min: NaN, max: null }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'range', parameter: 7, min: null, max: null }] },
    { type: 'applySafeBounds', bounds: [{ kind: 'levels', parameter: 'optimizer', without: [1] }] },
    { type: 'countAsCrashed' },
    { type: 'countAsCrashed', means: 'crashed' },
    { type: 'countAsCrashed', means: ['finished'] },
    { type: 'countAsCrashed', means: [['crashed']] },
    { type: 'metric' },
    { type: 'metric', name: {} },
    { type: 'copy', text: null },
  ])('are refused: %j', (message) => {
    expect(isPageMessage(message)).toBe(false);
  });
});

describe('what a panel is rebuilt from', () => {
  const plain = { version: 2, source: { kind: 'uri', uri: 'file:///runs' }, sweepUri: null };

  it('may hold choices, and need not', () => {
    expect(isRestoreState(plain)).toBe(true);
    expect(isRestoreState({ ...plain, choices: { crashed: ['user'], metric: 'acc' } })).toBe(true);
    expect(isRestoreState({ ...plain, choices: { crashed: null, metric: null }, page: 'anything' })).toBe(true);
  });

  it.each([
    { ...plain, version: 1 },
    { ...plain, sweepUri: undefined },
    { ...plain, source: { kind: 'wandb', baseUrl: 'x' } },
    { ...plain, choices: { crashed: ['nothing'], metric: null } },
    { ...plain, choices: {} },
  ])('is nothing else: %j', (value) => {
    expect(isRestoreState(value)).toBe(false);
  });
});

describe('messages of the host', () => {
  const restore = { version: 2, source: FOLDER, sweepUri: null };
  const state = (part: object) => ({ type: 'state', state: part, restore });
  const waiting = { phase: 'loading', source: 'runs', message: 'Reading runs' };

  it.each([
    state(waiting),
    state({ phase: 'failed', source: 'runs', message: 'No runs.', advice: 'Choose others.' }),
    state({ phase: 'ready', source: 'runs', analysis: {}, table: {} }),
    { type: 'run', id: 'a', details: null },
    { type: 'run', id: 'a', details: {} },
    { type: 'error', message: 'No.' },
  ])('are taken: %j', (message) => {
    expect(isHostMessage(message)).toBe(true);
  });

  it.each([
    null,
    'state',
    {},
    { type: 'patch' },
    { type: 'state' },
    { type: 'state', state: waiting },
    state({ ...waiting, phase: 'done' }),
    state({ ...waiting, source: 1 }),
    state({ phase: 'ready', source: 'runs', analysis: {} }),
    { type: 'run', id: 'a' },
    { type: 'run', details: null },
    { type: 'error' },
  ])('are refused: %j', (message) => {
    expect(isHostMessage(message)).toBe(false);
  });
});
