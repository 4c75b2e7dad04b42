import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What went through since the last time it was asked. */
export interface Passed {
  readonly requests: number;
  readonly maxInFlight: number;
  /** Bytes of answers as sent, compressed where they were. */
  readonly bytesOut: number;
  readonly operations: Readonly<Record<string, number>>;
}

/** A server before a stand-in server. */
export interface AnswerMemory {
  readonly url: string;
  passed(): Passed;
  /** The data behind it has changed. */
  forget(): void;
  /** The body of an answer, for `/kept`: it is sent after the same latency. */
  keep(body: string, headers: Readonly<Record<string, string>>): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Starts a server that asks the one at `target` once for each different request and then knows the answer. The
 * stand-in makes an answer of 500 runs in tens of milliseconds of this machine's processor, where W&B has many: without
 * the memory, a benchmark on few cores measures the stand-in.
 */
export async function createAnswerMemory(target: string, latencyMs: number): Promise<AnswerMemory> {
  const known = new Map<string, Answer>();
  let kept: Answer = { status: 404, headers: {}, body: Buffer.alloc(0) };
  let inFlight = 0;
  let passed = nothing();

  const answerTo = async (path: string, body: string, headers: IncomingHttpHeaders): Promise<Answer> => {
    if (path === '/kept') return kept;
    const answer = known.get(body) ?? (await forward(`${target}${path}`, body, headers));
    known.set(body, answer);
    return answer;
  };
  const server = createServer((request, response) => {
    passed.maxInFlight = Math.max(passed.maxInFlight, ++inFlight);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const operation = /"operationName":"([A-Za-z]+)/.exec(body)?.[1] ?? 'download';
      void Promise.all([answerTo(request.url ?? '', body, request.headers), pause(latencyMs)]).then(([answer]) => {
        passed.requests++;
        passed.bytesOut += answer.body.length;
        passed.operations[operation] = (passed.operations[operation] ?? 0) + 1;
        inFlight--;
        const headers = { ...answer.headers };
        delete headers.connection;
        response.writeHead(answer.status, headers).end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    passed: () => {
      const told = passed;
      passed = nothing();
      return told;
    },
    forget: () => {
      known.clear();
    },
    keep: async (body, headers) => {
      kept = await forward(`${target}/graphql`, body, headers);
      if (kept.status !== 200) throw new Error(`The server answered with status ${kept.status}.`);
    },
  };
}

function nothing() {
  return { requests: 0, maxInFlight: 0, bytesOut: 0, operations: {} as Record<string, number> };
}

function forward(url: string, body: string, { authorization }: IncomingHttpHeaders): Promise<Answer> {
  const headers = { 'accept-encoding': 'gzip', ...(authorization !== undefined && { authorization }) };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject).end(body);
  });
}
