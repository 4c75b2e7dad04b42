import { causeOf } from './cause';
import { positionsAmong, type Position } from './progress';
import { isSkippedByGuard } from './guardMark';
import type { Outcome, Run } from './run';

/** What is known of the sweep when the outcomes of its runs are judged. */
export interface JudgeOptions {
  /** Summary key of the target metric; `null` where there is none. */
  readonly metric: string | null;
  /** Whether a person or the sweep named the metric; a guessed one says less about runs that lack it. */
  readonly metricIsStated?: boolean | undefined;
  /** Whether the sweep has `early_terminate`. */
  readonly terminatesEarly?: boolean | undefined;
}

/** A run of seconds among runs of minutes or hours: below both limits. */
const SECONDS_LONG = 60;
const SHORT_SHARE = 0.05;
const SIBLINGS_NEEDED = 3;
/** W&B counts a run as crashed after five minutes without a sign of life; twice that is no delay. */
const STALE_AFTER = 10 * 60_000;
/** Of the way to the end; below, a finished run of a sweep that terminates early was stopped. */
const WHOLE_WAY = 0.95;

/**
 * What became of each run, seen beside its siblings and the target metric: what W&B calls finished may be broken, what
 * it calls crashed may have reached its end. Outcomes that nothing contradicts stay as the source gave them.
 */
export function judgeOutcomes(runs: readonly Run[], options: JudgeOptions): readonly Outcome[] {
  const positionOf = positionsAmong(runs);
  const brokenReason = brokenReasonAmong(
    runs.filter((run) => !isSkippedByGuard(run)),
    options,
  );
  let newestSign = -Infinity;
  for (const run of runs) newestSign = Math.max(newestSign, lastSign(run) ?? -Infinity);
  return runs.map((run) => {
    const { outcome } = run;
    if (isSkippedByGuard(run)) return { kind: 'stopped', reason: 'the guard of the training script ended it at once' };
    switch (outcome.kind) {
      case 'finished':
        return judgeFinished(run, positionOf(run), brokenReason, options);
      case 'crashed':
      case 'failed':
        return judgeEnded(run, positionOf(run));
      case 'running':
        return judgeRunning(run, newestSign);
      default:
        return outcome;
    }
  });
}

function judgeFinished(
  run: Run,
  position: Position | null,
  brokenReason: (run: Run, position: Position | null) => string | null,
  { terminatesEarly }: JudgeOptions,
): Outcome {
  const isShort = position !== null && position.at < WHOLE_WAY * position.end;
  if (run.stopped === true && (position === null || isShort)) return stopped(run, position);
  const broken = brokenReason(run, position);
  if (broken !== null) return { kind: 'broken', reason: `${run.outcome.reason || 'finished'}, but ${broken}` };
  return terminatesEarly === true && isShort ? stopped(run, position) : run.outcome;
}

function judgeEnded(run: Run, position: Position | null): Outcome {
  if (run.stopped === true) return stopped(run, position);
  if (run.outcome.kind !== 'crashed' || position === null || position.at < position.end) return run.outcome;
  const { id, category } = causeOf(run);
  const isSilent = id === 'unknown' || id === 'lost-contact';
  if (!isSilent && !(category === 'infrastructure' && /^(?:network|wandb-)/.test(id))) return run.outcome;
  const where = `${position.unit} ${String(position.at)} of ${String(position.end)}`;
  return { kind: 'lost-contact', reason: `${run.outcome.reason || 'crashed'}, but it had reached ${where}` };
}

function judgeRunning(run: Run, newestSign: number): Outcome {
  const { heartbeatAt = null, outcome } = run;
  if (heartbeatAt === null || newestSign - heartbeatAt < STALE_AFTER) return outcome;
  const minutes = Math.round((newestSign - heartbeatAt) / 60_000);
  const reason = `${outcome.reason}, but its last sign of life is ${String(minutes)} minutes older than that of another run`;
  return { kind: 'crashed', reason };
}

function stopped({ outcome, stopped: isFlagged }: Run, position: Position | null): Outcome {
  const where = position === null ? '' : ` at ${position.unit} ${String(position.at)} of ${String(position.end)}`;
  const by = isFlagged === true ? 'W&B had asked it to stop' : 'the sweep terminates runs early';
  return { kind: 'stopped', reason: `${outcome.reason || outcome.kind}${where}; ${by}` };
}

/** Tells why a finished run has no usable result; `null` where nothing says so. */
function brokenReasonAmong(
  runs: readonly Run[],
  { metric, metricIsStated }: JudgeOptions,
): (run: Run, position: Position | null) => string | null {
  const finished = runs.filter(({ outcome }) => outcome.kind === 'finished');
  let withMetric = 0;
  if (metric !== null) for (const { summary } of finished) if (isFiniteNumber(summary.get(metric))) withMetric++;
  // A metric that few runs have was guessed wrong, unless somebody named it.
  const expectsMetric = withMetric > 0 && (metricIsStated === true || withMetric * 2 > finished.length);
  const typical = medianOf(finished.map(({ runtimeSeconds }) => runtimeSeconds ?? Number.NaN));

  return ({ summary, runtimeSeconds }, position) => {
    const value = metric === null ? undefined : summary.get(metric);
    if (expectsMetric && metric !== null) {
      if (typeof value === 'number' && !Number.isFinite(value)) return `${metric} is ${String(value)}`;
      if (typeof value !== 'number') {
        return `it logged no ${metric}, which ${String(withMetric)} of ${String(finished.length)} finished runs did`;
      }
    }
    const isWhole = position !== null && position.at >= WHOLE_WAY * position.end;
    if (runtimeSeconds === null || typical === null || finished.length < SIBLINGS_NEEDED + 1 || isWhole) return null;
    return runtimeSeconds < SECONDS_LONG && runtimeSeconds < SHORT_SHARE * typical
      ? `it ended after ${formatSeconds(runtimeSeconds)}, others took ${formatSeconds(typical)}`
      : null;
  };
}

function isFiniteNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  return sorted.length === 0 ? null : sorted[sorted.length >> 1]!;
}

function formatSeconds(seconds: number): string {
  return seconds < 120 ? `${String(Math.round(seconds))} s` : `${String(Math.round(seconds / 60))} min`;
}

/** The last moment at which a run is known to have lived. */
function lastSign({ heartbeatAt = null, startedAt, runtimeSeconds }: Run): number | null {
  if (heartbeatAt !== null) return heartbeatAt;
  return startedAt === null ? null : startedAt + (runtimeSeconds ?? 0) * 1000;
}
