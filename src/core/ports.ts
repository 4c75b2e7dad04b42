/** What the core asks of its host. Every effect of the core goes through one of these interfaces. */

/** One name in a directory. Symbolic links are reported as what they point to, or as `other` where that is unknown. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
}

/** Size in bytes and time of the last change in milliseconds since 1970. */
export interface FileStat {
  readonly size: number;
  readonly modifiedAt: number;
}

/**
 * Why a file or directory could not be read; `link-out`: it is a link that leads out of the folder. `message` is for a log;
 * texts for users are made by the caller.
 */
export interface FileError {
  readonly kind: 'not-found' | 'no-permission' | 'wrong-type' | 'link-out' | 'other';
  readonly message: string;
}

/** The outcome of an operation that may fail for reasons outside the program. */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem };

/**
 * Read access to one folder and what lies below it. Paths are relative to that folder, use `/` and hold no `..`; the
 * folder itself is `''`. Nothing outside the folder can be named.
 */
export interface FileSystem {
  /** Entries of a directory in no particular order. */
  list(path: string): Promise<Result<readonly DirectoryEntry[], FileError>>;
  stat(path: string): Promise<Result<FileStat, FileError>>;
  /** The whole file, or only its last `tailBytes` bytes. */
  read(path: string, options?: { readonly tailBytes?: number }): Promise<Result<Uint8Array, FileError>>;
  /**
   * Up to `length` bytes from byte `start`, fewer at the end of the file. Hosts that can only read whole files leave it
   * out; large files then cost their size in memory.
   */
  readRange?(path: string, start: number, length: number): Promise<Result<Uint8Array, FileError>>;
}

/** Bytes in order, in pieces of any size, as a file or standard input gives them. Iterating throws where reading fails. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** The present, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** Waits so many milliseconds; ends early, without an error, when `signal` is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/**
 * How far a long job has come; hosts show it as a progress bar. `total` is absent while it is unknown; `message` names
 * both, as in `Reading runs, 120 of 5,000`. The core reports about ten times a second at most.
 */
export interface Progress {
  report(step: { readonly done: number; readonly total?: number; readonly message: string }): void;
}

/** One request. The body is text; `timeoutMs` counts from the call to the last byte of the answer. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Ends the request at once when aborted. */
  readonly signal?: AbortSignal;
}

/** A whole answer, whatever its status. Names of headers are in lower case; the body is decoded from gzip. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Why there is no answer. `message` is for a log and holds no header; texts for users are made by the caller. `unexplained`
 * is the failure of a browser, which does not tell a server that is away from one that forbids pages to read its answers.
 */
export interface HttpError {
  readonly kind: 'cancelled' | 'timeout' | 'unknown-host' | 'refused' | 'certificate' | 'cut' | 'unexplained' | 'other';
  readonly message: string;
}

/** Requests to a server. Redirects are not followed, so that a key can't be carried to another host. */
export interface Http {
  send(request: HttpRequest): Promise<Result<HttpResponse, HttpError>>;
}

/** Success with a value. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Failure with a reason. */
export function fail<Problem>(error: Problem): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error };
}
