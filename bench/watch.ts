/**
 * Watch Sweep on simulated sweeps: how often it raises an alarm where no setting has to do with crashing, and after how many
 * runs where one has. Every sweep is looked at whenever a run ends, four agents at a time; crashed runs end sooner.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { lookAt } from '../src/core/analysis/watch';
import { watchedCuts } from '../src/core/analysis/watchedCuts';
import { sweepSpace } from '../src/core/analysis/sweepSpace';
import type { Column, RunRow, RunTable } from '../src/core/runs/table';
import { parseSweepDocument } from '../src/core/sweep/document';

const SWEEPS = 200;
const RUNS = 60;
const AGENTS = 4;
const NUMBERS = Array.from({ length: 8 }, (_, i) => `x${String(i)}`);
const LEVELS = ['a', 'b', 'c'];
const SPACE = sweepSpace(
  parseSweepDocument(
    [
      'method: random',
      'parameters:',
      ...NUMBERS.map((name) => `  ${name}: {min: 0.0, max: 1.0}`),
      `  kind: {values: [${LEVELS.join(', ')}]}`,
      '  size: {min: 1, max: 8}',
    ].join('\n'),
  ),
);

interface SimulatedRun {
  readonly values: readonly number[];
  readonly level: number;
  readonly crashes: boolean;
  readonly startedAt: number;
  readonly endsAt: number;
}

type Random = () => number;

/** How long a run takes by its settings; 1 where that plays no part. */
type Length = (values: readonly number[]) => number;

function simulate(
  random: Random,
  crashRate: (values: readonly number[]) => number,
  length: Length,
  atOnce: number,
): readonly SimulatedRun[] {
  const agents = Array.from({ length: atOnce }, () => 0);
  return Array.from({ length: RUNS }, () => {
    const values = [...NUMBERS.map(() => random()), 1 + Math.floor(random() * 8)];
    const crashes = random() < crashRate(values);
    const agent = agents.indexOf(Math.min(...agents));
    const startedAt = agents[agent]!;
    const endsAt = startedAt + length(values) * (crashes ? 0.05 + 0.5 * random() : 0.8 + 0.4 * random());
    agents[agent] = endsAt;
    return { values, level: Math.floor(random() * LEVELS.length), crashes, startedAt, endsAt };
  });
}

function tableAt(runs: readonly SimulatedRun[], time: number): RunTable {
  const started = runs.filter(({ startedAt }) => startedAt <= time);
  const rows = started.map(({ crashes, endsAt }, index): RunRow => {
    const hasEnded = endsAt <= time;
    return {
      id: String(index),
      name: null,
      outcome: hasEnded ? (crashes ? 'crashed' : 'finished') : 'running',
      reason: '',
      group: hasEnded ? (crashes ? 'crashed' : 'completed') : 'excluded',
      cause: null,
      startedAt: null,
      runtimeSeconds: null,
      host: null,
      metric: null,
    };
  });
  const numbers = [...NUMBERS, 'size'].map((name, i): Column => ({
    kind: 'number',
    name,
    values: Float64Array.from(started, ({ values }) => values[i]!),
  }));
  const kind: Column = {
    kind: 'category',
    name: 'kind',
    levels: LEVELS,
    codes: Int32Array.from(started, ({ level }) => level),
  };
  return { rows, columns: [...numbers, kind] };
}

/** Runs that had ended when each alarm first came; `null` where it never did. */
function watch(
  runs: readonly SimulatedRun[],
  suspects: ReadonlySet<string>,
): { readonly relation: number | null; readonly blamed: string | null; readonly rate: number | null } {
  const cuts = watchedCuts(tableAt(runs, 0), SPACE);
  const times = runs.map(({ endsAt }) => endsAt).sort((a, b) => a - b);
  let [relation, rate]: [number | null, number | null] = [null, null];
  let blamed: string | null = null;
  times.forEach((time, index) => {
    const look = lookAt(tableAt(runs, time), cuts, suspects);
    if (look.relation && relation === null) [relation, blamed] = [index + 1, look.relation.parameter];
    if (look.rate && rate === null) rate = index + 1;
  });
  return { relation, blamed, rate };
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? '–' : String(sorted[Math.floor(sorted.length / 2)]!);
}

function report(
  name: string,
  crashRate: (values: readonly number[]) => number,
  {
    suspects = [],
    length = () => 1,
    agents = AGENTS,
  }: { readonly suspects?: readonly string[]; readonly length?: Length; readonly agents?: number } = {},
): void {
  const generator = xoroshiro128plus(20_261_122);
  const random: Random = () => uniformFloat64(generator);
  const found = Array.from({ length: SWEEPS }, () =>
    watch(simulate(random, crashRate, length, agents), new Set(suspects)),
  );
  const relations = found.flatMap(({ relation }) => (relation === null ? [] : [relation]));
  const rates = found.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  const right = found.filter(({ blamed }) => blamed === 'x0').length;
  const percent = (count: number): string => `${((100 * count) / SWEEPS).toFixed(1)} %`.padStart(8);
  console.log(
    `${name.padEnd(58)} ${percent(relations.length)} ${percent(right)} ${median(relations).padStart(6)} ${percent(rates.length)} ${median(rates).padStart(6)}`,
  );
}

console.log(
  `${String(SWEEPS)} sweeps each, ${String(RUNS)} runs of 10 settings, ${String(AGENTS)} agents unless said, looked at after every run`,
);
console.log(`${'crash rate'.padEnd(58)}  blamed   of x0  after  "most"   after`);
for (const rate of [0.1, 0.3, 0.5, 0.6, 0.8, 1]) report(`no relation, ${String(rate)}`, () => rate);
// Epochs, say: how long a run takes depends on a setting that has nothing to do with crashing.
const byX0: Length = ([x]) => (x! > 0.5 ? 8 : 0.5);
for (const rate of [0.3, 0.5, 0.7, 0.9])
  report(`no relation, ${String(rate)}, x0 makes runs 16 × longer, 30 agents`, () => rate, {
    length: byX0,
    agents: 30,
  });
report('no relation, 0.7, length from 1 to 100 by x0, 8 agents', () => 0.7, { length: ([x]) => 100 ** x!, agents: 8 });
report('0.9 above the middle of x0, else 0.1', ([x]) => (x! > 0.5 ? 0.9 : 0.1));
report('1 above a third of x0, else 0', ([x]) => (x! > 1 / 3 ? 1 : 0));
report('0.8 above 0.7 of x0, else 0.2', ([x]) => (x! > 0.7 ? 0.8 : 0.2));
report('0.9 above the middle of x0, 30 agents', ([x]) => (x! > 0.5 ? 0.9 : 0.1), { agents: 30 });
report('0.9 above the middle of x0, and 16 × longer, 30 agents', ([x]) => (x! > 0.5 ? 0.9 : 0.1), {
  length: byX0,
  agents: 30,
});
report('0.9 above the middle of x0, x0 suspected', ([x]) => (x! > 0.5 ? 0.9 : 0.1), {
  suspects: ['x0'],
});
