import { createWandbClient } from '../../src/core/sources/wandb/client';
import { parseServer } from '../../src/core/sources/wandb/server';
import { fetchHttp } from '../../src/web/http';
import { virtualTime } from '../../test/core/sources/wandb/virtualTime';
import type { Fault } from '../../test/server/faults';
import { generateData } from '../../test/server/generator';
import { STAND_IN_KEY } from '../../test/server/model';
import { createStandInServer } from '../../test/server/standInServer';
import { printTable } from './figures';
import type { Benchmark } from './benchmark';
import { SWEEP } from './wandbClient';

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['none', { kind: 'delay', ms: 0 }],
  ['401', { kind: 'status', status: 401 }],
  ['403', { kind: 'status', status: 403 }],
  ['404', { kind: 'status', status: 404 }],
  ['409', { kind: 'status', status: 409 }],
  ['429', { kind: 'status', status: 429 }],
  ['429, Retry-After 3 s', { kind: 'status', status: 429, retryAfter: 3 }],
  ['429, Retry-After 1 h', { kind: 'status', status: 429, retryAfter: 3600 }],
  ['500', { kind: 'status', status: 500 }],
  ['502 with a page', { kind: 'status', status: 502, body: 'html' }],
  ['cut at once', { kind: 'cut', at: 'start' }],
  ['cut in the body', { kind: 'cut', at: 'body' }],
  ['truncated JSON', { kind: 'truncated' }],
  ['no list', { kind: 'nulls', field: 'edges' }],
  ['pages without end', { kind: 'endless', pages: 'repeat' }],
];

/** How many requests a client sends to a server that fails for good: from the first request on, and in the middle. */
export const retries: Benchmark = {
  name: 'retries',
  async run({ quick }) {
    const runs = quick ? 1000 : 5000;
    const data = generateData({ runs, parameters: 5 });
    const rows: string[][] = [];
    for (const [name, fault] of FAULTS) {
      const first = await attempt(data, fault, 1);
      const later = await attempt(data, fault, 4);
      rows.push([name, ...first.figures, ...later.figures, later.outcome]);
    }
    console.log(`Requests of one pull of ${runs.toLocaleString('en-US')} runs, where the server fails for good\n`);
    printTable(['fault', 'from the 1st', 'waiting s', 'from the 4th', 'waiting s', 'what the person is told'], rows);
    console.log();
  },
};

/** A pull under a fault that begins with request `from` and stays; its waits pass at once and are summed up. */
async function attempt(data: ReturnType<typeof generateData>, fault: Fault, from: number) {
  const requests = Array.from({ length: 5000 }, (_, i) => from + i);
  const server = await createStandInServer({ data, faults: [{ fault, requests }] });
  const address = parseServer(server.url);
  if (!address.ok) throw new Error(address.error.message);
  const { clock, sleep, sleeps } = virtualTime();
  const client = createWandbClient({ http: fetchHttp(), clock, sleep, server: address.value, key: STAND_IN_KEY.key });
  const pulled = await client.pull(SWEEP);
  const sent = server.log().length;
  await server.close();
  // Waits of several requests at once overlap, so that the sum is the most that a person waits.
  const waited = sleeps.reduce((sum, wait) => sum + wait, 0) / 1000;
  const missing = pulled.ok ? pulled.value.runSet.problems.length : 0;
  const outcome = pulled.ok
    ? `${pulled.value.runSet.runs.length} runs${missing > 0 ? `, ${missing} problems` : ''}`
    : pulled.error.message;
  return { figures: [String(sent), waited.toFixed(0)], outcome };
}
