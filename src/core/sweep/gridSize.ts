import { resolveAlias, type SweepNode } from './node';
import type { Parameter } from './parameters';
import { itemsOf, readDistribution } from './readDistribution';

/** How many runs `method: grid` makes, and from which parameters. */
export interface GridSize {
  /** Number of configurations; `null` where `unusable` holds something, since W&B then makes none. */
  readonly runs: bigint | null;
  /** The parameters that multiply the runs, in file order, with how many different values each has. */
  readonly factors: readonly { readonly parameter: Parameter; readonly count: bigint }[];
  /** Parameters that a grid can't list: continuous ones, ones with probabilities, and broken ones. */
  readonly unusable: readonly Parameter[];
}

/**
 * Counts what W&B's engine (wandb/sweeps b1dfc5f, `grid_search.py`) would run through: values that are equal count
 * once, `int_uniform` holds both of its bounds, `q_uniform` leaves out its upper one. A sweep of constants is one run.
 */
export function gridSize(parameters: readonly Parameter[]): GridSize {
  const factors: { readonly parameter: Parameter; readonly count: bigint }[] = [];
  const unusable: Parameter[] = [];
  let runs = 1n;
  for (const parameter of parameters) {
    if (parameter.kind === 'nested') continue;
    const count = gridCount(parameter);
    if (count === null) unusable.push(parameter);
    else if (count !== 1n) {
      factors.push({ parameter, count });
      runs *= count;
    }
  }
  return { runs: unusable.length > 0 ? null : runs, factors, unusable };
}

/** How many values a grid tries of one parameter; `null` where it can't list them. */
export function gridCount({ fields }: Pick<Parameter, 'fields'>): bigint | null {
  const distribution = readDistribution(fields)?.distribution;
  switch (distribution?.name) {
    case 'constant':
      return 1n;
    case 'categorical':
      return BigInt(new Set(itemsOf(fields.get('values')).map(identity)).size);
    case 'int_uniform':
      return BigInt(distribution.max) - BigInt(distribution.min) + 1n;
    case 'q_uniform': {
      const { law, q } = distribution;
      // numpy.arange(min, max, q): as many steps as fit below max.
      const steps = 'low' in law ? Math.ceil((law.high - law.low) / (q ?? 1)) : NaN;
      return Number.isFinite(steps) ? BigInt(steps) : null;
    }
    default:
      return null;
  }
}

/** How deep a list or mapping is compared; deeper ones count as equal, which ends cycles of aliases. */
const MAX_DEPTH = 8;
/** How much of a value is compared, in nodes; what is left over counts as equal, which keeps alias bombs small. */
const MAX_NODES = 10_000;

/** A text that is the same for values that the engine takes as equal: `1` and `1.0`, but not `1` and `"1"`. */
export function identity(node: SweepNode): string {
  const value = resolveAlias(node);
  if (value.kind === 'scalar' && typeof value.value === 'number')
    return `number ${numberText(value.value, value.source)}`;
  return identityInside(value, MAX_DEPTH, { left: MAX_NODES });
}

function identityInside(node: SweepNode, depth: number, budget: { left: number }): string {
  const value = resolveAlias(node);
  if (budget.left-- <= 0 || depth === 0) return '…';
  switch (value.kind) {
    case 'scalar': {
      const text = typeof value.value === 'number' ? numberText(value.value, value.source) : String(value.value);
      return JSON.stringify([value.type, text]);
    }
    case 'sequence':
      return `[${value.items.map((item) => identityInside(item, depth - 1, budget)).join()}]`;
    case 'mapping': {
      const entries = value.entries.map(
        (entry) => `${identityInside(entry.key, 1, budget)}:${identityInside(entry.value, depth - 1, budget)}`,
      );
      return `{${entries.sort().join()}}`;
    }
    case 'alias':
      return `*${value.name}`;
  }
}

/** Integers beyond 2^53 keep their digits, since two of them may be one JavaScript number. */
function numberText(value: number, source: string): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? source : String(value);
}
