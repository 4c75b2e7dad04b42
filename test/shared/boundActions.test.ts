import { describe, expect, it } from 'vitest';
import { boundActions } from '../../src/shared/boundActions';
import { isPageMessage, type PanelAction } from '../../src/shared/protocol';

describe('boundActions', () => {
  const labels = (offered: readonly PanelAction[]) => boundActions(offered).map(({ label }) => label);

  it('offers what the host offers, and nothing else', () => {
    expect(labels([])).toEqual([]);
    expect(labels(['nextSweep'])).toEqual(['Create Next Sweep…']);
    expect(labels(['reproduce'])).toEqual([]);
    expect(labels(['applySafeBounds'])).toEqual(['Apply Safe Bounds']);
  });

  it('keeps its order and offers each once, however the host lists them', () => {
    expect(labels(['saveRules', 'nextSweep', 'applySafeBounds', 'nextSweep'])).toEqual([
      'Apply Safe Bounds',
      'Create Next Sweep…',
      'Save Findings as Rules…',
    ]);
  });

  it('has nothing to apply without bounds, and calls safe only what the analysis proposes', () => {
    const shown = (atHand: 'moved' | 'none') =>
      boundActions(['applySafeBounds', 'nextSweep'], atHand).map(({ label }) => label);
    expect(shown('none')).toEqual(['Create Next Sweep…']);
    expect(shown('moved')).toEqual(['Apply Your Bounds', 'Create Next Sweep…']);
  });

  it('has one primary button, and sends what the host takes', () => {
    const buttons = boundActions(['applySafeBounds', 'nextSweep']);
    expect(buttons.filter(({ kind }) => kind === 'primary')).toHaveLength(1);
    expect(buttons.map(({ message }) => message.type)).toEqual(['applySafeBounds', 'nextSweep']);
    expect(buttons.every(({ message }) => isPageMessage(message))).toBe(true);
  });
});
