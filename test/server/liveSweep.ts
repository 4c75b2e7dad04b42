import { generateProject, type GeneratorOptions } from './generator';
import type { StandInData, StandInProject, StandInRun } from './model';

/** A sweep that goes on: `runs` of it in all, of which so many have ended and so many are on at the beginning. */
export interface LiveSweepOptions extends GeneratorOptions {
  /** Half of the runs by default. */
  readonly ended?: number;
  /** 8 by default, one an agent. */
  readonly running?: number;
}

/** What one step of a live sweep did, by names of runs. */
export interface LiveStep {
  readonly ended: readonly string[];
  readonly started: readonly string[];
  /** Still on; their summary, log and heartbeat moved. */
  readonly running: readonly string[];
  /** Had ended before, and are on again: a network was back, or somebody resumed them. */
  readonly revived: readonly string[];
}

/** A sweep that goes on when told. Give `data()` to a server again after each step. */
export interface LiveSweep {
  data(): StandInData;
  /** Ends the `ends` runs that are longest on, starts as many as there are left, and lets the others go on. */
  advance(ends: number, options?: { readonly revives?: number }): LiveStep;
}

/** Milliseconds that pass with each step. */
const STEP = 300_000;

/** A sweep whose every state follows from its options and the steps it was told. */
export function createLiveSweep(options: LiveSweepOptions): LiveSweep {
  const whole = generateProject(options);
  const atOnce = options.running ?? 8;
  let ended: readonly StandInRun[] = whole.runs.slice(0, options.ended ?? Math.floor(options.runs / 2));
  let running: readonly LiveRun[] = whole.runs
    .slice(ended.length, ended.length + atOnce)
    .map((run) => ({ final: run, steps: 1 }));
  let waiting: readonly StandInRun[] = whole.runs.slice(ended.length + running.length);

  return {
    data: () => ({ projects: [projectNow(whole, ended, running, waiting.length)] }),
    advance: (ends, { revives = 0 } = {}) => {
      const ending = running.slice(0, ends).map(finished);
      const lost = ended.filter(({ state, initialised }) => state === 'crashed' && initialised);
      const back = revives > 0 ? lost.slice(-revives) : [];
      const going = running.slice(ends).map(({ final, steps }) => ({ final, steps: steps + 1 }));
      const started = waiting.slice(0, Math.max(0, atOnce - going.length - back.length));
      waiting = waiting.slice(started.length);
      ended = [...ended.filter((run) => !back.includes(run)), ...ending];
      running = [...going, ...[...back.map(recovered), ...started].map((final) => ({ final, steps: 1 }))];
      return {
        ended: namesOf(ending),
        started: namesOf(started),
        running: namesOf(going.map(({ final }) => final)),
        revived: namesOf(back),
      };
    },
  };
}

/** A run that is on: what it will have come to, and for how many steps it has been on. */
interface LiveRun {
  readonly final: StandInRun;
  readonly steps: number;
}

function projectNow(
  whole: StandInProject,
  ended: readonly StandInRun[],
  running: readonly LiveRun[],
  waiting: number,
): StandInProject {
  const runs = [...ended, ...running.map(unfinished)];
  const isOver = waiting === 0 && running.length === 0;
  const updatedAt = Math.max(...runs.map((run) => run.heartbeatAt ?? run.createdAt));
  const sweeps = whole.sweeps.map((sweep) => ({ ...sweep, state: isOver ? 'FINISHED' : 'RUNNING', updatedAt }));
  return { ...whole, sweeps, runs };
}

/** What a run has come to; its last sign of life is no earlier than those it gave on the way. */
function finished({ final, steps }: LiveRun): StandInRun {
  return { ...final, heartbeatAt: Math.max(final.heartbeatAt ?? 0, final.createdAt + steps * STEP) };
}

/** What a run will come to that W&B had given up: it finishes, later. */
function recovered(run: StandInRun): StandInRun {
  const log = run.log.filter(({ level }) => level === '');
  return { ...run, state: 'finished', exitCode: 0, heartbeatAt: (run.heartbeatAt ?? run.createdAt) + STEP, log };
}

/** A run in the middle of its work, as its numbers say after so many steps. */
function unfinished({ final, steps }: LiveRun): StandInRun {
  const runtime = (steps * STEP) / 1000;
  const summary = new Map([...(final.summary ?? [])].filter(([key]) => key.startsWith('_') || key === 'epoch'));
  return {
    ...final,
    state: 'running',
    exitCode: null,
    stopped: false,
    initialised: true,
    heartbeatAt: final.createdAt + steps * STEP,
    summary: new Map([
      ...summary,
      ['_runtime', runtime],
      ['_wandb', { runtime }],
      ['epoch', steps],
      ['_step', steps - 1],
    ]),
    log: final.log.filter(({ level }) => level === '').slice(0, steps),
    history: final.history.slice(0, steps),
  };
}

function namesOf(runs: readonly StandInRun[]): readonly string[] {
  return runs.map(({ name }) => name);
}
