import { isOutcomeKind, outcomeOfState } from '../runs/outcome';
import { redactSecrets } from '../runs/redact';
import type { Run, Value, Values } from '../runs/run';
import { entriesOf, isInternalEntry, objectOf } from './config';
import { LOG_TAIL_LINES, MAX_LINE_LENGTH } from './consoleLog';
import { parseJson } from './json';
import { detached, type Packer } from './valuePacker';

/** Other names of fields: those of W&B's run table, and of exports by hand; in lower case with `_` for spaces. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['run_id', 'id'],
  ['display_name', 'name'],
  ['created', 'created_at'],
  ['start_time', 'created_at'],
  ['runtime', 'runtime_s'],
  ['duration', 'runtime_s'],
  ['hostname', 'host'],
  ['gpu_type', 'gpu'],
]);
const FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'state', 'outcome', 'reason', 'sweep', 'created_at', 'runtime_s', 'host', 'exit_code'],
  ...['stopped', 'heartbeat_at', 'gpu', 'agent', 'config', 'summary', 'log_tail'],
]);

/** The field that a name in a file means, such as `id` for `Run ID`; `null` where it means none. */
export function fieldNamed(name: string): string | null {
  if (FIELDS.has(name)) return name;
  const normal = name.trim().toLowerCase().replaceAll(' ', '_');
  return FIELDS.has(normal) ? normal : (OTHER_NAMES.get(normal) ?? null);
}

/**
 * One run as a file tells it, field by field under the names of the run file format: `id`, `state`, `config`, and if
 * known `name`, `sweep`, `created_at`, `runtime_s`, `host`, `exit_code`, `summary`, `log_tail`, `outcome`, `reason`.
 * `stopped`, `heartbeat_at`, `gpu` and `agent` are read where they are given. Without an id the name is the id, without
 * both `fallback`; `null` without any. The configuration is still as it is written (`createUnwrapping`). `packers` take
 * the values of many runs; without them each run has maps of its own.
 */
export function runOfFields(
  fields: ReadonlyMap<string, Value>,
  fallback: string | null = null,
  packers: { readonly config: Packer; readonly summary: Packer } | null = null,
): Run | null {
  const id = idOf(fields) ?? fallback;
  if (id === null) return null;
  const state = textOf(fields.get('state'));
  const exitCode = numberOf(fields.get('exit_code'));
  const byState = outcomeOfState(state, exitCode);
  const given = fields.get('outcome');
  const name = textOf(fields.get('name'));
  return {
    id,
    name: name === id ? null : name,
    ...(hasId(fields) ? {} : { isNameId: true as const }),
    sweepId: textOf(fields.get('sweep')),
    state: state?.toLowerCase() ?? null,
    outcome: isOutcomeKind(given)
      ? { kind: given, reason: textOf(fields.get('reason')) ?? `outcome ${given} given` }
      : byState,
    config: valuesOfField(fields.get('config'), packers?.config ?? mapping(), isInternalEntry),
    summary: valuesOfField(fields.get('summary'), packers?.summary ?? mapping()),
    startedAt: timeOfField(fields.get('created_at')),
    runtimeSeconds: secondsOf(fields.get('runtime_s')),
    host: textOf(fields.get('host')),
    exitCode: exitCode !== null && Number.isInteger(exitCode) ? exitCode : null,
    ...optionalFields(fields),
    logTail: linesOf(fields.get('log_tail')),
  };
}

/** What of a run's fields can't be read as it is meant, one part of a sentence for each. */
export function oddFields(fields: ReadonlyMap<string, Value>): readonly string[] {
  const state = textOf(fields.get('state'));
  const isOdd = state !== null && !isOutcomeKind(fields.get('outcome')) && outcomeOfState(state).kind === 'unknown';
  const oddState = isOdd
    ? [`has the state ${quoted(state)}, which is none of W&B’s; the run counts for neither side`]
    : [];
  const oddSettings = SETTINGS_FIELDS.filter((name) => isOddSettings(fields.get(name))).map(
    (name) => `has ${quoted(fields.get(name)!)} as ${name}, which is no object; it is taken as empty`,
  );
  return oddState.length + oddSettings.length === 0 ? NONE : [...oddState, ...oddSettings];
}

const SETTINGS_FIELDS = ['config', 'summary'] as const;
const NONE: readonly string[] = [];

function isOddSettings(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && !isSettings(value);
}

function isSettings(value: Value): boolean {
  const parsed = typeof value === 'string' ? parseJson(value) : null;
  const settings = parsed === null ? value : parsed.ok ? parsed.value : null;
  return typeof settings === 'object' && settings !== null && !Array.isArray(settings);
}

/** Characters of a value that a message quotes. */
const QUOTED_LENGTH = 40;

function quoted(value: Value): string {
  const text = redactSecrets(typeof value === 'string' ? value : JSON.stringify(value));
  return `"${text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text}"`;
}

/** The id of a run, or its name where it has none; `null` without both. */
function idOf(fields: ReadonlyMap<string, Value>): string | null {
  return wordOf(fields.get('id')) ?? wordOf(fields.get('name'));
}

function hasId(fields: ReadonlyMap<string, Value>): boolean {
  return wordOf(fields.get('id')) !== null;
}

function wordOf(value: Value | undefined): string | null {
  return textOf(value) ?? numberText(value);
}

function optionalFields(fields: ReadonlyMap<string, Value>): Pick<Run, 'stopped' | 'heartbeatAt' | 'gpu' | 'agent'> {
  const stopped = fields.get('stopped');
  const heartbeatAt = timeOfField(fields.get('heartbeat_at'));
  const gpu = textOf(fields.get('gpu')) ?? numberText(fields.get('gpu'));
  const agent = textOf(fields.get('agent')) ?? numberText(fields.get('agent'));
  return {
    ...(stopped !== undefined &&
      stopped !== null && { stopped: stopped === true || (typeof stopped === 'string' && /^true$/i.test(stopped)) }),
    ...(heartbeatAt !== null && { heartbeatAt }),
    ...(gpu !== null && { gpu }),
    ...(agent !== null && { agent }),
  };
}

/** Entries of an object, or of an object as JSON text (W&B's API gives that), with NaN and Infinity as numbers again. */
export function entriesOfField(value: Value | undefined): [string, Value][] {
  const parsed = typeof value === 'string' ? parseJson(value) : null;
  const entries = entriesOf(parsed === null ? value : parsed.ok ? parsed.value : null) ?? [];
  for (const entry of entries) {
    if (typeof entry[1] !== 'number') entry[1] = restoreNonFinite(entry[1]);
  }
  return entries;
}

/** As {@link entriesOfField}, but for keys that are left out; no entry is made of the millions that a large file has. */
function valuesOfField(value: Value | undefined, packer: Packer, isLeftOut?: (key: string) => boolean): Values {
  const parsed = typeof value === 'string' ? parseJson(value) : null;
  const fields = parsed === null ? value : parsed.ok ? parsed.value : null;
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
    const items = fields as Readonly<Record<string, Value>>;
    // What JSON.parse makes inherits nothing that could be enumerated.
    for (const key in items) {
      const item = items[key]!;
      if (isLeftOut?.(key) !== true) packer.add(key, typeof item === 'number' ? item : restoreNonFinite(item));
    }
  }
  return packer.end();
}

/** Values of one run as a map. */
function mapping(): Packer {
  const values = new Map<string, Value>();
  return {
    add: (key, value) => void values.set(key, value),
    end: () => values,
  };
}

const NON_FINITE: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** JSON has no NaN: strict writers, W&B's server among them, write these numbers as texts. */
export function restoreNonFinite(value: Value): Value {
  if (typeof value === 'string') return NON_FINITE.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item: Value) => restoreNonFinite(item));
  const entries = entriesOf(value);
  return entries === null ? value : objectOf(entries.map(([key, item]) => [key, restoreNonFinite(item)]));
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberText(value: Value | undefined): string | null {
  return typeof value === 'number' ? String(value) : null;
}

function numberOf(value: Value | undefined): number | null {
  if (typeof value === 'string' && value.trim() !== '') return numberOf(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Seconds as a number, or as `1d 2h 3m 4s` in any part. */
function secondsOf(value: Value | undefined): number | null {
  const plain = numberOf(value);
  if (plain !== null) return plain >= 0 ? plain : null;
  const parts =
    typeof value === 'string' ? /^(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:([\d.]+)s)?$/.exec(value.trim()) : null;
  if (parts === null || parts[0] === '') return null;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

/** Milliseconds since 1970 of an ISO time, UTC where it names no zone, or of a number of seconds or milliseconds. */
export function timeOfField(value: Value | undefined): number | null {
  const plain = numberOf(value);
  if (plain !== null) return plain > 1e11 ? plain : plain * 1000;
  if (typeof value !== 'string') return null;
  if (value.endsWith('Z')) return finiteTime(Date.parse(value));
  const hasTime = /\d[T ]\d\d:\d\d/.test(value);
  const hasZone = /(?:[zZ]|[-+]\d\d:?\d\d)$/.test(value.trim());
  return finiteTime(Date.parse(hasTime && !hasZone ? `${value.trim().replace(' ', 'T')}Z` : value));
}

function finiteTime(time: number): number | null {
  return Number.isNaN(time) ? null : time;
}

/** The last lines; a whole log of megabytes in a run's field would stay in memory for nothing. */
function linesOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? NO_LINES : lastLines(value.split(/\r?\n/));
  return Array.isArray(value) ? lastLines(value.filter((line): line is string => typeof line === 'string')) : NO_LINES;
}

const NO_LINES: readonly string[] = [];

function lastLines(lines: readonly string[]): readonly string[] {
  if (lines.length <= LOG_TAIL_LINES && lines.every((line) => line.length <= MAX_LINE_LENGTH)) return lines;
  return lines.slice(-LOG_TAIL_LINES).map((line) => detached(line.slice(0, MAX_LINE_LENGTH)));
}
