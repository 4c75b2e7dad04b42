import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Result } from '../ports';
import type { SweepDocument } from './document';
import { quantile } from './distributions';
import { gridAxis, type GridAxis } from './grid';
import { gridSize } from './gridSize';
import { methodOf, parametersOf, type Parameter } from './parameters';
import { plainValue, type PlainValue } from './plainValue';
import { itemsOf, readDistribution } from './readDistribution';

/** How many configurations to draw (1–10,000, else the nearest of these; at most a million values in all) and the seed, of which 32 bits count. */
export interface SampleOptions {
  readonly count: number;
  readonly seed: number;
}

/** One parameter of the drawn configurations. */
export interface SampleColumn {
  /** Its name in a run's configuration: nested names joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
  /** Whether the sweep gives it one fixed value. */
  readonly isConstant: boolean;
}

/** Configurations of a sweep, as its method would choose them. */
export interface SweepSamples {
  readonly method: 'grid' | 'random' | 'bayes';
  /** The parameters in file order. */
  readonly columns: readonly SampleColumn[];
  /** One row a configuration, in the order of the runs; values by column. */
  readonly rows: readonly (readonly PlainValue[])[];
  /** How many configurations there are in all; `null` where the sweep never runs out of them. */
  readonly total: bigint | null;
  /** What to know when reading the rows, in one sentence; `null` where there is nothing. */
  readonly note: string | null;
}

const MAX_ROWS = 10_000;
/** Keeps a preview of thousands of parameters from taking all memory. */
const MAX_CELLS = 1_000_000;
const BAYES_NOTE =
  'bayes chooses the first two runs like this; from then on it prefers what did well, so real runs will differ.';

/**
 * Draws configurations as W&B's engine (wandb/sweeps) does: a value each from the inverse of the distribution's CDF at a
 * uniform random number, parameters sorted by name at every level. A grid goes through `itertools.product` in that
 * order, the last name fastest. W&B's own random numbers can't be had, so rows are equal in law, not in value. Where
 * nothing can be drawn, the error is one sentence that says why and what to do.
 */
export function sampleSweep(document: SweepDocument, options: SampleOptions): Result<SweepSamples, string> {
  const method = methodOf(document.root);
  if (method !== 'grid' && method !== 'random' && method !== 'bayes') return failed(methodProblem(method));
  const columns = parametersOf(document.root).filter(({ kind }) => kind !== 'nested');
  if (columns.length === 0) return failed('There are no parameters to draw: add some under parameters.');
  const unnamed = columns.find(({ entry }) => entry.name === null);
  if (unnamed) return failed(`The parameter name ${unnamed.name} is not text to YAML: put it in quotes.`);

  const most = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / columns.length));
  const count = Math.max(1, Math.min(most, Math.floor(options.count) || 1));
  const drawn = method === 'grid' ? gridRows(columns, count) : randomRows(columns, count, options.seed);
  if (!drawn.ok) return drawn;
  const value: SweepSamples = {
    method,
    columns: columns.map(({ configName, path, kind }) => ({ name: configName, path, isConstant: kind === 'constant' })),
    rows: drawn.value,
    total: method === 'grid' ? gridSize(columns).runs : null,
    note: method === 'bayes' ? BAYES_NOTE : null,
  };
  return { ok: true, value };
}

type Rows = readonly (readonly PlainValue[])[];

function failed(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

function methodProblem(method: string | null): string {
  if (method === 'custom')
    return 'method: custom leaves the choice to a program of yours, so there is nothing to draw.';
  return 'What is drawn depends on the method: set it to grid, random or bayes.';
}

/** Places of the columns in the order in which the engine goes through them: by name, level by level. */
function engineOrder(columns: readonly Parameter[]): number[] {
  return columns.map((_, column) => column).sort((a, b) => comparePaths(columns[a]!.path, columns[b]!.path));
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  }
  return a.length - b.length;
}

function gridRows(columns: readonly Parameter[], count: number): Result<Rows, string> {
  const axes = columns.map(gridAxis);
  const refused = columns.filter((_, column) => axes[column] === null);
  if (refused.length > 0) {
    const are = refused.length === 1 ? 'is neither' : 'are neither';
    return failed(`A grid can’t list ${named(refused)}, which ${are} values, value, int_uniform nor q_uniform.`);
  }
  const rows: PlainValue[][] = [];
  const places = columns.map(() => 0);
  const fastestFirst = engineOrder(columns).reverse();
  do rows.push(axes.map((axis, column) => axis!.at(places[column]!)));
  while (rows.length < count && advance(places, axes as readonly GridAxis[], fastestFirst));
  return { ok: true, value: rows };
}

/** Moves `places` to the next combination, like an odometer; false behind the last one. */
function advance(places: number[], axes: readonly GridAxis[], fastestFirst: readonly number[]): boolean {
  for (const column of fastestFirst) {
    places[column]!++;
    if (places[column]! < axes[column]!.length) return true;
    places[column] = 0;
  }
  return false;
}

function randomRows(columns: readonly Parameter[], count: number, seed: number): Result<Rows, string> {
  const draws = columns.map(drawOf);
  const broken = columns.filter((_, column) => draws[column] === null);
  if (broken.length > 0) {
    const bodies = broken.length === 1 ? 'its body is' : 'their bodies are';
    return failed(`${named(broken)} can’t be drawn: ${bodies} incomplete or broken. Repair that first.`);
  }
  const random = xoroshiro128plus(seed);
  const order = engineOrder(columns);
  const rows = Array.from({ length: count }, () => {
    const row: PlainValue[] = columns.map(() => null);
    for (const column of order) row[column] = draws[column]!(uniformFloat64(random));
    return row;
  });
  return { ok: true, value: rows };
}

/** Turns a uniform random number (0 ≤ p < 1) into a value of the parameter; `null` where it has no sound distribution. */
function drawOf({ fields }: Parameter): ((p: number) => PlainValue) | null {
  const distribution = readDistribution(fields)?.distribution;
  if (!distribution) return null;
  if (distribution.kind !== 'discrete') {
    // Rounding a small negative draw gives -0, which is 0.
    return (p) => (quantile(distribution, p) ?? NaN) + 0;
  }
  if (distribution.name === 'constant') {
    const value = plainValue(fields.get('value')!.value);
    return () => value;
  }
  const values = itemsOf(fields.get('values')).map(plainValue);
  return (p) => values[chosen(distribution.chances, p)]!;
}

/** The place at which the chances, summed up, pass `p`. */
function chosen(chances: readonly number[], p: number): number {
  let sum = 0;
  for (const [place, chance] of chances.entries()) {
    sum += chance;
    if (p < sum) return place;
  }
  return chances.length - 1;
}

function named(parameters: readonly Parameter[]): string {
  const shown = parameters.slice(0, 3).map(({ configName }) => configName);
  const more = parameters.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ');
}
