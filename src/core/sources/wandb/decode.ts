import { fail, ok, type Result } from '../../ports';
import { outcomeOfState } from '../../runs/outcome';
import type { Outcome, ReadProblem, Value, Values } from '../../runs/run';
import { entriesOf, isInternalEntry, wrappedValue } from '../config';
import { parseJson } from '../json';
import { restoreNonFinite, timeOfField } from '../runFields';
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
  const metrics = new Map<string, Value>();
  for (const [key, value] of Object.entries(summary ?? {})) metrics.set(key, restored(value));
  const state = textOf(fieldOf(node, 'state'))?.toLowerCase() ?? null;
  const exitCode = numberOf(fieldOf(node, 'exitcode'));
  const displayName = textOf(fieldOf(node, 'displayName'));
  const createdAt = timeOfField(fieldOf(node, 'createdAt'));
  const heartbeatAt = timeOfField(fieldOf(node, 'heartbeatAt'));
  const stopped = fieldOf(node, 'stopped');
  const starts = startsOf(config ?? {});
  const gpu = lastTextOf(starts, 'gpu');
  const rawSummary = fieldOf(node, 'summaryMetrics');
  return ok({
    pulled: {
      run: {
        id,
        name: displayName === id ? null : displayName,
        sweepId: textOf(fieldOf(node, 'sweepName')),
        state,
        outcome: outcomeOf(state, exitCode, stopped === true),
        config: parametersOf(config ?? {}),
        summary: metrics,
        startedAt: createdAt,
        runtimeSeconds: runtimeOf(metrics, numberOf(fieldOf(node, 'computeSeconds')), createdAt, heartbeatAt),
        host: textOf(fieldOf(node, 'host')) ?? lastTextOf(starts, 'host'),
        exitCode,
        ...(typeof stopped === 'boolean' && { stopped }),
        ...(heartbeatAt !== null && { heartbeatAt }),
        ...(gpu !== null && { gpu }),
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

/**
 * The machine of each start of a run, the last one last: the client writes it into the configuration, under an id of its
 * own for each, with the names of `wandb-metadata.json`.
 */
function startsOf(config: JsonObject): readonly Value[] {
  return (entriesOf(fieldAt(config, '_wandb', 'value', 'e')) ?? []).map(([, start]) => start);
}

function lastTextOf(starts: readonly Value[], name: string): string | null {
  const texts = starts.map((start) => textOf(fieldOf(start, name)));
  return texts.filter((text) => text !== null).at(-1) ?? null;
}

type JsonObject = Readonly<Record<string, Value>>;

/** An object as JSON text, or as it is; empty for `null`; `null` where the text is no object. */
function objectField(node: Value, name: string): JsonObject | null {
  const value = fieldOf(node, name);
  if (value === undefined || value === null || value === '') return {};
  const parsed = typeof value === 'string' ? parseJson(value) : ok(value);
  if (!parsed.ok) return null;
  if (parsed.value === null) return {};
  return typeof parsed.value === 'object' && !Array.isArray(parsed.value) ? (parsed.value as JsonObject) : null;
}

/** The configuration without W&B's own entries and without its form `{value: …}`. */
function parametersOf(config: JsonObject): Values {
  const parameters = new Map<string, Value>();
  for (const [key, entry] of Object.entries(config)) {
    if (isInternalEntry(key)) continue;
    const inner = wrappedValue(entry);
    parameters.set(key, restored(inner === undefined ? entry : inner));
  }
  return parameters;
}

/** NaN and ±Infinity as numbers; most values are plain and need no look inside. */
function restored(value: Value): Value {
  return typeof value === 'number' || typeof value === 'boolean' ? value : restoreNonFinite(value);
}

/** `name:` of the configuration; W&B writes it as a plain YAML scalar on a line of its own. */
function nameInConfig(text: string): string | null {
  const name = /^name:[ \t]*(?:'((?:[^'\n]|'')*)'|"([^"\\\n]*)"|([^\s'"#&*|>%@`{[\n][^\n]*?))[ \t]*$/m.exec(text);
  const value = name?.[1]?.replaceAll("''", "'") ?? name?.[2] ?? name?.[3];
  return value === undefined || value === '' || value === 'null' ? null : value;
}
