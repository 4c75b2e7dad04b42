import type { Distribution, DrawValue } from '../sweep/distributions';
import { gridAxis } from '../sweep/grid';
import { methodOf, type Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import type { RuleContext } from './rule';

/** A grid of more steps is looked at as if it were drawn at random. */
const MAX_STEPS = 10_000;

/** Whether the sweep goes through a grid. */
export function isGrid({ document }: Pick<RuleContext, 'document'>): boolean {
  return methodOf(document.root) === 'grid';
}

/** What the sweep tries of a parameter: of a grid the steps that it takes, which start at `min` and leave out `max`. */
export function drawsOf(context: Pick<RuleContext, 'document'>, parameter: Parameter): Distribution | null {
  const distribution = readDistribution(parameter.fields)?.distribution ?? null;
  if (distribution?.name !== 'q_uniform' || !isGrid(context)) return distribution;
  const axis = gridAxis(parameter);
  if (!axis || axis.length === 0 || axis.length > MAX_STEPS) return distribution;
  const values = Array.from({ length: axis.length }, (_, index) => axis.at(index) as DrawValue);
  return { kind: 'discrete', name: 'categorical', values, chances: values.map(() => 1 / values.length) };
}
