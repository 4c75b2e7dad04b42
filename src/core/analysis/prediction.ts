import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { plainText } from '../plainText';
import type { Column, RunTable } from '../runs/table';
import type { SweepSamples } from '../sweep/sample';
import type { ParameterResult, Rate, Warning } from './analysis';
import { comparedSample, sampled } from './binned';
import { crashModel, type CrashModel } from './crashModel';
import { distance, outside, valuesAt } from './drawsAndRuns';
import { crashesAmong, runsInside } from './runsInside';
import { rateOf } from './statistics/proportion';
import type { SweepSpace } from './sweepSpace';

/** A prediction, or none; the warning says why there is none, or how far to trust it. */
export interface Prediction {
  readonly rate: Rate | null;
  readonly warning: Warning | null;
}

/** What a prediction needs of the comparison of a parameter. */
export type ComparedParameter = Pick<ParameterResult, 'name' | 'verdict' | 'p' | 'scale'>;

/** Fewer compared runs tell too little about a share. */
export const FEWEST_RUNS = 10;
/** Fewer runs within ranges say nothing of their own. */
const FEWEST_OWN = 3;
/**
 * With a larger share of draws outside of what was tried, a prediction is a guess: for parameters on which crashing
 * depends, and for those where nothing says so inside of what was tried.
 */
const MOST_OUTSIDE = { relevant: 0.05, other: 0.3 };
/** A parameter with this weight counts as one on which crashing depends. */
const RELEVANT = 0.2;
/** Runs from which the ranges that were tried are taken, at most; evenly spread. */
const RANGE_RUNS = 5000;
/** Where more of the runs lie outside of what a sweep draws, it is another sweep than theirs. */
const SAME_SWEEP = 0.9;
/** Shares drawn, from which the interval is taken. */
const SHARES = 600;
const SEED = 20_240_604;

/**
 * The share of a sweep's draws that would crash, with a 95 % interval.
 *
 * Runs that the sweep could have drawn are draws of it: where they lie within its ranges as its draws do, and are at least
 * {@link FEWEST_RUNS}, their own crash rate with its Wilson interval is the prediction, which no model can get wrong. For
 * the sweep of the runs that is always so; for a narrower one where the runs tell settings apart – trees predict them
 * better than one common rate does, by an evidence that is a cross-validation. A sweep that draws where there are few
 * runs, or in another way, is put through {@link crashModel}; there is no prediction where the runs don't tell settings
 * apart, for fewer than {@link FEWEST_RUNS} runs, and where a sweep draws what no run tried.
 */
export function predict(table: RunTable, parameters: readonly ComparedParameter[], space: SweepSpace): Prediction {
  const drawn = space.draw();
  if (!drawn.ok) return none(drawn.error);
  const samples = drawn.value;
  const all = comparedSample(table);
  if (all.length < FEWEST_RUNS) {
    return tooFew(all.length);
  }
  const rows = comparedSample(table, RANGE_RUNS);
  const names = samples.columns.map(({ name }) => name);
  const crashes = crashesAmong(all, table);
  const swept = parametersThatCount(parameters, crashes === 0 || crashes === all.length);
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const unknown = samples.columns.find(({ name, isConstant }) => !isConstant && !byName.has(name));
  if (unknown) return none(`The sweep varies ${plainText(unknown.name, 60)}, which these runs do not have.`);
  const columns = swept.flatMap((name) => byName.get(name) ?? []);
  const scales = new Map(parameters.map(({ name, scale }) => [name, scale]));
  const model = crashModel(table, columns, scales, samples);
  const dependsOn = model === null ? [] : columns.filter((_, i) => model.weights[i]! >= RELEVANT);
  const unset = dependsOn.find(({ name }) => !names.includes(name));
  if (unset) return none(`Crashing depends on ${plainText(unset.name, 60)}, which the sweep does not set.`);
  const inert = new Set(parameters.filter(({ verdict }) => verdict === 'inert').map(({ name }) => name));
  for (const [index, name] of names.entries()) {
    const column = byName.get(name);
    if (column === undefined || inert.has(name)) continue;
    const most = dependsOn.includes(column) ? MOST_OUTSIDE.relevant : MOST_OUTSIDE.other;
    const problem = outside(column, rows, valuesAt(samples, index), most);
    if (problem !== null) return none(problem);
  }
  const drawnColumns = columns.filter(({ name }) => names.includes(name));
  const moved = (runs: Int32Array): Column | undefined =>
    drawnColumns.find((column) => distance(column, runs, valuesAt(samples, names.indexOf(column.name))).isApart);
  const inside = runsInside(all, drawnColumns, space.distributions);
  const asDrawn = inside.length >= FEWEST_RUNS && moved(sampled(inside, RANGE_RUNS)) === undefined;
  const isSame = asDrawn && inside.length >= SAME_SWEEP * all.length;
  if (!isSame && (model === null || model.evidence <= 1)) {
    const other = moved(rows) ?? drawnColumns.find((column) => isNarrowed(column, all, space));
    const name = other === undefined ? 'its parameters' : plainText(other.name, 60);
    return none(`These runs do not tell which settings crash, and the sweep draws ${name} differently.`);
  }
  if (asDrawn || model === null) return withMethod(shareOf(crashesAmong(inside, table), inside.length), samples);
  const near = inside.length >= FEWEST_OWN ? inside : runsInside(all, dependsOn, space.distributions);
  return withMethod(spanning(rateFrom(model), shareOf(crashesAmong(near, table), near.length), near.length), samples);
}

/**
 * The model's share with an interval that holds that of the few runs within the sweep's ranges (of what crashing depends
 * on, where even they are missing), too: a model of few runs is surer of itself than it should be where a range ends at a jump.
 */
function spanning(modelled: Rate, own: Rate | null, runs: number): Rate {
  if (own === null || runs < FEWEST_OWN) return modelled;
  return { ...modelled, low: Math.min(modelled.low, own.low), high: Math.max(modelled.high, own.high) };
}

function isNarrowed(column: Column, rows: Int32Array, { distributions }: SweepSpace): boolean {
  return runsInside(rows, [column], distributions).length < SAME_SWEEP * rows.length;
}

/**
 * The crash rate of some runs as what to expect of further ones. Where none or all crashed it is Jeffreys' estimate,
 * (k + ½)/(n + 1): no number of runs shows that the next one can't end otherwise.
 */
function shareOf(crashed: number, total: number): Rate | null {
  const rate = rateOf(crashed, total);
  return rate && (crashed === 0 || crashed === total) ? { ...rate, value: (crashed + 0.5) / (total + 1) } : rate;
}

/** No prediction, since the compared runs are too few. */
export function tooFew(compared: number): Prediction {
  const runs = compared === 1 ? '1 compared run is' : `${String(compared)} compared runs are`;
  return none(`${runs} too few; it takes ${String(FEWEST_RUNS)}.`);
}

/** No prediction, and why, in one sentence. */
export function none(why: string): Prediction {
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

/**
 * Names of what varies between the runs and may have an effect, most telling first. A parameter that could not be compared
 * does not count, unless all runs ended alike, where none could.
 */
function parametersThatCount(parameters: readonly ComparedParameter[], endedAlike: boolean): readonly string[] {
  return parameters
    .filter(({ verdict, p }) => verdict !== 'inert' && verdict !== 'constant' && (p !== null || endedAlike))
    .map(({ name }) => name);
}

function rateFrom(model: CrashModel): Rate {
  const generator = xoroshiro128plus(SEED);
  const shares = model.sample(SHARES, () => uniformFloat64(generator));
  const at = (share: number): number => shares[Math.round(share * (shares.length - 1))]!;
  const value = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { value, low: at(0.025), high: at(0.975) };
}
