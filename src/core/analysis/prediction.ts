import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { plainText } from '../plainText';
import type { Column, RunTable } from '../runs/table';
import type { PlainValue } from '../sweep/plainValue';
import type { SweepSamples } from '../sweep/sample';
import type { ParameterResult, Rate, Warning } from './analysis';
import { binOfNumber, binTable, isUpper, MISSING, type Binned, type BinnedColumn } from './binned';
import { distance, outside } from './drawsAndRuns';
import { rateOf } from './statistics/proportion';
import { treeMixture, type TreeMixture } from './statistics/treeMixture';
import type { SweepSpace } from './sweepSpace';

/** A prediction, or none; the warning says why there is none, or how far to trust it. */
export interface Prediction {
  readonly rate: Rate | null;
  readonly warning: Warning | null;
}

/** Fewer compared runs tell too little about a share. */
const FEWEST_RUNS = 10;
/**
 * With a larger share of draws outside of what was tried, a prediction is a guess: for parameters on which crashing
 * depends, and for those where nothing says so inside of what was tried.
 */
const MOST_OUTSIDE = { relevant: 0.05, other: 0.3 };
/** A parameter with this weight counts as one on which crashing depends. */
const RELEVANT = 0.2;
/** One with less is left out of the deeper trees. */
const NEGLIGIBLE = 0.03;
/** Shares drawn, from which the interval is taken. */
const SHARES = 600;
const SEED = 20_240_604;
/** Runs that the model is fitted to, at most; evenly spread. */
const MAX_RUNS = 2000;
/** Steps of the model; some tens of milliseconds. */
const WORK = 2e6;
/** Parameters among which the deeper trees divide. */
const DEEP_COLUMNS = 5;
const MAX_DEPTH = 4;

/**
 * The share of a sweep's draws that would crash, with a 95 % interval. Where the runs tell settings apart – an average
 * over trees predicts them better than one common rate does ({@link treeMixture}, whose evidence is a cross-validation) –
 * the draws are put through that average. Where they don't, the overall rate with its Wilson interval stands for sweeps
 * that draw as the runs did; for others there is no prediction. None either for fewer than {@link FEWEST_RUNS} runs, and
 * where a sweep draws what no run tried.
 */
export function predict(table: RunTable, parameters: readonly ParameterResult[], space: SweepSpace): Prediction {
  const drawn = space.draw();
  if (!drawn.ok) return none(drawn.error);
  const samples = drawn.value;
  const compared = table.rows.filter(({ group }) => group !== 'excluded');
  if (compared.length < FEWEST_RUNS) {
    return none(`${String(compared.length)} compared runs are too few; it takes ${String(FEWEST_RUNS)}.`);
  }
  const names = samples.columns.map(({ name }) => name);
  const swept = parametersThatCount(parameters);
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const unknown = samples.columns.find(({ name, isConstant }) => !isConstant && !byName.has(name));
  if (unknown) return none(`The sweep varies ${plainText(unknown.name, 60)}, which these runs do not have.`);
  const columns = swept.flatMap((name) => byName.get(name) ?? []);
  const model = fit(table, columns, samples);
  const dependsOn = model === null ? [] : columns.filter((_, i) => model.weights[i]! >= RELEVANT);
  const unset = dependsOn.find(({ name }) => !names.includes(name));
  if (unset) return none(`Crashing depends on ${plainText(unset.name, 60)}, which the sweep does not set.`);
  const inert = new Set(parameters.filter(({ verdict }) => verdict === 'inert').map(({ name }) => name));
  for (const [index, name] of names.entries()) {
    const column = byName.get(name);
    if (column === undefined || inert.has(name)) continue;
    const most = dependsOn.includes(column) ? MOST_OUTSIDE.relevant : MOST_OUTSIDE.other;
    const problem = outside(column, table, valuesAt(samples, index), most);
    if (problem !== null) return none(problem);
  }
  if (model !== null && model.evidence > 1) return withMethod(rateFrom(model.mixture()), samples);

  const moved = columns.find(({ name }) => {
    const index = names.indexOf(name);
    return index >= 0 && distance(byName.get(name)!, table, valuesAt(samples, index)).isApart;
  });
  if (moved) {
    return none(
      `These runs do not tell which settings crash, and the sweep draws ${plainText(moved.name, 60)} differently.`,
    );
  }
  const crashes = compared.filter(({ group }) => group === 'crashed').length;
  return withMethod(rateOf(crashes, compared.length), samples);
}

function none(why: string): Prediction {
  return {
    rate: null,
    warning: { code: 'no-prediction', message: `How many further runs would crash is not predicted. ${why}` },
  };
}

function withMethod(rate: Rate | null, { method }: SweepSamples): Prediction {
  const message =
    'The predicted share holds for independent draws; a bayes sweep chooses each run by the ones before it, so its share will differ.';
  return { rate, warning: method === 'bayes' ? { code: 'bayes-prediction', message } : null };
}

/** Names of what varies between the runs and may have an effect, most telling first. */
function parametersThatCount(parameters: readonly ParameterResult[]): readonly string[] {
  return parameters
    .filter(({ verdict, p }) => verdict !== 'inert' && verdict !== 'constant' && p !== null)
    .map(({ name }) => name);
}

function valuesAt({ rows }: SweepSamples, index: number): readonly PlainValue[] {
  return rows.map((row) => row[index]!);
}

interface Fit {
  /** Of all parameters, as a ratio against one common rate. */
  readonly evidence: number;
  /** By column. */
  readonly weights: Float64Array;
  /** Deeper trees and finer cuts, only where they matter. */
  readonly mixture: () => TreeMixture;
}

/** The model for the draws; `null` where no parameter can be divided. */
function fit(table: RunTable, columns: readonly Column[], samples: SweepSamples): Fit | null {
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
  const mixture = (): TreeMixture => {
    const fine = binned(table, telling, 24);
    return mixtureOf(fine, samples, Math.max(2, depthFor(fine, MAX_DEPTH)));
  };
  return { evidence: shallow.evidence, weights, mixture };
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
  const levels: readonly PlainValue[] = column.levelValues ?? column.levels;
  return Uint8Array.from(values, (value) => {
    const bin = levelOf.indexOf(levels.findIndex((level) => Object.is(level, levelValue(value))));
    return bin < 0 ? binCount - 1 : bin;
  });
}

/** Lists and objects are levels as JSON text. */
function levelValue(value: PlainValue): PlainValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function rateFrom(mixture: TreeMixture): Rate {
  const generator = xoroshiro128plus(SEED);
  const shares = mixture.sample(SHARES, () => uniformFloat64(generator)).sort();
  const value = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { value, low: shares[Math.floor(0.025 * SHARES)]!, high: shares[Math.ceil(0.975 * SHARES) - 1]! };
}
