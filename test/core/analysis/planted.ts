import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RunSet, Value } from '../../../src/core/runs/run';
import { makeRun, makeRunSet, valuesOf } from './runSets';

/** Runs of a random sweep that crash with the given chance; `configOf` makes a configuration of random numbers (0–1). */
export function plantedRuns(
  n: number,
  seed: number,
  configOf: (random: () => number) => Readonly<Record<string, Value>>,
  chance: (config: Readonly<Record<string, Value>>) => number,
): RunSet {
  const generator = xoroshiro128plus(seed);
  const random = (): number => uniformFloat64(generator);
  const runs = Array.from({ length: n }, (_, index) => {
    const config = configOf(random);
    const crashes = random() < chance(config);
    return makeRun(`r${String(index)}`, {
      outcome: { kind: crashes ? 'crashed' : 'finished', reason: '' },
      config: valuesOf(config),
      summary: valuesOf(crashes ? {} : { accuracy: random() }),
    });
  });
  return makeRunSet(runs);
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Eight numbers from 0 to 1, `a` to `h`. */
export function eightNumbers(random: () => number): Readonly<Record<string, number>> {
  return Object.fromEntries(NAMES.map((name) => [name, random()]));
}

/** The sweep file that draws {@link eightNumbers}; `lines` replaces parameters. */
export function eightNumbersSweep(lines: Readonly<Record<string, string>> = {}): string {
  const parameters = NAMES.map((name) => `  ${name}: {${lines[name] ?? 'min: 0.0, max: 1.0'}}`);
  return ['method: random', 'metric: {name: accuracy, goal: maximize}', 'parameters:', ...parameters, ''].join('\n');
}
