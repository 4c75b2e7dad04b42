import type { Interaction } from '../analysis/analysis';
import { settingHolds } from '../analysis/regionRuns';
import { quantile, support, type Distribution, type DrawValue } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { methodOf, parametersOf } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { yamlText } from '../sweep/writeYaml';

/** One parameter that stands for several which crash together: its values are their safe combinations. */
export interface PairedParameters {
  /** Its name, which the sweep does not have yet: letters, digits and `_`. */
  readonly name: string;
  /** The parameters that it stands for. */
  readonly replaced: readonly string[];
  /** Its values: each combination as JSON, which is one text for W&B, for a command line and for `json.loads`. */
  readonly values: readonly string[];
  /** To be pasted below `parameters:` in the place of the others. */
  readonly yaml: string;
  readonly kept: number;
  readonly dropped: number;
  /** What it holds and what is lost by it, in a sentence or two. */
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
  const distributions = terms.map(
    ({ parameter }) => readDistribution(known.get(parameter)?.fields ?? new Map())?.distribution,
  );
  const levels = distributions.map((distribution) =>
    distribution === undefined ? [] : levelsOf(distribution, LEVELS[terms.length] ?? 3),
  );
  const names = terms.map(({ parameter }) => parameter);
  if (new Set(names).size < terms.length || levels.some(({ length }) => length < 2)) return null;
  const all = levels.reduce<readonly (readonly DrawValue[])[]>(
    (combinations, values) => combinations.flatMap((combination) => values.map((value) => [...combination, value])),
    [[]],
  );
  const kept = all.filter((values) => terms.every((term, i) => settingHolds(term, values[i]!)) === lift < 1);
  if (kept.length === 0 || kept.length === all.length) return null;
  const name = freeName(names, known);
  // With a whole q, whole numbers are what is meant.
  const isFloat = distributions.map((one) => one?.kind === 'continuous' && !Number.isInteger(one.q));
  const texts = kept.map((values) => jsonText(names.map((key, i) => [key, jsonValue(values[i]!, isFloat[i]!)])));
  const lines = texts.map((text) => `      - '${text.replaceAll("'", "''")}'\n`);
  return {
    name,
    replaced: names,
    values: texts,
    yaml: `  ${yamlText(name)}:\n    values:\n${lines.join('')}`,
    kept: kept.length,
    dropped: all.length - kept.length,
    note:
      `Its ${String(kept.length)} values are combinations of a few values of each; ` +
      `${String(all.length - kept.length)} in the region that crashed are left out.` +
      (methodOf(root) === 'bayes' ? ' bayes takes their order for a scale: method random suits them better.' : ''),
  };
}

/** A value as JSON. What the sweep drew as a float stays one: Python reads `2` as an int, and `2.0` as a float. */
function jsonValue(value: DrawValue, isFloat: boolean): string {
  const text = JSON.stringify(value);
  return isFloat && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A combination as JSON with spaces as Python writes it, in ASCII alone so that any reader of the file takes it as it is. */
function jsonText(settings: readonly (readonly [key: string, json: string])[]): string {
  const pairs = settings.map(([key, json]) => `${JSON.stringify(key)}: ${json}`);
  return `{${pairs.join(', ')}}`.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
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

/** Names of W&B's parameters are letters, digits, `_`, `.` and `-`; a dot would make a group of it. */
function freeName(names: readonly string[], known: ReadonlyMap<string, unknown>): string {
  const joined = names.map((name) => name.replace(/[^A-Za-z0-9_]/g, '_')).join('_and_');
  let name = /^[A-Za-z_]/.test(joined) ? joined : `_${joined}`;
  while (known.has(name)) name += '_pair';
  return name;
}
