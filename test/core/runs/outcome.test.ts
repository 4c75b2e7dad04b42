import { describe, expect, it } from 'vitest';
import { isOutcomeKind, outcomeOf, outcomeOfState, type EndObservation } from '../../../src/core/runs/outcome';

const MINUTE = 60_000;
const now = Date.parse('2026-11-22T12:00:00Z');
const none: EndObservation = {
  exitCode: null,
  isClosed: false,
  preempting: false,
  lastSign: null,
  isOffline: false,
  now,
};

describe('outcomeOf', () => {
  it.each([
    [0, 'finished', 'finished', 'exit code 0 recorded'],
    [1, 'failed', 'failed', 'exit code 1 recorded'],
    [3, 'failed', 'failed', 'exit code 3 recorded'],
    [-9, 'failed', 'failed', 'exit code -9 recorded'],
    [254, 'crashed', 'crashed', 'exit code 254 recorded, by which W&B reports a crash'],
    [255, 'stopped', 'failed', 'exit code 255 recorded: interrupted or stopped'],
  ])('exit code %i: %s', (exitCode, kind, state, reason) => {
    expect(outcomeOf({ ...none, exitCode })).toEqual({ outcome: { kind, reason }, state });
  });

  it('a run that may be preempted and then ended by anything but success was preempted', () => {
    const kindOf = (end: Partial<EndObservation>): string =>
      outcomeOf({ ...none, preempting: true, ...end }).outcome.kind;
    expect(kindOf({ exitCode: 1 })).toBe('preempted');
    expect(kindOf({ exitCode: 255 })).toBe('preempted');
    expect(kindOf({})).toBe('preempted');
    expect(kindOf({ lastSign: now - 60 * MINUTE })).toBe('preempted');
    expect(kindOf({ lastSign: now - MINUTE })).toBe('running');
    expect(kindOf({ exitCode: 0 })).toBe('finished');
  });

  it.each([
    ['just now', 0, false, 'running'],
    ['under ten minutes', 10 * MINUTE - 1, false, 'running'],
    ['ten minutes', 10 * MINUTE, false, 'crashed'],
    ['twenty minutes, offline', 20 * MINUTE, true, 'running'],
    ['thirty minutes, offline', 30 * MINUTE, true, 'crashed'],
    ['a clock a little ahead', -5 * MINUTE, false, 'running'],
    ['a clock months behind', -90 * 24 * 60 * MINUTE, false, 'crashed'],
  ])('without an exit record, last sign of life %s', (_name, quiet, isOffline, kind) => {
    const { outcome, state } = outcomeOf({ ...none, lastSign: now - quiet, isOffline });
    expect([outcome.kind, state]).toEqual([kind, kind]);
  });

  it('says what it saw', () => {
    const reason = (end: Partial<EndObservation>): string => outcomeOf({ ...none, ...end }).outcome.reason;
    expect(reason({ lastSign: Date.parse('2026-11-22T11:46:37Z') })).toBe(
      'no exit record; last sign of life 2026-11-22 11:46 UTC, more than 10 minutes ago',
    );
    expect(reason({ lastSign: now - MINUTE })).toBe('no exit record yet; last sign of life 1 minute ago');
    expect(reason({})).toBe('no exit record and no sign of life');
    expect(reason({ isClosed: true })).toBe('the run was closed, but its exit code is lost');
  });
});

describe('outcomeOfState', () => {
  it.each([
    ['finished', 'finished'],
    ['Finished', 'finished'],
    ['failed', 'failed'],
    ['crashed', 'crashed'],
    ['killed', 'stopped'],
    ['preempted', 'preempted'],
    ['preempting', 'preempted'],
    ['running', 'running'],
    ['pending', 'running'],
    ['exploded', 'unknown'],
  ])('%s: %s', (state, kind) => {
    expect(outcomeOfState(state).kind).toBe(kind);
  });

  it('gives reasons', () => {
    expect(outcomeOfState('failed', 255)).toEqual({
      kind: 'stopped',
      reason: 'state failed, exit code 255: interrupted or stopped',
    });
    expect(outcomeOfState('failed', 1).reason).toBe('state failed, exit code 1');
    expect(outcomeOfState('exploded').reason).toBe('state "exploded" is not one of W&B\'s');
    expect(outcomeOfState(null)).toEqual({ kind: 'unknown', reason: 'no state given' });
  });
});

it('isOutcomeKind knows the seven kinds and no more', () => {
  expect(['finished', 'failed', 'crashed', 'stopped', 'preempted', 'running', 'unknown'].every(isOutcomeKind)).toBe(
    true,
  );
  expect([null, 1, 'killed', 'toString'].some(isOutcomeKind)).toBe(false);
});
