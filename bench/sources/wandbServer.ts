import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FaultRule } from '../../test/server/faults';
import { generateData } from '../../test/server/generator';
import { createLiveSweep } from '../../test/server/liveSweep';
import { STAND_IN_KEY } from '../../test/server/model';
import { authorization } from '../../test/server/post';
import { totalsOf, type RequestTotals } from '../../test/server/requestLog';
import { createStandInServer } from '../../test/server/standInServer';
import type { Role } from './role';

/** The stand-in server's process. With `changing`, so many runs are still on, for `advance`. */
export interface ServerOptions {
  readonly runs: number;
  readonly parameters: number;
  readonly latencyMs: number;
  readonly changing?: number;
}

/** What the server's process is asked. `totals` also forgets what it told; `keep` stores an answer for `/kept`. */
export type ServerRequest =
  | { readonly kind: 'totals' }
  | { readonly kind: 'advance'; readonly ends: number }
  | { readonly kind: 'faults'; readonly rules: readonly FaultRule[] }
  | { readonly kind: 'keep'; readonly body: string };

/** What it answers. */
export interface ServerAnswer {
  readonly url: string;
  /** Another port of the same process: what `keep` stored, after the same latency, without any work. */
  readonly keptUrl: string;
  readonly totals: RequestTotals;
  /** Requests by operation, log tails apart from runs. */
  readonly operations: Readonly<Record<string, number>>;
}

/** Serves generated runs until the parent ends it. */
export const wandbServer: Role<ServerOptions, ServerRequest, ServerAnswer> = async ({ changing = 0, ...options }) => {
  const live = changing > 0 ? createLiveSweep({ ...options, ended: options.runs - changing, running: changing }) : null;
  const server = await createStandInServer({
    data: live?.data() ?? generateData(options),
    latencyMs: options.latencyMs,
    // The single answer that pages are compared with holds all runs.
    maxPageSize: Infinity,
  });
  let kept: Buffer = Buffer.alloc(0);
  const still = createServer((_request, response) => {
    void pause(options.latencyMs).then(() => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': String(kept.length) }).end(kept);
    });
  });
  await new Promise<void>((resolve) => still.listen(0, '127.0.0.1', resolve));
  const keptUrl = `http://127.0.0.1:${String((still.address() as AddressInfo).port)}/kept`;

  const answer = async (request: ServerRequest): Promise<ServerAnswer> => {
    if (request.kind === 'faults') server.setFaults(request.rules);
    if (request.kind === 'advance') {
      live!.advance(request.ends);
      server.setData(live!.data());
    }
    if (request.kind === 'keep') kept = await zippedAnswer(server.url, request.body);
    const log = server.log();
    server.clearLog();
    const operations: Record<string, number> = {};
    for (const { operation } of log) {
      const name = operation.replace(/\d+$/, '');
      operations[name] = (operations[name] ?? 0) + 1;
    }
    return { url: server.url, keptUrl, totals: totalsOf(log), operations };
  };
  return { answer };
};

/** An answer of the server as it goes over the wire. */
async function zippedAnswer(url: string, body: string): Promise<Buffer> {
  const { request } = await import('node:http');
  const headers = { ...authorization(STAND_IN_KEY.key), 'Accept-Encoding': 'gzip' };
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const sent = request(`${url}/graphql`, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    });
    sent.on('error', reject).end(body);
  });
  // A page of an error would be small; it must not be taken for the runs.
  const text = (await promisify(gunzip)(bytes)).toString('utf8');
  if (!text.startsWith('{"data"')) throw new Error(`The server answered: ${text.slice(0, 200)}`);
  return bytes;
}
