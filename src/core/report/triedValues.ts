import type { Analysis, ParameterResult, SafeBound } from '../analysis/analysis';
import { formatExact } from './format';

/** More values than these are a range that was tried, not a choice. */
const MOST_VALUES = 10;

/**
 * The few numbers that the runs tried of a parameter, such as 16, 32 and 64; `null` where they are many, or whole numbers
 * in a row. A bound between them is no value that anybody would write.
 */
export function triedValues({ kind, bins = [] }: Pick<ParameterResult, 'kind' | 'bins'>): readonly number[] | null {
  if (kind !== 'number' || bins.length < 2 || bins.length > MOST_VALUES) return null;
  if (bins.some(({ from, to }) => from !== to)) return null;
  const values = bins.map(({ from }) => from);
  const isInRow = values.every((value, i) => Number.isInteger(value) && value === values[0]! + i);
  return isInRow ? null : values;
}

/** The safe bounds as a report words them: the values that stay, where the runs tried only a few. */
export function shownBounds({ safeBounds, parameters }: Analysis): readonly SafeBound[] {
  return safeBounds.map((bound) => {
    const { from, to } = bound;
    const result = parameters.find(({ name }) => name === bound.parameter);
    const values = result === undefined ? null : triedValues(result);
    if (values === null || 'values' in from || 'values' in to) return bound;
    const stays = values.filter((value) => value >= to.min && value <= to.max);
    const tried = values.filter((value) => value >= from.min && value <= from.max);
    return stays.length === 0 || tried.length < values.length
      ? bound
      : { ...bound, from: { values }, to: { values: stays } };
  });
}

/** The few values that lie beyond a threshold, ` (64)`; empty where many were tried. */
export function valuesBeyond(parameter: Pick<ParameterResult, 'kind' | 'bins' | 'threshold'>): string {
  const values = triedValues(parameter);
  const { threshold } = parameter;
  if (values === null || threshold === null) return '';
  const { direction, value } = threshold;
  const isBeyond = (one: number): boolean => {
    if (typeof value !== 'number') return (one >= value[0] && one <= value[1]) === (direction === 'inside');
    return direction === 'above' ? one > value : one < value;
  };
  return ` (${values.filter(isBeyond).map(formatExact).join(', ')})`;
}
