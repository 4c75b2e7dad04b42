import type { Distribution, DrawValue } from '../sweep/distributions';
import { gridAxis } from '../sweep/grid';
import { DISTRIBUTIONS, distributionSpec } from '../sweep/keys';
import type { Parameter } from '../sweep/parameters';
import { methodOf } from './method';
import { readDistribution } from '../sweep/readDistribution';
import { bodyKeys } from './bodyKeys';
import type { RuleContext } from './rule';
import { hasSplitValue } from './splitValue';

/** A grid of more steps is looked at as if it were drawn at random. */
const MAX_STEPS = 10_000;
/** Every key that says something about draws. */
const ARGUMENTS = new Set([
  ...DISTRIBUTIONS.flatMap(({ required, optional }) => [...required, ...optional]),
  'parameters',
]);

/** Whether the sweep goes through a grid. */
export function isGrid({ document }: Pick<RuleContext, 'document'>): boolean {
  return methodOf(document.root) === 'grid';
}

/**
 * The distribution of a parameter; `null` also where keys stand beside each other that do not go together, since then
 * nobody can tell what is meant (S01 says so).
 */
export function clearDistribution(context: RuleContext, parameter: Parameter): Distribution | null {
  return context.once(clearDistributions).get(parameter) ?? null;
}

function clearDistributions(context: RuleContext): ReadonlyMap<Parameter, Distribution | null> {
  const read = (parameter: Parameter): Distribution | null =>
    hasSplitValue(context, parameter) || hasMisspeltLaw(context, parameter) ? null : readClear(parameter);
  return new Map(context.parameters.map((parameter) => [parameter, read(parameter)]));
}

/** `mu` or `sigma` by another name: what W&B takes in its place, 0 or 1, is not what is meant. */
function hasMisspeltLaw(context: RuleContext, parameter: Parameter): boolean {
  return bodyKeys(context, parameter)?.unknown.some(({ meant }) => meant === 'mu' || meant === 'sigma') === true;
}

function readClear({ fields }: Parameter): Distribution | null {
  const distribution = readDistribution(fields)?.distribution ?? null;
  const spec = distribution && distributionSpec(distribution.name);
  for (const key of fields.keys()) {
    if (ARGUMENTS.has(key) && !spec?.required.includes(key) && !spec?.optional.includes(key)) return null;
  }
  return distribution;
}

/** What the sweep tries of a parameter: of a grid the steps that it takes, which start at `min` and leave out `max`. */
export function drawsOf(context: RuleContext, parameter: Parameter): Distribution | null {
  const distribution = clearDistribution(context, parameter);
  if (distribution?.name !== 'q_uniform' || !isGrid(context)) return distribution;
  const axis = gridAxis(parameter);
  if (!axis || axis.length === 0 || axis.length > MAX_STEPS) return distribution;
  const values = Array.from({ length: axis.length }, (_, index) => axis.at(index) as DrawValue);
  return { kind: 'discrete', name: 'categorical', values, chances: values.map(() => 1 / values.length) };
}
