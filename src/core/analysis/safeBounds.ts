import { asNumber, isSameValue } from '../runs/sameValue';
import type { Column, RunTable } from '../runs/table';
import { shareInside, support, type Distribution } from '../sweep/distributions';
import type { Bounds, Interaction, ParameterResult, SafeBound, SafeBoundsEffect } from './analysis';
import { binColumn, comparedSample, MISSING, type BinnedColumn } from './binned';
import { groundsForBounds } from './boundGround';
import { boundReason, type Tally } from './boundReason';
import { keepsBin, safestBox, type BoundedColumn, type Kept } from './safeBox';
import { roundCut } from './roundCut';
import { countOf } from './statistics/proportion';
import type { SweepSpace } from './sweepSpace';

/** What safe bounds are worked out from, besides the runs. */
export interface SafeBoundsContext {
  readonly parameters: readonly ParameterResult[];
  readonly interactions: readonly Interaction[];
  /** Id of the best run, which stays inside; `null` where none is known. */
  readonly best: string | null;
  /** The sweep that the runs came from; without it, ranges are those that the runs tried. */
  readonly space: SweepSpace | null;
}

/** Safe bounds and their price; no bounds and no price where the runs give no reason for any. */
export interface SafeBounds {
  readonly bounds: readonly SafeBound[];
  readonly effect: SafeBoundsEffect | null;
}

const NOTHING: SafeBounds = { bounds: [], effect: null };
/** Steps between neighbouring values at which a number may be cut. */
const CUTS = 60;
/** Parameters that are considered, most telling first. */
const MAX_COLUMNS = 6;

/**
 * The ranges of the sweep's own parameters that keep most completed runs, the best one among them, and crash least
 * ({@link safestBox}), with their price. Only parameters are bounded for which the runs give a reason: a strong verdict,
 * a threshold that stands the correction for all parameters, or an interaction; settings without effect never are. Bounds
 * are round numbers between neighbouring values, whole where the parameter is, on its own scale.
 */
export function findSafeBounds(table: RunTable, context: SafeBoundsContext): SafeBounds {
  const rows = comparedSample(table);
  const crashed = Uint8Array.from(rows, (row) => (table.rows[row]!.group === 'crashed' ? 1 : 0));
  const columns = supportedColumns(table, rows, context);
  if (columns.length === 0) return NOTHING;
  const bestRun = rows.findIndex((row) => table.rows[row]!.id === context.best);
  const box = safestBox(columns, crashed, bestRun < 0 ? null : bestRun);
  if (box === null) return NOTHING;

  const bounds = columns.flatMap(({ column }, index) => {
    const kept = box.kept[index];
    return kept ? (boundOf(column, kept, context) ?? []) : [];
  });
  if (bounds.length === 0) return NOTHING;
  // A bound does not concern a run without the parameter.
  const isInside = (place: number): boolean =>
    bounds.every(({ column: { bins }, kept }) => bins[place] === MISSING || keepsBin(kept, bins[place]!));
  const reasoned = bounds.map(({ column, kept, bound }): SafeBound => {
    const [within, beyond] = talliesOf(column, kept, crashed);
    const threshold = context.parameters.find(({ name }) => name === bound.parameter)?.threshold ?? null;
    const reason = boundReason(bound, within, beyond, { threshold, isAlone: bounds.length === 1 });
    return { ...bound, reason };
  });
  return { bounds: reasoned, effect: effectOf(crashed, isInside, bestRun, bounds) };
}

/** The runs that have a parameter, within what is kept of it and beyond. */
function talliesOf({ bins }: BinnedColumn, kept: Kept, crashed: Uint8Array): readonly [within: Tally, beyond: Tally] {
  const within = { crashed: 0, total: 0 };
  const beyond = { crashed: 0, total: 0 };
  for (let place = 0; place < bins.length; place++) {
    if (bins[place] === MISSING) continue;
    const tally = keepsBin(kept, bins[place]!) ? within : beyond;
    tally.total++;
    tally.crashed += crashed[place]!;
  }
  return [within, beyond];
}

/** Parameters that may be bounded, and from where. */
function supportedColumns(
  table: RunTable,
  rows: Int32Array,
  { parameters, interactions, space }: SafeBoundsContext,
): readonly BoundedColumn[] {
  const sides = new Map<string, { upper: boolean; lower: boolean }>();
  const support = (name: string, side: 'upper' | 'lower' | 'either'): void => {
    const known = sides.get(name) ?? { upper: false, lower: false };
    sides.set(name, { upper: known.upper || side !== 'lower', lower: known.lower || side !== 'upper' });
  };
  for (const { name, threshold, effect } of groundsForBounds(parameters)) {
    if (threshold === null) support(name, effect === null ? 'either' : effect.auc > 0.5 ? 'upper' : 'lower');
    else if (threshold.direction === 'above') support(name, 'upper');
    else if (threshold.direction === 'below') support(name, 'lower');
    else support(name, 'either');
  }
  for (const { terms, lift } of interactions) {
    for (const { parameter, op } of terms) {
      const isAbove = op === '>' || op === '>=';
      support(parameter, op === 'in' ? 'either' : isAbove === lift > 1 ? 'upper' : 'lower');
    }
  }
  const inert = new Set(parameters.filter(({ verdict }) => verdict === 'inert').map(({ name }) => name));
  const byName = new Map<string, Column>(table.columns.map((column) => [column.name, column]));
  return [...sides]
    .filter(([name]) => !inert.has(name) && (space === null || isSwept(space.distributions.get(name))))
    .slice(0, MAX_COLUMNS)
    .flatMap(([name, { upper, lower }]) => {
      const column = byName.get(name);
      if (column === undefined) return [];
      const binned = binColumn(column, rows, { splits: CUTS, smallestSide: 1 });
      return binned.binCount > 1 ? [{ column: binned, upper, lower }] : [];
    });
}

function isSwept(distribution: Distribution | undefined): boolean {
  return distribution !== undefined && distribution.name !== 'constant';
}

interface ProposedBound {
  readonly column: BinnedColumn;
  readonly kept: Kept;
  readonly bound: Omit<SafeBound, 'reason'>;
  /** Share of the parameter's draws that stays (0–1). */
  readonly share: number;
}

/** The bound that keeps the given bins; `null` where the sweep lies within it already, or altogether outside. */
function boundOf(column: BinnedColumn, kept: Kept, { space, parameters }: SafeBoundsContext): ProposedBound | null {
  const parameter = column.column.name;
  const distribution = space?.distributions.get(parameter);
  const proposed = (from: Bounds, to: Bounds, share: number): ProposedBound => ({
    column,
    kept,
    bound: { parameter, from, to },
    share,
  });
  if (distribution?.kind === 'discrete' || kept.without !== undefined) {
    const values = distribution?.kind === 'discrete' ? distribution.values : levelsOf(column.column);
    const chances = distribution?.kind === 'discrete' ? distribution.chances : values.map(() => 1 / values.length);
    const stays = values.map((value) => keepsValue(column, kept, value));
    const share = chances.reduce((sum, chance, i) => sum + (stays[i] ? chance : 0), 0);
    const left = values.filter((_, i) => stays[i]);
    if (left.length === 0 || left.length === values.length) return null;
    return proposed({ values }, { values: left }, share);
  }
  const { from, scale, round } = rangeOf(column, distribution, parameters);
  const [lowest, highest] = [cutBelow(column, kept.from, scale), cutBelow(column, kept.to + 1, scale)];
  const min = lowest === null ? from.min : Math.max(from.min, round(lowest.cut, lowest, 'up'));
  const max = highest === null ? from.max : Math.min(from.max, round(highest.cut, highest, 'down'));
  if (!(min <= max) || (min <= from.min && max >= from.max)) return null;
  const inside = distribution === undefined ? widthOf(min, max, from, scale) : shareInside(distribution, min, max);
  return proposed(from, { min, max }, inside ?? 1);
}

interface Cut {
  readonly cut: number;
  /** Neighbouring values of runs on either side of it. */
  readonly low: number;
  readonly high: number;
}

/** The cut below a bin of numbers; `null` below the first and above the last one. */
function cutBelow({ splits }: BinnedColumn, bin: number, scale: 'linear' | 'log'): Cut | null {
  const split = splits[bin - 1];
  if (split?.kind !== 'cut') return null;
  return { low: split.low, high: split.high, cut: roundCut(split.low, split.high, 'above', scale) };
}

/** The range of a number, its scale, and how a bound is rounded to what the parameter can be. */
function rangeOf(
  { column }: BinnedColumn,
  distribution: Distribution | undefined,
  parameters: readonly ParameterResult[],
): {
  readonly from: { readonly min: number; readonly max: number };
  readonly scale: 'linear' | 'log';
  readonly round: (cut: number, between: Cut, towards: 'up' | 'down') => number;
} {
  const result = parameters.find(({ name }) => name === column.name);
  const ends = [result?.completed, result?.crashed];
  const observed = {
    min: Math.min(...ends.map((figures) => figures?.min ?? Infinity)),
    max: Math.max(...ends.map((figures) => figures?.max ?? -Infinity)),
  };
  const known = distribution === undefined ? null : support(distribution);
  const isKnown = known !== null && Number.isFinite(known.low) && Number.isFinite(known.high);
  const isWhole = distribution === undefined ? holdsWholeNumbers(column) : distribution.kind === 'int_uniform';
  const step = isWhole ? 1 : distribution?.kind === 'continuous' ? distribution.q : null;
  const round = (cut: number, { low, high }: Cut, towards: 'up' | 'down'): number => {
    if (step === null) return cut;
    const steps = cut / step;
    const near = (towards === 'up' ? Math.ceil(steps - 1e-9) : Math.floor(steps + 1e-9)) * step;
    const clean = Number(near.toPrecision(12));
    return towards === 'up' ? Math.min(high, clean) : Math.max(low, clean);
  };
  return { from: isKnown ? { min: known.low, max: known.high } : observed, scale: result?.scale ?? 'linear', round };
}

/** Whether all values that runs have are whole; so it is where there is none. */
function holdsWholeNumbers(column: Column): boolean {
  return column.kind === 'category' || column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
}

/** The share of a range's width, in logarithms on a log scale; whole numbers count their ends. */
function widthOf(
  min: number,
  max: number,
  from: { readonly min: number; readonly max: number },
  scale: 'linear' | 'log',
): number {
  const place = (value: number): number => (scale === 'log' ? Math.log(value) : value);
  const width = place(from.max) - place(from.min);
  return width > 0 ? (place(max) - place(min)) / width : 1;
}

function levelsOf(column: Column): readonly (string | number | boolean | null)[] {
  return column.kind === 'category' ? (column.levelValues ?? column.levels) : [];
}

/** Whether a value of the sweep stays. Levels that no run tried say nothing, and stay. */
function keepsValue(column: BinnedColumn, kept: Kept, value: string | number | boolean | null): boolean {
  if (kept.without === undefined) {
    const [low, high] = [cutBelow(column, kept.from, 'linear'), cutBelow(column, kept.to + 1, 'linear')];
    const number = asNumber(value);
    return number === null || ((low === null || number > low.cut) && (high === null || number < high.cut));
  }
  const levels = levelsOf(column.column);
  const code = levels.findIndex((level) => isSameValue(level, value));
  const bin = column.levelOf.indexOf(code);
  return !kept.without.has(bin < 0 && code >= 0 ? column.levelOf.length : bin);
}

function effectOf(
  crashed: Uint8Array,
  isInside: (place: number) => boolean,
  bestRun: number,
  bounds: readonly ProposedBound[],
): SafeBoundsEffect {
  let [crashesTotal, crashesKept, completedKept] = [0, 0, 0];
  crashed.forEach((one, place) => {
    crashesTotal += one;
    if (!isInside(place)) return;
    if (one === 1) crashesKept++;
    else completedKept++;
  });
  return {
    crashesAvoided: crashesTotal - crashesKept,
    crashesTotal,
    completedKept,
    completedTotal: crashed.length - crashesTotal,
    bestRunKept: bestRun < 0 ? null : isInside(bestRun),
    // Parameters are drawn independently of each other.
    spaceKept: bounds.reduce((product, { share }) => product * share, 1),
    inside: countOf(crashesKept, crashesKept + completedKept),
  };
}
