import { fail, ok, type Result } from '../../ports';
import { outcomeOfState } from '../../runs/outcome';
import type { Outcome, ReadProblem, Value, Values } from '../../runs/run';
import { entriesOf, unwrapConfig } from '../config';
import { parseJson } from '../json';
import { entriesOfField, timeOfField } from '../runFields';
import { fieldAt, fieldOf, numberOf, textOf } from './answers';
import type { SweepSummary } from './client';
import type { ProjectReference } from './reference';
import type { PulledRun } from './snapshot';

/** A run of an answer, and what of it could not be read. */
export interface DecodedRun {
  readonly pulled: PulledRun;
  readonly problems: readonly ReadProblem[];
  /** Length of the summary's text, in characters. */
  readonly summaryLength: number;
}

/** Reads a node of a page of runs; the error continues "an answer that …". */
export function decodeRun(node: Value): Result<DecodedRun, string> {
  const id = textOf(fieldOf(node, 'name'));
  if (id === null) return fail('has a run without an id');
  const config = objectField(node, 'config');
  const summary = objectField(node, 'summaryMetrics');
  const problems: ReadProblem[] = [];
  if (config === null) problems.push({ where: id, message: 'its configuration could not be read' });
  if (summary === null) problems.push({ where: id, message: 'its summary could not be read' });
  const metrics = new Map(summary ?? []);
  const state = textOf(fieldOf(node, 'state'))?.toLowerCase() ?? null;
  const exitCode = numberOf(fieldOf(node, 'exitcode'));
  const displayName = textOf(fieldOf(node, 'displayName'));
  const createdAt = timeOfField(fieldOf(node, 'createdAt'));
  const heartbeatAt = timeOfField(fieldOf(node, 'heartbeatAt'));
  const rawSummary = fieldOf(node, 'summaryMetrics');
  return ok({
    pulled: {
      run: {
        id,
        name: displayName === id ? null : displayName,
        sweepId: textOf(fieldOf(node, 'sweepName')),
        state,
        outcome: outcomeOf(state, exitCode, fieldOf(node, 'stopped') === true),
        config: unwrapConfig(config ?? [], 'always'),
        summary: metrics,
        startedAt: createdAt,
        runtimeSeconds: runtimeOf(metrics, numberOf(fieldOf(node, 'computeSeconds')), createdAt, heartbeatAt),
        host: textOf(fieldOf(node, 'host')) ?? hostOf(config ?? []),
        exitCode,
        logTail: [],
      },
      createdAt,
      heartbeatAt,
    },
    problems,
    summaryLength: typeof rawSummary === 'string' ? rawSummary.length : 0,
  });
}

/** Reads a sweep; the error continues "an answer that …". */
export function decodeSweep(node: Value, { entity, project }: ProjectReference): Result<SweepSummary, string> {
  const sweep = textOf(fieldOf(node, 'name'));
  if (sweep === null) return fail('has a sweep without an id');
  const configText = textOf(fieldOf(node, 'config')) ?? '';
  return ok({
    reference: { kind: 'sweep', entity, project, sweep },
    title: textOf(fieldOf(node, 'displayName')) ?? nameInConfig(configText) ?? sweep,
    state: textOf(fieldOf(node, 'state'))?.toLowerCase() ?? 'unknown',
    method: textOf(fieldOf(node, 'method')),
    runCount: numberOf(fieldOf(node, 'runCount')),
    createdAt: timeOfField(fieldOf(node, 'createdAt')),
    configText,
  });
}

/** A run that a person or early termination stopped did not crash, whatever W&B calls its end. */
function outcomeOf(state: string | null, exitCode: number | null, stopped: boolean): Outcome {
  const byState = outcomeOfState(state, exitCode);
  if (!stopped || (byState.kind !== 'failed' && byState.kind !== 'crashed')) return byState;
  return { kind: 'stopped', reason: `${byState.reason}; W&B had told it to stop` };
}

/** Seconds as the run itself counted them, else as the server did, else from its start to its last sign of life. */
function runtimeOf(
  summary: Values,
  computeSeconds: number | null,
  createdAt: number | null,
  heartbeatAt: number | null,
): number | null {
  const counted = [
    numberOf(fieldOf(summary.get('_wandb'), 'runtime')),
    numberOf(summary.get('_runtime')),
    computeSeconds,
  ];
  const seconds = counted.find((value) => value !== null && value > 0);
  if (seconds !== undefined && seconds !== null) return seconds;
  if (createdAt !== null && heartbeatAt !== null && heartbeatAt >= createdAt) return (heartbeatAt - createdAt) / 1000;
  return counted.find((value) => value === 0) ?? null;
}

/** The client writes the machine of each of its starts into the configuration, under an id of its own. */
function hostOf(config: readonly [string, Value][]): string | null {
  const starts = fieldAt(config.find(([key]) => key === '_wandb')?.[1], 'value', 'e');
  const hosts = (entriesOf(starts) ?? []).map(([, start]) => textOf(fieldOf(start, 'host')));
  return hosts.filter((host) => host !== null).at(-1) ?? null;
}

/** An object as JSON text, or as it is; empty for `null`; `null` where the text is no object. */
function objectField(node: Value, name: string): [string, Value][] | null {
  const value = fieldOf(node, name);
  if (value === undefined || value === null || value === '') return [];
  const parsed = typeof value === 'string' ? parseJson(value) : ok(value);
  if (!parsed.ok) return null;
  return parsed.value === null ? [] : entriesOf(parsed.value) === null ? null : entriesOfField(parsed.value);
}

/** `name:` of the configuration; W&B writes it as a plain YAML scalar on a line of its own. */
function nameInConfig(text: string): string | null {
  const name = /^name:[ \t]*(?:'((?:[^'\n]|'')*)'|"([^"\\\n]*)"|([^\s'"#&*|>%@`{[\n][^\n]*?))[ \t]*$/m.exec(text);
  const value = name?.[1]?.replaceAll("''", "'") ?? name?.[2] ?? name?.[3];
  return value === undefined || value === '' || value === 'null' ? null : value;
}
