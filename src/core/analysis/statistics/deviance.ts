/** Deviances of crash rates, from tables of x·ln x up to a number of runs: searches ask for millions of them. */
export interface EntropyTerms {
  /**
   * How much the deviance falls when `n` of `allN` runs, `k` of all `allK` crashes among them, get a crash rate of their
   * own: twice the log of the likelihood ratio (G of a 2 × 2 table; S. S. Wilks, Annals of Mathematical Statistics 9
   * (1938) 60–62). Not negative; 0 where either side is empty.
   */
  divided(k: number, n: number, allK: number, allN: number): number;
  /** −2 × log-likelihood of `k` crashes among `n` runs at their own rate. */
  of(k: number, n: number): number;
}

/** Tables for up to `runs` runs. */
export function entropyTerms(runs: number): EntropyTerms {
  const xLogX = new Float64Array(runs + 1);
  for (let x = 2; x <= runs; x++) xLogX[x] = x * Math.log(x);
  const logLikelihood = (k: number, n: number): number => xLogX[k]! + xLogX[n - k]! - xLogX[n]!;
  return {
    divided: (k, n, allK, allN) =>
      Math.max(0, 2 * (logLikelihood(k, n) + logLikelihood(allK - k, allN - n) - logLikelihood(allK, allN))),
    of: (k, n) => -2 * logLikelihood(k, n),
  };
}
