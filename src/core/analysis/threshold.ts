import type { Threshold } from './analysis';
import { roundCut } from './roundCut';
import { normalDensity } from './statistics/normal';
import type { OrderedCounts } from './statistics/orderedCounts';
import { countOf, logLikelihood } from './statistics/proportion';

/** Neither side of a cut may hold fewer runs than this share of all, nor fewer than two: a rate needs runs. */
const SMALLEST_SIDE = 0.1;
/** Cells of the exact distribution up to which it is computed; about 1,400 runs in groups of equal size. */
const EXACT_CELLS = 1e6;

/** Where no change is shown, asking where it lies would answer: anywhere. */
const WORTH_AN_INTERVAL = 0.1;

/**
 * The number of crashed runs below each possible cut. A cut lies after block `i`; `below` counts all runs up to it.
 */
interface Cuts {
  readonly below: Int32Array;
  readonly crashedBelow: Int32Array;
  /** First and last block after which a cut leaves enough runs on both sides; none where `first > last`. */
  readonly first: number;
  readonly last: number;
}

/**
 * The cut of a number that separates crashed from completed runs best, and the p that chance finds one as good
 * somewhere; `null` where no cut is allowed. The statistic is the largest |z| of a hypergeometric count over all cuts
 * between different values (B. Lausen and M. Schumacher, "Maximally selected rank statistics", Biometrics 48 (1992)
 * 73–85); its p is exact up to {@link EXACT_CELLS}, then Miller and Siegmund's approximation (Biometrics 38 (1982)
 * 1011–1016).
 */
export function bestThreshold(counts: OrderedCounts, scale: 'linear' | 'log' = 'linear'): Threshold | null {
  const { values, crashedTotal, completedTotal } = counts;
  if (crashedTotal === 0 || completedTotal === 0) return null;
  const cuts = cutsOf(counts);
  const best = bestCut(counts, cuts, scale);
  if (best === null || best.z === 0) return null;

  const n = crashedTotal + completedTotal;
  const { block, z } = best;
  const [below, crashedBelow] = [cuts.below[block]!, cuts.crashedBelow[block]!];
  const low = countOf(crashedBelow, below);
  const high = countOf(crashedTotal - crashedBelow, n - below);
  // |z| is the same whichever of the two groups is counted.
  const smaller = Math.min(crashedTotal, completedTotal);
  const p = n * smaller <= EXACT_CELLS ? exactP(cuts, Math.abs(z), n, smaller) : approximateP(Math.abs(z));
  const direction = z < 0 ? 'above' : 'below';
  const value = roundCut(values[block]!, values[block + 1]!, direction, scale);
  const [beyond, within] = direction === 'above' ? [high, low] : [low, high];
  return {
    direction,
    value,
    beyond,
    within,
    p,
    ...(p <= WORTH_AN_INTERVAL && { interval: cutInterval(counts, cuts, block) }),
  };
}

function cutsOf({ values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts): Cuts {
  const n = crashedTotal + completedTotal;
  const side = smallestSide(n);
  const below = new Int32Array(values.length);
  const crashedBelow = new Int32Array(values.length);
  let [seen, hits, first, last] = [0, 0, values.length, -1];
  for (let block = 0; block < values.length; block++) {
    seen += crashed[block]! + completed[block]!;
    hits += crashed[block]!;
    below[block] = seen;
    crashedBelow[block] = hits;
    if (seen < side || n - seen < side) continue;
    first = Math.min(first, block);
    last = block;
  }
  return { below, crashedBelow, first, last };
}

/** Runs that a side of a cut must hold among `n`. */
export function smallestSide(n: number): number {
  return Math.max(2, Math.ceil(n * SMALLEST_SIDE));
}

/** Standardised surplus of crashed runs among `size` of `n`, of which `crashedTotal` crashed. */
export function surplus(hits: number, size: number, n: number, crashedTotal: number): number {
  const rate = crashedTotal / n;
  return (hits - size * rate) / Math.sqrt((size * (n - size) * rate * (1 - rate)) / (n - 1));
}

/** The largest |z|; of equals the one in the wider gap between neighbouring values. */
function bestCut(
  { values, crashedTotal, completedTotal }: OrderedCounts,
  { below, crashedBelow, first, last }: Cuts,
  scale: 'linear' | 'log',
): { readonly block: number; readonly z: number } | null {
  const gap = (block: number): number =>
    scale === 'log' ? values[block + 1]! / values[block]! : values[block + 1]! - values[block]!;
  let best = -1;
  let bestZ = 0;
  for (let block = first; block <= last; block++) {
    const z = surplus(crashedBelow[block]!, below[block]!, crashedTotal + completedTotal, crashedTotal);
    const difference = Math.abs(z) - Math.abs(bestZ);
    if (best >= 0 && (difference < -1e-12 || (difference <= 1e-12 && gap(block) <= gap(best)))) continue;
    best = block;
    bestZ = z;
  }
  return best < 0 ? null : { block: best, z: bestZ };
}

/**
 * 95 % point of the likelihood ratio of a cut, −2·ln(1 − √0.95): B. E. Hansen, "Sample splitting and threshold
 * estimation", Econometrica 68 (2000) 575–603, equation 12. For steep changes it is wider than need be.
 */
const CUT_RATIO = 7.352;

/**
 * Where the change lies with 95 % confidence: from the first to the last cut, of the same direction as the best one,
 * whose likelihood is not that much smaller.
 */
function cutInterval(
  { values, crashedTotal, completedTotal }: OrderedCounts,
  { below, crashedBelow }: Cuts,
  best: number,
): readonly [number, number] {
  const n = crashedTotal + completedTotal;
  const fit = (block: number): number =>
    logLikelihood(crashedBelow[block]!, below[block]!) +
    logLikelihood(crashedTotal - crashedBelow[block]!, n - below[block]!);
  const isSameWay = (block: number): boolean =>
    surplus(crashedBelow[block]!, below[block]!, n, crashedTotal) > 0 ===
    surplus(crashedBelow[best]!, below[best]!, n, crashedTotal) > 0;
  let most = fit(best);
  const fits = new Float64Array(values.length - 1).fill(-Infinity);
  for (let block = 0; block < fits.length; block++) {
    if (!isSameWay(block)) continue;
    fits[block] = fit(block);
    most = Math.max(most, fits[block]!);
  }
  let [low, high] = [best, best];
  for (let block = 0; block < fits.length; block++) {
    if (2 * (most - fits[block]!) > CUT_RATIO) continue;
    low = Math.min(low, block);
    high = Math.max(high, block);
  }
  return [values[low]!, values[high + 1]!];
}

/**
 * P(some cut has |z| ≥ limit) when all orders of crashed and completed runs are equally likely: the probability
 * that a random walk of labels leaves the limits at some cut, by dynamic programming over runs and `counted` ones of
 * either group.
 */
function exactP({ below: ends, first, last }: Cuts, limit: number, n: number, counted: number): number {
  const isCut = new Uint8Array(n + 1);
  for (let block = first; block <= last; block++) isCut[ends[block]!] = 1;
  const rate = counted / n;
  let outside = 0;
  let inside = new Float64Array(counted + 1);
  inside[0] = 1;
  for (let i = 0; i < n; i++) {
    const next = new Float64Array(counted + 1);
    const below = i + 1;
    const width = (limit - 1e-9) * Math.sqrt((below * (n - below) * rate * (1 - rate)) / (n - 1));
    for (let a = Math.max(0, counted - (n - i)); a <= Math.min(counted, i); a++) {
      const probability = inside[a]!;
      if (probability === 0) continue;
      const toCounted = (counted - a) / (n - i);
      if (toCounted > 0) next[a + 1]! += probability * toCounted;
      if (toCounted < 1) next[a]! += probability * (1 - toCounted);
    }
    if (isCut[below] === 1) {
      for (let a = 0; a <= counted; a++) {
        if (Math.abs(a - below * rate) < width) continue;
        outside += next[a]!;
        next[a] = 0;
      }
    }
    inside = next;
  }
  return Math.min(1, outside);
}

function approximateP(limit: number): number {
  // The expansion is one for large limits; below 1 it turns back, and even chance alone gets there.
  if (limit <= 1) return 1;
  const logOdds = 2 * Math.log((1 - SMALLEST_SIDE) / SMALLEST_SIDE);
  const density = normalDensity(limit);
  return Math.min(1, Math.max(0, (4 * density) / limit + density * (limit - 1 / limit) * logOdds));
}
