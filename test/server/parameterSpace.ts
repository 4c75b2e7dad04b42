import { stringify } from 'yaml';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Value } from '../../src/core/runs/run';

/** A stream of random numbers in [0, 1) that only its seed decides. */
export type Random = () => number;

/** Random numbers by seed; `stream` tells streams of one seed apart, so that one run's numbers do not move another's. */
export function randomBy(seed: number, stream = 0): Random {
  const generator = xoroshiro128plus(seed ^ Math.imul(stream + 1, 0x9e3779b1));
  return () => uniformFloat64(generator);
}

/** One swept parameter: how the sweep file describes it, and how a value is drawn. */
export interface GeneratedParameter {
  readonly name: string;
  readonly definition: Readonly<Record<string, Value>>;
  draw(random: Random): Value;
}

/** So many parameters: well-known ones of a detector first, then switches of the augmentation without any effect. */
export function parameterSpace(count: number): readonly GeneratedParameter[] {
  const more = Array.from({ length: Math.max(0, count - KNOWN.length) }, (_, i) =>
    uniform(`augment_${String(i + 1).padStart(2, '0')}`, 0, 1),
  );
  return [...KNOWN, ...more].slice(0, count);
}

/** The sweep's configuration as W&B stores it: YAML with sorted keys. */
export function sweepConfig(name: string, parameters: readonly GeneratedParameter[]): string {
  const config = {
    method: 'random',
    metric: { goal: 'maximize', name: METRIC },
    name,
    parameters: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.definition])),
    program: 'train.py',
  };
  return stringify(config, { sortMapEntries: true });
}

/** What generated sweeps optimise. */
export const METRIC = 'metrics/mAP50(B)';

const KNOWN: readonly GeneratedParameter[] = [
  logUniform('lr0', 1e-4, 0.1),
  uniform('mixup', 0, 0.3),
  uniform('dropout', 0, 0.2),
  choice('batch', [16, 32, 64]),
  choice('imgsz', [640, 960, 1280]),
  choice('optimizer', ['SGD', 'AdamW']),
  uniform('hsv_v', 0.35, 0.6),
  uniform('copy_paste', 0, 0.3),
  integer('warmup_epochs', 1, 5),
  uniform('weight_decay', 0.0001, 0.001),
];

function uniform(name: string, min: number, max: number): GeneratedParameter {
  const draw = (random: Random): number => rounded(min + (max - min) * random());
  return { name, definition: { distribution: 'uniform', max, min }, draw };
}

function logUniform(name: string, min: number, max: number): GeneratedParameter {
  const draw = (random: Random): number => rounded(min * (max / min) ** random());
  return { name, definition: { distribution: 'log_uniform_values', max, min }, draw };
}

function integer(name: string, min: number, max: number): GeneratedParameter {
  const draw = (random: Random): number => min + Math.floor((max - min + 1) * random());
  return { name, definition: { distribution: 'int_uniform', max, min }, draw };
}

function choice(name: string, values: readonly Value[]): GeneratedParameter {
  return { name, definition: { values }, draw: (random) => values[Math.floor(values.length * random())]! };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
