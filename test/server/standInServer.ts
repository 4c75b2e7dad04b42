import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createRunTexts, createSelections, type AnswerContext } from './context';
import { deliver, errorReply, replacement, type Reply } from './delivery';
import { createFaultPlan, faultOf, type Fault, type FaultRule } from './faults';
import { createGraphQLService, operationOf, type GraphQLRequest } from './graphqlAnswer';
import { STAND_IN_KEY, type StandInData, type StandInKey } from './model';
import type { LoggedRequest } from './requestLog';
import { filesOf } from './runFiles';
import type { SchemaCoordinate } from './schema';

/** What a stand-in server is like. Everything but the data has a harmless default. */
export interface StandInOptions {
  readonly data: StandInData;
  /** Keys that are accepted; `STAND_IN_KEY` alone by default. */
  readonly keys?: readonly StandInKey[];
  /** What goes wrong, and when; see faults.ts. */
  readonly faults?: readonly FaultRule[];
  /** Seed of faults that come by chance. */
  readonly seed?: number;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** The most that a page holds, whatever was asked for; 1000 by default. */
  readonly maxPageSize?: number;
  /** The most lines of a log in one answer; 10,000 by default. */
  readonly maxLogLines?: number;
  /** Fields and arguments that this server's version does not know, such as `Run.exitcode` or `Run.config(keys:)`. */
  readonly without?: readonly SchemaCoordinate[];
  /** Times without a zone, as older servers wrote them. */
  readonly zoneless?: boolean;
  /** What a key gets that the server does not know: status 401 (the default), or 200 and `viewer: null`. */
  readonly unknownKey?: 'refused' | 'nobody';
  /** Port to listen on at 127.0.0.1; a free one by default. */
  readonly port?: number;
}

/** A stand-in server that listens. */
export interface StandInServer {
  /** Base URL, such as `http://127.0.0.1:40123`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** Base URL of the place that signed links lead to: another origin, where a key must not be sent. */
  readonly bucketUrl: string;
  /** Every request so far, in the order of arrival. */
  log(): readonly LoggedRequest[];
  clearLog(): void;
  /** Replaces all faults; rules count from here on, numbers of requests go on. */
  setFaults(rules: readonly FaultRule[]): void;
  /** Replaces what the server tells. */
  setData(data: StandInData): void;
  /** Ends all connections, also those that hang, and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a server that answers like W&B's: GraphQL at `/graphql`, files of runs at `/files/…` with the key, and signed
 * links on another port without it. `const server = await createStandInServer({ data: generateData({ runs: 100 }) })`.
 */
export async function createStandInServer(options: StandInOptions): Promise<StandInServer> {
  const { keys = [STAND_IN_KEY], seed = 1, latencyMs = 0 } = options;
  const service = createGraphQLService(options.without ?? []);
  const shared = { texts: createRunTexts(), selections: createSelections() };
  const startedAt = performance.now();
  let data = options.data;
  let plan = createFaultPlan(options.faults ?? [], seed);
  let log: LoggedRequest[] = [];
  let arrived = 0;

  const contextOf = (key: StandInKey, faults: readonly Fault[]): AnswerContext => ({
    ...shared,
    data,
    key,
    paging: pagingOf(faults, options.maxPageSize ?? 1000),
    maxLogLines: options.maxLogLines ?? 10_000,
    zoneless: options.zoneless ?? false,
    filesUrl: urlOf(main),
    bucketUrl: urlOf(bucket),
  });

  const answer = (request: IncomingMessage, body: GraphQLRequest | null, faults: readonly Fault[]): Reply => {
    const replaced = replacement(faults);
    if (replaced !== null) return replaced;
    const key = keyOf(request, keys);
    if (key === null && (options.unknownKey !== 'nobody' || body === null)) return errorReply(401);
    if (body === null) return fileReply(data, key, request.url ?? '');
    if (key === null) return json(200, '{"data":{"viewer":null,"project":null,"models":null}}');
    const { status, body: text } = service.answer(body, contextOf(key, faults), faults);
    return json(status, text);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, reply: Handler): Promise<void> => {
    const at = performance.now() - startedAt;
    const text = await bodyOf(request);
    const body =
      reply === answer && request.method === 'POST' && request.url === '/graphql' ? graphqlRequest(text) : null;
    const place = reply === answer ? 'file' : 'bucket';
    const operation = body === null ? place : operationOf(body);
    arrived += 1;
    const faults = plan.faultsOf({ number: arrived, operation });
    const entry = {
      number: arrived,
      operation,
      method: request.method ?? '',
      path: request.url ?? '',
      variables: body?.variables ?? null,
      hasAuthorization: request.headers.authorization !== undefined,
      faults: faults.map(({ kind }) => kind),
      at,
      status: 0,
      bytesIn: Buffer.byteLength(text),
      bytesOut: 0,
      tookMs: null,
    } satisfies LoggedRequest;
    const index = log.push(entry) - 1;
    const kept = log;
    if (faultOf(faults, 'hang') !== undefined) return;
    const wait = latencyMs + (faultOf(faults, 'delay')?.ms ?? 0);
    if (wait > 0) await pause(wait);
    const told = reply(request, body, faults);
    const bytesOut = await deliver(request, response, told, faults);
    const status = faultOf(faults, 'cut')?.at === 'start' ? 0 : told.status;
    kept[index] = { ...entry, status, bytesOut, tookMs: performance.now() - startedAt - at };
  };

  const serverOf = (reply: Handler): Server =>
    createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      handle(request, response, reply).catch((error: unknown) => {
        // A mistake in the stand-in must be seen as one, and must not look like a fault that was asked for.
        console.error(error);
        response.destroy();
      });
    });
  const main = serverOf(answer);
  const bucket = serverOf((request) => bucketReply(data, request));
  await Promise.all([listen(main, options.port ?? 0), listen(bucket, 0)]);

  return {
    url: urlOf(main),
    bucketUrl: urlOf(bucket),
    log: () => [...log],
    clearLog: () => {
      log = [];
    },
    setFaults: (rules) => {
      plan = createFaultPlan(rules, seed);
    },
    setData: (next) => {
      data = next;
    },
    close: async () => {
      await Promise.all([main, bucket].map(close));
    },
  };
}

type Handler = (request: IncomingMessage, body: GraphQLRequest | null, faults: readonly Fault[]) => Reply;

function pagingOf(faults: readonly Fault[], maxPageSize: number): AnswerContext['paging'] {
  const endless = faultOf(faults, 'endless')?.pages;
  return {
    maxPageSize: Math.min(maxPageSize, faultOf(faults, 'page-size')?.max ?? Infinity),
    repeats: faultOf(faults, 'duplicates')?.count ?? 0,
    ...(endless === undefined ? {} : { endless }),
  };
}

/** Whose key a request carries: `Authorization: Basic base64("api:" + key)`. */
function keyOf(request: IncomingMessage, keys: readonly StandInKey[]): StandInKey | null {
  const [, encoded = ''] = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const sent = Buffer.from(encoded, 'base64').toString('utf8');
  return keys.find(({ key }) => sent === `api:${key}`) ?? null;
}

/** A file by its path `/files/ENTITY/PROJECT/RUN/NAME`, for a key that may read the entity. */
function fileReply(data: StandInData, key: StandInKey | null, path: string): Reply {
  const match = /^\/files\/([^/]+)(\/.+)$/.exec(path);
  const entity = decodeURIComponent(match?.[1] ?? '');
  const mayRead = key !== null && [key.entity, key.username, ...key.teams].includes(entity);
  return mayRead ? fileAt(data, path.slice('/files'.length)) : errorReply(404);
}

/** A signed link: good without a key, refused with one, as buckets do that get two kinds of credentials. */
function bucketReply(data: StandInData, request: IncomingMessage): Reply {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (request.headers.authorization !== undefined || !query.includes('Signature=signed')) return errorReply(400);
  return fileAt(data, path);
}

function fileAt(data: StandInData, path: string): Reply {
  const [entity, project, name, ...file] = path.split('/').slice(1).map(decodeURIComponent);
  const run = data.projects
    .find((item) => item.entity === entity && item.name === project)
    ?.runs.find((item) => item.name === name);
  const found = run === undefined ? undefined : filesOf(run).find((item) => item.name === file.join('/'));
  return found === undefined
    ? errorReply(404)
    : { status: 200, headers: { 'Content-Type': found.mimetype }, body: found.text };
}

function json(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}

/** The request in a body; one that is no GraphQL request is answered by the parser's error, as an empty document. */
function graphqlRequest(text: string): GraphQLRequest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const { query, variables, operationName } = (parsed ?? {}) as Partial<GraphQLRequest>;
  return { query: query ?? '', variables: variables ?? null, operationName: operationName ?? null };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
