import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Column, RunTable } from '../runs/table';
import type { Interaction, InteractionTerm, ParameterResult } from './analysis';
import { binColumn, binTable, comparedSample, type Binned } from './binned';
import { isOnSide, jointCorners, type Side } from './corner';
import { searchPairs } from './pairSearch';
import { roundCut } from './roundCut';
import { entropyTerms } from './statistics/deviance';
import { logisticDeviance } from './statistics/logistic';
import { countOf } from './statistics/proportion';

/** Chance that a pair is reported where only one parameter matters, or none; the rest up to 5 % is for dependent runs. */
const PAIR_ALPHA = 0.01;
/** Chance that a third term is added to a pair where no third parameter matters. */
const THIRD_ALPHA = 0.02;
/** A rule that adds less deviance to the ones before it says the same again: 0.1 % of the chi-square distribution. */
const REDUNDANT = 10.83;
const MAX_INTERACTIONS = 5;
/** Parameters among which pairs are searched; of more, the ones with the most evidence of their own. */
const MAX_COLUMNS = 40;
/** Runs times pairs that are searched in a moment; beyond it, a sample of at least {@link SAMPLE} runs is searched. */
const MAX_WORK = 400_000;
const SAMPLE = 1000;
const MAX_RUNS = 2000;
/** Bins in which the place of a region is refined. */
const FINE_SPLITS = 24;
const PERMUTATIONS = 499;
const SEED = 20_240_602;

/**
 * Joint regions of two parameters, or three, in which the crash rate differs from what each parameter alone explains,
 * most remarkable first. A region where both are needed has a lift above 1; where either one is enough, the region is
 * the safe side of both, with a lift below 1. Found by {@link searchPairs}, which controls the family-wise error, and
 * kept only where {@link jointCorners} says that the joint region explains the crashes better than two separate effects;
 * rules that add nothing to the ones before them are dropped. Settings without effect are not searched.
 */
export function findInteractions(table: RunTable, results: readonly ParameterResult[]): readonly Interaction[] {
  const rows = comparedSample(table);
  const searched = searchedColumns(table, results);
  if (searched.columns.length < 2) return [];
  const pairs = pairsOf(searched.columns.length);
  const maxRuns = mostRuns(pairs);
  const n = Math.min(rows.length, maxRuns);
  const smallestSide = Math.max(3, Math.ceil(0.05 * n));
  const binned = binTable(table, searched.columns, { splits: splitsFor(n, pairs), smallestSide, maxRuns });
  const found = searchPairs(binned, PAIR_ALPHA / searched.factor);

  const kept: Rule[] = [];
  for (const { a, b, p } of found) {
    if (kept.length >= MAX_INTERACTIONS) break;
    const fine = [binned.columns[a]!, binned.columns[b]!].map(({ column }) =>
      binColumn(column, binned.rows, { splits: FINE_SPLITS, smallestSide: 2 }),
    );
    const corners = jointCorners(fine[0]!, fine[1]!, binned.crashed, entropyTerms(binned.rows.length));
    for (const corner of corners) {
      const pair: Rule = { sides: corner, p: Math.min(1, p * searched.factor) };
      const rule = withThird(pair, binned);
      if (!isRedundant(rule, kept, binned)) kept.push(rule);
    }
  }
  const scales = new Map(results.map(({ name, scale }) => [name, scale]));
  return kept.map((rule) => interactionOf(rule, table, rows, scales));
}

/** How many of the compared runs the search for interactions looks at. */
export function runsSearched(table: RunTable, results: readonly ParameterResult[]): number {
  const { columns } = searchedColumns(table, results);
  const compared = comparedSample(table).length;
  return columns.length < 2 ? compared : Math.min(compared, mostRuns(pairsOf(columns.length)));
}

function pairsOf(columns: number): number {
  return (columns * (columns - 1)) / 2;
}

function mostRuns(pairs: number): number {
  return Math.max(SAMPLE, Math.min(MAX_RUNS, Math.floor(MAX_WORK / pairs)));
}

interface Rule {
  readonly sides: readonly Side[];
  readonly p: number;
}

/** Fewer ways to divide a parameter where there are few runs, or many pairs. */
function splitsFor(runs: number, pairs: number): number {
  const byRuns = runs < 40 ? 5 : runs < 80 ? 6 : 9;
  return pairs > 600 ? 4 : pairs > 250 ? Math.min(6, byRuns) : byRuns;
}

/**
 * Columns that vary and may have an effect. `factor`: how many times more pairs there are than are searched; their p is
 * multiplied by it, since the parameters searched were chosen by their own evidence.
 */
function searchedColumns(
  { columns }: RunTable,
  results: readonly ParameterResult[],
): { readonly columns: readonly Column[]; readonly factor: number } {
  const candidates = results.filter(({ verdict, p }) => verdict !== 'inert' && verdict !== 'constant' && p !== null);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const chosen = candidates.slice(0, MAX_COLUMNS).flatMap(({ name }) => byName.get(name) ?? []);
  // In the order of the table, so that equals don't depend on the evidence.
  const order = columns.filter((column) => chosen.includes(column));
  const pairs = (count: number): number => Math.max(1, (count * (count - 1)) / 2);
  return { columns: order, factor: pairs(candidates.length) / pairs(order.length) };
}

function isIn({ sides }: Rule, run: number): boolean {
  return sides.every((side) => isOnSide(side, run));
}

/** The rule with a third term where the crashes within its region depend on another parameter; else the rule itself. */
function withThird(rule: Rule, { columns, crashed, rows }: Binned): Rule {
  const inside = [...crashed.keys()].filter((run) => isIn(rule, run));
  const crashes = inside.reduce((sum, run) => sum + crashed[run]!, 0);
  const all = crashed.reduce((sum, one) => sum + one, 0);
  // Only within a region that crashes more, and only where it leaves something to explain.
  if (crashes * rows.length <= all * inside.length || crashes === inside.length || inside.length < 12) return rule;
  const terms = entropyTerms(rows.length);
  const taken = new Set(rule.sides.map(({ column }) => column.column));
  const sides = columns
    .filter(({ column }) => !taken.has(column))
    .flatMap((column) => column.splits.flatMap((split) => [true, false].map((upper) => ({ column, split, upper }))))
    .map((side) => ({ side, members: inside.map((run) => (isOnSide(side, run) ? 1 : 0)) }))
    .map(({ side, members }) => ({ side, members, size: members.reduce<number>((sum, one) => sum + one, 0) }))
    .filter(({ size }) => size >= 4 && inside.length - size >= 2);
  const gainOf = ({ members, size }: (typeof sides)[number], labels: readonly number[]): number => {
    const hits = members.reduce<number>((sum, one, i) => sum + (one === 1 ? labels[i]! : 0), 0);
    return hits * inside.length > crashes * size ? terms.divided(hits, size, crashes, inside.length) : 0;
  };
  const labels = inside.map((run) => crashed[run]!);
  let best: (typeof sides)[number] | null = null;
  let largest = 0;
  for (const candidate of sides) {
    const gain = gainOf(candidate, labels);
    if (gain > largest) [best, largest] = [candidate, gain];
  }
  if (best === null || largest < REDUNDANT / 2) return rule;
  const generator = xoroshiro128plus(SEED);
  let asLarge = 0;
  for (let round = 0; round < PERMUTATIONS; round++) {
    for (let i = labels.length - 1; i > 0; i--) {
      const j = uniformInt(generator, 0, i);
      [labels[i], labels[j]] = [labels[j]!, labels[i]!];
    }
    if (sides.some((candidate) => gainOf(candidate, labels) >= largest - 1e-9)) asLarge++;
    if (asLarge + 1 > THIRD_ALPHA * (PERMUTATIONS + 1)) return rule;
  }
  const third: Rule = {
    sides: [...rule.sides, best.side],
    p: Math.max(rule.p, (asLarge + 1) / (PERMUTATIONS + 1)),
  };
  return explainsBetter(third, rule, best.side, crashed) ? third : rule;
}

/** Whether three joint terms explain more than the pair and the third parameter do separately. */
function explainsBetter(third: Rule, pair: Rule, side: Side, crashed: Uint8Array): boolean {
  const deviance = (features: (run: number) => readonly number[]): number =>
    logisticDeviance(
      Array.from(crashed, (one, run) => ({
        features: features(run),
        crashed: one,
        total: 1,
      })),
    );
  const asNumber = (value: boolean): number => (value ? 1 : 0);
  const joint = deviance((run) => [asNumber(isIn(third, run))]);
  return joint <= deviance((run) => [asNumber(isIn(pair, run)), asNumber(isOnSide(side, run))]);
}

/** Whether the rules before it leave next to nothing for this one to explain. */
function isRedundant(rule: Rule, kept: readonly Rule[], { crashed, rows }: Binned): boolean {
  if (kept.length === 0) return false;
  const terms = entropyTerms(rows.length);
  const strata = new Map<string, [k: number, n: number, allK: number, allN: number]>();
  for (let run = 0; run < crashed.length; run++) {
    const key = kept.map((other) => (isIn(other, run) ? '1' : '0')).join('');
    const counts = strata.get(key) ?? [0, 0, 0, 0];
    const inside = isIn(rule, run) ? 1 : 0;
    counts[0] += inside * crashed[run]!;
    counts[1] += inside;
    counts[2] += crashed[run]!;
    counts[3]++;
    strata.set(key, counts);
  }
  return [...strata.values()].reduce((sum, counts) => sum + terms.divided(...counts), 0) < REDUNDANT;
}

/** The rule with its counts over all compared runs. */
function interactionOf(
  { sides, p }: Rule,
  table: RunTable,
  rows: Int32Array,
  scales: ReadonlyMap<string, ParameterResult['scale']>,
): Interaction {
  const tests = sides.map((side) => termOf(side, scales.get(side.column.column.name)));
  let [crashed, total, allCrashed] = [0, 0, 0];
  for (const row of rows) {
    const hit = table.rows[row]!.group === 'crashed' ? 1 : 0;
    allCrashed += hit;
    if (!tests.every(({ holds }) => holds(row))) continue;
    total++;
    crashed += hit;
  }
  const lift = total === 0 ? 1 : crashed / total / (allCrashed / rows.length);
  return { terms: tests.map(({ term }) => term), ...countOf(crashed, total), lift, p };
}

function termOf(
  { column: { column, levelOf }, split, upper }: Side,
  scale: ParameterResult['scale'],
): {
  readonly term: InteractionTerm;
  readonly holds: (row: number) => boolean;
} {
  const parameter = column.name;
  if (column.kind === 'number') {
    const { low, high } = split as Extract<typeof split, { kind: 'cut' }>;
    const value = roundCut(low, high, 'above', scale);
    const { values } = column;
    return upper
      ? { term: { parameter, op: '>', value }, holds: (row) => values[row]! > value }
      : { term: { parameter, op: '<=', value }, holds: (row) => values[row]! <= value };
  }
  const chosen = new Set((split as Extract<typeof split, { kind: 'levels' }>).bins.map((bin) => levelOf[bin]!));
  const codes = column.levels.map((_, code) => code).filter((code) => chosen.has(code) === upper);
  // Null is a level as well, and not the text of it.
  const value = codes.map((code) => (column.levelValues ? column.levelValues[code]! : column.levels[code]!));
  const isNamed = new Set(codes);
  return { term: { parameter, op: 'in', value }, holds: (row) => isNamed.has(column.codes[row]!) };
}
