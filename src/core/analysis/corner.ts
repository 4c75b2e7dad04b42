import { isUpper, MISSING, type BinnedColumn, type Split } from './binned';
import type { EntropyTerms } from './statistics/deviance';
import { logisticDeviance } from './statistics/logistic';

/** One side of a split of a parameter. */
export interface Side {
  readonly column: BinnedColumn;
  readonly split: Split;
  readonly upper: boolean;
}

/** Whether a run (by its place in the bins) lies on the side. Runs without the parameter lie on neither. */
export function isOnSide({ column, split, upper }: Side, run: number): boolean {
  const bin = column.bins[run]!;
  return bin !== MISSING && isUpper(split, bin) === upper;
}

/** A joint region of two parameters. */
export type Corner = readonly [Side, Side];

/** Fewer runs are no region. */
const SMALLEST = 4;

/**
 * The corners that explain the crashes of two parameters best, when they explain them better than the two do
 * separately; else none. Candidates are a corner against all else (both are needed, or either one is enough) and two
 * opposite corners against the other two: two cuts and two crash rates each. Separate effects are either parameter's
 * best single split, and additive logistic models with a step or a slope for each parameter. The Bayesian information
 * criterion decides: deviance plus ln n for every number that is fitted, cuts included (G. Schwarz, Annals of Statistics
 * 6 (1978) 461–464).
 */
export function jointCorners(
  first: BinnedColumn,
  second: BinnedColumn,
  crashed: Uint8Array,
  terms: EntropyTerms,
): readonly Corner[] {
  const cells = cellsOf(first, second, crashed);
  const { n, k } = cells;
  const best = bestStructure(cells, terms);
  if (best === null) return [];
  const single = [first, second].map((column, axis) => bestSingle(cells, column, axis, terms));
  const price = Math.log(n);
  const allowed = terms.of(k, n) - Math.max(single[0]!.gain, single[1]!.gain) - price;
  if (best.deviance > allowed) return [];
  const steps = (split: Split | null): ((bin: number) => number) | null =>
    split && ((bin) => (isUpper(split, bin) ? 1 : 0));
  const slope = ({ column, binCount }: BinnedColumn): ((bin: number) => number) | null =>
    column.kind === 'number' && binCount > 2 ? (bin) => bin / (binCount - 1) : null;
  // With how many numbers more or less than a joint region (two cuts, two rates) each model does.
  const models = [
    [steps(best.first), steps(best.second), 1],
    [steps(single[0]!.split), steps(single[1]!.split), 1],
    [steps(single[0]!.split), slope(second), 0],
    [slope(first), steps(single[1]!.split), 0],
    [slope(first), slope(second), -1],
  ] as const;
  for (const [ofFirst, ofSecond, more] of models) {
    if (ofFirst && ofSecond && additiveDeviance(cells, ofFirst, ofSecond) + more * price < best.deviance) return [];
  }
  return best.corners.map(([upperFirst, upperSecond]): Corner => [
    { column: first, split: best.first, upper: upperFirst },
    { column: second, split: best.second, upper: upperSecond },
  ]);
}

/** Runs and crashes by bins of two columns, row by row of the first. */
interface Cells {
  readonly first: BinnedColumn;
  readonly second: BinnedColumn;
  readonly totals: Int32Array;
  readonly crashes: Int32Array;
  readonly n: number;
  readonly k: number;
}

function cellsOf(first: BinnedColumn, second: BinnedColumn, crashed: Uint8Array): Cells {
  const width = second.binCount;
  const totals = new Int32Array(first.binCount * width);
  const crashes = new Int32Array(first.binCount * width);
  let [n, k] = [0, 0];
  first.bins.forEach((bin, run) => {
    const other = second.bins[run]!;
    if (bin === MISSING || other === MISSING) return;
    totals[bin * width + other]!++;
    crashes[bin * width + other]! += crashed[run]!;
    n++;
    k += crashed[run]!;
  });
  return { first, second, totals, crashes, n, k };
}

/** Runs and crashes of the cells that `isIn` names by their bins. */
function countIn({ totals, crashes, second }: Cells, isIn: (bin: number, other: number) => boolean): [number, number] {
  let [n, k] = [0, 0];
  for (let cell = 0; cell < totals.length; cell++) {
    if (!isIn(Math.floor(cell / second.binCount), cell % second.binCount)) continue;
    n += totals[cell]!;
    k += crashes[cell]!;
  }
  return [k, n];
}

interface Structure {
  readonly first: Split;
  readonly second: Split;
  /** On which side of first and second the regions lie. */
  readonly corners: readonly (readonly [boolean, boolean])[];
  readonly deviance: number;
}

const CORNERS = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;

function bestStructure(cells: Cells, terms: EntropyTerms): Structure | null {
  const { first, second, n, k } = cells;
  let best: Structure | null = null;
  const consider = (candidate: Structure): void => {
    if (best === null || candidate.deviance < best.deviance - 1e-9) best = candidate;
  };
  for (const f of first.splits) {
    for (const s of second.splits) {
      const counts = CORNERS.map(([upperF, upperS]) =>
        countIn(cells, (bin, other) => isUpper(f, bin) === upperF && isUpper(s, other) === upperS),
      );
      const against = (hits: number, size: number): number => terms.of(hits, size) + terms.of(k - hits, n - size);
      CORNERS.forEach((corner, i) => {
        const [hits, size] = counts[i]!;
        if (size < SMALLEST || n - size < SMALLEST) return;
        consider({ first: f, second: s, corners: [corner], deviance: against(hits, size) });
      });
      const [a, b, c, d] = counts as [[number, number], [number, number], [number, number], [number, number]];
      if (Math.min(a[1], b[1], c[1], d[1]) < SMALLEST) continue;
      const onDiagonal = (a[0] + d[0]) * (n - a[1] - d[1]) > (k - a[0] - d[0]) * (a[1] + d[1]);
      const corners = onDiagonal ? [CORNERS[0], CORNERS[3]] : [CORNERS[1], CORNERS[2]];
      consider({ first: f, second: s, corners, deviance: against(a[0] + d[0], a[1] + d[1]) });
    }
  }
  return best;
}

function bestSingle(
  cells: Cells,
  column: BinnedColumn,
  axis: number,
  terms: EntropyTerms,
): { readonly split: Split | null; readonly gain: number } {
  let split: Split | null = null;
  let gain = 0;
  for (const candidate of column.splits) {
    const [k, n] = countIn(cells, (bin, other) => isUpper(candidate, axis === 0 ? bin : other));
    const found = terms.divided(k, n, cells.k, cells.n);
    if (found > gain) [split, gain] = [candidate, found];
  }
  return { split, gain };
}

function additiveDeviance(
  { totals, crashes, second }: Cells,
  ofFirst: (bin: number) => number,
  ofSecond: (bin: number) => number,
): number {
  const cells = [...totals.keys()]
    .filter((cell) => totals[cell]! > 0)
    .map((cell) => ({
      features: [ofFirst(Math.floor(cell / second.binCount)), ofSecond(cell % second.binCount)],
      crashed: crashes[cell]!,
      total: totals[cell]!,
    }));
  return logisticDeviance(cells);
}
