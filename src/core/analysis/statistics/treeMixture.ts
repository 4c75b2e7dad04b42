import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';

/** Runs and draws as bins of the same parameters: what a {@link treeMixture} is fitted to and applied to. */
export interface TreeData {
  /** Bins of the runs, parameter by parameter. */
  readonly runs: readonly Uint8Array[];
  /** 1 where a run crashed. */
  readonly crashed: Uint8Array;
  /** Bins of the draws, parameter by parameter. */
  readonly draws: readonly Uint8Array[];
  /**
   * For each parameter the ways to divide it: 1 for the bins on the upper side, an entry for each bin. The last bin is that
   * of runs without the parameter and lies on the lower side.
   */
  readonly splits: readonly (readonly Uint8Array[])[];
  /** Whether the splits of a parameter are cuts behind the first bin, the second and so on. */
  readonly areCuts: readonly boolean[];
}

/** What the runs say about the share of the draws that would crash. */
export interface TreeMixture {
  /** How much better trees predict the runs than one common crash rate does, as a ratio of probabilities. */
  readonly evidence: number;
  /** log of the probability of the runs under the average. */
  readonly logEvidence: number;
  /** Weight of each parameter: chance (0–1) that the tree divides by it at the top or below. */
  readonly weights: Float64Array;
  /** Equally likely shares (0–1) of the draws that would crash, `count` of them. */
  readonly sample: (count: number, random: () => number) => Float64Array;
}

/** Chance that a node is divided, before seeing any run: the ½ of context tree weighting. */
const DIVIDED = 0.5;

/**
 * Bayesian average over all binary trees up to `depth`, whose leaves have crash rates with Jeffreys' prior Beta(½, ½).
 * The probability of the runs under a leaf is a ratio of beta functions; that of a node is the average of the leaf's and
 * of all its divisions' – the product of both sides – so that the sum over all trees is exact without listing any
 * (F. M. J. Willems, Y. M. Shtarkov and T. J. Tjalkens, "The context-tree weighting method", IEEE Transactions on
 * Information Theory 41 (1995) 653–664; H. A. Chipman, E. I. George and R. E. McCulloch, "Bayesian CART model search",
 * JASA 93 (1998) 935–948). The evidence is a cross-validation: the log of a marginal likelihood is the log score
 * averaged over leaving out every possible part of the runs (E. Fong and C. C. Holmes, "On the marginal likelihood and
 * cross-validation", Biometrika 107 (2020) 489–496).
 */
export function treeMixture(data: TreeData, depth: number): TreeMixture {
  const logs = leafTable(data.crashed.length);
  const all = Array.from(data.crashed, (_, run) => run);
  const root = nodeOf(data, all, depth, logs);
  const weights = new Float64Array(data.runs.length);
  addWeights(data, root, all, depth, logs, 1, weights);
  const draws = Array.from(data.draws[0] ?? [], (_, draw) => draw);
  return {
    evidence: root.divisions.length === 0 ? 1 : Math.exp(root.logDivided - root.logLeaf),
    logEvidence: root.log,
    weights,
    sample: (count, random) => {
      const shares = sampleNode({ data, logs, random }, root, all, draws, depth, count);
      return shares.map((share) => share / Math.max(1, draws.length));
    },
  };
}

/** log Γ-ratios of leaves: log B(k + ½, n − k + ½) − log B(½, ½), from tables of log Γ. */
interface LeafTable {
  readonly half: Float64Array;
  readonly whole: Float64Array;
}

function leafTable(runs: number): LeafTable {
  const half = new Float64Array(runs + 1);
  const whole = new Float64Array(runs + 1);
  for (let i = 1; i <= runs; i++) {
    half[i] = half[i - 1]! + Math.log(i - 0.5);
    whole[i] = whole[i - 1]! + Math.log(i);
  }
  return { half, whole };
}

function logLeaf({ half, whole }: LeafTable, crashed: number, total: number): number {
  return half[crashed]! + half[total - crashed]! - whole[total]!;
}

interface Division {
  readonly parameter: number;
  readonly split: number;
  /** log of the prior share times both sides' probabilities. */
  readonly log: number;
}

interface Node {
  readonly crashed: number;
  readonly total: number;
  readonly logLeaf: number;
  /** log of the average over all divisions. */
  readonly logDivided: number;
  readonly divisions: readonly Division[];
  /** log of the average of leaf and divisions. */
  readonly log: number;
}

/** A node for the given runs, with the probabilities of all trees below it. */
function nodeOf(data: TreeData, runs: readonly number[], depth: number, logs: LeafTable): Node {
  let crashed = 0;
  for (const run of runs) crashed += data.crashed[run]!;
  const total = runs.length;
  const leaf = logLeaf(logs, crashed, total);
  // A pure or tiny node has nothing that a division could explain.
  const divisions = depth === 0 || total < 2 ? [] : divisionsOf(data, runs, crashed, depth, logs);
  const logDivided = divisions.length === 0 ? -Infinity : logSum(divisions.map(({ log }) => log));
  const log = divisions.length === 0 ? leaf : logSum([leaf + Math.log(1 - DIVIDED), logDivided + Math.log(DIVIDED)]);
  return { crashed, total, logLeaf: leaf, logDivided, divisions, log };
}

function divisionsOf(
  data: TreeData,
  runs: readonly number[],
  crashed: number,
  depth: number,
  logs: LeafTable,
): readonly Division[] {
  const total = runs.length;
  const parameters = data.splits.filter((splits) => splits.length > 0).length;
  const divisions: Division[] = [];
  const undivided = logLeaf(logs, crashed, total);
  data.splits.forEach((splits, parameter) => {
    const bins = data.runs[parameter]!;
    const counts = new Int32Array(splits[0]?.length ?? 0);
    const hits = new Int32Array(counts.length);
    for (const run of runs) {
      counts[bins[run]!]!++;
      hits[bins[run]!]! += data.crashed[run]!;
    }
    // Every parameter is equally likely, then every split of it.
    const prior = -Math.log(parameters * splits.length);
    const areCuts = data.areCuts[parameter]!;
    let [kLower, nLower] = [hits[counts.length - 1] ?? 0, counts[counts.length - 1] ?? 0];
    splits.forEach((isUpper, split) => {
      let [k, n] = [0, 0];
      if (areCuts) {
        kLower += hits[split]!;
        nLower += counts[split]!;
        [k, n] = [crashed - kLower, total - nLower];
      } else {
        for (let bin = 0; bin < isUpper.length; bin++) {
          if (isUpper[bin] === 0) continue;
          n += counts[bin]!;
          k += hits[bin]!;
        }
      }
      let log = prior;
      if (n === 0 || n === total) {
        // One side is empty: the division says nothing more than the node below it would.
        log += undivided;
      } else if (depth === 1) {
        log += logLeaf(logs, k, n) + logLeaf(logs, crashed - k, total - n);
      } else {
        for (const side of [0, 1]) {
          const part = runs.filter((run) => isUpper[bins[run]!] === side);
          log += nodeOf(data, part, depth - 1, logs).log;
        }
      }
      divisions.push({ parameter, split, log });
    });
  });
  return divisions;
}

function logSum(logs: readonly number[]): number {
  let most = -Infinity;
  for (const log of logs) most = Math.max(most, log);
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - most);
  return most + Math.log(sum);
}

/** Chance that a node is a leaf, the runs given. */
function leafShare({ logLeaf: leaf, log, divisions }: Node): number {
  return divisions.length === 0 ? 1 : Math.exp(leaf + Math.log(1 - DIVIDED) - log);
}

/** Adds the chances that the tree divides by each parameter at this node. */
function addWeights(
  data: TreeData,
  node: Node,
  runs: readonly number[],
  depth: number,
  logs: LeafTable,
  chance: number,
  weights: Float64Array,
): void {
  const divided = chance * (1 - leafShare(node));
  for (const { parameter, split, log } of node.divisions) {
    const share = divided * Math.exp(log - node.logDivided);
    weights[parameter]! += share;
    // Below, only what is likely at all.
    if (depth < 2 || share < 0.01) continue;
    const isUpper = data.splits[parameter]![split]!;
    for (const side of [0, 1]) {
      const part = runs.filter((run) => isUpper[data.runs[parameter]![run]!] === side);
      addWeights(data, nodeOf(data, part, depth - 1, logs), part, depth - 1, logs, share, weights);
    }
  }
}

interface Sampler {
  readonly data: TreeData;
  readonly logs: LeafTable;
  readonly random: () => number;
}

/** `count` sums of crash rates over `draws`, from trees and rates drawn given the runs. */
function sampleNode(
  sampler: Sampler,
  node: Node,
  runs: readonly number[],
  draws: readonly number[],
  depth: number,
  count: number,
): Float64Array {
  const { data, logs, random } = sampler;
  const sums = new Float64Array(count);
  if (draws.length === 0 || count === 0) return sums;
  const chosen = new Map<Division | null, number[]>();
  const leaf = leafShare(node);
  const cumulated = new Float64Array(node.divisions.length);
  node.divisions.reduce((sum, { log }, i) => (cumulated[i] = sum + Math.exp(log - node.logDivided)), 0);
  for (let i = 0; i < count; i++) {
    const division = random() < leaf ? null : (node.divisions[placeOf(cumulated, random())] ?? null);
    const list = chosen.get(division);
    if (list === undefined) chosen.set(division, [i]);
    else list.push(i);
  }
  for (const [division, places] of chosen) {
    if (division === null) {
      for (const place of places) {
        sums[place] = draws.length * betaQuantile(random(), node.crashed + 0.5, node.total - node.crashed + 0.5);
      }
      continue;
    }
    const { parameter, split } = division;
    const isUpper = data.splits[parameter]![split]!;
    const sides = [0, 1].map((side) => {
      const part = runs.filter((run) => isUpper[data.runs[parameter]![run]!] === side);
      const drawn = draws.filter((draw) => isUpper[data.draws[parameter]![draw]!] === side);
      const child = nodeOf(data, part, depth - 1, logs);
      return sampleNode(sampler, child, part, drawn, depth - 1, places.length);
    });
    places.forEach((place, i) => (sums[place] = sides[0]![i]! + sides[1]![i]!));
  }
  return sums;
}

/** The first place whose cumulated share exceeds `u`. */
function placeOf(cumulated: Float64Array, u: number): number {
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! > u) high = middle;
    else low = middle + 1;
  }
  return low;
}
