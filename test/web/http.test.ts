import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/core/ports';
import { fetchHttp } from '../../src/web/http';
import { environmentFetch } from '../../src/node/proxyFetch';
import { timerSleep } from '../../src/web/sleep';

let server: Server;
let url: string;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    else if (request.url === '/moved') response.writeHead(302, { location: '/gzip', 'X-Odd': 'yes' }).end();
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': 100 }).write('half');
      setImmediate(() => response.destroy());
    } else if (request.url !== '/never') response.writeHead(500).end('broken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const request = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: path.startsWith('/') ? url + path : path,
  headers: {},
  timeoutMs: 5000,
  ...more,
});

describe('HTTP through fetch', () => {
  const http = fetchHttp();

  it('gives whole answers of any status, decoded from gzip', async () => {
    const answer = await http.send(request('/gzip'));
    expect(answer.ok && new TextDecoder().decode(answer.value.body)).toBe('{"a":1}');
    const broken = await http.send(request('/broken', { method: 'POST', body: 'x' }));
    expect(broken.ok && broken.value.status).toBe(500);
  });

  it('does not follow a redirect', async () => {
    seen.length = 0;
    const moved = await http.send(request('/moved'));
    expect(moved.ok && [moved.value.status, moved.value.headers['x-odd']]).toEqual([302, 'yes']);
    expect(seen).toEqual(['GET /moved']);
  });

  it.each([
    ['/never', { timeoutMs: 30 }, 'timeout'],
    ['/never', { signal: AbortSignal.timeout(30) }, 'cancelled'],
    ['/gzip', { signal: AbortSignal.abort() }, 'cancelled'],
    ['/cut', {}, 'cut'],
    ['http://no-such-host.invalid/', {}, 'unknown-host'],
    ['http://127.0.0.1:9/', {}, 'other'],
  ] satisfies [string, Partial<HttpRequest>, string][])('%s %j: %s', async (path, more, kind) => {
    const answer = await http.send(request(path, more));
    expect(answer.ok ? 'an answer' : answer.error.kind).toBe(kind);
  });

  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['ECONNREFUSED', 'refused'],
    ['EAI_AGAIN', 'unknown-host'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'cut'],
    ['SOMETHING_ELSE', 'other'],
  ])('%s is %s', async (code, kind) => {
    const failing = fetchHttp(() =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) })),
    );
    const answer = await failing.send(request('/gzip'));
    expect(answer.ok ? null : answer.error).toEqual({ kind, message: `${code} why` });
  });
});

it('a proxy of the environment is used, except where NO_PROXY says no', async () => {
  const before = { ...process.env };
  const http = fetchHttp(environmentFetch());
  try {
    // Without a tunnel, a proxy would get the whole address; with one, CONNECT.
    const tunnels: string[] = [];
    server.on('connect', (asked, socket) => {
      tunnels.push(asked.url ?? '');
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    process.env.http_proxy = url;
    const answer = await http.send(request('http://w-and-b.invalid/graphql'));
    expect(answer.ok).toBe(false);
    expect(tunnels).toEqual(['w-and-b.invalid:80']);
    process.env.no_proxy = '127.0.0.1';
    expect((await http.send(request('/gzip'))).ok).toBe(true);
    expect(tunnels).toHaveLength(1);
  } finally {
    for (const name of ['http_proxy', 'no_proxy']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
});

it('sleeping ends early when it is aborted', async () => {
  const controller = new AbortController();
  const slept = timerSleep(60_000, controller.signal);
  controller.abort();
  await slept;
  await timerSleep(60_000, AbortSignal.abort());
});
