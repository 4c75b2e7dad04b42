import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Threshold } from './analysis';
import { roundCut } from './roundCut';
import type { OrderedCounts } from './statistics/orderedCounts';
import { countOf } from './statistics/proportion';
import { smallestSide, surplus } from './threshold';

/** Bands begin and end between so many groups of neighbouring runs; with fewer runs, between any two values. */
const CELLS = 24;
/** Below this share of all runs a stretch beside a band is too short to say that the rate changes back. */
const SMALLEST_TAIL = 0.05;
/** One-sided 5 % point: both stretches beside a band must differ from it by as much. */
const TAIL_Z = 1.645;
const PERMUTATIONS = 4_999;
/** With so many permutations as extreme, p is known well enough: J. Besag and P. Clifford, Biometrika 78 (1991) 301–304. */
const ENOUGH_EXTREME = 30;
/** Above it, counts in cells are drawn from the normal distribution: each cell then holds a hundred runs and more. */
const DRAWN_RUN_BY_RUN = 2_400;
const SEED = 20_260_126;

/** Groups of neighbouring values, and how many runs lie in each. */
interface Cells {
  /** Last block of each cell. */
  readonly ends: readonly number[];
  readonly sizes: Int32Array;
  readonly crashed: Int32Array;
  readonly n: number;
  readonly crashedTotal: number;
}

interface Band {
  /** Cells from `from` to `to`, both included. */
  readonly from: number;
  readonly to: number;
  readonly z: number;
}

/**
 * The band of a number in which the crash rate differs most from the rate on both sides of it, with the p that chance
 * finds such a band somewhere: the share of random divisions of the runs whose best band is as good; `null` where no
 * band stands out from both sides.
 */
export function bestBand(counts: OrderedCounts, scale: 'linear' | 'log'): Threshold | null {
  if (counts.crashedTotal === 0 || counts.completedTotal === 0 || counts.values.length < 3) return null;
  const cells = cellsOf(counts);
  const best = strongestBand(cells.crashed, cells);
  if (best === null || !differsFromBothSides(best, cells)) return null;
  return described(best, counts, cells, scale, permutationP(Math.abs(best.z), cells));
}

function cellsOf({ values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts): Cells {
  const n = crashedTotal + completedTotal;
  const ends: number[] = [];
  const sizes: number[] = [];
  const hits: number[] = [];
  let [seen, size, hit] = [0, 0, 0];
  for (let block = 0; block < values.length; block++) {
    const here = crashed[block]! + completed[block]!;
    seen += here;
    size += here;
    hit += crashed[block]!;
    if (seen < (n * (ends.length + 1)) / CELLS && block < values.length - 1) continue;
    ends.push(block);
    sizes.push(size);
    hits.push(hit);
    [size, hit] = [0, 0];
  }
  return { ends, sizes: Int32Array.from(sizes), crashed: Int32Array.from(hits), n, crashedTotal };
}

/** The band with the largest |z| for the given crashed runs in the cells; `null` where none is wide enough. */
function strongestBand(crashed: ArrayLike<number>, { sizes, n, crashedTotal }: Cells): Band | null {
  const side = smallestSide(n);
  const tail = Math.max(2, Math.ceil(n * SMALLEST_TAIL));
  let best: Band | null = null;
  let largest = 0;
  let before = 0;
  for (let from = 0; from < sizes.length; from++) {
    if (before >= tail) {
      let [size, hits] = [0, 0];
      for (let to = from; to < sizes.length; to++) {
        size += sizes[to]!;
        hits += crashed[to]!;
        if (n - before - size < tail) break;
        if (size < side || n - size < side) continue;
        const z = surplus(hits, size, n, crashedTotal);
        if (Math.abs(z) <= largest) continue;
        largest = Math.abs(z);
        best = { from, to, z };
      }
    }
    before += sizes[from]!;
  }
  return best;
}

/** A slope looks like a band when cut twice; in a true band both sides differ from it in the same way. */
function differsFromBothSides({ from, to, z }: Band, { sizes, crashed }: Cells): boolean {
  const count = (values: Int32Array, first: number, end: number): number =>
    values.subarray(first, end).reduce((sum, value) => sum + value, 0);
  const [size, hits] = [count(sizes, from, to + 1), count(crashed, from, to + 1)];
  return [
    [0, from],
    [to + 1, sizes.length],
  ].every(([first = 0, end = 0]) => {
    const [sideSize, sideHits] = [count(sizes, first, end), count(crashed, first, end)];
    const all = hits + sideHits;
    if (all === 0 || all === size + sideSize) return false;
    return surplus(hits, size, size + sideSize, all) * Math.sign(z) >= TAIL_Z;
  });
}

function permutationP(observed: number, cells: Cells): number {
  const generator = xoroshiro128plus(SEED);
  const draw = cells.n <= DRAWN_RUN_BY_RUN ? runByRun(cells) : cellByCell(cells);
  let extreme = 0;
  for (let round = 1; round <= PERMUTATIONS; round++) {
    const band = strongestBand(draw(generator), cells);
    if (band !== null && Math.abs(band.z) >= observed - 1e-9) extreme++;
    if (extreme === ENOUGH_EXTREME) return extreme / round;
  }
  return (extreme + 1) / (PERMUTATIONS + 1);
}

/** Draws crashed runs without replacement: the first steps of a Fisher–Yates shuffle of the runs' cells. */
function runByRun({ sizes, n, crashedTotal }: Cells): (generator: RandomGenerator) => Int32Array {
  const cellOfRun = new Int32Array(n);
  let filled = 0;
  sizes.forEach((size, cell) => {
    cellOfRun.fill(cell, filled, filled + size);
    filled += size;
  });
  const drawn = new Int32Array(sizes.length);
  return (generator) => {
    drawn.fill(0);
    for (let i = 0; i < crashedTotal; i++) {
      const j = uniformInt(generator, i, n - 1);
      const cell = cellOfRun[j]!;
      cellOfRun[j] = cellOfRun[i]!;
      cellOfRun[i] = cell;
      drawn[cell]!++;
    }
    return drawn;
  };
}

/** Draws the count of each cell in turn, given those before: a hypergeometric count, by its normal approximation. */
function cellByCell({ sizes, n, crashedTotal }: Cells): (generator: RandomGenerator) => Int32Array {
  const drawn = new Int32Array(sizes.length);
  return (generator) => {
    let [left, hits] = [n, crashedTotal];
    sizes.forEach((size, cell) => {
      const share = hits / left;
      const variance = left > 1 ? (size * share * (1 - share) * (left - size)) / (left - 1) : 0;
      const count = Math.round(size * share + Math.sqrt(variance) * normalDraw(generator));
      drawn[cell] = Math.max(0, hits - (left - size), Math.min(size, hits, count));
      hits -= drawn[cell];
      left -= size;
    });
    return drawn;
  };
}

/** A standard normal number: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
function normalDraw(generator: RandomGenerator): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
  return radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
}

function described(
  { from, to, z }: Band,
  { values, crashed, completed, crashedTotal, completedTotal }: OrderedCounts,
  { ends }: Cells,
  scale: 'linear' | 'log',
  p: number,
): Threshold {
  const first = ends[from - 1]! + 1;
  const last = ends[to]!;
  let [size, hits] = [0, 0];
  for (let block = first; block <= last; block++) {
    size += crashed[block]! + completed[block]!;
    hits += crashed[block]!;
  }
  const inside = countOf(hits, size);
  const outside = countOf(crashedTotal - hits, crashedTotal + completedTotal - size);
  const isInside = z > 0;
  return {
    direction: isInside ? 'inside' : 'outside',
    value: [
      roundCut(values[first - 1]!, values[first]!, isInside ? 'above' : 'below', scale),
      roundCut(values[last]!, values[last + 1]!, isInside ? 'below' : 'above', scale),
    ],
    beyond: isInside ? inside : outside,
    within: isInside ? outside : inside,
    p,
  };
}
