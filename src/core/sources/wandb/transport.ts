import { fail, ok, type Clock, type Http, type HttpResponse, type Result, type Sleep } from '../../ports';
import type { Value } from '../../runs/run';
import { parseJson } from '../json';
import { fieldAt, fieldOf, textOf } from './answers';
import { basicAuthorization } from './credentials';
import {
  answerError,
  CANCELLED,
  graphqlError,
  longWaitError,
  networkError,
  statusError,
  type WandbError,
} from './errors';
import type { GraphqlDocument } from './queries';
import {
  backoff,
  isRetriable,
  LONGEST_WAIT,
  MAX_RETRIES,
  MAX_RETRIES_PER_CALL,
  PATIENCE,
  PATIENCE_OFFLINE,
  rateLimitWait,
  retryAfter,
} from './retry';
import { isUnder, type WandbServer } from './server';

/** Variables of a GraphQL document. */
export type Variables = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One question and how its answer is read. */
export interface Question<Answer> {
  readonly document: GraphqlDocument;
  /** Variables, after so many failures that may mean that too much was asked for at once. */
  readonly variables: (tooMuch: number) => Variables;
  /** Reads the answer's `data`; the error continues "an answer that …" and makes the question be asked again. */
  readonly decode: (data: Value) => Result<Answer, string>;
}

/** What the requests of one call of the client share. */
export interface Call {
  readonly signal: AbortSignal | undefined;
  /** Says why nothing happens, while a retry is waited for. */
  readonly waiting: (message: string) => void;
  /** Counts down; see `MAX_RETRIES_PER_CALL`. */
  readonly retries: { left: number };
}

/** The retries that a call may take. */
export function newCall(signal: AbortSignal | undefined, waiting: (message: string) => void = () => undefined): Call {
  return { signal, waiting, retries: { left: MAX_RETRIES_PER_CALL } };
}

/** Asks questions of one server. It remembers what the server does not know and until when it wants to be left alone. */
export interface Transport {
  readonly server: WandbServer;
  readonly hasKey: boolean;
  ask<Answer>(question: Question<Answer>, call: Call): Promise<Result<Answer, WandbError>>;
  traffic(): { readonly requests: number; readonly retries: number; readonly receivedBytes: number };
}

/** What became of one attempt. */
type Attempt<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The server does not know a field: at once again, without it. */
  | { readonly kind: 'without-field' }
  | { readonly kind: 'final'; readonly error: WandbError }
  | Again;

/** An attempt that is worth another one; `waitMs` is what the server asks for. */
interface Again {
  readonly kind: 'again';
  readonly error: WandbError;
  readonly waitMs: number | null;
  readonly limit: RetryLimit;
  /** Whether less in one answer may help: the server broke down, took too long, or was cut off. */
  readonly maybeTooMuch: boolean;
}

/** How long a failure is tried again: network troubles before the first contact shorter, wrong answers only twice. */
interface RetryLimit {
  readonly retries: number;
  readonly patience: number;
}
const USUAL: RetryLimit = { retries: MAX_RETRIES, patience: PATIENCE };
const OFFLINE: RetryLimit = { retries: MAX_RETRIES, patience: PATIENCE_OFFLINE };
const WRONG_ANSWER: RetryLimit = { retries: 2, patience: PATIENCE };

/** Milliseconds for one attempt, as in W&B's client. */
const TIMEOUT = 30_000;

/** What `createTransport` needs of the client's options. */
export interface TransportOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly server: WandbServer;
  readonly key: string | null;
  readonly random?: () => number;
  readonly timeoutMs?: number;
}

/** A transport with nothing learned yet. */
export function createTransport(options: TransportOptions): Transport {
  const { http, clock, sleep, server, key } = options;
  const random = options.random ?? Math.random;
  const url = `${server.baseUrl}/graphql`;
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'sweep-guard',
    ...(key !== null && isUnder(server, url) && { authorization: basicAuthorization(key) }),
  };
  const unknownFields = new Set<string>();
  let quietUntil = 0;
  let answeredOnce = false;
  let requests = 0;
  let retries = 0;
  let receivedBytes = 0;

  const has =
    ({ name }: GraphqlDocument) =>
    (field: string): boolean =>
      !unknownFields.has(`${name} ${field}`);

  /** Takes the fields that the messages name out of later requests; all optional ones where no name is understood. */
  const learn = (document: GraphqlDocument, messages: readonly string[]): boolean => {
    const left = document.optional.filter(has(document));
    const named = left.filter((field) => messages.some((message) => namesField(message, field, left)));
    for (const field of named.length > 0 ? named : left) unknownFields.add(`${document.name} ${field}`);
    return left.length > 0;
  };

  const shown = (text: string): string => (key === null ? text : text.replaceAll(key, '[key]'));

  const interpret = <Answer>(question: Question<Answer>, response: HttpResponse): Attempt<Answer> => {
    const { status } = response;
    const parsed = parseJson(new TextDecoder().decode(response.body));
    const body = parsed.ok ? parsed.value : null;
    const messages = errorMessages(body).map(shown);
    const isAboutFields = messages.some((message) => UNKNOWN_FIELD.test(message));
    if (isAboutFields && learn(question.document, messages)) return { kind: 'without-field' };
    const isLimited = status === 429 || (status === 200 && messages.some((text) => /rate limit/i.test(text)));
    if (isLimited || status < 200 || status > 299) {
      const error = statusError(server, isLimited ? 429 : status, messages.join('; '), key !== null);
      if (!isLimited && !isRetriable(status)) return { kind: 'final', error };
      const waitMs = retryAfter(response.headers['retry-after'], clock.now());
      return { kind: 'again', error, waitMs, limit: USUAL, maybeTooMuch: status >= 500 };
    }
    if (!parsed.ok) {
      const what = looksLikeHtml(response) ? 'is a web page instead of data' : 'is cut or no JSON';
      return { ...again(answerError(server, what), WRONG_ANSWER), maybeTooMuch: true };
    }
    if (messages.length > 0) return { kind: 'final', error: graphqlError(server, messages.join('; ')) };
    const data = fieldOf(body ?? undefined, 'data');
    const decoded = data === undefined || data === null ? fail('holds no data') : question.decode(data);
    return decoded.ok
      ? { kind: 'answer', answer: decoded.value }
      : again(answerError(server, shown(decoded.error)), WRONG_ANSWER);
  };

  const attempt = async <Answer>(question: Question<Answer>, tooMuch: number, call: Call): Promise<Attempt<Answer>> => {
    requests++;
    const sent = await http.send({
      method: 'POST',
      url,
      headers,
      body: JSON.stringify({
        query: question.document.text(has(question.document)),
        variables: question.variables(tooMuch),
        operationName: question.document.name,
      }),
      timeoutMs: options.timeoutMs ?? TIMEOUT,
      ...(call.signal && { signal: call.signal }),
    });
    if (call.signal?.aborted === true) return { kind: 'final', error: CANCELLED };
    if (!sent.ok) {
      const error = networkError(server, { ...sent.error, message: shown(sent.error.message) });
      if (sent.error.kind === 'cancelled' || sent.error.kind === 'certificate') return { kind: 'final', error };
      const maybeTooMuch = sent.error.kind === 'timeout' || sent.error.kind === 'cut';
      return { ...again(error, answeredOnce || maybeTooMuch ? USUAL : OFFLINE), maybeTooMuch };
    }
    answeredOnce = true;
    receivedBytes += sent.value.body.length;
    quietUntil = Math.max(quietUntil, clock.now() + rateLimitWait(sent.value.headers));
    return interpret(question, sent.value);
  };

  /** Waits while the server wants no requests; an error where that is too long. */
  const waitForTurn = async (call: Call): Promise<WandbError | null> => {
    for (;;) {
      if (call.signal?.aborted === true) return CANCELLED;
      const wait = quietUntil - clock.now();
      if (wait <= 0) return null;
      if (wait > LONGEST_WAIT) return longWaitError(server, wait);
      call.waiting(`${server.host} asks to wait, ${seconds(wait)}`);
      await sleep(wait, call.signal);
    }
  };

  return {
    server,
    hasKey: key !== null,
    traffic: () => ({ requests, retries, receivedBytes }),
    async ask(question, call) {
      let failures = 0;
      let tooMuch = 0;
      let waited = 0;
      for (;;) {
        const notNow = await waitForTurn(call);
        if (notNow !== null) return fail(notNow);
        const result = await attempt(question, tooMuch, call);
        if (result.kind === 'answer') return ok(result.answer);
        if (result.kind === 'without-field') continue;
        if (result.kind === 'final') return fail(result.error);
        const { error, waitMs, limit } = result;
        if (failures >= limit.retries || call.retries.left <= 0) return fail(error);
        if (waitMs === null) {
          const wait = backoff(failures, random());
          if (waited + wait > limit.patience) return fail(error);
          waited += wait;
          call.waiting(`${error.message} Next try in ${seconds(wait)}`);
          await sleep(wait, call.signal);
        } else if (waitMs > LONGEST_WAIT) return fail(longWaitError(server, waitMs));
        // All requests wait: the limit is the person's, not the request's.
        else quietUntil = Math.max(quietUntil, clock.now() + waitMs);
        failures++;
        if (result.maybeTooMuch) tooMuch++;
        retries++;
        call.retries.left--;
      }
    },
  };
}

function again(error: WandbError, limit: RetryLimit): Again {
  return { kind: 'again', error, waitMs: null, limit, maybeTooMuch: false };
}

const UNKNOWN_FIELD = /Cannot query field|Unknown argument|Unknown type/i;

/** Whether a message of a GraphQL server names the optional field: `Cannot query field "exitcode" on type "Run".` */
function namesField(message: string, field: string, optional: readonly string[]): boolean {
  const name = QUERY_NAMES.get(field) ?? field.split('.').at(-1)!;
  const type = /on type\s+["'`]?(\w+)/i.exec(message)?.[1];
  // Sweeps and runs have fields of the same name.
  if (type !== undefined) {
    const isSweepField = field.startsWith('sweep.');
    if (isSweepField && !/sweep/i.test(type)) return false;
    if (!isSweepField && /sweep/i.test(type) && optional.includes(`sweep.${field}`)) return false;
  }
  return new RegExp(`(?:field|argument)\\s+["'\`]?${name}\\b`, 'i').test(message);
}

/** How optional parts are called in a document where that is not their own name. */
const QUERY_NAMES: ReadonlyMap<string, string> = new Map([
  ['summaryKeys', 'keys'],
  ['totalRuns', 'runCount'],
]);

/** `{error: "text"}`, `{error: {message}}`, `{errors: ["text" | {message}]}`. Source: `backenderrors.go`. */
function errorMessages(body: Value): readonly string[] {
  const single = fieldOf(body, 'error');
  const errors = fieldOf(body, 'errors');
  const list = [
    ...(single === undefined ? [] : [single]),
    ...(Array.isArray(errors) ? (errors as readonly Value[]) : []),
  ];
  return list
    .filter((item) => item !== null)
    .map((item) => textOf(item) ?? textOf(fieldAt(item, 'message')) ?? 'an error without a text');
}

function looksLikeHtml({ headers, body }: HttpResponse): boolean {
  const type = headers['content-type'] ?? '';
  return type.includes('html') || new TextDecoder().decode(body.subarray(0, 200)).trimStart().startsWith('<');
}

function seconds(milliseconds: number): string {
  return `${Math.max(1, Math.round(milliseconds / 1000))} s`;
}
