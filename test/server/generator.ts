import type { Value, Values } from '../../src/core/runs/run';
import { crashLaw, type CrashCause, type CrashLaw } from './crashLaw';
import type { LogLine, StandInData, StandInProject, StandInRun, StandInSweep } from './model';
import { METRIC, parameterSpace, randomBy, sweepConfig, type GeneratedParameter, type Random } from './parameterSpace';

/** What to generate; the same options give the same data. */
export interface GeneratorOptions {
  readonly runs: number;
  /** Swept parameters, 10 by default. */
  readonly parameters?: number;
  readonly seed?: number;
  readonly entity?: string;
  readonly project?: string;
  readonly sweep?: string;
  /** What makes runs crash; see crashLaw.ts for the default. */
  readonly law?: CrashLaw;
  /** Creation of the first run, in milliseconds since 1970; a fixed day by default. */
  readonly startedAt?: number;
}

const FIRST_DAY = Date.UTC(2026, 0, 12, 8);
const EPOCHS = 60;
const SECONDS_AN_EPOCH = 55;
const AGENTS = 8;
const WORDS = ['amber', 'brisk', 'calm', 'dashing', 'eager', 'frosty', 'golden', 'hearty', 'icy', 'jolly'] as const;

/** The data of a server that holds one project with one sweep, all of whose runs have ended. */
export function generateData(options: GeneratorOptions): StandInData {
  return { projects: [generateProject(options)] };
}

/** One project with one sweep whose runs have all ended, in the order of their creation. */
export function generateProject(options: GeneratorOptions): StandInProject {
  const parameters = parameterSpace(options.parameters ?? 10);
  const startedAt = options.startedAt ?? FIRST_DAY;
  const runs = Array.from({ length: options.runs }, (_, i) => generateRun(i, parameters, options, startedAt));
  const sweep: StandInSweep = {
    name: options.sweep ?? 'sw33p001',
    displayName: null,
    method: 'random',
    state: 'FINISHED',
    description: null,
    config: sweepConfig('detector-search', parameters),
    createdAt: startedAt,
    updatedAt: runs.at(-1)?.heartbeatAt ?? startedAt,
    runCountExpected: null,
  };
  const { entity = 'team', project = 'detector' } = options;
  return { entity, name: project, createdAt: startedAt, sweeps: [sweep], runs };
}

function generateRun(
  index: number,
  parameters: readonly GeneratedParameter[],
  { seed = 1, law = crashLaw, sweep = 'sw33p001' }: GeneratorOptions,
  startedAt: number,
): StandInRun {
  const random = randomBy(seed, index);
  const config = new Map<string, Value>(parameters.map((parameter) => [parameter.name, parameter.draw(random)]));
  const cause = law(config, random);
  // The agents take turns, so that starts are spread evenly and a whole second apart from most others.
  const createdAt = startedAt + Math.floor((index * EPOCHS * SECONDS_AN_EPOCH) / AGENTS + 20 * random()) * 1000;
  const isStarted = cause?.lines.length !== 0 || random() < 0.5;
  const epochs = cause === null ? EPOCHS : isStarted ? 1 + Math.floor((EPOCHS - 1) * random()) : 0;
  const runtime = epochs * SECONDS_AN_EPOCH;
  const history = Array.from({ length: Math.min(epochs, 6) }, (_, i) => row(Math.ceil(((i + 1) * epochs) / 6), i));
  return {
    name: runName(index, seed),
    displayName: `${WORDS[index % WORDS.length]!}-sweep-${String(index + 1)}`,
    sweepName: sweep,
    state: cause?.state ?? 'finished',
    config: isStarted ? new Map([...config, ['epochs', EPOCHS], ['model', 'yolo11s.pt']]) : config,
    initialised: isStarted,
    summary: epochs === 0 ? null : summaryOf(config, cause, epochs, createdAt, random),
    createdAt,
    heartbeatAt: isStarted ? createdAt + runtime * 1000 : null,
    exitCode: cause === null ? 0 : cause.exitCode,
    stopped: cause?.state === 'killed',
    host: isStarted ? `gpu-${String(1 + (index % AGENTS)).padStart(2, '0')}` : null,
    group: null,
    jobType: null,
    tags: [],
    username: 'user',
    log: isStarted ? logOf(epochs, cause, createdAt) : [],
    history,
  };
}

/** Eight characters as W&B's ids have them; unique, as the index is in them, and in no order. */
function runName(index: number, seed: number): string {
  const scrambled = (index * 7_368_787 + seed * 1_299_709 + 12_345) % 60_466_176;
  return `r${String(index % 10)}${scrambled.toString(36).padStart(5, '0')}${(seed % 36).toString(36)}`;
}

function summaryOf(
  config: Values,
  cause: CrashCause | null,
  epochs: number,
  createdAt: number,
  random: Random,
): Values {
  const runtime = epochs * SECONDS_AN_EPOCH;
  const isNan = cause?.lines.some((line) => line.includes('nan')) ?? false;
  const mixup = Number(config.get('mixup') ?? 0);
  const score = 0.72 * (1 - Math.exp(-epochs / 15)) - 0.2 * mixup + 0.02 * random();
  return new Map<string, Value>([
    [METRIC, Number(score.toFixed(5))],
    ['metrics/mAP50-95(B)', Number((0.6 * score).toFixed(5))],
    // Python writes it bare, which is no JSON.
    ['train/box_loss', isNan ? NaN : Number((2.6 * Math.exp(-epochs / 20)).toFixed(5))],
    ['val/box_loss', Number((1 + 1.8 * Math.exp(-epochs / 20)).toFixed(5))],
    ['epoch', epochs],
    ['_step', epochs - 1],
    ['_runtime', runtime],
    ['_timestamp', createdAt / 1000 + runtime],
    ['_wandb', { runtime }],
  ]);
}

function row(epoch: number, step: number): Values {
  return new Map<string, Value>([
    ['_step', step],
    ['epoch', epoch],
    ['train/box_loss', Number((2.6 * Math.exp(-epoch / 20)).toFixed(5))],
  ]);
}

/** A few lines of progress, and what the run died of. */
function logOf(epochs: number, cause: CrashCause | null, createdAt: number): readonly LogLine[] {
  const shown = Math.min(epochs, 8);
  const progress = Array.from({ length: shown }, (_, i): LogLine => {
    const epoch = epochs - shown + i + 1;
    const loss = (2.6 * Math.exp(-epoch / 20)).toFixed(3);
    const text = `Epoch ${String(epoch)}/${String(EPOCHS)}  box_loss ${loss}  gpu_mem 11.4G`;
    return { text, level: '', timestamp: createdAt + epoch * SECONDS_AN_EPOCH * 1000 };
  });
  const endedAt = createdAt + epochs * SECONDS_AN_EPOCH * 1000;
  return [...progress, ...(cause?.lines ?? []).map((text): LogLine => ({ text, level: 'error', timestamp: endedAt }))];
}
