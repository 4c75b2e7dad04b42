import { isSameValue } from '../runs/sameValue';
import type { Column, RunTable } from '../runs/table';
import type { SweepSamples } from '../sweep/sample';
import type { ParameterResult } from './analysis';
import { binOfNumber, binTable, isUpper, MISSING, type Binned, type BinnedColumn } from './binned';
import { levelOfDraw, valuesAt } from './drawsAndRuns';
import { featuresOf } from './features';
import { logisticPosterior } from './statistics/logisticPosterior';
import { treeMixture, type TreeMixture } from './statistics/treeMixture';

/** Runs that the model is fitted to, at most; evenly spread. */
const MAX_RUNS = 2000;
/** Steps of the model; some tens of milliseconds. */
const WORK = 2e6;
/** Parameters among which the deeper trees divide. */
const DEEP_COLUMNS = 5;
const MAX_DEPTH = 4;

/** One with less is left out of the deeper trees. */
const NEGLIGIBLE = 0.03;
/** Ways to divide one of them. */
const FINE_SPLITS = 24;
/** Draws that are put through slopes; their own error is then below two in a hundred. */
const SLOPE_DRAWS = 1000;

/** What the runs say about the share of a sweep's draws that would crash. */
export interface CrashModel {
  /** How much better the parameters predict the runs than one common rate does, as a ratio of probabilities. */
  readonly evidence: number;
  /** Chance (0–1) that a division by a column helps, by column. */
  readonly weights: Float64Array;
  /** Equally likely shares (0–1) of the draws that would crash, about `count` of them, in ascending order. */
  readonly sample: (count: number, random: () => number) => Float64Array;
}

/**
 * The model of the compared runs for the draws of a sweep: first trees over all columns, which tell the columns that
 * matter; among these an average of finer trees and of logistic regressions on the most telling one, two, … of them,
 * each weighted by how well it predicts the runs. Trees are right where a rate jumps, and where two settings are needed
 * together; slopes are smooth. `null` where no column can be divided.
 */
export function crashModel(
  table: RunTable,
  columns: readonly Column[],
  scales: ReadonlyMap<string, ParameterResult['scale']>,
  samples: SweepSamples,
): CrashModel | null {
  const wide = binned(table, columns, 8);
  if (wide.columns.length === 0) return null;
  const shallow = mixtureOf(wide, samples, depthFor(wide, 2));
  const weights = new Float64Array(columns.length);
  wide.columns.forEach(({ column }, i) => (weights[columns.indexOf(column)] = shallow.weights[i]!));
  const telling = wide.columns
    .map(({ column }, i) => ({ column, weight: shallow.weights[i]! }))
    .sort((a, b) => b.weight - a.weight)
    .filter(({ weight }, place) => place < DEEP_COLUMNS && (place === 0 || weight >= NEGLIGIBLE))
    .map(({ column }) => column);
  const sample = (count: number, random: () => number): Float64Array => {
    const fine = binned(table, telling, FINE_SPLITS);
    const trees = mixtureOf(fine, samples, Math.max(2, depthFor(fine, MAX_DEPTH)));
    const slopes = telling.map((_, last) => {
      const features = featuresOf(telling.slice(0, last + 1), fine.rows, scales);
      const draws = features.ofDraws(samples).slice(0, SLOPE_DRAWS);
      const posterior = logisticPosterior(features.ofRuns, fine.crashed);
      const log = posterior.logEvidence - Math.log(telling.length);
      return { log, sample: (many: number) => posterior.sample(draws, many, random) };
    });
    const models = [{ log: trees.logEvidence, sample: (many: number) => trees.sample(many, random) }, ...slopes];
    const best = Math.max(...models.map(({ log }) => log));
    const total = models.reduce((sum, { log }) => sum + Math.exp(log - best), 0);
    const shares = models.flatMap((model) => [
      ...model.sample(Math.round((count * Math.exp(model.log - best)) / total)),
    ]);
    return Float64Array.from(shares).sort();
  };
  return { evidence: shallow.evidence, weights, sample };
}

function binned(table: RunTable, columns: readonly Column[], splits: number): Binned {
  return binTable(table, columns, { splits, smallestSide: 2, maxRuns: MAX_RUNS });
}

/** The greatest depth up to `most` that takes no more than {@link WORK}. */
function depthFor({ columns, rows }: Binned, most: number): number {
  const splits = columns.reduce((sum, column) => sum + column.splits.length, 0);
  const workOf = (depth: number): number =>
    (2 * splits) ** (depth - 1) * ((rows.length * columns.length) / 2 ** (depth - 1) + 8 * splits);
  let depth = 1;
  while (depth < most && workOf(depth + 1) <= WORK) depth++;
  return depth;
}

function mixtureOf({ columns, crashed, rows }: Binned, samples: SweepSamples, depth: number): TreeMixture {
  return treeMixture(
    {
      runs: columns.map(({ bins, binCount }) => bins.map((bin) => (bin === MISSING ? binCount : bin))),
      crashed: crashed.slice(0, rows.length),
      draws: columns.map((column) => drawnBins(column, samples)),
      areCuts: columns.map(({ column }) => column.kind === 'number'),
      // Behind the bins, one for runs without the parameter; it lies on the lower side.
      splits: columns.map(({ splits, binCount }) =>
        splits.map((split) =>
          Uint8Array.from({ length: binCount + 1 }, (_, bin) => (bin < binCount && isUpper(split, bin) ? 1 : 0)),
        ),
      ),
    },
    depth,
  );
}

/** Bins of the draws; what a run never had is in the bin of rare levels, what the sweep does not set in the first. */
function drawnBins({ column, splits, binCount, levelOf }: BinnedColumn, samples: SweepSamples): Uint8Array {
  const index = samples.columns.findIndex(({ name }) => name === column.name);
  if (index < 0) return new Uint8Array(samples.rows.length);
  const values = valuesAt(samples, index);
  if (column.kind === 'number') {
    return Uint8Array.from(values, (value) => {
      const bin = binOfNumber(splits, Number(value));
      return bin === MISSING ? binCount : bin;
    });
  }
  const levels = column.levelValues ?? column.levels;
  return Uint8Array.from(values, (value) => {
    const bin = levelOf.indexOf(levels.findIndex((level) => isSameValue(level, levelOfDraw(value))));
    return bin < 0 ? binCount - 1 : bin;
  });
}
