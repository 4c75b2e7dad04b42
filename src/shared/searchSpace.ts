/** What the sweep lets each parameter be: the ranges against which the page draws what the runs had. */
import type { SweepDocument } from '../core/sweep/document';
import { quantile, support, type Distribution, type DrawValue } from '../core/sweep/distributions';
import { fixedValue, parametersOf } from '../core/sweep/parameters';
import { readDistribution } from '../core/sweep/readDistribution';

/** One parameter that the sweep varies. */
export interface SearchRange {
  /** As runs log it, nested ones dotted. */
  readonly parameter: string;
  /** W&B's name of the distribution, such as `log_uniform_values`. */
  readonly distribution: string;
  /** How draws spread: evenly in the value or in its logarithm. */
  readonly scale: 'linear' | 'log';
  /** Lowest and highest draw; `null` for choices that are no numbers. */
  readonly bounds: readonly [number, number] | null;
  /** Whether draws can lie beyond the bounds, which then hold 99.8 % of them: normal distributions and their kin. */
  readonly isOpen: boolean;
  /** The choices of a categorical parameter; `null` for ranges. */
  readonly values: readonly DrawValue[] | null;
}

/** Below and above these shares of the draws, the tails of a distribution without bounds are not shown. */
const TAILS = [0.001, 0.999] as const;

/** The ranges of all parameters of `document` that vary and can be read. */
export function searchSpace({ root }: SweepDocument): readonly SearchRange[] {
  return parametersOf(root).flatMap((parameter): readonly SearchRange[] => {
    if (parameter.kind === 'nested' || fixedValue(parameter) !== null) return [];
    const read = readDistribution(parameter.fields);
    return read === null ? [] : [rangeOf(parameter.configName, read.distribution)];
  });
}

function rangeOf(parameter: string, distribution: Distribution): SearchRange {
  const ends = support(distribution);
  const isOpen = ends !== null && !(Number.isFinite(ends.low) && Number.isFinite(ends.high));
  const shown = isOpen ? TAILS.map((share) => quantile(distribution, share)) : [ends?.low, ends?.high];
  const [low, high] = shown;
  return {
    parameter,
    distribution: distribution.name,
    scale: isLogarithmic(distribution) ? 'log' : 'linear',
    bounds: isNumber(low) && isNumber(high) ? [low, high] : null,
    isOpen,
    values: distribution.kind === 'discrete' ? distribution.values : null,
  };
}

function isLogarithmic(distribution: Distribution): boolean {
  return distribution.kind === 'continuous' && distribution.law.kind.startsWith('log-');
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
