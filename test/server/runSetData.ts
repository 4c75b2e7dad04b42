import { stringify } from 'yaml';
import type { Value } from '../../src/core/runs/run';
import type { LogLine, StandInData, StandInRun } from './model';

/** Runs as the product's own run files hold them; only `id`, `state` and `config` are needed. */
export interface RunSetJson {
  readonly runs: readonly RunJson[];
}

interface RunJson {
  readonly id: string;
  readonly name?: string;
  readonly state: string | null;
  readonly created_at?: string;
  readonly runtime_s?: number;
  readonly host?: string | null;
  readonly exit_code?: number | null;
  readonly config: Readonly<Record<string, Value>>;
  readonly summary?: Readonly<Record<string, Value>>;
  readonly log_tail?: readonly string[];
}

/** Where the runs are said to be. */
export interface SweepPlace {
  readonly entity: string;
  readonly project: string;
  readonly sweep: string;
  /** The sweep's configuration, as YAML. */
  readonly sweepText?: string;
}

const ADJECTIVES = ['amber', 'brisk', 'calm', 'dashing', 'eager', 'frosty', 'golden', 'hearty'] as const;

/** The data of a server that holds one sweep with these runs. */
export function dataOfRunSet(set: RunSetJson, place: SweepPlace): StandInData {
  const runs = set.runs.map((run, i) => standInRun(run, i, place.sweep));
  const createdAt = Math.min(...runs.map((run) => run.createdAt));
  const sweep = {
    name: place.sweep,
    displayName: null,
    method: 'bayes',
    state: 'RUNNING',
    description: null,
    config: place.sweepText ?? stringify({ method: 'bayes', parameters: {} }),
    createdAt,
    updatedAt: Math.max(...runs.map((run) => run.heartbeatAt ?? run.createdAt)),
    runCountExpected: null,
  };
  return { projects: [{ entity: place.entity, name: place.project, createdAt, sweeps: [sweep], runs }] };
}

function standInRun(run: RunJson, index: number, sweep: string): StandInRun {
  const createdAt = Date.parse(run.created_at ?? '2026-01-23T18:00:00Z');
  const runtime = run.runtime_s ?? 0;
  const reported = Object.entries(run.summary ?? {});
  const summary =
    reported.length === 0
      ? reported
      : [...reported, ['_step', 5] as const, ['_runtime', runtime] as const, ['_wandb', { runtime }] as const];
  return {
    name: run.id,
    displayName: run.name ?? `${ADJECTIVES[index % ADJECTIVES.length]!}-sweep-${String(index + 1)}`,
    sweepName: sweep,
    state: run.state,
    config: new Map(Object.entries(run.config)),
    initialised: true,
    summary: new Map<string, Value>(summary),
    createdAt,
    heartbeatAt: createdAt + runtime * 1000,
    exitCode: run.exit_code ?? (run.state === 'finished' ? 0 : run.state === 'failed' ? 1 : null),
    stopped: false,
    host: run.host ?? null,
    group: null,
    jobType: null,
    tags: [],
    username: 'user',
    log: logOf(run.log_tail ?? [], createdAt + runtime * 1000),
    history: historyOf(run.config.epochs, summary.length > 0),
  };
}

/** Six rows of a loss that falls, for runs that trained. */
function historyOf(epochs: Value | undefined, isTrained: boolean): StandInRun['history'] {
  if (!isTrained || typeof epochs !== 'number') return [];
  return Array.from(
    { length: 6 },
    (_, step) =>
      new Map([
        ['_step', step] as const,
        ['epoch', Math.round((epochs * (step + 1)) / 6)],
        ['box_loss', 2.6 - 0.2 * step],
      ]),
  );
}

function logOf(lines: readonly string[], endedAt: number): readonly LogLine[] {
  return lines.map((text, i) => ({
    text,
    level: /\bError\b|Error:/.test(text) ? 'error' : '',
    timestamp: endedAt - (lines.length - i) * 1000,
  }));
}
