import Papa from 'papaparse';
import { redactSecrets, redactSetting } from '../runs/redact';
import type { Outcome, Run, Value, Values } from '../runs/run';
import { cellOf, strictJson, textCell } from './cells';
import { objectOf } from './config';

/**
 * Runs as the JSON array that `readRunFile` reads back to equal runs. JSON lacks NaN and ±Infinity: in `config` and
 * `summary` they are the texts `"NaN"`, `"Infinity"` and `"-Infinity"`, which the reader takes for the numbers. So a
 * text value that spells one of these comes back as the number. Secrets in settings and log lines are left out.
 * `judged`: what became of each run beside its siblings, written as `judged_outcome` and `judged_reason`.
 */
export function encodeRunsJson(runs: readonly Run[], judged?: readonly Outcome[]): string {
  const items = runs.map(withoutSecrets).map((run, index) => ({
    ...fieldsOf(run),
    ...judgedFields(judged?.[index]),
    ...Object.fromEntries(OPTIONAL_FIELDS.flatMap((name) => optionalField(run, name))),
    config: strictJson(objectOf([...run.config])),
    summary: strictJson(objectOf([...run.summary])),
    log_tail: run.logTail,
  }));
  return `${JSON.stringify(items, null, 2)}\n`;
}

/**
 * Runs as CSV with a header: the fields, a column `config.x` for each parameter and `summary.x` for each metric, and the
 * log tail with its line ends. An empty cell is a value that the run does not have; see `cellOf` for the others. Secrets
 * are left out, and texts that a spreadsheet would run as a formula have an apostrophe, which `readRunFile` takes off.
 */
export function encodeRunsCsv(readRuns: readonly Run[], judged?: readonly Outcome[]): string {
  const runs = readRuns.map(withoutSecrets);
  const configKeys = keysOf(runs.map((run) => run.config));
  const summaryKeys = keysOf(runs.map((run) => run.summary));
  const optional = OPTIONAL_FIELDS.filter((name) => runs.some((run) => optionalField(run, name).length > 0));
  const cell = (value: Value | undefined): string => (value === undefined ? '' : cellOf(value));
  const rows = runs.map((run, index) => [
    ...Object.values(fieldsOf(run)).map((value) => (typeof value === 'string' ? textCell(value) : String(value ?? ''))),
    ...Object.values(judgedFields(judged?.[index])).map(textCell),
    ...optional.map((name) => textCell(String(optionalField(run, name)[0]?.[1] ?? ''))),
    ...configKeys.map((key) => cell(run.config.get(key))),
    ...summaryKeys.map((key) => cell(run.summary.get(key))),
    textCell(run.logTail.join('\n')),
  ]);
  const header = [
    ...FIELD_NAMES,
    ...Object.keys(judgedFields(judged?.[0])),
    ...optional,
    ...configKeys.map((key) => `config.${key}`),
    ...summaryKeys.map((key) => `summary.${key}`),
    'log_tail',
  ];
  return `${Papa.unparse({ fields: header, data: rows }, { newline: '\n' })}\n`;
}

const FIELD_NAMES = [
  'id',
  'name',
  'state',
  'outcome',
  'reason',
  'sweep',
  'created_at',
  'runtime_s',
  'host',
  'exit_code',
] as const;

/** In the order of `FIELD_NAMES`, which is also that of the CSV's columns. */
function fieldsOf(run: Run): Record<(typeof FIELD_NAMES)[number], string | number | null> {
  return {
    id: run.id,
    name: run.name,
    state: run.state,
    outcome: run.outcome.kind,
    reason: run.outcome.reason,
    sweep: run.sweepId,
    created_at: run.startedAt === null ? null : new Date(run.startedAt).toISOString(),
    runtime_s: run.runtimeSeconds,
    host: run.host,
    exit_code: run.exitCode,
  };
}

/** The outcome as the analysis judges it. Reading a file back judges anew, so that these are for people and scripts. */
function judgedFields(outcome: Outcome | undefined): Readonly<Record<string, string>> {
  return outcome === undefined ? {} : { judged_outcome: outcome.kind, judged_reason: outcome.reason };
}

/** Fields that most sources do not know; written only where a run has them. */
const OPTIONAL_FIELDS = ['stopped', 'heartbeat_at', 'gpu', 'agent'] as const;

function optionalField(
  run: Run,
  name: (typeof OPTIONAL_FIELDS)[number],
): readonly (readonly [string, string | boolean])[] {
  const { stopped, heartbeatAt, gpu, agent } = run;
  const time = heartbeatAt === null || heartbeatAt === undefined ? null : new Date(heartbeatAt).toISOString();
  const value = { stopped, heartbeat_at: time, gpu, agent }[name];
  return value === null || value === undefined ? [] : [[name, value]];
}

/** What is written to a file goes to colleagues and trackers. */
function withoutSecrets(run: Run): Run {
  const redacted = (values: Values): Values =>
    new Map([...values].map(([key, value]) => [key, redactSetting(key, value)]));
  return {
    ...run,
    config: redacted(run.config),
    summary: redacted(run.summary),
    logTail: run.logTail.map(redactSecrets),
  };
}

function keysOf(values: readonly Values[]): string[] {
  return [...new Set(values.flatMap((map) => [...map.keys()]))];
}
