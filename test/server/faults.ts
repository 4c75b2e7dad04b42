import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { fail, ok, type Result } from '../../src/core/ports';
import type { SchemaCoordinate } from './schema';

/** Something that goes wrong with one answer. */
export type Fault =
  /** Another status; the body is an error as JSON, a page of a proxy, or nothing. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Seconds, or a date as HTTP writes it. */
      readonly retryAfter?: number | string;
      readonly body?: 'json' | 'html' | 'empty';
    }
  /** Status 200 with a page, as from a portal that wants a login. */
  | { readonly kind: 'html' }
  /** The connection ends before the answer, or in the middle of its body. */
  | { readonly kind: 'cut'; readonly at: 'start' | 'body' }
  /** A complete HTTP answer whose JSON ends in the middle. */
  | { readonly kind: 'truncated' }
  /** Numbers of the body that are no counts stand there as this; where there are none, one is put into `extensions`. */
  | { readonly kind: 'bare-number'; readonly token: 'NaN' | 'Infinity' | '-Infinity' }
  /** Every field of this name (`edges`, `node`, `pageInfo`, `runs`, …) is null, or only every n-th one. */
  | { readonly kind: 'nulls'; readonly field: string; readonly every?: number }
  /** Data as asked for, and an error besides. */
  | { readonly kind: 'errors'; readonly message: string }
  /** Pages of the runs and all other lists hold no more than this. */
  | { readonly kind: 'page-size'; readonly max: number }
  /** Each page begins with so many of the page before. */
  | { readonly kind: 'duplicates'; readonly count: number }
  /** There is always a next page: empty, or the last one again. */
  | { readonly kind: 'endless'; readonly pages: 'empty' | 'repeat' }
  /** The body comes in small pieces with pauses. */
  | { readonly kind: 'slow'; readonly chunkBytes: number; readonly everyMs: number }
  /** The answer comes so much later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** There is never an answer. */
  | { readonly kind: 'hang' }
  /** Fields and arguments that this server's version does not know: status 400, `Cannot query field …`. */
  | { readonly kind: 'unknown-field'; readonly coordinates: readonly SchemaCoordinate[] }
  /** Headers besides, such as `RateLimit-Remaining`. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** At most so many requests in a window, counted in `RateLimit-*` headers; beyond that 429 with `Retry-After`. */
  | { readonly kind: 'rate-limit'; readonly requests: number; readonly windowSeconds: number }
  /** The answer is elsewhere. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 };

/** A fault and the requests that it befalls: all of them, unless something here says otherwise. */
export interface FaultRule {
  readonly fault: Fault;
  /** Numbers of requests, from 1, over the server's life. */
  readonly requests?: readonly number[];
  /** Name of the GraphQL operation, such as `Runs`; files are called `file` and `bucket`. */
  readonly operation?: string;
  /** Chance of each request, by the server's seed. */
  readonly probability?: number;
  /** At most so many requests. */
  readonly times?: number;
}

const KINDS = {
  status: true,
  html: true,
  cut: true,
  truncated: true,
  'bare-number': true,
  nulls: true,
  errors: true,
  'page-size': true,
  duplicates: true,
  endless: true,
  slow: true,
  delay: true,
  hang: true,
  'unknown-field': true,
  headers: true,
  'rate-limit': true,
  redirect: true,
} satisfies Record<Fault['kind'], true>;

/** A rule as JSON; the error is a sentence that lists what there is. */
export function parseFaultRule(text: string): Result<FaultRule, string> {
  const advice = `Give a rule such as {"fault":{"kind":"hang"},"requests":[3]}; its kind is one of ${Object.keys(KINDS).join(', ')}.`;
  try {
    const rule = JSON.parse(text) as Partial<FaultRule> | null;
    return rule?.fault !== undefined && Object.hasOwn(KINDS, rule.fault.kind) ? ok(rule as FaultRule) : fail(advice);
  } catch {
    return fail(advice);
  }
}

/** Decides what befalls each request. Remembers how often each rule has spoken. */
export interface FaultPlan {
  faultsOf(request: { readonly number: number; readonly operation: string }): readonly Fault[];
}

/** A plan by rules; the same seed and requests give the same faults. */
export function createFaultPlan(rules: readonly FaultRule[], seed: number): FaultPlan {
  const generator = xoroshiro128plus(seed);
  const remaining = rules.map(({ times }) => times ?? Infinity);
  const limiters = rules.map(({ fault }) => (fault.kind === 'rate-limit' ? createLimiter(fault) : null));
  return {
    faultsOf: ({ number, operation }) =>
      rules.flatMap((rule, i): readonly Fault[] => {
        if (rule.requests?.includes(number) === false) return [];
        if (rule.operation !== undefined && rule.operation !== operation) return [];
        if (rule.probability !== undefined && uniformFloat64(generator) >= rule.probability) return [];
        if (remaining[i]! <= 0) return [];
        remaining[i]! -= 1;
        return limiters[i]?.() ?? [rule.fault];
      }),
  };
}

/** Counts requests in fixed windows from the first one on, and turns them into headers and refusals. */
function createLimiter(limit: Extract<Fault, { kind: 'rate-limit' }>): () => readonly Fault[] {
  let start = -Infinity;
  let count = 0;
  return () => {
    const now = performance.now() / 1000;
    if (now >= start + limit.windowSeconds) [start, count] = [now, 0];
    count += 1;
    const reset = start + limit.windowSeconds - now;
    const headers = {
      'RateLimit-Remaining': String(Math.max(0, limit.requests - count)),
      'RateLimit-Reset': reset.toFixed(3),
    };
    const refusal: Fault = { kind: 'status', status: 429, retryAfter: Math.ceil(reset) };
    return [{ kind: 'headers', headers }, ...(count > limit.requests ? [refusal] : [])];
  };
}

/** The fault of one kind, where it is among them. */
export function faultOf<Kind extends Fault['kind']>(
  faults: readonly Fault[],
  kind: Kind,
): Extract<Fault, { kind: Kind }> | undefined {
  return faults.find((fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind);
}
