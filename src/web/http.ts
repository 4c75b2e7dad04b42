import { fail, ok, type Http, type HttpError, type HttpRequest, type HttpResponse, type Result } from '../core/ports';

/** What of the standard `fetch` is used; any other implementation of it fits too. */
export type Fetch = (
  url: string,
  options: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly type: string;
  readonly headers: Iterable<[string, string]>;
  readonly body: AnswerBody | null;
}>;

/** What of a `ReadableStream` is used. */
interface AnswerBody {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
    cancel(): Promise<void>;
  };
}

/** Bytes, unpacked. A page of runs has some megabytes; a small answer that unpacks to gigabytes would take all memory. */
const LARGEST_ANSWER = 256 * 2 ** 20;

/**
 * Requests through `fetch`. In VS Code's extension host that is the editor's own, with its proxies and certificates;
 * bodies are decoded from gzip by `fetch` itself, and read up to `largestAnswer` bytes.
 */
export function fetchHttp(send: Fetch = fetch, largestAnswer = LARGEST_ANSWER): Http {
  return {
    async send({
      method,
      url,
      headers,
      body,
      timeoutMs,
      signal,
    }: HttpRequest): Promise<Result<HttpResponse, HttpError>> {
      if (isAborted(signal)) return fail(CANCELLED);
      const controller = new AbortController();
      const cancel = (): void => {
        controller.abort();
      };
      const timer = setTimeout(() => {
        controller.abort(TIMED_OUT);
      }, timeoutMs);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const response = await send(url, {
          method,
          headers: { ...headers },
          ...(body !== undefined && { body }),
          redirect: 'manual',
          signal: controller.signal,
        });
        const bytes = await bytesOf(response.body, largestAnswer);
        if (bytes === null)
          return fail({
            kind: 'other',
            message: `the answer is larger than ${Math.round(largestAnswer / 2 ** 20)} MB`,
          });
        return ok({
          // Browsers hide the status of a redirect.
          status: response.type === 'opaqueredirect' ? 302 : response.status,
          headers: Object.fromEntries([...response.headers].map(([name, value]) => [name.toLowerCase(), value])),
          body: bytes,
        });
      } catch (error) {
        if (isAborted(signal)) return fail(CANCELLED);
        if (controller.signal.reason === TIMED_OUT)
          return fail({ kind: 'timeout', message: `no answer within ${timeoutMs / 1000} s` });
        return fail(httpErrorOf(error));
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      }
    },
  };
}

/** All bytes of a body; `null` where there are more than `most`, and the rest is not asked for. */
async function bytesOf(body: AnswerBody | null, most: number): Promise<Uint8Array | null> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value?.length ?? 0;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    if (value !== undefined) pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

const TIMED_OUT = 'timed out';
const CANCELLED: HttpError = { kind: 'cancelled', message: 'cancelled' };

/** Codes and words of Node's and Chromium's networks, the telling ones first. */
const SIGNS: readonly (readonly [RegExp, HttpError['kind']])[] = [
  [
    /ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ENETUNREACH|ERR_ADDRESS_UNREACHABLE/,
    'unknown-host',
  ],
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED|ERR_PROXY_CONNECTION_FAILED/, 'refused'],
  [/CERT_|_CERT|ERR_TLS|UNABLE_TO_(?:VERIFY|GET_ISSUER)|certificate|ERR_SSL|EPROTO/i, 'certificate'],
  [/TIMEOUT|ETIMEDOUT|ERR_TIMED_OUT/i, 'timeout'],
  [
    /ECONNRESET|EPIPE|UND_ERR_SOCKET|terminated|other side closed|socket hang up|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_CONTENT_LENGTH|Z_BUF_ERROR|unexpected end/i,
    'cut',
  ],
];

/** `fetch` says only "fetch failed"; the cause behind it tells. */
function httpErrorOf(error: unknown): HttpError {
  const chain: string[] = [];
  for (let inner: unknown = error; inner instanceof Error && chain.length < 5; inner = inner.cause) {
    const code = 'code' in inner && typeof inner.code === 'string' ? `${inner.code} ` : '';
    chain.push(`${code}${inner.message}`.trim());
  }
  const telling = chain.filter((text) => text !== '').at(-1) ?? String(error);
  const all = chain.join('; ');
  return { kind: SIGNS.find(([sign]) => sign.test(all))?.[1] ?? 'other', message: telling };
}
