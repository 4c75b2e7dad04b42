import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseFaultRule, type Fault, type FaultRule } from './faults';
import { generateData } from './generator';
import { allPages, dataOf, namePage, post, type Post } from './post';
import { totalsOf } from './requestLog';
import { createStandInServer, type StandInOptions, type StandInServer } from './standInServer';

const data = generateData({ runs: 30 });
const names = data.projects[0]!.runs.map(({ name }) => name);
const RUNS: Post = {
  query: `query Runs { project(name: "detector", entityName: "team") {
    runs(first: 5) { edges { node { name config exitcode computeSeconds } } pageInfo { hasNextPage } } } }`,
};

const open: StandInServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<StandInOptions> = {}): Promise<StandInServer> {
  const server = await createStandInServer({ data, ...options });
  open.push(server);
  return server;
}

const withFault = (fault: Fault, rule: Partial<FaultRule> = {}) => start({ faults: [{ fault, ...rule }] });

describe('keys', () => {
  it.each([null, 'wrong', ''])('%j is refused', async (key) => {
    const server = await start();
    const { status, text } = await post(server, { query: '{ viewer { entity } }', key });
    expect([status, text]).toEqual([401, '{"errors":[{"message":"user is not logged in"}]}']);
    expect(server.log()).toMatchObject([{ status: 401, hasAuthorization: key !== null }]);
    expect(JSON.stringify(server.log())).not.toContain('wrong');
  });

  it('can be unknown without an error, as on some servers', async () => {
    const server = await start({ unknownKey: 'nobody' });
    expect(await dataOf(server, { query: '{ viewer { entity } }', key: 'wrong' })).toMatchObject({ viewer: null });
  });

  it('see only what their holders may: null for the rest', async () => {
    const key = { key: 'other', username: 'ann', entity: 'ann', teams: ['ann', 'lab'] };
    const server = await start({ keys: [key] });
    const query =
      '{ viewer { entity teams { edges { node { name } } } } project(name: "detector", entityName: "team") { id } }';
    expect(await dataOf(server, { query, key: 'other' })).toEqual({
      viewer: { entity: 'ann', teams: { edges: [{ node: { name: 'ann' } }, { node: { name: 'lab' } }] } },
      project: null,
    });
  });
});

describe('faults that replace the answer', () => {
  it.each([401, 403, 404, 409, 429, 500])('status %i with an error as JSON', async (status) => {
    const answer = await post(await withFault({ kind: 'status', status }), RUNS);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(Object.keys(JSON.parse(answer.text) as object)).toEqual([status >= 429 ? 'error' : 'errors']);
  });

  it('429 with Retry-After, once', async () => {
    const server = await withFault({ kind: 'status', status: 429, retryAfter: 3 }, { times: 1 });
    const [first, second] = [await post(server, RUNS), await post(server, RUNS)];
    expect([first.status, first.headers.get('retry-after'), first.text]).toEqual([
      429,
      '3',
      '{"error":"rate limit exceeded"}',
    ]);
    expect(second.status).toBe(200);
  });

  it('502 with the page of a proxy, 503 with nothing, 200 with a page', async () => {
    const page = await post(await withFault({ kind: 'status', status: 502, body: 'html' }), RUNS);
    const nothing = await post(await withFault({ kind: 'status', status: 503, body: 'empty' }), RUNS);
    const portal = await post(await withFault({ kind: 'html' }), RUNS);
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(page.text).toContain('<h1>502 Bad Gateway</h1>');
    expect([nothing.status, nothing.text]).toEqual([503, '']);
    expect([portal.status, portal.text.slice(0, 15)]).toEqual([200, '<!DOCTYPE html>']);
  });

  it('a redirect to another host, which sees whether the key came along', async () => {
    const other = await start();
    const server = await withFault({ kind: 'redirect', to: `${other.url}/graphql` });
    const answer = await post(server, RUNS);
    expect([answer.status, answer.headers.get('location')]).toEqual([307, `${other.url}/graphql`]);
    await fetch(answer.headers.get('location')!, { method: 'POST', body: '{}' });
    expect(other.log()).toMatchObject([{ hasAuthorization: false, status: 401 }]);
  });

  it('a field that this version does not know: 400 for those who ask for it', async () => {
    const server = await withFault({ kind: 'unknown-field', coordinates: ['Run.exitcode', 'Run.config(keys:)'] });
    const answer = await post(server, RUNS);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [{ message: expect.stringContaining('Cannot query field "exitcode" on type "Run"') as string }],
    });
    expect((await post(server, { query: RUNS.query.replace(' exitcode', '') })).status).toBe(200);
    const keyed = await post(server, { query: RUNS.query.replace('config exitcode', 'config(keys: ["lr0"])') });
    expect([keyed.status, keyed.text]).toEqual([400, expect.stringContaining('Unknown argument \\"keys\\"')]);
    await expect(createStandInServer({ data, without: ['Run.nosuch'] })).rejects.toThrow(
      'The schema has no Run.nosuch.',
    );
  });
});

describe('faults of the connection', () => {
  it('cut before the answer, and in the middle of its body', async () => {
    const early = await withFault({ kind: 'cut', at: 'start' });
    await expect(post(early, RUNS)).rejects.toThrow('fetch failed');
    await expect.poll(() => early.log()).toMatchObject([{ status: 0, bytesOut: 0, faults: ['cut'] }]);
    const late = await withFault({ kind: 'cut', at: 'body' });
    await expect(post(late, RUNS)).rejects.toThrow('terminated');
    expect(late.log()[0]?.bytesOut).toBeGreaterThan(100);
  });

  it('never an answer, until the client gives up or the server closes', async () => {
    const server = await withFault({ kind: 'hang' });
    const leaver = new AbortController();
    const [left, closed] = [post(server, RUNS, leaver.signal), post(server, RUNS)];
    const outcomes = Promise.allSettled([left, closed]);
    await vi.waitUntil(() => server.log().length === 2);
    leaver.abort();
    await server.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(server.log().map(({ tookMs }) => tookMs)).toEqual([null, null]);
  });

  it('a body in small pieces, whole in the end', async () => {
    const server = await withFault({ kind: 'slow', chunkBytes: 100, everyMs: 1 });
    expect(await dataOf(server, RUNS)).toEqual(await dataOf(await start(), RUNS));
    const { tookMs, bytesOut } = server.log()[0]!;
    expect(tookMs!).toBeGreaterThanOrEqual(Math.floor(bytesOut / 100));
  });

  it('a delay, beside the latency of every answer', async () => {
    const server = await start({ latencyMs: 20, faults: [{ fault: { kind: 'delay', ms: 30 }, requests: [2] }] });
    await post(server, RUNS);
    await post(server, RUNS);
    const [first, second] = server.log().map(({ tookMs }) => tookMs!);
    // Timers may fire a fraction of a millisecond early.
    expect(first).toBeGreaterThanOrEqual(19);
    expect(second).toBeGreaterThanOrEqual(49);
  });

  it('answers in gzip to those who take it, with the bytes as sent in the log', async () => {
    const server = await start();
    const { text, headers } = await post(server, RUNS);
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(server.log()[0]!.bytesOut).toBe(Number(headers.get('content-length')));
    expect(server.log()[0]!.bytesOut).toBeLessThan(text.length / 2);
  });
});

describe('faults of the text', () => {
  it('JSON that ends in the middle', async () => {
    const { status, text } = await post(await withFault({ kind: 'truncated' }), RUNS);
    const whole = await post(await start(), RUNS);
    expect(status).toBe(200);
    expect(text).toBe(whole.text.slice(0, Math.floor(whole.text.length / 2)));
  });

  it.each(['NaN', 'Infinity', '-Infinity'] as const)(
    'a bare %s where a number was, or in extensions',
    async (token) => {
      const server = await withFault({ kind: 'bare-number', token });
      const { text } = await post(server, RUNS);
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
      expect(text.match(/"computeSeconds":(NaN|-?Infinity)/g)).toEqual(Array(5).fill(`"computeSeconds":${token}`));
      const { text: plain } = await post(server, { query: '{ viewer { entity } }' });
      expect(plain).toBe(`{"data":{"viewer":{"entity":"team"}},"extensions":{"cost":${token}}}`);
    },
  );

  it('nulls where lists and nodes are expected', async () => {
    interface Answer {
      readonly project: { readonly runs: { readonly edges: readonly { readonly node: object | null }[] | null } };
    }
    const edges = await dataOf<Answer>(await withFault({ kind: 'nulls', field: 'edges' }), RUNS);
    const nodes = await dataOf<Answer>(await withFault({ kind: 'nulls', field: 'node', every: 2 }), RUNS);
    expect(edges.project.runs.edges).toBeNull();
    expect(nodes.project.runs.edges?.map(({ node }) => node === null)).toEqual([false, true, false, true, false]);
  });

  it('an error beside the data', async () => {
    const { status, text } = await post(await withFault({ kind: 'errors', message: 'timed out' }), RUNS);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ data: { project: {} }, errors: [{ message: 'timed out' }] });
  });

  it('headers besides', async () => {
    const headers = { 'RateLimit-Remaining': '12', 'RateLimit-Reset': '3.5' };
    const answer = await post(await withFault({ kind: 'headers', headers }), RUNS);
    expect([answer.status, answer.headers.get('ratelimit-remaining'), answer.headers.get('ratelimit-reset')]).toEqual([
      200,
      '12',
      '3.5',
    ]);
  });

  it('bare numbers inside the summary, as Python clients upload them', async () => {
    const law = () => ({ lines: ['Loss is nan'], state: 'failed', exitCode: 1 }) as const;
    const server = await start({ data: generateData({ runs: 1, law }) });
    const { text } = await post(server, {
      query: '{ project(name: "detector", entityName: "team") { runs { edges { node { summaryMetrics } } } } }',
    });
    expect(text).toContain('\\"train/box_loss\\":NaN');
  });
});

describe('faults of pages', () => {
  it('smaller than asked: every run all the same', async () => {
    const pages = await allPages(await withFault({ kind: 'page-size', max: 7 }), { first: 20 });
    expect(pages.map(({ length }) => length)).toEqual([7, 7, 7, 7, 2]);
    expect(pages.flat()).toEqual(names);
  });

  it('the end of the page before again', async () => {
    const pages = await allPages(await withFault({ kind: 'duplicates', count: 2 }), { first: 10 });
    expect(pages.map(({ length }) => length)).toEqual([10, 12, 12]);
    expect(pages[1]!.slice(0, 2)).toEqual(pages[0]!.slice(-2));
    expect([...new Set(pages.flat())]).toEqual(names);
  });

  it('always one more: empty', async () => {
    const server = await withFault({ kind: 'endless', pages: 'empty' });
    const last = await namePage(server, { first: 30 });
    const beyond = await namePage(server, { first: 30, after: last.endCursor });
    expect(last).toMatchObject({ names, hasNextPage: true });
    expect(beyond).toMatchObject({ names: [], hasNextPage: true, endCursor: last.endCursor });
  });

  it('always one more: the last again', async () => {
    const server = await withFault({ kind: 'endless', pages: 'repeat' });
    const last = await namePage(server, { first: 20, after: (await namePage(server, { first: 20 })).lastCursor });
    const beyond = await namePage(server, { first: 20, after: last.lastCursor });
    expect(last.names).toEqual(names.slice(20));
    expect(beyond).toMatchObject({ names: names.slice(10), hasNextPage: true, endCursor: last.endCursor });
  });
});

describe('when a fault strikes', () => {
  const statuses = async (server: StandInServer, count: number): Promise<readonly number[]> => {
    const all: number[] = [];
    for (let i = 0; i < count; i++) all.push((await post(server, RUNS)).status);
    return all;
  };
  const fault: Fault = { kind: 'status', status: 500 };

  it('by number of the request', async () => {
    expect(await statuses(await withFault(fault, { requests: [1, 3] }), 4)).toEqual([500, 200, 500, 200]);
  });

  it('by operation', async () => {
    const server = await withFault(fault, { operation: 'Viewer' });
    const viewer = await post(server, { query: 'query Viewer { viewer { id } }', operationName: '' });
    expect([viewer.status, ...(await statuses(server, 2))]).toEqual([500, 200, 200]);
    expect(server.log().map(({ operation }) => operation)).toEqual(['Viewer', 'Runs', 'Runs']);
  });

  it('by chance, the same with the same seed', async () => {
    const rule = { probability: 0.4 };
    const first = await statuses(await withFault(fault, rule), 40);
    expect(await statuses(await withFault(fault, rule), 40)).toEqual(first);
    const struck = first.filter((status) => status === 500).length;
    expect(struck).toBeGreaterThan(6);
    expect(struck).toBeLessThan(28);
  });

  it('from now on, or no longer', async () => {
    const server = await start();
    server.setFaults([{ fault }]);
    expect(await statuses(server, 1)).toEqual([500]);
    server.setFaults([]);
    expect(await statuses(server, 1)).toEqual([200]);
  });

  it('by the number of requests in a window', async () => {
    const server = await withFault({ kind: 'rate-limit', requests: 2, windowSeconds: 60 });
    const answers = [await post(server, RUNS), await post(server, RUNS), await post(server, RUNS)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0']);
    expect(Number(answers[2]!.headers.get('retry-after'))).toBeGreaterThan(50);
  });
});

describe('the log', () => {
  it('counts requests, bytes and how many were waiting at once', async () => {
    const server = await start({ latencyMs: 50 });
    await Promise.all([post(server, RUNS), post(server, RUNS), post(server, RUNS)]);
    await post(server, RUNS);
    const log = server.log();
    expect(totalsOf(log)).toEqual({
      requests: 4,
      bytesIn: 4 * Buffer.byteLength(JSON.stringify({ query: RUNS.query })),
      bytesOut: log.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
      maxInFlight: 3,
    });
    server.clearLog();
    expect(server.log()).toEqual([]);
  });
});

describe('a rule from the command line', () => {
  it('is taken as JSON', () => {
    const rule = { fault: { kind: 'hang' }, requests: [3] };
    expect(parseFaultRule(JSON.stringify(rule))).toEqual({ ok: true, value: rule });
  });

  it.each(['nonsense', 'null', '{}', '{"fault":{"kind":"nonsense"}}', '{"fault":"hang"}', '{"fault":null}', '"hang"'])(
    'that is none is answered with all kinds: %s',
    (text) => {
      expect(parseFaultRule(text)).toEqual({
        ok: false,
        error:
          'Give a rule such as {"fault":{"kind":"hang"},"requests":[3]}; its kind is one of status, html, cut, truncated, bare-number, nulls, errors, page-size, duplicates, endless, slow, delay, hang, unknown-field, headers, rate-limit, redirect.',
      });
    },
  );
});
