import { identity } from './gridSize';
import type { Continuous } from './distributions';
import type { Parameter } from './parameters';
import { plainValue, type PlainValue } from './plainValue';
import { itemsOf, readDistribution } from './readDistribution';

/** The values of one parameter that a grid goes through, without listing them: there may be billions. */
export interface GridAxis {
  readonly parameter: Parameter;
  readonly length: number;
  /** The value at a place from 0 to `length` − 1. */
  at(index: number): PlainValue;
}

/**
 * What `method: grid` tries of a parameter, in the engine's order; `null` where a grid refuses it or it is broken.
 * wandb/sweeps, `grid_search.py`: `int_uniform` includes both bounds, `q_uniform` is `numpy.arange(min, max, q)`, and
 * values that count as equal are tried once, at the first one's place and as the last one is written.
 */
export function gridAxis(parameter: Parameter): GridAxis | null {
  const { fields } = parameter;
  const distribution = readDistribution(fields)?.distribution;
  switch (distribution?.name) {
    case 'constant':
      return listed(parameter, [plainValue(fields.get('value')!.value)]);
    case 'categorical': {
      const distinct = new Map(itemsOf(fields.get('values')).map((node) => [identity(node), node]));
      return listed(parameter, [...distinct.values()].map(plainValue));
    }
    case 'int_uniform': {
      const { min, max } = distribution;
      return { parameter, length: max - min + 1, at: (index) => min + index };
    }
    case 'q_uniform':
      return steps(parameter, distribution);
    default:
      return null;
  }
}

function listed(parameter: Parameter, values: readonly PlainValue[]): GridAxis {
  return { parameter, length: values.length, at: (index) => values[index] ?? null };
}

function steps(parameter: Parameter, { law, q }: Continuous): GridAxis | null {
  if (!('low' in law) || q === null) return null;
  const length = Math.ceil((law.high - law.low) / q);
  // numpy fills an arange by the difference of its first two values, which rounding keeps from being exactly q.
  const delta = law.low + q - law.low;
  return Number.isFinite(length) ? { parameter, length, at: (index) => law.low + index * delta } : null;
}
