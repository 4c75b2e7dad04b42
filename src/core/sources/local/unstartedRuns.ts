import type { FileSystem } from '../../ports';
import type { Outcome, ReadProblem, Run } from '../../runs/run';
import { mapWithLimit, PARALLEL_READS } from '../concurrency';
import type { SweepConfigFile } from './directories';
import type { SweepConfig } from './runDirectory';

/** An agent gives up after so many runs that failed before the first success (WANDB_AGENT_MAX_INITIAL_FAILURES). */
const AGENT_GIVES_UP_AFTER = 5;
/** A script that takes longer than this to reach `wandb.init` is taken for dead. */
const START_LIMIT = 10 * 60_000;

/**
 * Runs that an agent handed out but that have no folder. Their script died before `wandb.init`; W&B shows them as
 * crashed. Where more are missing than an agent starts in vain, and more than are there, their folders were rather
 * deleted (`wandb sync --clean` does) or not copied, and nothing is claimed about them.
 */
export async function unstartedRuns(
  fs: FileSystem,
  files: readonly SweepConfigFile[],
  sweepConfigOf: (runId: string) => Promise<SweepConfig | null>,
  known: {
    readonly startedIds: ReadonlySet<string>;
    /** Whether the disk's times are those of the runs, not of a copy. */
    readonly timesAreReal: boolean;
    readonly now: number;
  },
): Promise<{ readonly runs: readonly Run[]; readonly problems: readonly ReadProblem[] }> {
  const missing = files.filter((file) => !known.startedIds.has(file.runId));
  const problems: ReadProblem[] = [];
  const lost = new Set<string>();
  for (const sweepId of new Set(missing.map((file) => file.sweepId))) {
    const count = missing.filter((file) => file.sweepId === sweepId).length;
    const total = files.filter((file) => file.sweepId === sweepId).length;
    if (count <= AGENT_GIVES_UP_AFTER || 2 * count <= total) continue;
    lost.add(sweepId);
    problems.push({
      where: `sweep-${sweepId}`,
      message: `${count} of ${total} runs have no folder: deleted, or not copied; they are not compared`,
    });
  }

  const runs = await mapWithLimit(missing, PARALLEL_READS, async (file): Promise<Run> => {
    const handedOut = known.timesAreReal ? await fs.stat(file.path) : null;
    const age = handedOut?.ok === true ? known.now - handedOut.value.modifiedAt : Infinity;
    const outcome = outcomeOfMissing(age, lost.has(file.sweepId));
    return {
      id: file.runId,
      name: null,
      sweepId: file.sweepId,
      state: outcome.kind === 'unknown' ? null : outcome.kind,
      outcome,
      config: (await sweepConfigOf(file.runId))?.values ?? new Map(),
      summary: new Map(),
      startedAt: null,
      runtimeSeconds: null,
      host: null,
      exitCode: null,
      logTail: [],
    };
  });
  return { runs, problems };
}

function outcomeOfMissing(age: number, isLost: boolean): Outcome {
  if (Math.abs(age) < START_LIMIT)
    return { kind: 'running', reason: 'just handed out by the agent; no run folder yet' };
  if (isLost) return { kind: 'unknown', reason: 'no run folder: deleted, not copied, or never started' };
  return { kind: 'crashed', reason: 'handed out by the agent, but never reached wandb.init' };
}
