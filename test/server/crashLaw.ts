import type { Values } from '../../src/core/runs/run';
import type { Random } from './parameterSpace';

/** How a run ended before it was done. */
export interface CrashCause {
  /** Last lines of the console; none where the process was killed without a word. */
  readonly lines: readonly string[];
  /** `failed` with an exit code where the script could still say so, `crashed` where it just stopped. */
  readonly state: 'failed' | 'crashed' | 'killed' | 'preempted';
  readonly exitCode: number | null;
}

/** Says what a run with this configuration dies of; `null` where it finishes. */
export type CrashLaw = (config: Values, random: Random) => CrashCause | null;

const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/home/user/train.py", line 141, in <module>',
  '    trainer.fit(model, loader)',
] as const;

/**
 * The law of generated sweeps: learning rates above 0.03, and mixup above 0.15 together with dropout above 0.12, mostly
 * make the loss nan; large pictures in large batches mostly run out of memory; besides, one run in fifty meets a broken
 * machine, is stopped, is preempted or is killed without a word.
 */
export const crashLaw: CrashLaw = (config, random) => {
  const number = (name: string): number => {
    const value = config.get(name);
    return typeof value === 'number' ? value : 0;
  };
  const isUnstable = number('lr0') > 0.03 || (number('mixup') > 0.15 && number('dropout') > 0.12);
  if (random() < (isUnstable ? 0.85 : 0.03)) return nanLoss(random);
  const pixels = number('batch') * number('imgsz') ** 2;
  if (random() < (pixels > 64 * 960 ** 2 - 1 ? 0.8 : 0.01)) return outOfMemory(random);
  return random() < 0.02 ? misfortune(random) : null;
};

function nanLoss(random: Random): CrashCause {
  const epoch = 1 + Math.floor(60 * random());
  return thrown([`RuntimeError: Loss is nan at epoch ${String(epoch)}, stopping training`], random() < 0.6);
}

function outOfMemory(random: Random): CrashCause {
  const asked = (0.5 + 3 * random()).toFixed(2);
  const line =
    `torch.OutOfMemoryError: CUDA out of memory. Tried to allocate ${asked} GiB. ` +
    'GPU 0 has a total capacity of 23.65 GiB of which 812.19 MiB is free.';
  return random() < 0.8 ? thrown([line], true) : { lines: ['Killed'], state: 'crashed', exitCode: null };
}

function misfortune(random: Random): CrashCause {
  const kinds: readonly CrashCause[] = [
    thrown(['RuntimeError: CUDA error: uncorrectable ECC error encountered'], true),
    thrown(['OSError: [Errno 28] No space left on device'], true),
    { lines: ['KeyboardInterrupt'], state: 'killed', exitCode: 255 },
    { lines: ['slurmstepd: error: *** JOB 4711 CANCELLED DUE TO PREEMPTION ***'], state: 'preempted', exitCode: null },
    { lines: [], state: 'crashed', exitCode: null },
  ];
  return kinds[Math.floor(kinds.length * random())]!;
}

/** An exception: W&B calls the run failed where the script ended in order, and crashed where the agent took it down. */
function thrown(lines: readonly string[], isReported: boolean): CrashCause {
  return { lines: [...TRACEBACK, ...lines], state: isReported ? 'failed' : 'crashed', exitCode: isReported ? 1 : null };
}
