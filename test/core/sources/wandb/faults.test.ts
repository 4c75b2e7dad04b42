import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/core/runs/run';
import { generateData } from '../../../server/generator';
import type { Fault } from '../../../server/faults';
import { STAND_IN_KEY } from '../../../server/model';
import { createStandInServer, type StandInServer } from '../../../server/standInServer';
import { clientOf, SWEEP } from './standInClient';

/** Enough for a first page, ranges, and several requests for logs. */
const data = generateData({ runs: 900, parameters: 2 });
const OPTIONS = { logTailLines: 3 };
let server: StandInServer;
let whole: readonly Run[];
let requestsOfPull: number;

beforeAll(async () => {
  server = await createStandInServer({ data });
  const pulled = await clientOf(server).pull(SWEEP, OPTIONS);
  if (!pulled.ok) throw new Error(pulled.error.message);
  whole = pulled.value.runSet.runs;
  requestsOfPull = server.log().length;
});
afterAll(() => server.close());

const FAULTS: readonly (readonly [name: string, fault: Fault, ifAlways: RegExp])[] = [
  ['400', { kind: 'status', status: 400, body: 'json' }, /refused the request with status 400/],
  ['401', { kind: 'status', status: 401, body: 'json' }, /does not accept the API key/],
  ['403', { kind: 'status', status: 403, body: 'json' }, /does not permit this/],
  ['404', { kind: 'status', status: 404, body: 'html' }, /There is no W&B API at/],
  // Node's fetch keeps this answer to itself.
  ['407', { kind: 'status', status: 407, body: 'html' }, /could not be reached \(fetch failed\)/],
  ['409', { kind: 'status', status: 409, body: 'json' }, /status 409/],
  ['429', { kind: 'status', status: 429, body: 'json' }, /too many requests/],
  ['429 after 3 s', { kind: 'status', status: 429, retryAfter: 3, body: 'json' }, /too many requests/],
  ['500', { kind: 'status', status: 500, body: 'empty' }, /failed with status 500/],
  ['502 with a page', { kind: 'status', status: 502, body: 'html' }, /failed with status 502/],
  ['503 after an hour', { kind: 'status', status: 503, retryAfter: 3600 }, /left alone for 60 minutes/],
  ['a page of a portal', { kind: 'html' }, /is a web page instead of data/],
  ['cut at once', { kind: 'cut', at: 'start' }, /connection .* was cut/],
  ['cut in the body', { kind: 'cut', at: 'body' }, /connection .* was cut/],
  ['truncated', { kind: 'truncated' }, /is cut or no JSON/],
  ['no lists', { kind: 'nulls', field: 'edges' }, /has no list where one was asked for/],
  ['no page info', { kind: 'nulls', field: 'pageInfo' }, /does not say whether more follows/],
  ['errors beside data', { kind: 'errors', message: 'internal error 17' }, /reports an error: internal error 17/],
  ['a redirect', { kind: 'redirect', to: 'https://elsewhere.example.com/graphql' }, /sends requests on/],
];

/** The right runs, or one error with a cause and a next step; logs that are missing are said to be. */
async function expectRunsOrError(fault: Fault, requests: readonly number[] | null): Promise<void> {
  const before = server.log().at(-1)!.number;
  server.setFaults([{ fault, ...(requests && { requests: requests.map((number) => before + number) }) }]);
  const client = clientOf(server);
  const pulled = await client.pull(SWEEP, OPTIONS);
  server.setFaults([]);
  expect(client.traffic().requests).toBeLessThanOrEqual(requestsOfPull + 40);
  if (pulled.ok) {
    const { runs, problems } = pulled.value.runSet;
    const withoutLogs = (some: readonly Run[]): readonly Run[] => some.map((run) => ({ ...run, logTail: [] }));
    if (problems.length === 0) expect(runs).toEqual(whole);
    else {
      expect(problems.map(({ message }) => message).join()).toMatch(/^the logs of \d+ crashed or failed runs/);
      expect(withoutLogs(runs)).toEqual(withoutLogs(whole));
    }
  } else {
    expect(pulled.error.message).toMatch(/\.$/);
    expect(pulled.error.advice).not.toBe('');
    expect(JSON.stringify(pulled.error)).not.toContain(STAND_IN_KEY.key);
  }
}

describe('a fault at one request of a pull', () => {
  it.each(FAULTS)('%s', async (_name, fault) => {
    const places = new Set([1, 2, 3, 4, requestsOfPull]);
    for (const place of places) await expectRunsOrError(fault, [place]);
  });

  it.each([
    ['bare NaN', { kind: 'bare-number', token: 'NaN' }],
    ['bare -Infinity', { kind: 'bare-number', token: '-Infinity' }],
    ['short pages', { kind: 'page-size', max: 90 }],
    ['duplicates', { kind: 'duplicates', count: 5 }],
    ['empty pages without end', { kind: 'endless', pages: 'empty' }],
    ['the last page without end', { kind: 'endless', pages: 'repeat' }],
  ] satisfies [string, Fault][])('%s, at each request: the right runs', async (_name, fault) => {
    server.setFaults([{ fault }]);
    const client = clientOf(server);
    const pulled = await client.pull(SWEEP, { logTailLines: 0 });
    server.setFaults([]);
    if (!pulled.ok) throw new Error(pulled.error.message);
    expect(pulled.value.runSet.runs.map(({ id, state, config }) => ({ id, state, config }))).toEqual(
      whole.map(({ id, state, config }) => ({ id, state, config })),
    );
    expect(client.traffic().requests).toBeLessThan(40);
  });
});

describe('a fault at every request', () => {
  it.each(FAULTS)('%s', async (_name, fault, message) => {
    server.setFaults([{ fault }]);
    const client = clientOf(server);
    const pulled = await client.pull(SWEEP, OPTIONS);
    server.setFaults([]);
    if (pulled.ok) throw new Error('it was read');
    expect(pulled.error.message).toMatch(message);
    expect(client.traffic().requests).toBeLessThanOrEqual(22);
  });

  it('is tried again after 2, 4 and 8 seconds, as W&B’s client does, within its patience', async () => {
    server.setFaults([{ fault: { kind: 'status', status: 500 } }]);
    const client = clientOf(server);
    await client.viewer();
    server.setFaults([]);
    expect(client.sleeps).toEqual([2000, 4000, 8000]);
    expect(client.traffic()).toMatchObject({ requests: 4, retries: 3 });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422, 501])('status %i is final', async (status) => {
    server.setFaults([{ fault: { kind: 'status', status } }]);
    const client = clientOf(server);
    await client.viewer();
    server.setFaults([]);
    expect(client.traffic().requests).toBe(1);
  });

  it.each([408, 418, 429, 500, 502, 503, 504])('status %i is not', async (status) => {
    server.setFaults([{ fault: { kind: 'status', status }, times: 1 }]);
    const client = clientOf(server);
    expect((await client.viewer()).ok).toBe(true);
    server.setFaults([]);
    expect(client.traffic().requests).toBe(2);
  });

  it('Retry-After is kept to, by every request in flight', async () => {
    server.setFaults([{ fault: { kind: 'status', status: 429, retryAfter: 7 }, times: 2 }]);
    const client = clientOf(server);
    expect((await client.viewer()).ok).toBe(true);
    server.setFaults([]);
    expect(client.sleeps).toEqual([7000, 7000]);
  });

  it('a used-up rate limit is waited for', async () => {
    const headers = { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '12.5' };
    server.setFaults([{ fault: { kind: 'headers', headers }, times: 1 }]);
    const client = clientOf(server);
    await client.viewer();
    expect(client.sleeps).toEqual([]);
    await client.viewer();
    server.setFaults([]);
    expect(client.sleeps).toEqual([12500]);
  });

  it('a page that is too much is asked for in halves', async () => {
    const before = server.log().at(-1)!.number;
    server.setFaults([{ fault: { kind: 'status', status: 504 }, requests: [before + 1, before + 2] }]);
    const pulled = await clientOf(server).pull(SWEEP, { logTailLines: 0 });
    server.setFaults([]);
    expect(pulled.ok && pulled.value.runSet.runs).toHaveLength(900);
    const asked = server.log().filter(({ number }) => number > before);
    expect(asked.slice(0, 3).map(({ variables }) => variables?.first)).toEqual([250, 125, 62]);
    expect(asked.slice(3).every(({ variables }) => Number(variables?.first) <= 62)).toBe(true);
  });

  it('an answer that never comes, or byte by byte, ends with the time-out', async () => {
    for (const fault of [{ kind: 'hang' }, { kind: 'slow', chunkBytes: 1, everyMs: 50 }] satisfies Fault[]) {
      server.setFaults([{ fault }]);
      const pulled = await clientOf(server, { timeoutMs: 100 }).pull(SWEEP, OPTIONS);
      server.setFaults([]);
      expect(pulled.ok ? null : pulled.error.kind).toBe('timeout');
    }
  });
});

describe('cancelling', () => {
  it.each([1, 2, 4])('at request %i ends the pull at once', async (place) => {
    const before = server.log().at(-1)!.number;
    server.setFaults([{ fault: { kind: 'hang' }, requests: Array.from({ length: 30 }, (_, i) => before + place + i) }]);
    const controller = new AbortController();
    const client = clientOf(server, { timeoutMs: 60_000 });
    const pulling = client.pull(SWEEP, { ...OPTIONS, signal: controller.signal });
    while (server.log().at(-1)!.number < before + place) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    const pulled = await pulling;
    server.setFaults([]);
    expect(pulled.ok ? null : pulled.error).toMatchObject({ kind: 'cancelled' });
  });

  it('before the first request sends none', async () => {
    const client = clientOf(server);
    const pulled = await client.pull(SWEEP, { signal: AbortSignal.abort() });
    expect(pulled.ok ? null : pulled.error.kind).toBe('cancelled');
    expect(client.traffic().requests).toBe(0);
  });
});

describe('no server', () => {
  it('nobody listens', async () => {
    const gone = await createStandInServer({ data });
    await gone.close();
    const client = clientOf(gone);
    const viewer = await client.viewer();
    expect(viewer.ok ? null : viewer.error).toMatchObject({
      kind: 'offline',
      message: `${new URL(gone.url).host} accepts no connection.`,
    });
    // Without a first contact, patience is shorter.
    expect(client.sleeps).toEqual([2000, 4000]);
  });

  it('the host is unknown', async () => {
    const client = clientOf({ url: 'http://no-such-host.invalid' });
    const viewer = await client.viewer();
    expect(viewer.ok ? null : viewer.error.message).toBe('no-such-host.invalid is unknown to the network.');
  });
});
