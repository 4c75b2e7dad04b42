import type { Continuous, Discrete, Distribution, DistributionName, DrawValue, Law } from './distributions';
import { numberOf, resolveAlias, textOf, type Entry, type SweepNode } from './node';
import { plainValue } from './plainValue';
import { pythonFloat } from './scalar';

/** A parameter's distribution, and whether W&B infers it because the body names none. */
export interface ReadDistribution {
  readonly distribution: Distribution;
  readonly implied: boolean;
}

/**
 * What a body draws, or `null` where it is too broken to tell. More lenient than W&B on purpose: a bound that PyYAML
 * reads as text (`1e-5`) counts as the number that is meant (W&B's servers read it so), and mixed int and float bounds
 * count as uniform, so that the other rules still speak about the range.
 */
export function readDistribution(fields: ReadonlyMap<string, Entry>): ReadDistribution | null {
  const name = distributionNameOf(fields);
  const distribution = name === null ? null : distributionAs(name as DistributionName, fields);
  return distribution && { distribution, implied: !fields.has('distribution') };
}

/**
 * What a body draws, with lists and mappings as JSON: so the levels of runs have them, which can then be told apart.
 * `null` where it is too broken to tell.
 */
export function readLevels(fields: ReadonlyMap<string, Entry>): Distribution | null {
  const distribution = readDistribution(fields)?.distribution ?? null;
  if (distribution?.kind !== 'discrete') return distribution;
  const single = distribution.name === 'constant' ? fields.get('value') : undefined;
  const nodes = single ? [single.value] : itemsOf(fields.get('values'));
  const values = nodes.map((node): DrawValue => {
    const value = plainValue(node);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });
  return { ...distribution, values };
}

/** The name of a body's distribution, written or inferred, whether W&B knows it or not; `null` where there is none. */
export function distributionNameOf(fields: ReadonlyMap<string, Entry>): string | null {
  const named = fields.get('distribution');
  return named ? textOf(named.value) : impliedName(fields);
}

/** The number that a bound is meant as: an int or float, or text that reads as one (`1e-5`, `"0.1"`); else `null`. */
export function intendedNumber(node: SweepNode | undefined): number | null {
  const text = textOf(node);
  return text === null ? numberOf(node) : pythonFloat(text);
}

function impliedName(fields: ReadonlyMap<string, Entry>): DistributionName | null {
  if (fields.has('value')) return 'constant';
  if (fields.has('values')) return fields.has('probabilities') ? 'categorical_w_probabilities' : 'categorical';
  const min = fields.get('min');
  const max = fields.get('max');
  if (!min || !max) return null;
  return isInt(min.value) && isInt(max.value) ? 'int_uniform' : 'uniform';
}

function isInt(node: SweepNode): boolean {
  const scalar = resolveAlias(node);
  return scalar.kind === 'scalar' && scalar.type === 'int';
}

/** What a body would draw if its distribution were this one, leniently as above; `null` where its keys do not do for it. */
export function distributionAs(name: DistributionName, fields: ReadonlyMap<string, Entry>): Distribution | null {
  switch (name) {
    case 'constant': {
      const value = fields.get('value');
      return value ? { kind: 'discrete', name, values: [drawValue(value.value)], chances: [1] } : null;
    }
    case 'categorical':
    case 'categorical_w_probabilities':
      return discrete(name, fields);
    case 'int_uniform': {
      const bounds = boundsOf(fields);
      const [min, max] = bounds ? [Math.ceil(bounds.low), Math.floor(bounds.high)] : [NaN, NaN];
      return min <= max && Number.isFinite(max - min) ? { kind: 'int_uniform', name, min, max } : null;
    }
    default: {
      const law = lawOf(name, fields);
      return law && isSound(law) ? continuous(name, law, fields) : null;
    }
  }
}

function discrete(name: Discrete['name'], fields: ReadonlyMap<string, Entry>): Discrete | null {
  const values = itemsOf(fields.get('values'));
  if (values.length === 0) return null;
  const weights =
    name === 'categorical'
      ? values.map(() => 1)
      : itemsOf(fields.get('probabilities')).map((item) => numberOf(item) ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== values.length || !(total > 0) || weights.some((weight) => weight < 0)) return null;
  return { kind: 'discrete', name, values: values.map(drawValue), chances: weights.map((weight) => weight / total) };
}

/** The nodes of a body's list, none where it is no list. */
export function itemsOf(entry: Entry | undefined): readonly SweepNode[] {
  const list = entry ? resolveAlias(entry.value) : null;
  return list?.kind === 'sequence' ? list.items : [];
}

function drawValue(node: SweepNode): DrawValue {
  const scalar = resolveAlias(node);
  return scalar.kind === 'scalar' ? scalar.value : null;
}

function continuous(name: Continuous['name'], law: Law, fields: ReadonlyMap<string, Entry>): Continuous | null {
  if (!name.startsWith('q_')) return { kind: 'continuous', name, law, q: null };
  const q = fields.has('q') ? intendedNumber(fields.get('q')?.value) : 1;
  return q !== null && q > 0 ? { kind: 'continuous', name, law, q } : null;
}

function lawOf(name: Continuous['name'], fields: ReadonlyMap<string, Entry>): Law | null {
  const argument = (key: string, fallback: number): number => {
    const entry = fields.get(key);
    return entry ? (intendedNumber(entry.value) ?? NaN) : fallback;
  };
  const bounds = boundsOf(fields);
  switch (name) {
    case 'uniform':
    case 'q_uniform':
      return bounds && { kind: 'uniform', ...bounds };
    case 'log_uniform':
    case 'q_log_uniform':
      return bounds && { kind: 'log-uniform', low: Math.exp(bounds.low), high: Math.exp(bounds.high) };
    case 'inv_log_uniform':
      return bounds && { kind: 'log-uniform', low: Math.exp(-bounds.high), high: Math.exp(-bounds.low) };
    case 'log_uniform_values':
    case 'q_log_uniform_values':
    // ln(1/X) is uniform exactly where ln X is: the engine draws the same distribution.
    case 'inv_log_uniform_values':
      return bounds && { kind: 'log-uniform', ...bounds };
    case 'normal':
    case 'q_normal':
      return { kind: 'normal', mu: argument('mu', 0), sigma: argument('sigma', 1) };
    case 'log_normal':
    case 'q_log_normal':
      return { kind: 'log-normal', mu: argument('mu', 0), sigma: argument('sigma', 1) };
    case 'beta':
    case 'q_beta':
      return { kind: 'beta', a: argument('a', 1), b: argument('b', 1) };
    default:
      return null;
  }
}

/** Whether a law has finite arguments with which it can be drawn. */
function isSound(law: Law): boolean {
  switch (law.kind) {
    case 'uniform':
      return Number.isFinite(law.low) && Number.isFinite(law.high);
    case 'log-uniform':
      return law.low > 0 && Number.isFinite(law.high);
    case 'normal':
    case 'log-normal':
      return Number.isFinite(law.mu) && Number.isFinite(law.sigma) && law.sigma > 0;
    case 'beta':
      return law.a > 0 && law.b > 0 && Number.isFinite(law.a) && Number.isFinite(law.b);
  }
}

/** Bounds in order; `null` where one is missing, no number, or the lower is not below the upper. */
function boundsOf(fields: ReadonlyMap<string, Entry>): { readonly low: number; readonly high: number } | null {
  const low = intendedNumber(fields.get('min')?.value);
  const high = intendedNumber(fields.get('max')?.value);
  return low !== null && high !== null && low < high ? { low, high } : null;
}
