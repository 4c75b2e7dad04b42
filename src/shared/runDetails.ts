/** All that is known of one run, in words: what the page asks for when somebody opens a run. */
import { plainText } from '../core/plainText';
import { formatExact } from '../core/report/format';
import { cleanLogTail } from '../core/runs/logLines';
import { flattenConfig } from '../core/runs/flatten';
import { redactSecrets, redactSetting } from '../core/runs/redact';
import type { OutcomeKind, Run, Value } from '../core/runs/run';
import type { RunRow } from '../core/runs/table';
import { causeHeading } from './causeHeading';

/** One run as it is read: no secrets, no control characters, every value already text. */
export interface RunDetails {
  readonly id: string;
  readonly name: string | null;
  readonly outcome: OutcomeKind;
  /** The observation that says what became of it. */
  readonly reason: string;
  /** W&B's own state and the process's exit code, where they are known. */
  readonly state: string | null;
  readonly exitCode: number | null;
  /** In milliseconds since 1970. */
  readonly startedAt: number | null;
  readonly runtimeSeconds: number | null;
  readonly host: string | null;
  readonly gpu: string | null;
  readonly agent: string | null;
  /** Why it came to a bad end, in a few words, and the line of the log that tells it. */
  readonly cause: { readonly heading: string; readonly line: string | null } | null;
  /** All settings, nested ones dotted, in the order of the configuration. */
  readonly config: readonly Setting[];
  /** What the run logged last, by key. */
  readonly summary: readonly (readonly [name: string, value: string])[];
  readonly logTail: readonly string[];
  /** Its page on the W&B server; `null` where that is not known. */
  readonly link: string | null;
  /** The framework whose defaults are beside the settings; `null` where none was recognised. */
  readonly framework: string | null;
}

/** A setting of a run beside what the framework takes where nobody sets it. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** The framework's default; `null` where it is not known. */
  readonly standard: string | null;
  /** Whether the value differs from the default; `false` where that is not known. */
  readonly differs: boolean;
}

/** What else is known of a run besides what it logged. */
export interface RunSurroundings {
  /** Its line in the table of the analysis. */
  readonly row: RunRow;
  readonly link: string | null;
  readonly framework: FrameworkDefaults | null;
}

/** A framework's name and its defaults; `undefined` where a default is not known. */
export interface FrameworkDefaults {
  readonly name: string;
  readonly defaultOf: (parameter: string) => Exclude<Value, object> | undefined;
}

/** Lines of the log, and characters of a line and of a value, that are shown. */
const LOG_LINES = 200;
const LINE_LENGTH = 2000;
const VALUE_LENGTH = 2000;

/** `run` for a reader. */
export function runDetails(run: Run, { row, link, framework }: RunSurroundings): RunDetails {
  const text = (value: string | null | undefined): string | null =>
    value === null || value === undefined ? null : plainText(value);
  return {
    id: row.id,
    name: text(row.name),
    outcome: row.outcome,
    reason: plainText(row.reason, VALUE_LENGTH),
    state: text(run.state),
    exitCode: run.exitCode,
    startedAt: finite(row.startedAt),
    runtimeSeconds: finite(row.runtimeSeconds),
    host: text(row.host),
    gpu: text(run.gpu),
    agent: text(run.agent),
    cause: row.cause && {
      heading: causeHeading(row.cause),
      line: row.cause.line && plainText(row.cause.line, LINE_LENGTH),
    },
    config: [...flattenConfig(run.config)].map(([name, value]) => settingOf(name, value, framework)),
    summary: [...run.summary].map(([name, value]) => [plainText(name), valueText(redactSetting(name, value))]),
    logTail: cleanLogTail(run.logTail)
      .slice(-LOG_LINES)
      .map((line) => plainLine(redactSecrets(line))),
    link,
    framework: framework?.name ?? null,
  };
}

function settingOf(name: string, value: Value, framework: FrameworkDefaults | null): Setting {
  const standard = framework?.defaultOf(name);
  return {
    name: plainText(name),
    value: valueText(redactSetting(name, value)),
    standard: standard === undefined ? null : valueText(standard),
    differs: standard !== undefined && !Object.is(standard, value) && !(standard === 0 && value === 0),
  };
}

/** A value as a person would write it: numbers in full, lists and objects as JSON. */
function valueText(value: Value): string {
  if (typeof value === 'number') return formatExact(value);
  return plainText(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value), VALUE_LENGTH);
}

/** Indentation tells what belongs together in a traceback; `plainText` would take it away. */
function plainLine(line: string): string {
  const indent = /^ {0,40}/.exec(line)?.[0] ?? '';
  return indent + plainText(line, LINE_LENGTH);
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
