import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultRule } from './faults';
import type { LiveSweep } from './liveSweep';
import { totalsOf } from './requestLog';
import type { StandInServer } from './standInServer';

/**
 * Starts a second server through which another process steers a stand-in server; resolves to its URL.
 * `GET /log` tells the requests so far and their totals, `DELETE /log` forgets them, `PUT /faults` takes a list of
 * fault rules, `POST /advance` takes `{"ends": 3, "revives": 0}` and says what a live sweep did.
 */
export async function startControl(server: StandInServer, live: LiveSweep | null): Promise<string> {
  const control = createServer((request, response) => {
    answer(request, server, live).then(
      (told) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(told)),
      (error: unknown) => response.writeHead(400).end(`${String(error)}\n`),
    );
  });
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
  // It lives as long as the server that it steers.
  control.unref();
  return `http://127.0.0.1:${String((control.address() as AddressInfo).port)}`;
}

async function answer(request: IncomingMessage, server: StandInServer, live: LiveSweep | null): Promise<unknown> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /log':
      return { totals: totalsOf(server.log()), requests: server.log() };
    case 'DELETE /log':
      server.clearLog();
      return {};
    case 'PUT /faults':
      server.setFaults((await jsonOf(request)) as readonly FaultRule[]);
      return {};
    case 'POST /advance': {
      if (live === null) throw new Error('This server has no sweep that goes on: start it with --live.');
      const { ends, revives = 0 } = (await jsonOf(request)) as { readonly ends: number; readonly revives?: number };
      const step = live.advance(ends, { revives });
      server.setData(live.data());
      return step;
    }
    default:
      throw new Error('Unknown request.');
  }
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
