import type { Value } from '../../src/core/runs/run';
import type { StandInRun } from './model';

/**
 * The value of a run that a filter or an order names: `state`, `created_at` (or `createdAt`), `config.lr`,
 * `config.lr.value`, `summary_metrics.loss`, … Times are milliseconds. `undefined` where the run has no such value.
 */
export function runField(run: StandInRun, field: string): Value | undefined {
  const [area, rest] = splitAt(field, field.indexOf('.'));
  switch (area) {
    case 'config':
      return nested(run.config, rest) ?? nested(run.config, rest.replace(/\.value$/, ''));
    case 'summary_metrics':
    case 'summaryMetrics':
      return run.summary === null ? undefined : nested(run.summary, rest);
    case 'keys_info':
      return run.history.some((row) => row.has(rest.replace(/^keys\./, ''))) ? {} : undefined;
    default:
      return ownField(run, field) ?? undefined;
  }
}

/** Whether a field holds a time, so that what it is compared with is one as well. */
export function isTime(field: string): boolean {
  return /^(created|heartbeat|updated)(_a|A)t$/.test(field);
}

/** Seconds from the start to the last sign of life; 0 for a run that never gave one. */
export function durationSeconds(run: StandInRun): number {
  return run.heartbeatAt === null ? 0 : (run.heartbeatAt - run.createdAt) / 1000;
}

function ownField(run: StandInRun, field: string): Value | undefined {
  switch (field) {
    case 'name':
      return run.name;
    case 'displayName':
    case 'display_name':
      return run.displayName ?? run.name;
    case 'state':
      return run.state;
    case 'sweep':
      return run.sweepName;
    case 'createdAt':
    case 'created_at':
      return run.createdAt;
    case 'heartbeatAt':
    case 'heartbeat_at':
    case 'updatedAt':
    case 'updated_at':
      return run.heartbeatAt;
    case 'duration':
      return durationSeconds(run);
    case 'group':
      return run.group;
    case 'host':
      return run.host;
    case 'jobType':
    case 'job_type':
      return run.jobType;
    case 'tags':
      return run.tags;
    case 'username':
      return run.username;
    default:
      return undefined;
  }
}

/** A key as it stands, or, where there is none, a path through nested objects. */
function nested(values: ReadonlyMap<string, Value>, path: string): Value | undefined {
  const direct = values.get(path);
  if (direct !== undefined || !path.includes('.')) return direct;
  const [first, rest] = splitAt(path, path.indexOf('.'));
  const below = values.get(first);
  return typeof below === 'object' && below !== null && !Array.isArray(below)
    ? nested(new Map(Object.entries(below)), rest)
    : undefined;
}

function splitAt(text: string, index: number): readonly [string, string] {
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
