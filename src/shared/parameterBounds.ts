/** Bounds that a person tries on the parameters of a sweep, and what they would have done to its runs. */
import type { Analysis, ParameterResult, SafeBound, SafeBoundsEffect, Threshold } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { listOf } from '../core/report/findings';
import { formatExact, formatRange } from '../core/report/format';
import { asNumber } from '../core/runs/sameValue';
import { t } from './l10n';
import { columnNamed, GROUPS, type PanelTable } from './panelTable';

/** A number kept from `min` to `max`, both included; `null` is open. */
export interface RangeBound {
  readonly kind: 'range';
  readonly parameter: string;
  readonly min: number | null;
  readonly max: number | null;
}

/** A category kept to all levels but these. */
export interface LevelBound {
  readonly kind: 'levels';
  readonly parameter: string;
  readonly without: readonly string[];
}

export type ParameterBound = RangeBound | LevelBound;

/** What bounds avoid and keep, as the analysis says it of its own. */
export type BoundsEffect = Omit<SafeBoundsEffect, 'spaceKept' | 'inside'>;

/** Whether `bound` leaves nothing out. */
export function isOpen(bound: ParameterBound): boolean {
  return bound.kind === 'range' ? bound.min === null && bound.max === null : bound.without.length === 0;
}

/**
 * The bound to begin with: the safe bound of the analysis; where it has none at all, the threshold of a strong finding.
 * Open for everything else, and where runs crash in the middle, which no range leaves out.
 */
export function proposedBound(result: ParameterResult, { safeBounds }: Analysis): ParameterBound {
  const { name: parameter, threshold, verdict } = result;
  const safe = safeBounds.find((bound) => bound.parameter === parameter);
  if (safe !== undefined) return fromSafe(safe, result);
  if (result.kind === 'category') return { kind: 'levels', parameter, without: [] };
  const isTold = verdict === 'strong' && safeBounds.length === 0;
  const [min, max] = threshold === null || !isTold ? [null, null] : within(threshold);
  return { kind: 'range', parameter, min, max };
}

function fromSafe({ parameter, from, to }: SafeBound, { kind, levels }: ParameterResult): ParameterBound {
  if (!('values' in to)) {
    const [low, high] = 'values' in from ? [-Infinity, Infinity] : [from.min, from.max];
    return { kind: 'range', parameter, min: to.min > low ? to.min : null, max: to.max < high ? to.max : null };
  }
  if (kind === 'number') {
    // A sweep file may have them as text, which W&B reads as numbers again.
    const numbers = to.values.map(asNumber).filter((value) => value !== null);
    return { kind: 'range', parameter, min: Math.min(...numbers), max: Math.max(...numbers) };
  }
  const kept = new Set(to.values.map(String));
  const without = levels.map(({ value }) => String(value)).filter((level) => !kept.has(level));
  return { kind: 'levels', parameter, without };
}

/** The ends of the range in which a threshold says that runs complete. */
function within({ direction, value }: Threshold): readonly [number | null, number | null] {
  const [low, high] = typeof value === 'number' ? [value, value] : value;
  switch (direction) {
    case 'above':
      return [null, high];
    case 'below':
      return [low, null];
    case 'outside':
      return [low, high];
    case 'inside':
      return [null, null];
  }
}

/**
 * What `bounds` together would have avoided and kept of the compared runs; one pass over them for each bound. A bound
 * does not concern a run without a value. `best` is the row of the best run, -1 where there is none.
 */
export function boundsEffect(table: PanelTable, bounds: readonly ParameterBound[], best: number): BoundsEffect {
  const leftOut = new Uint8Array(table.count);
  for (const bound of bounds) leaveOut(leftOut, table, bound);
  const totals = [0, 0, 0];
  const kept = [0, 0, 0];
  for (let row = 0; row < table.count; row++) {
    const group = table.groups[row]!;
    totals[group]!++;
    kept[group]! += 1 - leftOut[row]!;
  }
  const [completed, crashed] = [GROUPS.indexOf('completed'), GROUPS.indexOf('crashed')];
  return {
    crashesAvoided: totals[crashed]! - kept[crashed]!,
    crashesTotal: totals[crashed]!,
    completedKept: kept[completed]!,
    completedTotal: totals[completed]!,
    bestRunKept: best < 0 ? null : leftOut[best] === 0,
  };
}

function leaveOut(leftOut: Uint8Array, table: PanelTable, bound: ParameterBound): void {
  const column = columnNamed(table, bound.parameter);
  if (column === null || isOpen(bound)) return;
  if (column.kind === 'number' && bound.kind === 'range') {
    const { values } = column;
    const [min, max] = [bound.min ?? -Infinity, bound.max ?? Infinity];
    // NaN is on neither side.
    for (let row = 0; row < values.length; row++) if (values[row]! < min || values[row]! > max) leftOut[row] = 1;
  } else if (column.kind === 'category' && bound.kind === 'levels') {
    const without = new Set(bound.without);
    const isOut = Uint8Array.from(column.labels, (label) => (without.has(label) ? 1 : 0));
    for (let row = 0; row < table.count; row++) if (isOut[column.codes[row]!] === 1) leftOut[row] = 1;
  }
}

/** `avoids 11 of 13 crashes, keeps 8 of 8 completed, best run kept`. */
export function effectOfBounds(effect: BoundsEffect): string {
  const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept } = effect;
  const best = bestRunKept === null ? '' : bestRunKept ? t(', best run kept') : t(', best run lost');
  return (
    t(
      'avoids {0} crashes, keeps {1} completed',
      share(crashesAvoided, crashesTotal),
      share(completedKept, completedTotal),
    ) + best
  );
}

function share(part: number, whole: number): string {
  return t('{0} of {1}', part.toLocaleString('en-US'), whole.toLocaleString('en-US'));
}

/** `mixup ≤ 0.15`, `lr0 0.001–0.01`, `optimizer without adam`. */
export function boundWords(bound: ParameterBound): string {
  return `${plainText(bound.parameter, 60)} ${boundRange(bound)}`.trim();
}

/** `≤ 0.15`, `0.001–0.01`, `without adam`; nothing for an open bound. */
export function boundRange(bound: ParameterBound): string {
  if (isOpen(bound)) return '';
  if (bound.kind === 'levels') {
    return `without ${listOf(
      bound.without.map((level) => plainText(level, 40)),
      5,
    )}`;
  }
  const { min, max } = bound;
  if (min === null) return `≤ ${formatExact(max!)}`;
  return max === null ? `≥ ${formatExact(min)}` : formatRange(formatExact(min), formatExact(max));
}

/** Whether two bounds leave out the same. */
export function areSameBounds(a: ParameterBound, b: ParameterBound): boolean {
  if (a.kind === 'range') return b.kind === 'range' && a.min === b.min && a.max === b.max;
  return b.kind === 'levels' && a.without.length === b.without.length && a.without.every((x) => b.without.includes(x));
}

/** Whether `value`, read back after a reload or sent by the page, is a bound: finite ends, the lower one first. */
export function isParameterBound(value: unknown): value is ParameterBound {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, parameter, min, max, without } = value as Readonly<Record<string, unknown>>;
  if (typeof parameter !== 'string') return false;
  const isEnd = (end: unknown): boolean => end === null || (typeof end === 'number' && Number.isFinite(end));
  if (kind === 'range') return isEnd(min) && isEnd(max) && (min === null || max === null || min! <= max!);
  return kind === 'levels' && Array.isArray(without) && without.every((level) => typeof level === 'string');
}
