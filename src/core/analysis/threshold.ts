import type { Threshold } from './analysis';
import { normalDensity } from './statistics/normal';
import type { OrderedCounts } from './statistics/orderedCounts';
import { countOf } from './statistics/proportion';

/** Neither side of a cut may hold fewer runs than this share of all, nor fewer than two: a rate needs runs. */
const SMALLEST_SIDE = 0.1;
/** Cells of the exact distribution up to which it is computed; about 2,800 runs in groups of equal size. */
const EXACT_CELLS = 4e6;

/** A cut after `below` runs in ascending order. `z`: the standardised surplus of crashed runs below it. */
interface Cut {
  readonly block: number;
  readonly below: number;
  readonly crashedBelow: number;
  readonly z: number;
}

/**
 * The cut of a number that separates crashed from completed runs best, and the p that chance finds one as good
 * somewhere; `null` where no cut is allowed. The statistic is the largest |z| of a hypergeometric count over all cuts
 * between different values (B. Lausen and M. Schumacher, "Maximally selected rank statistics", Biometrics 48 (1992)
 * 73–85); its p is exact up to {@link EXACT_CELLS}, then Miller and Siegmund's approximation (Biometrics 38 (1982)
 * 1011–1016).
 */
export function bestThreshold(counts: OrderedCounts): Threshold | null {
  const cuts = allowedCuts(counts);
  const best = cuts.reduce<Cut | null>(
    (found, cut) => (found === null || isBetter(cut, found, counts) ? cut : found),
    null,
  );
  if (best === null || best.z === 0) return null;

  const { crashedTotal, completedTotal } = counts;
  const n = crashedTotal + completedTotal;
  const low = countOf(best.crashedBelow, best.below);
  const high = countOf(crashedTotal - best.crashedBelow, n - best.below);
  // |z| is the same whichever of the two groups is counted.
  const smaller = Math.min(crashedTotal, completedTotal);
  const p = n * smaller <= EXACT_CELLS ? exactP(cuts, Math.abs(best.z), n, smaller) : approximateP(Math.abs(best.z));
  const direction = best.z < 0 ? 'above' : 'below';
  const value = cutValue(counts.values[best.block]!, counts.values[best.block + 1]!, direction);
  const [beyond, within] = direction === 'above' ? [high, low] : [low, high];
  return { direction, value, beyond, within, p };
}

function allowedCuts({ values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts): readonly Cut[] {
  const n = crashedTotal + completedTotal;
  if (crashedTotal === 0 || completedTotal === 0) return [];
  const side = Math.max(2, Math.ceil(n * SMALLEST_SIDE));
  const rate = crashedTotal / n;
  const cuts: Cut[] = [];
  let below = 0;
  let crashedBelow = 0;
  for (let block = 0; block < values.length - 1; block++) {
    below += crashed[block]! + completed[block]!;
    crashedBelow += crashed[block]!;
    if (below < side || n - below < side) continue;
    const variance = (below * (n - below) * rate * (1 - rate)) / (n - 1);
    cuts.push({ block, below, crashedBelow, z: (crashedBelow - below * rate) / Math.sqrt(variance) });
  }
  return cuts;
}

/** A larger |z| wins; of equals, the wider gap between the neighbouring values. */
function isBetter(cut: Cut, other: Cut, { values }: OrderedCounts): boolean {
  const difference = Math.abs(cut.z) - Math.abs(other.z);
  if (Math.abs(difference) > 1e-12) return difference > 0;
  const gap = ({ block }: Cut): number => values[block + 1]! - values[block]!;
  return gap(cut) > gap(other);
}

/**
 * A value between two neighbours that splits the runs as counted, and as round as a person would write it: the multiple
 * of the largest power of ten that lies between them, the one nearest to the middle. So every view can show it in full,
 * and none shows a bound that a run contradicts.
 */
export function cutValue(low: number, high: number, direction: 'above' | 'below'): number {
  const middle = low + (high - low) / 2;
  const isBetween = (value: number): boolean => low < value && value < high;
  for (let power = Math.floor(Math.log10(high - low)) + 1; Number.isFinite(high - low); power--) {
    const step = Number(`1e${String(power)}`);
    const count = Math.round(middle / step);
    // Written out, so that 3 × 0.1 is 0.3.
    const near = [count, count - 1, count + 1].map((steps) => Number(`${String(steps)}e${String(power)}`));
    const round = near.find(isBetween);
    if (round !== undefined) return round === 0 ? 0 : round;
    if (step < Math.abs(middle) * 1e-16 || step === 0 || count > Number.MAX_SAFE_INTEGER) break;
  }
  if (isBetween(middle)) return middle;
  return direction === 'above' ? low : high;
}

/**
 * P(some cut has |z| ≥ limit) when all orders of crashed and completed runs are equally likely: the probability
 * that a random walk of labels leaves the limits at some cut, by dynamic programming over runs and `counted` ones of
 * either group.
 */
function exactP(cuts: readonly Cut[], limit: number, n: number, counted: number): number {
  const isCut = new Uint8Array(n + 1);
  for (const cut of cuts) isCut[cut.below] = 1;
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
  const logOdds = 2 * Math.log((1 - SMALLEST_SIDE) / SMALLEST_SIDE);
  const density = normalDensity(limit);
  return Math.min(1, Math.max(0, (4 * density) / limit + density * (limit - 1 / limit) * logOdds));
}
