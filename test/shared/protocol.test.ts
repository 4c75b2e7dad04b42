import { describe, expect, it } from 'vitest';
import { isPageMessage, isRestoreState } from '../../src/shared/protocol';

describe('messages of the page', () => {
  it.each([
    { type: 'ready' },
    { type: 'applySafeBounds' },
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
