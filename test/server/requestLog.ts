/** One request as the server saw it; never with the key. */
export interface LoggedRequest {
  /** From 1, over the server's life. */
  readonly number: number;
  /** Name of the GraphQL operation, or `file`, `bucket`, `other`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  /** Whether it carried credentials of any kind, right or wrong. */
  readonly hasAuthorization: boolean;
  /** Kinds of the faults that befell it. */
  readonly faults: readonly string[];
  /** Milliseconds since the server began, at the arrival of the request. */
  readonly at: number;
  /** Status of the answer; 0 where there is none yet, or never will be. */
  readonly status: number;
  readonly bytesIn: number;
  /** Bytes of the answer's body as sent, compressed where it was. */
  readonly bytesOut: number;
  /** Milliseconds until the answer was sent; `null` before. */
  readonly tookMs: number | null;
}

/** What many requests cost together. */
export interface RequestTotals {
  readonly requests: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The most requests that were waiting for an answer at one time. */
  readonly maxInFlight: number;
}

/** Sums over a log or a part of it. */
export function totalsOf(log: readonly LoggedRequest[]): RequestTotals {
  const turns = log
    .flatMap(({ at, tookMs }) => [{ at, change: 1 }, ...(tookMs === null ? [] : [{ at: at + tookMs, change: -1 }])])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let inFlight = 0;
  let maxInFlight = 0;
  for (const { change } of turns) {
    inFlight += change;
    maxInFlight = Math.max(maxInFlight, inFlight);
  }
  const sum = (count: (request: LoggedRequest) => number) => log.reduce((total, request) => total + count(request), 0);
  return {
    requests: log.length,
    bytesIn: sum(({ bytesIn }) => bytesIn),
    bytesOut: sum(({ bytesOut }) => bytesOut),
    maxInFlight,
  };
}
