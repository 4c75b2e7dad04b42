import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createWandbClient } from '../../src/core/sources/wandb/client';
import { parseServer } from '../../src/core/sources/wandb/server';
import { snapshotName } from '../../src/core/sources/wandb/snapshot';
import { fetchHttp } from '../../src/web/http';
import { withinTwoSeconds } from './budget';

const KEY = '0123456789abcdef0123456789abcdef01234567';
const SWEEP = { kind: 'sweep', entity: 'team', project: 'detector', sweep: 'sw33p001' } as const;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Listening {
  readonly url: string;
  /** What each request carried to say who asks. */
  readonly keys: (string | undefined)[];
}

async function listen(
  answer: (from: Listening) => { status?: number; headers?: Record<string, string>; body: string | Uint8Array },
): Promise<Listening> {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    request.resume();
    const { status = 200, headers = {}, body } = answer(listening);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening: Listening = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
  return listening;
}

function clientOf({ url }: Listening) {
  const server = parseServer(url);
  if (!server.ok) throw new Error(server.error.message);
  const sleep = (): Promise<void> => Promise.resolve();
  return createWandbClient({ http: fetchHttp(), sleep, clock: Date, server: server.value, key: KEY });
}

describe('an answer of a W&B server', () => {
  it('sends the key nowhere else: not by a redirect, not to an address in its data', async () => {
    const evil = await listen(() => ({ body: '{}' }));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await listen(() => ({ status, headers: { location: `${evil.url}/graphql` }, body: '' }));
      const pulled = await clientOf(server).pull(SWEEP, { logTailLines: 4 });
      expect(pulled.ok).toBe(false);
      expect(server.keys.length).toBeGreaterThan(0);
      expect(JSON.stringify(pulled)).not.toContain(KEY);
    }
    expect(evil.keys).toEqual([]);
  });

  it('that repeats the key does not bring it into a message', async () => {
    const server = await listen(() => ({
      status: 400,
      body: JSON.stringify({ errors: [{ message: `bad key ${KEY}` }] }),
    }));
    const viewer = await clientOf(server).viewer();
    expect(viewer.ok).toBe(false);
    expect(JSON.stringify(viewer)).not.toContain(KEY);
  });

  it('that unpacks to more than it may is not read to its end', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 2 ** 20));
    const { url } = await listen(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb }));
    const before = process.memoryUsage().arrayBuffers;
    const http = fetchHttp(fetch, 2 ** 20);
    const answer = await http.send({ method: 'GET', url, headers: {}, timeoutMs: 30_000 });
    expect(answer).toEqual({ ok: false, error: { kind: 'other', message: 'the answer is larger than 1 MB' } });
    expect((process.memoryUsage().arrayBuffers - before) / 2 ** 20, 'megabytes').toBeLessThan(32);
  });

  it.each([
    ['no JSON', '<html>'],
    ['depth', '['.repeat(500_000)],
    ['null', 'null'],
    ['nothing', '{"data": null}'],
    ['other types', '{"data": {"project": {"sweep": {"runs": {"edges": {"length": 1e9}}}}, "viewer": []}}'],
    [
      'prototype keys',
      '{"data": {"__proto__": {"viewer": {"username": "x"}}, "constructor": {"prototype": {"a": 1}}}}',
    ],
    [
      'markup and control characters',
      JSON.stringify({ errors: [{ message: '\u001b[2J<b>\r\n::error::'.repeat(1000) }] }),
    ],
  ])('of %s ends with one sentence', { timeout: 60_000 }, async (what, body) => {
    const client = clientOf(await listen(() => ({ body })));
    const pulled = await withinTwoSeconds(what, () => client.pull(SWEEP, { logTailLines: 4 }));
    if (pulled.ok) throw new Error('It must not be taken for runs.');
    expect(pulled.error.message).not.toMatch(/[\u0000-\u001f]/);
    expect(pulled.error.message.length).toBeLessThan(1000);
  });
});

describe('names from a server', () => {
  it('never leave the folder of the cache', () => {
    for (const name of ['..', '../../x', '/etc/passwd', 'C:\\x', 'a\u0000b', 'CON', '.', 'x'.repeat(5000)]) {
      const file = snapshotName('https://api.wandb.ai', { kind: 'sweep', entity: name, project: name, sweep: name });
      expect(file).toMatch(/^[\w-]{1,120}$/);
    }
  });
});
