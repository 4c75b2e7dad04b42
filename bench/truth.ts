// Whether the analysis finds what was planted, and nothing else: shares of simulated sweeps, with Wilson intervals.
// Usage: npm run bench:truth [-- --quick]
import type { Analysis } from '../src/core/analysis/analysis';
import { analyzeSweep } from '../src/core/analysis/analyzeSweep';
import { rateOf } from '../src/core/analysis/statistics/proportion';
import { simulate, sweepTextOf, trueRate, type Draw, type Within, type World } from './simulate';

const quick = process.argv.includes('--quick');
const SETS = quick ? 20 : 200;

const TEN: readonly Draw[] = Array.from({ length: 10 }, () => 'uniform');
const MIXED: readonly Draw[] = [
  'uniform',
  'log',
  'whole',
  'choice',
  'coarse',
  'uniform',
  'near',
  'log',
  'uniform',
  'uniform',
];
const logistic = (eta: number): number => 1 / (1 + Math.exp(-eta));
const steep = (crashes: boolean): number => (crashes ? 0.95 : 0.1);

const NULLS: readonly World[] = [
  { name: 'no relation, half crash', draws: TEN, chance: () => 0.5 },
  { name: 'no relation, 20 % crash, mixed draws', draws: MIXED, chance: () => 0.2 },
  { name: 'no relation, 80 % crash, mixed draws', draws: MIXED, chance: () => 0.8 },
];
const THRESHOLDS: readonly World[] = [
  { name: 'threshold', draws: TEN, chance: (x) => steep(x[0]! > 0.55) },
  { name: 'threshold of a log parameter', draws: ['log', ...MIXED], chance: (x) => steep(x[0]! > 0.5) },
  {
    name: 'threshold, hardly told from another',
    draws: ['uniform', 'near', ...TEN],
    chance: (x) => steep(x[0]! > 0.5),
  },
];
/** What else a threshold may look like; found less often where it is weak. */
const OTHERS: readonly World[] = [
  { name: 'threshold of whole numbers', draws: ['whole', ...TEN.slice(1)], chance: (x) => steep(x[0]! >= 0.5) },
  { name: 'half of the choices', draws: ['choice', ...TEN.slice(1)], chance: (x) => steep(x[0]! >= 0.5) },
  { name: 'below a threshold', draws: TEN, chance: (x) => steep(x[0]! < 0.3) },
  { name: 'threshold, 80 % against 20 %', draws: TEN, chance: (x) => (x[0]! > 0.55 ? 0.8 : 0.2) },
  { name: 'threshold, the only parameter', draws: ['uniform'], chance: (x) => steep(x[0]! > 0.55) },
  { name: 'threshold among 20 parameters', draws: [...TEN, ...TEN], chance: (x) => steep(x[0]! > 0.55) },
];
const ADDITIVE: readonly World[] = [
  { name: 'one threshold, no pair', draws: MIXED, chance: (x) => steep(x[0]! > 0.6) },
  { name: 'two slopes, no pair', draws: TEN, chance: (x) => logistic(6 * (x[0]! + x[1]! - 1)) },
  {
    name: 'two steps, no pair',
    draws: TEN,
    chance: (x) => logistic(-2 + (x[0]! > 0.5 ? 2 : 0) + (x[1]! > 0.5 ? 2 : 0)),
  },
];
const AND: World = { name: 'both needed', draws: TEN, chance: (x) => steep(x[0]! > 0.5 && x[1]! > 0.5) };
const OR: World = { name: 'either one is enough', draws: TEN, chance: (x) => steep(x[0]! > 0.7 || x[1]! > 0.7) };
const WITH_CHOICE: World = {
  name: 'both needed, one a choice',
  draws: ['uniform', 'choice', ...MIXED],
  chance: (x) => steep(x[0]! > 0.5 && x[1]! >= 0.5),
};
const SLOPE: World = { name: 'slope', draws: TEN, chance: (x) => logistic(8 * (x[0]! - 0.5)) };
const WEAK: World = { name: 'weak slopes', draws: TEN, chance: (x) => logistic(3 * x[0]! + 2 * x[1]! - 2.5) };

/** The share of data sets for which `holds`; sets without an answer (`null`) do not count. */
function share(
  what: string,
  world: World,
  n: number,
  holds: (analysis: Analysis) => boolean | null,
  target: string,
  within?: Within,
): void {
  const sweepText = sweepTextOf(world, within);
  let [hits, all] = [0, 0];
  for (let seed = 0; seed < SETS; seed++) {
    const predict = within !== undefined;
    const answer = holds(analyzeSweep(simulate(world, n, seed + 1000 * n), { sweepText, predict }).analysis);
    if (answer === null) continue;
    all++;
    if (answer) hits++;
  }
  print(what, world, n, hits, all, target);
}

function print(what: string, { name }: World, n: number, hits: number, all: number, target: string): void {
  const rate = rateOf(hits, all);
  const percent = (value: number): string => (100 * value).toFixed(1).padStart(5);
  const figures = rate
    ? `${percent(rate.value)} % (${percent(rate.low)}–${percent(rate.high)}) of ${String(all)}`
    : 'no answer';
  console.log(`${what.padEnd(34)} ${name.padEnd(38)} n ${String(n).padStart(4)}  ${figures.padEnd(32)} ${target}`);
}

/** The first three questions of a world without relation, from one analysis each. */
function falseAlarms(world: World, n: number): void {
  const sweepText = sweepTextOf(world);
  const counts = [0, 0, 0];
  for (let seed = 0; seed < SETS; seed++) {
    const { analysis } = analyzeSweep(simulate(world, n, seed + 1000 * n), { sweepText });
    const { parameters, interactions, safeBounds } = analysis;
    if (parameters.some(({ verdict }) => verdict === 'strong')) counts[0]!++;
    if (interactions.length > 0) counts[1]!++;
    if (safeBounds.length > 0) counts[2]!++;
  }
  ['false strong verdict', 'false interaction', 'false safe bounds'].forEach((what, i) => {
    print(what, world, n, counts[i]!, SETS, '≤ 5 %');
  });
}

function isFirst({ parameters: [first] }: Analysis): boolean {
  return first?.name === 'x0' && (first.verdict === 'strong' || first.verdict === 'suggestive');
}

function names(a: string, b: string): (analysis: Analysis) => boolean {
  return ({ interactions }) =>
    interactions.some(({ terms }) => [a, b].every((name) => terms.some(({ parameter }) => parameter === name)));
}

console.log(`${String(SETS)} data sets each; share (95 % interval)\n`);
for (const world of NULLS) for (const n of [21, 60, 200]) falseAlarms(world, n);
for (const world of THRESHOLDS) {
  share('threshold first, suggestive or more', world, 21, isFirst, world === THRESHOLDS[2] ? '' : '≥ 90 %');
  share(
    'safe bounds below the threshold',
    world,
    60,
    ({ safeBounds }) => safeBounds.some(({ parameter }) => parameter === 'x0'),
    '',
  );
}
for (const world of OTHERS)
  for (const n of [21, 40]) share('threshold first, suggestive or more', world, n, isFirst, '');
for (const world of ADDITIVE)
  share(
    'false interaction',
    world,
    100,
    ({ interactions }) => interactions.length > 0,
    world === ADDITIVE[2] ? '' : '≤ 5 %',
  );
share('pair found', AND, 100, names('x0', 'x1'), '≥ 80 %');
share('pair found', OR, 100, names('x0', 'x1'), '≥ 80 %');
share('pair found', WITH_CHOICE, 100, names('x0', 'x1'), '≥ 80 %');

const SWEEPS: readonly (readonly [string, Within])[] = [
  ['same sweep', {}],
  ['lower half of x0', { 0: [0, 0.5] }],
  ['lower quarter of x0', { 0: [0, 0.25] }],
];
for (const world of [NULLS[0]!, THRESHOLDS[0]!, ...OTHERS, SLOPE, WEAK, AND, OR]) {
  for (const [name, within] of SWEEPS) {
    const truth = trueRate(world, within);
    const covers = ({ prediction }: Analysis): boolean | null =>
      prediction && prediction.low <= truth && truth <= prediction.high;
    for (const n of [21, 60, 200]) share(`covered, ${name}`, world, n, covers, '85–99 %', within);
  }
}
