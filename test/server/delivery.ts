import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { faultOf, type Fault } from './faults';

/** What is to be sent, before anything goes wrong with it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PROXY_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';
const SMALLEST_TO_GZIP = 1000;
const zip = promisify(gzip);

/** The texts that W&B's servers give with these statuses. */
const MESSAGES: ReadonlyMap<number, string> = new Map([
  [401, 'user is not logged in'],
  [403, 'permission denied'],
  [404, 'not found'],
  [409, 'conflict'],
  [429, 'rate limit exceeded'],
  [500, 'internal server error'],
]);

/** An error as W&B's servers write it: a bare text from the edge, a list from GraphQL. */
export function errorReply(status: number): Reply {
  const message = MESSAGES.get(status) ?? `error ${status}`;
  const body = status === 429 || status >= 500 ? { error: message } : { errors: [{ message }] };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** A fault that replaces the answer: then nothing needs to be worked out. */
export function replacement(faults: readonly Fault[]): Reply | null {
  const status = faultOf(faults, 'status');
  if (status !== undefined) return statusReply(status);
  const redirect = faultOf(faults, 'redirect');
  if (redirect !== undefined) return { status: redirect.status ?? 307, headers: { Location: redirect.to }, body: '' };
  return faultOf(faults, 'html') === undefined
    ? null
    : { status: 200, headers: { 'Content-Type': 'text/html' }, body: PROXY_PAGE };
}

function statusReply({ status, retryAfter, body = 'json' }: Extract<Fault, { kind: 'status' }>): Reply {
  const after: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  const plain = errorReply(status);
  if (body === 'json') return { ...plain, headers: { ...plain.headers, ...after } };
  return body === 'html'
    ? { status, headers: { 'Content-Type': 'text/html', ...after }, body: PROXY_PAGE }
    : { status, headers: after, body: '' };
}

/** Sends a reply as the faults have it. Resolves to the number of bytes of the body that were sent. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  faults: readonly Fault[],
): Promise<number> {
  if (faultOf(faults, 'cut')?.at === 'start') {
    response.destroy();
    return 0;
  }
  const plain = Buffer.from(reply.body);
  const isZipped = plain.length >= SMALLEST_TO_GZIP && acceptsGzip(request);
  const bytes = isZipped ? await zip(plain, { level: 1 }) : plain;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...faults.reduce((all, fault) => (fault.kind === 'headers' ? { ...all, ...fault.headers } : all), {}),
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': String(bytes.length),
  });
  if (faultOf(faults, 'cut') !== undefined) {
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    // After the write has gone out, so that the client sees the beginning.
    response.write(half, () => response.destroy());
    return half.length;
  }
  const slow = faultOf(faults, 'slow');
  if (slow !== undefined) return dribble(response, bytes, slow);
  response.end(bytes);
  return bytes.length;
}

async function dribble(
  response: ServerResponse,
  bytes: Buffer,
  { chunkBytes, everyMs }: Extract<Fault, { kind: 'slow' }>,
): Promise<number> {
  let sent = 0;
  while (sent < bytes.length && !response.destroyed) {
    response.write(bytes.subarray(sent, sent + chunkBytes));
    sent = Math.min(bytes.length, sent + chunkBytes);
    await pause(everyMs);
  }
  response.end();
  return sent;
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '');
}
