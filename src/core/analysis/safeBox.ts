import { MISSING, type BinnedColumn } from './binned';
import { wilsonInterval, Z95 } from './statistics/proportion';

/** A parameter that the runs give reason to bound, and from which sides. */
export interface BoundedColumn {
  readonly column: BinnedColumn;
  /** Whether the upper end, the lower end of a number may be cut off. Levels of a category may always be dropped. */
  readonly upper: boolean;
  readonly lower: boolean;
}

/** What a box keeps of one parameter: bins from `from` to `to`; for categories all bins but those `without`. */
export type Kept =
  { readonly from: number; readonly to: number; readonly without?: never } | { readonly without: ReadonlySet<number> };

/** Runs within bounds. `kept` has an entry for each bounded column, `null` where it is left as it is. */
export interface Box {
  readonly kept: readonly (Kept | null)[];
  readonly crashed: number;
  readonly total: number;
  /** Upper end of the Wilson interval (95 %) of its crash rate. */
  readonly highest: number;
}

/** Bounds on more parameters at once are more than runs usually tell. */
const MAX_BOUNDS = 3;
/** Boxes from which the next parameter is tried. */
const BEAM = 6;
const SMALLEST_BOX = 5;

/** Whether a bin lies within; {@link MISSING} does not. */
export function keepsBin(kept: Kept | null, bin: number): boolean {
  if (kept === null) return true;
  if (bin === MISSING) return false;
  return kept.without === undefined ? bin >= kept.from && bin <= kept.to : !kept.without.has(bin);
}

/**
 * The box with the lowest upper bound of its crash rate, or rather the widest of those that can't be told from it: of all
 * boxes whose upper bound is within one standard error of the lowest, the one that keeps the most completed runs, then
 * the lower bound, then the fewer parameters (the one-standard-error rule of L. Breiman et al., "Classification and
 * Regression Trees", Wadsworth 1984, §3.4.3). Each box keeps `mustKeep` (a run, such as the best), half of the completed
 * runs, and has its upper bound below the overall crash rate; `null` where there is none. Greedy with a beam of
 * {@link BEAM}.
 */
export function safestBox(columns: readonly BoundedColumn[], crashed: Uint8Array, mustKeep: number | null): Box | null {
  const crashes = crashed.reduce((sum, one) => sum + one, 0);
  const completed = crashed.length - crashes;
  const overall = crashes / crashed.length;
  const found: Box[] = [];
  let frontier: readonly Box[] = [
    { kept: columns.map(() => null), crashed: crashes, total: crashed.length, highest: 1 },
  ];
  for (let depth = 0; depth < Math.min(MAX_BOUNDS, columns.length); depth++) {
    const next = frontier
      .flatMap((box) => narrowed(box, columns, crashed, mustKeep))
      .filter(({ crashed: k, total }) => total >= SMALLEST_BOX && (total - k) * 2 >= completed)
      .sort((a, b) => a.highest - b.highest);
    found.push(...next.filter(({ highest }) => highest < overall));
    frontier = next.slice(0, BEAM);
  }
  const lowest = found.reduce<Box | null>((best, box) => (best && best.highest <= box.highest ? best : box), null);
  if (lowest === null) return null;
  const { low, high } = wilsonInterval(lowest.crashed, lowest.total);
  const limit = lowest.highest + (high - low) / (2 * Z95);
  const bounds = ({ kept }: Box): number => kept.filter((one) => one !== null).length;
  return found
    .filter(({ highest }) => highest <= limit)
    .reduce((best, box) => {
      const difference =
        box.total - box.crashed - (best.total - best.crashed) ||
        best.highest - box.highest ||
        bounds(best) - bounds(box);
      return difference > 0 ? box : best;
    });
}

/** All boxes that bound one more parameter than `box`. */
function narrowed(
  box: Box,
  columns: readonly BoundedColumn[],
  crashed: Uint8Array,
  mustKeep: number | null,
): readonly Box[] {
  const runs: number[] = [];
  for (let run = 0; run < crashed.length; run++) {
    if (columns.every(({ column }, i) => keepsBin(box.kept[i]!, column.bins[run]!))) runs.push(run);
  }
  return columns.flatMap((bounded, index) => {
    if (box.kept[index] !== null) return [];
    const { column } = bounded;
    const counts = new Int32Array(256);
    const hits = new Int32Array(256);
    for (const run of runs) {
      counts[column.bins[run]!]!++;
      hits[column.bins[run]!]! += crashed[run]!;
    }
    const needed = mustKeep === null ? MISSING : column.bins[mustKeep]!;
    return choicesOf(bounded, hits, counts)
      .filter((kept) => needed === MISSING || keepsBin(kept, needed))
      .map((kept): Box => {
        let [k, n] = [0, 0];
        for (let bin = 0; bin < column.binCount; bin++) {
          if (!keepsBin(kept, bin)) continue;
          k += hits[bin]!;
          n += counts[bin]!;
        }
        return {
          kept: box.kept.map((one, i) => (i === index ? kept : one)),
          crashed: k,
          total: n,
          highest: wilsonInterval(k, n).high,
        };
      });
  });
}

function choicesOf({ column, upper, lower }: BoundedColumn, hits: Int32Array, counts: Int32Array): readonly Kept[] {
  const last = column.binCount - 1;
  if (column.column.kind === 'category') {
    // Levels are dropped in the order of their crash rate.
    const order = Array.from({ length: column.binCount }, (_, bin) => bin)
      .filter((bin) => counts[bin]! > 0)
      .sort((a, b) => hits[b]! * counts[a]! - hits[a]! * counts[b]! || a - b);
    return order.slice(1).map((_, i) => ({ without: new Set(order.slice(0, i + 1)) }));
  }
  const choices: Kept[] = [];
  for (let from = 0; from <= (lower ? last : 0); from++) {
    for (let to = upper ? from : last; to <= last; to++) {
      if (from > 0 || to < last) choices.push({ from, to });
    }
  }
  return choices;
}
