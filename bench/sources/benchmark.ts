/** One part of `npm run bench:sources`; prints its figures itself. */
export interface Benchmark {
  /** By which it is chosen: `npm run bench:sources -- pull`. */
  readonly name: string;
  /** With `quick`, on less data: to see that it works, not to quote. With `once`, what is read from disk is read once. */
  run(options: { readonly quick: boolean; readonly once: boolean }): Promise<void>;
}
