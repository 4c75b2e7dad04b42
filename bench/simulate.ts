import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { Run, RunSet, Value } from '../src/core/runs/run';

/** How a simulated sweep draws a parameter; `near` repeats the parameter before it with some noise. */
export type Draw = 'uniform' | 'log' | 'whole' | 'choice' | 'coarse' | 'near';

/** A simulated sweep: how it draws its parameters, and the chance to crash at their places in the range (0–1). */
export interface World {
  readonly name: string;
  readonly draws: readonly Draw[];
  /** Chance to crash (0–1), given for each parameter the share of its draws below the value. */
  readonly chance: (places: readonly number[]) => number;
}

const CHOICES = ['adam', 'sgd', 'adamw', 'lion'];
const COARSE = [1, 3, 5];
const WHOLE = 64;

/** Random numbers from 0 to 1 from a seed. */
export function randomNumbers(seed: number): () => number {
  const generator = xoroshiro128plus(seed * 2654435761 + 12345);
  for (let i = 0; i < 10; i++) uniformFloat64(generator);
  return () => uniformFloat64(generator);
}

/** Places (0–1) of one configuration, `within` narrowing the range of each parameter. */
function placesOf(draws: readonly Draw[], random: () => number, within: Within): readonly number[] {
  const places: number[] = [];
  for (const [index, draw] of draws.entries()) {
    const [low, high] = within[index] ?? [0, 1];
    const u = low + (high - low) * random();
    places.push(draw === 'near' ? 0.85 * places[index - 1]! + 0.15 * u : u);
  }
  return places;
}

/** Part of each range (0–1) from which is drawn, by place of the parameter; the whole where it is not given. */
export type Within = Readonly<Record<number, readonly [low: number, high: number]>>;

function valueOf(draw: Draw, place: number): Value {
  switch (draw) {
    case 'uniform':
    case 'near':
      return place * 0.3;
    case 'log':
      return 10 ** (-5 + 4 * place);
    case 'whole':
      return 1 + Math.floor(place * WHOLE);
    case 'coarse':
      return COARSE[Math.floor(place * COARSE.length)]!;
    case 'choice':
      return CHOICES[Math.floor(place * CHOICES.length)]!;
  }
}

/** The sweep file of a world, with narrowed ranges where asked for. */
export function sweepTextOf({ draws }: World, within: Within = {}): string {
  const lines = draws.map((draw, index) => {
    const [low, high] = within[index] ?? [0, 1];
    const number = (place: number): string => (valueOf(draw, place) as number).toFixed(8);
    const part = <T>(values: readonly T[]): readonly T[] =>
      values.slice(Math.floor(low * values.length), Math.ceil(high * values.length));
    switch (draw) {
      case 'uniform':
      case 'near':
        return `min: ${number(low)}, max: ${number(high)}`;
      case 'log':
        return `distribution: log_uniform_values, min: ${number(low)}, max: ${number(high)}`;
      case 'whole':
        return `min: ${String(1 + Math.floor(low * WHOLE))}, max: ${String(Math.ceil(high * WHOLE))}`;
      case 'coarse':
        return `values: [${part(COARSE).join(', ')}]`;
      case 'choice':
        return `values: [${part(CHOICES).join(', ')}]`;
    }
  });
  const parameters = lines.map((line, index) => `  x${String(index)}: {${line}}`);
  return ['method: random', 'metric: {name: score, goal: maximize}', 'parameters:', ...parameters, ''].join('\n');
}

/** Runs drawn from a world. */
export function simulate({ draws, chance }: World, n: number, seed: number): RunSet {
  const random = randomNumbers(seed);
  const runs = Array.from({ length: n }, (_, index): Run => {
    const places = placesOf(draws, random, {});
    const crashes = random() < chance(places);
    return {
      id: `r${String(index)}`,
      name: null,
      sweepId: null,
      state: null,
      outcome: { kind: crashes ? 'crashed' : 'finished', reason: '' },
      config: new Map(draws.map((draw, i) => [`x${String(i)}`, valueOf(draw, places[i]!)])),
      summary: new Map<string, Value>(crashes ? [] : [['score', random()]]),
      startedAt: null,
      runtimeSeconds: null,
      host: null,
      exitCode: null,
      logTail: [],
    };
  });
  return { source: { kind: 'json', ref: 'simulated' }, runs, sweepText: null, baseline: null, problems: [] };
}

/** The true crash rate (0–1) of draws from a world, from 20,000 of them. */
export function trueRate({ draws, chance }: World, within: Within = {}): number {
  const random = randomNumbers(99);
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += chance(placesOf(draws, random, within));
  return sum / 20_000;
}
