import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isUpper, MISSING, type Binned, type BinnedColumn, type Split } from './binned';
import { entropyTerms, type EntropyTerms } from './statistics/deviance';

/** Two parameters (places in {@link Binned.columns}) and how much better a corner of both explains the crashes. */
export interface PairFinding {
  readonly a: number;
  readonly b: number;
  /** Deviance that the best corner takes away beyond the best division by one of the two alone. */
  readonly gain: number;
  /** Chance that some pair gains as much anywhere when only the strongest single parameter matters. */
  readonly p: number;
}

/** Permutations, at most: p is then at least 0.002. Where they take long, so many do. */
const PERMUTATIONS = 499;
const FEWER_PERMUTATIONS = 199;
/** Steps of one permutation from which on fewer of them are made; some milliseconds. */
const LONG_WORK = 400_000;
const SEED = 20_240_601;
/** A corner is a region to speak of only with so many runs, and with this share of them. */
const SMALLEST_CORNER = 4;
const CORNER_SHARE = 0.04;

/** A pair of columns; the sums of its splits that do not change when crashes are permuted. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly first: BinnedColumn;
  readonly second: BinnedColumn;
  /** Cell of each run: bin of a × bins of b + bin of b. Runs that lack one of the two are in a last cell of their own. */
  readonly cells: Uint16Array;
  readonly sizes: Sides;
}

/** Runs (or crashes) of a pair by split: on the upper side of both, of either one, and in all. */
interface Sides {
  readonly both: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  all: number;
}

/** Memory that is used again by every pair and permutation. */
interface Scratch {
  readonly counts: Int32Array;
  readonly line: Int32Array;
  readonly total: Int32Array;
  readonly hits: Sides;
}

/**
 * Pairs of parameters with a corner – one side of both – that explains the crashes better than any division by one of the
 * two alone. What a corner gains is its deviance (2 × log-likelihood ratio of two crash rates against one) less that of
 * the better single division. p is that of the largest gain over all pairs, splits and corners, from permutations of the
 * crashes within the bins of the strongest single parameter, which keep its effect and break everything else
 * (P. H. Westfall and S. S. Young, "Resampling-Based Multiple Testing", Wiley 1993, for the maximum; P. Good,
 * "Permutation, Parametric and Bootstrap Tests of Hypotheses", Springer 2005, for permuting within strata). Permuting
 * stops once p is certain to exceed `alpha`. Only pairs with p at most `alpha` are returned, largest gain first; the seed
 * is fixed.
 */
export function searchPairs(binned: Binned, alpha: number): readonly PairFinding[] {
  const { columns, crashed } = binned;
  const crashes = crashed.reduce((sum, one) => sum + one, 0);
  if (columns.length < 2 || crashes < 3 || crashed.length - crashes < 3) return [];
  const terms = entropyTerms(crashed.length);
  const smallest = Math.max(SMALLEST_CORNER, Math.ceil(CORNER_SHARE * crashed.length));
  const pairs = pairsOf(columns);
  const scratch = scratchFor(pairs);
  const gainOf = (pair: Pair, labels: Uint8Array): number => {
    countCrashes(pair, labels, scratch);
    return largestGain(pair, scratch.hits, smallest, terms);
  };
  const observed = pairs.map((pair) => gainOf(pair, crashed));
  const largest = observed.reduce((most, gain) => Math.max(most, gain), 0);
  if (largest === 0) return [];

  const work = pairs.reduce((sum, { cells, sizes }) => sum + cells.length + 20 * sizes.both.length, 0);
  const permutations = work > LONG_WORK ? FEWER_PERMUTATIONS : PERMUTATIONS;
  const strata = strataOf(binned, terms);
  const labels = crashed.slice();
  const generator = xoroshiro128plus(SEED);
  const maxima: number[] = [];
  let asLarge = 0;
  while (maxima.length < permutations) {
    for (const runs of strata) {
      for (let i = runs.length - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        const label = labels[runs[i]!]!;
        labels[runs[i]!] = labels[runs[j]!]!;
        labels[runs[j]!] = label;
      }
    }
    let most = 0;
    for (const pair of pairs) most = Math.max(most, gainOf(pair, labels));
    maxima.push(most);
    if (most >= largest - 1e-9) asLarge++;
    if (asLarge + 1 > alpha * (permutations + 1)) return [];
  }
  return pairs
    .map(({ a, b }, index): PairFinding => {
      const gain = observed[index]!;
      const exceeded = maxima.filter((most) => most >= gain - 1e-9).length;
      return { a, b, gain, p: (exceeded + 1) / (permutations + 1) };
    })
    .filter(({ p }) => p <= alpha)
    .sort((x, y) => y.gain - x.gain || x.a - y.a || x.b - y.b);
}

function pairsOf(columns: readonly BinnedColumn[]): readonly Pair[] {
  return columns.flatMap((first, a) =>
    columns.slice(a + 1).map((second, offset): Pair => {
      const lacking = first.binCount * second.binCount;
      const cells = new Uint16Array(first.bins.length);
      for (let run = 0; run < cells.length; run++) {
        const bin = first.bins[run]!;
        const other = second.bins[run]!;
        cells[run] = bin === MISSING || other === MISSING ? lacking : bin * second.binCount + other;
      }
      const counts = new Int32Array(lacking + 1);
      for (const cell of cells) counts[cell]!++;
      const sizes = sidesFor(first.splits.length, second.splits.length);
      const width = second.binCount;
      const scratch = { counts, line: new Int32Array(width), total: new Int32Array(width), hits: sizes };
      fillSides(first, second, scratch);
      return { a, b: a + 1 + offset, first, second, cells, sizes };
    }),
  );
}

function sidesFor(first: number, second: number): Sides {
  return {
    both: new Int32Array(first * second),
    first: new Int32Array(first),
    second: new Int32Array(second),
    all: 0,
  };
}

function scratchFor(pairs: readonly Pair[]): Scratch {
  const most = (of: (column: BinnedColumn) => number): number =>
    pairs.reduce((found, { first, second }) => Math.max(found, of(first), of(second)), 0);
  const [bins, splits] = [most(({ binCount }) => binCount), most((column) => column.splits.length)];
  return {
    counts: new Int32Array(bins * bins + 1),
    line: new Int32Array(bins),
    total: new Int32Array(bins),
    hits: sidesFor(splits, splits),
  };
}

function countCrashes({ first, second, cells }: Pair, labels: Uint8Array, scratch: Scratch): void {
  scratch.counts.fill(0, 0, first.binCount * second.binCount + 1);
  for (let run = 0; run < cells.length; run++) scratch.counts[cells[run]!]! += labels[run]!;
  fillSides(first, second, scratch);
}

/** Sums of the cells in `counts` by split, into `hits`. */
function fillSides(first: BinnedColumn, second: BinnedColumn, { counts, line, total, hits }: Scratch): void {
  const width = second.binCount;
  const height = first.binCount;
  total.fill(0);
  for (let bin = 0, cell = 0; bin < height; bin++) {
    for (let other = 0; other < width; other++, cell++) total[other]! += counts[cell]!;
  }
  hits.all = 0;
  for (let other = 0; other < width; other++) hits.all += total[other]!;
  for (let s = 0; s < second.splits.length; s++) hits.second[s] = upperSum(total, width, second.splits[s]!);
  // Cuts come in ascending order: from the last one downwards, each takes in one more bin.
  line.fill(0);
  let from = height;
  for (let f = first.splits.length - 1; f >= 0; f--) {
    const split = first.splits[f]!;
    if (split.kind === 'levels') {
      line.fill(0);
      for (const bin of split.bins) addBin(line, counts, bin, width);
    } else while (from > split.bin + 1) addBin(line, counts, --from, width);
    let sum = 0;
    for (let other = 0; other < width; other++) sum += line[other]!;
    hits.first[f] = sum;
    fillLine(hits.both, f * second.splits.length, line, second);
  }
}

function addBin(line: Int32Array, counts: Int32Array, bin: number, width: number): void {
  for (let other = 0; other < width; other++) line[other]! += counts[bin * width + other]!;
}

function fillLine(both: Int32Array, start: number, line: Int32Array, { splits, binCount }: BinnedColumn): void {
  let from = binCount;
  let sum = 0;
  for (let s = splits.length - 1; s >= 0; s--) {
    const split = splits[s]!;
    if (split.kind === 'cut') {
      while (from > split.bin + 1) sum += line[--from]!;
      both[start + s] = sum;
    } else both[start + s] = upperSum(line, binCount, split);
  }
}

function upperSum(counts: Int32Array, length: number, split: Split): number {
  let sum = 0;
  if (split.kind === 'cut') for (let bin = split.bin + 1; bin < length; bin++) sum += counts[bin]!;
  else for (const bin of split.bins) sum += counts[bin]!;
  return sum;
}

/** The largest gain over all splits and corners of a pair; 0 where none gains or has enough runs. */
function largestGain({ first, second, sizes }: Pair, hits: Sides, smallest: number, terms: EntropyTerms): number {
  const n = sizes.all;
  const k = hits.all;
  const most = n - smallest;
  let single = 0;
  for (let f = 0; f < first.splits.length; f++) {
    single = Math.max(single, terms.divided(hits.first[f]!, sizes.first[f]!, k, n));
  }
  for (let s = 0; s < second.splits.length; s++) {
    single = Math.max(single, terms.divided(hits.second[s]!, sizes.second[s]!, k, n));
  }
  let best = 0;
  for (let f = 0; f < first.splits.length; f++) {
    const nF = sizes.first[f]!;
    const kF = hits.first[f]!;
    for (let s = 0; s < second.splits.length; s++) {
      const place = f * second.splits.length + s;
      const n11 = sizes.both[place]!;
      const n10 = nF - n11;
      const n01 = sizes.second[s]! - n11;
      const n00 = n - n11 - n10 - n01;
      const k11 = hits.both[place]!;
      const k10 = kF - k11;
      const k01 = hits.second[s]! - k11;
      if (n11 >= smallest && n11 <= most) best = Math.max(best, terms.divided(k11, n11, k, n));
      if (n10 >= smallest && n10 <= most) best = Math.max(best, terms.divided(k10, n10, k, n));
      if (n01 >= smallest && n01 <= most) best = Math.max(best, terms.divided(k01, n01, k, n));
      if (n00 >= smallest && n00 <= most) best = Math.max(best, terms.divided(k - k11 - k10 - k01, n00, k, n));
    }
  }
  return Math.max(0, best - single);
}

/** Runs by bin of the parameter that alone separates crashed from completed runs best. */
function strataOf({ columns, crashed }: Binned, terms: EntropyTerms): readonly (readonly number[])[] {
  const crashes = crashed.reduce((sum, one) => sum + one, 0);
  let best = columns[0]!;
  let most = -1;
  for (const column of columns) {
    for (const split of column.splits) {
      let [k, n] = [0, 0];
      for (let run = 0; run < crashed.length; run++) {
        if (!isUpper(split, column.bins[run]!)) continue;
        n++;
        k += crashed[run]!;
      }
      const deviance = terms.divided(k, n, crashes, crashed.length);
      if (deviance > most) [best, most] = [column, deviance];
    }
  }
  const strata = new Map<number, number[]>();
  best.bins.forEach((bin, run) => {
    const runs = strata.get(bin);
    if (runs === undefined) strata.set(bin, [run]);
    else runs.push(run);
  });
  return [...strata.values()];
}
