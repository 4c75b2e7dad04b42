import { fail, ok, type Result } from '../../ports';
import { isOutcomeKind } from '../../runs/outcome';
import type { ReadProblem, Run, RunSet, Value } from '../../runs/run';
import { strictJson } from '../cells';
import { entriesOf, objectOf } from '../config';
import { parseJson } from '../json';
import { entriesOfField } from '../runFields';
import { fieldOf, numberOf, textOf } from './answers';
import { formatReference, type PullReference } from './reference';

/** A run, and the server's times by which a refresh knows what can have changed (milliseconds since 1970). */
export interface PulledRun {
  readonly run: Run;
  readonly createdAt: number | null;
  readonly heartbeatAt: number | null;
}

/** What is remembered of a pull. */
export interface Snapshot {
  readonly baseUrl: string;
  readonly reference: PullReference;
  /** When the pull began and how long it took, by this machine's clock, in milliseconds. */
  readonly pulledAt: number;
  readonly tookMs: number;
  readonly sweepText: string | null;
  /** The metrics that were read of large summaries; `null` where summaries are whole. */
  readonly summaryKeys: readonly string[] | null;
  readonly runs: readonly PulledRun[];
  readonly problems: readonly ReadProblem[];
}

/** The runs of a snapshot as every source hands them out, in the order in which they were made. */
export function runSetOf({ reference, runs, sweepText, problems }: Snapshot): RunSet {
  const time = ({ createdAt }: PulledRun): number => createdAt ?? Infinity;
  const sorted = [...runs].sort((a, b) => {
    const difference = time(a) - time(b);
    return difference !== 0 && !Number.isNaN(difference) ? difference : a.run.id < b.run.id ? -1 : 1;
  });
  return {
    source: { kind: 'wandb', ref: formatReference(reference) },
    runs: sorted.map(({ run }) => run),
    sweepText,
    baseline: null,
    problems,
  };
}

/** Where the host keeps snapshots; `name` is safe as a file name and has no extension. Failing to write is no error of a pull. */
export interface SnapshotStore {
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
}

/** The name under which the snapshot of `reference` on the server `baseUrl` is kept. */
export function snapshotName(baseUrl: string, reference: PullReference): string {
  const place = `${baseUrl} ${formatReference(reference)}`;
  const readable = formatReference(reference)
    .replace(/[^\w-]+/g, '_')
    .slice(0, 80);
  return `${readable}-${checksum(place)}`;
}

/** Raised whenever what is written changes its meaning; snapshots of other versions are read as missing. */
const VERSION = 2;

/** The snapshot as text: a line with version and checksum, then JSON. NaN and ±Infinity are texts in it. */
export function encodeSnapshot({ runs, ...rest }: Snapshot): string {
  const body = JSON.stringify({
    ...rest,
    runs: runs.map(({ run, createdAt, heartbeatAt }) => ({
      ...run,
      config: strictJson(objectOf([...run.config])),
      summary: strictJson(objectOf([...run.summary])),
      createdAt,
      heartbeatAt,
    })),
  });
  return `${JSON.stringify({ sweepGuardSnapshot: VERSION, checksum: checksum(body) })}\n${body}`;
}

/** The snapshot that `encodeSnapshot` wrote; an error for any other text, after which the runs are read anew. */
export function decodeSnapshot(text: string): Result<Snapshot, string> {
  const end = text.indexOf('\n');
  const head = parseJson(text.slice(0, Math.max(0, end)));
  if (!head.ok || fieldOf(head.value, 'sweepGuardSnapshot') !== VERSION) return fail('is of another version');
  const body = text.slice(end + 1);
  if (fieldOf(head.value, 'checksum') !== checksum(body)) return fail('is damaged');
  const parsed = parseJson(body);
  if (!parsed.ok) return fail('is damaged');
  const snapshot = snapshotOf(parsed.value);
  return snapshot === null ? fail('is damaged') : ok(snapshot);
}

/** `null` where a field has not the form that it was written in. */
function snapshotOf(value: Value): Snapshot | null {
  const baseUrl = textOf(fieldOf(value, 'baseUrl'));
  const reference = referenceOf(fieldOf(value, 'reference'));
  const pulledAt = numberOf(fieldOf(value, 'pulledAt'));
  const tookMs = numberOf(fieldOf(value, 'tookMs'));
  const list = fieldOf(value, 'runs');
  const keys = fieldOf(value, 'summaryKeys');
  const problems = fieldOf(value, 'problems');
  if (baseUrl === null || reference === null || pulledAt === null || tookMs === null) return null;
  if (!Array.isArray(list) || !Array.isArray(problems) || (keys !== null && !Array.isArray(keys))) return null;
  const runs: PulledRun[] = [];
  for (const item of list as readonly Value[]) {
    const run = pulledRunOf(item);
    if (run === null) return null;
    runs.push(run);
  }
  return {
    baseUrl,
    reference,
    pulledAt,
    tookMs,
    sweepText: textOf(fieldOf(value, 'sweepText')),
    summaryKeys: keys === null ? null : textsOf(keys),
    runs,
    problems: (problems as readonly Value[]).map((problem) => ({
      ...(fieldOf(problem, 'kind') === 'guess' && { kind: 'guess' as const }),
      where: textOf(fieldOf(problem, 'where')) ?? '',
      message: textOf(fieldOf(problem, 'message')) ?? '',
    })),
  };
}

function referenceOf(value: Value | undefined): PullReference | null {
  const entity = textOf(fieldOf(value, 'entity'));
  const project = textOf(fieldOf(value, 'project'));
  const sweep = textOf(fieldOf(value, 'sweep'));
  if (entity === null || project === null) return null;
  if (fieldOf(value, 'kind') === 'project') return { kind: 'project', entity, project };
  return sweep === null ? null : { kind: 'sweep', entity, project, sweep };
}

function pulledRunOf(value: Value): PulledRun | null {
  const id = textOf(fieldOf(value, 'id'));
  const outcome = fieldOf(value, 'outcome');
  const kind = fieldOf(outcome, 'kind');
  const config = fieldOf(value, 'config');
  const summary = fieldOf(value, 'summary');
  const stopped = fieldOf(value, 'stopped');
  const heartbeatAt = numberOf(fieldOf(value, 'heartbeatAt'));
  const gpu = textOf(fieldOf(value, 'gpu'));
  if (id === null || !isOutcomeKind(kind) || entriesOf(config) === null || entriesOf(summary) === null) return null;
  return {
    run: {
      id,
      name: textOf(fieldOf(value, 'name')),
      sweepId: textOf(fieldOf(value, 'sweepId')),
      state: textOf(fieldOf(value, 'state')),
      outcome: { kind, reason: textOf(fieldOf(outcome, 'reason')) ?? '' },
      config: new Map(entriesOfField(config)),
      summary: new Map(entriesOfField(summary)),
      startedAt: numberOf(fieldOf(value, 'startedAt')),
      runtimeSeconds: numberOf(fieldOf(value, 'runtimeSeconds')),
      host: textOf(fieldOf(value, 'host')),
      exitCode: numberOf(fieldOf(value, 'exitCode')),
      ...(typeof stopped === 'boolean' && { stopped }),
      ...(heartbeatAt !== null && { heartbeatAt }),
      ...(gpu !== null && { gpu }),
      logTail: textsOf(fieldOf(value, 'logTail')),
    },
    createdAt: numberOf(fieldOf(value, 'createdAt')),
    heartbeatAt,
  };
}

function textsOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((item) => typeof item === 'string') : [];
}

/**
 * 64 bits that tell whether a text is as it was written: two FNV-1a-like lanes over its UTF-16 units, as hexadecimal. It
 * guards against damage, not against people.
 */
function checksum(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= high >>> 15;
  }
  const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
  return hex(high) + hex(low);
}
