import type { Interaction, InteractionTerm } from '../analysis/analysis';
import { plainText } from '../plainText';
import { quantile, support, type Distribution, type DrawValue } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { parametersOf } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { flowYaml, yamlText } from '../sweep/writeYaml';
import { pythonLiteral } from './python';

/** One parameter that stands for several which crash together: its values are their safe combinations. */
export interface PairedParameters {
  /** Its name, which the sweep does not have yet. */
  readonly name: string;
  /** To be pasted below `parameters:` in the place of the others. */
  readonly yaml: string;
  /** For the training script, behind `wandb.init()`: makes single settings of it again. */
  readonly python: string;
  readonly kept: number;
  readonly dropped: number;
  /** What is lost by it, in a sentence. */
  readonly note: string;
}

/** Values of a number that are tried, by how many parameters there are: combinations multiply. */
const LEVELS: Readonly<Record<number, number>> = { 2: 5, 3: 3 };
const MAX_VALUES = 8;

/**
 * A region that crashed as one categorical parameter without it, since W&B knows no conditions between parameters: each
 * number at a few quantiles of its range, each category with all its values, every combination outside of the region.
 * `null` where the sweep does not search all of them, or no combination or all of them would be left.
 */
export function pairedParameters({ terms, lift }: Interaction, { root }: SweepDocument): PairedParameters | null {
  const known = new Map(parametersOf(root).map((parameter) => [parameter.configName, parameter]));
  const levels = terms.map(({ parameter }) => {
    const distribution = readDistribution(known.get(parameter)?.fields ?? new Map())?.distribution;
    return distribution === undefined ? [] : levelsOf(distribution, LEVELS[terms.length] ?? 3);
  });
  const names = terms.map(({ parameter }) => parameter);
  if (new Set(names).size < terms.length || levels.some(({ length }) => length < 2)) return null;
  const all = levels.reduce<readonly (readonly DrawValue[])[]>(
    (combinations, values) => combinations.flatMap((combination) => values.map((value) => [...combination, value])),
    [[]],
  );
  const kept = all.filter((values) => terms.every((term, i) => holds(term, values[i]!)) === lift < 1);
  if (kept.length === 0 || kept.length === all.length) return null;
  const name = freeName(names, known);
  const lines = kept.map(
    (values) => `      - ${flowYaml(Object.fromEntries(names.map((key, i) => [key, values[i]!])))}\n`,
  );
  return {
    name,
    yaml: `  ${yamlText(name)}:\n    values:\n${lines.join('')}`,
    python: `run.config.update(run.config[${pythonLiteral(name)}], allow_val_change=True)\n`,
    kept: kept.length,
    dropped: all.length - kept.length,
    note:
      `${names.map((one) => plainText(one, 60)).join(' and ')} are then drawn from ${String(kept.length)} combinations, ` +
      'not from ranges; bayes takes their order for a scale, so that random suits them better.',
  };
}

/** A few values of a distribution; of a range the middles of equally likely parts, with three digits. */
function levelsOf(distribution: Distribution, count: number): readonly DrawValue[] {
  if (distribution.kind === 'discrete') {
    const { values } = distribution;
    // A list or mapping has no place in a combination of single settings.
    return values.includes(null) || values.length > MAX_VALUES ? [] : [...new Set(values)];
  }
  const ends = support(distribution);
  const values = Array.from({ length: count }, (_, i) => quantile(distribution, (i + 0.5) / count));
  return [
    ...new Set(
      values.flatMap((value) => {
        if (value === null || !Number.isFinite(value)) return [];
        const near = Number(value.toPrecision(3));
        return ends !== null && near >= ends.low && near <= ends.high ? [near] : [value];
      }),
    ),
  ];
}

function holds({ op, value }: InteractionTerm, setting: DrawValue): boolean {
  if (op === 'in') return (typeof value === 'object' ? value : [value]).some((one) => one === setting);
  if (typeof value !== 'number' || typeof setting !== 'number') return false;
  return op === '>'
    ? setting > value
    : op === '>='
      ? setting >= value
      : op === '<'
        ? setting < value
        : setting <= value;
}

/** Names of W&B's parameters are letters, digits, `_`, `.` and `-`; a dot would make a group of it. */
function freeName(names: readonly string[], known: ReadonlyMap<string, unknown>): string {
  const joined = names.map((name) => name.replace(/[^A-Za-z0-9_]/g, '_')).join('_and_');
  let name = /^[A-Za-z_]/.test(joined) ? joined : `_${joined}`;
  while (known.has(name)) name += '_pair';
  return name;
}
