import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run, Value } from '../../../../src/core/runs/run';
import { pageOf } from '../../../../src/core/sources/wandb/answers';
import { decodeRun, decodeSweep } from '../../../../src/core/sources/wandb/decode';
import { backoff, isRetriable, rateLimitWait, retryAfter } from '../../../../src/core/sources/wandb/retry';

const NODE: Readonly<Record<string, Value>> = {
  name: 'r1',
  displayName: 'amber-sweep-1',
  sweepName: 'abc',
  state: 'Finished',
  createdAt: '2026-01-23T18:04:11',
  heartbeatAt: '2026-01-23T18:14:11Z',
  config: '{"lr": {"value": 0.1}, "_wandb": {"value": {"e": {"w1": {"host": "old"}, "w2": {"host": "gpu-1"}}}}}',
  summaryMetrics: '{"loss": NaN, "acc": "Infinity", "_runtime": 599.5, "_wandb": {"runtime": 600}}',
};

function runOf(changes: Readonly<Record<string, Value>> = {}): Run {
  const decoded = decodeRun({ ...NODE, ...changes });
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value.pulled.run;
}

describe('a run', () => {
  it('is read field by field', () => {
    expect(runOf()).toEqual({
      id: 'r1',
      name: 'amber-sweep-1',
      sweepId: 'abc',
      state: 'finished',
      outcome: { kind: 'finished', reason: 'state finished' },
      config: new Map([['lr', 0.1]]),
      summary: new Map<string, Value>([
        ['loss', NaN],
        ['acc', Infinity],
        ['_runtime', 599.5],
        ['_wandb', { runtime: 600 }],
      ]),
      startedAt: Date.UTC(2026, 0, 23, 18, 4, 11),
      runtimeSeconds: 600,
      host: 'gpu-1',
      exitCode: null,
      heartbeatAt: Date.UTC(2026, 0, 23, 18, 14, 11),
      logTail: [],
    });
  });

  it('says whether it was told to stop, and which GPU it had, where the server knows', () => {
    const config =
      '{"_wandb": {"value": {"e": {"w1": {"gpu": "NVIDIA T4"}, "w2": {"gpu": "NVIDIA L4", "host": "b"}, "w3": {}}}}}';
    expect(runOf({ config, stopped: true, heartbeatAt: null })).toMatchObject({
      stopped: true,
      gpu: 'NVIDIA L4',
      host: 'b',
    });
    expect(runOf({ stopped: false }).stopped).toBe(false);
    const unknown = runOf({ stopped: null, heartbeatAt: null });
    expect(['stopped', 'gpu', 'heartbeatAt'].filter((field) => field in unknown)).toEqual([]);
  });

  it.each([
    [{ state: 'crashed' }, 'crashed'],
    [{ state: 'crashed', stopped: true }, 'stopped'],
    [{ state: 'failed', stopped: true, exitcode: 1 }, 'stopped'],
    [{ state: 'failed', exitcode: 255 }, 'stopped'],
    [{ state: 'failed', exitcode: 1 }, 'failed'],
    [{ state: 'finished', stopped: true }, 'finished'],
    [{ state: 'killed' }, 'stopped'],
    [{ state: null }, 'unknown'],
    [{ state: 'brand-new' }, 'unknown'],
  ] satisfies [Record<string, Value>, string][])('%j is %s', (changes, kind) => {
    expect(runOf(changes).outcome.kind).toBe(kind);
  });

  it.each([
    [{ summaryMetrics: '{"_runtime": 5}' }, 5],
    [{ summaryMetrics: null, computeSeconds: 77 }, 77],
    [{ summaryMetrics: '{}' }, 600],
    [{ summaryMetrics: '{}', heartbeatAt: null }, null],
    [{ summaryMetrics: '{}', heartbeatAt: '2020-01-01T00:00:00Z' }, null],
  ] satisfies [Record<string, Value>, number | null][])('%j ran for %s seconds', (changes, seconds) => {
    expect(runOf(changes).runtimeSeconds).toBe(seconds);
  });

  it('keeps plain entries and those that have more than a value, as W&B’s client does', () => {
    const config =
      '{"plain": 3, "__proto__": {"value": 1}, "wandb_version": 1, "m": {"value": {"a": 1}, "desc": null}}';
    expect([...runOf({ config }).config]).toEqual([
      ['plain', 3],
      ['__proto__', 1],
      ['m', { a: 1 }],
    ]);
  });

  it('says what of it could not be read', () => {
    for (const config of ['{"lr": ', '[1]', '7']) {
      const decoded = decodeRun({ ...NODE, config });
      expect(decoded.ok && decoded.value.problems).toEqual([
        { where: 'r1', message: 'its configuration could not be read' },
      ]);
    }
    expect(decodeRun({ ...NODE, name: null })).toEqual({ ok: false, error: 'has a run without an id' });
  });

  it('never throws, whatever the server sends', () => {
    const value = fc.anything({ withNullPrototype: false }) as fc.Arbitrary<Value>;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(NODE)), value), value, (changes, other) => {
        decodeRun({ ...NODE, ...changes });
        decodeRun(other);
        decodeSweep(other, { entity: 'e', project: 'p' });
        pageOf(other);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe('a sweep', () => {
  it.each([
    [{ displayName: 'shown' }, 'shown'],
    [{ displayName: null, config: 'method: grid\nname: from config\n' }, 'from config'],
    [{ config: "name: 'it''s'\n" }, "it's"],
    [{ config: 'parameters:\n  name:\n    value: 3\n' }, 'abc'],
  ] satisfies [Record<string, Value>, string][])('%j is called %s', (changes, title) => {
    const sweep = decodeSweep({ name: 'abc', ...changes }, { entity: 'e', project: 'p' });
    expect(sweep.ok && sweep.value.title).toBe(title);
  });
});

describe('retries', () => {
  it('wait twice as long each time, spread by a quarter, at most a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((attempt) => backoff(attempt, 0))).toEqual([
      2000, 4000, 8000, 16000, 32000, 60000, 60000,
    ]);
    expect(backoff(0, 1)).toBe(2500);
  });

  it('not for final statuses', () => {
    const final = [400, 401, 403, 404, 409, 410, 413, 422, 501];
    for (let status = 400; status < 600; status++) expect(isRetriable(status)).toBe(!final.includes(status));
  });

  it('Retry-After is seconds or a date', () => {
    const now = Date.UTC(2026, 0, 1, 0, 0, 0);
    expect(retryAfter('7', now)).toBe(7000);
    expect(retryAfter(' 1.5 ', now)).toBe(1500);
    expect(retryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfter('Wed, 31 Dec 2025 00:01:00 GMT', now)).toBe(0);
    for (const text of ['', 'soon', '-5', '2026']) {
      expect(retryAfter(text, now)).toBe(text === '2026' ? 2_026_000 : null);
    }
    expect(retryAfter(undefined, now)).toBe(null);
  });

  it('a rate limit is waited for when it is used up', () => {
    expect(rateLimitWait({ 'ratelimit-remaining': '0', 'ratelimit-reset': '2.5' })).toBe(2500);
    expect(rateLimitWait({ 'ratelimit-remaining': '1', 'ratelimit-reset': '2.5' })).toBe(0);
    expect(rateLimitWait({ 'ratelimit-remaining': '0' })).toBe(0);
    expect(rateLimitWait({})).toBe(0);
  });
});
