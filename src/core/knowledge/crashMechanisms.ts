import { plainName } from './parameter';

/** A known way in which settings lead to an end of training; what is known before any run, not what runs show. */
export interface CrashMechanism {
  /** Ids of causes (`runs/causeSignatures.ts`). */
  readonly causes: readonly string[];
  /** Id of the framework that it is about; `null` for all. */
  readonly framework: string | null;
  /** Names of the settings, as frameworks call them; matched against the last segment of a name. */
  readonly parameters: RegExp;
  /** How, in a sentence that begins with the setting's part in it. */
  readonly because: string;
  /** Where that is written; `null` for what every textbook says. */
  readonly source: string | null;
}

const NOT_FINITE = ['nan-loss', 'nan-recovery-failed', 'loss-scale-floor', 'autograd-nan'];
const GPU_MEMORY = [
  ...['cuda-out-of-memory', 'cublas-alloc-failed', 'assigner-out-of-memory', 'xla-out-of-memory'],
  ...['tensorflow-out-of-memory', 'cudnn-execution-failed', 'cascading-out-of-memory'],
];
const HOST_MEMORY = ['host-out-of-memory', 'kernel-oom-kill', 'slurm-oom-kill', 'killed'];
const LOADING = ['data-loader-killed', 'shared-memory'];

/** Learning rates, in all spellings that frameworks have. */
const LEARNING_RATE = /^(?:.+_)?(?:lr|learning_rate)(?:0|_init|_max|_base)?$/;

/** Every mechanism that is known, particular ones before general ones. */
const MECHANISMS: readonly CrashMechanism[] = [
  {
    causes: NOT_FINITE,
    framework: 'ultralytics',
    parameters: /^mixup$/,
    because:
      'It is the probability that a sample is blended with another, about half and half, with the boxes of both. That makes targets harder to fit, which does not turn a loss into NaN by itself as far as is known. Look first at what it adds to: the learning rate and mixed precision.',
    source: 'ultralytics/data/augment.py, 8.4',
  },
  {
    causes: NOT_FINITE,
    framework: 'ultralytics',
    parameters: /^(?:lr0|momentum)$/,
    because:
      'With an optimizer that is named, too large a step lets weights and loss run away; with `optimizer: auto` it is ignored.',
    source: 'ultralytics/engine/trainer.py, 8.4',
  },
  {
    causes: NOT_FINITE,
    framework: 'ultralytics',
    parameters: /^amp$/,
    because: 'Mixed precision overflows at 65504; on some GPUs it is a known source of NaN losses.',
    source: 'ultralytics#13355',
  },
  {
    causes: NOT_FINITE,
    framework: 'ultralytics',
    parameters: /^(?:box|cls|dfl)$/,
    because: 'It scales a part of the loss, and with it the steps.',
    source: 'ultralytics#13355',
  },
  {
    causes: NOT_FINITE,
    framework: 'ultralytics',
    parameters: /^(?:warmup_epochs|warmup_bias_lr)$/,
    because: 'It sets how large the first steps are, which is where training runs away most easily.',
    source: 'ultralytics#22535',
  },
  {
    causes: GPU_MEMORY,
    framework: 'ultralytics',
    parameters: /^(?:imgsz|batch|multi_scale)$/,
    because: 'Memory grows in proportion to batch and to the square of imgsz.',
    source: 'ultralytics/cfg/default.yaml, 8.4',
  },
  {
    causes: GPU_MEMORY,
    framework: 'ultralytics',
    parameters: /^(?:mosaic|mixup|cutmix|copy_paste)$/,
    because:
      'More images in a sample bring more boxes, and the label assigner needs memory for each of them: the peak differs from batch to batch.',
    source: 'ultralytics#24887',
  },
  {
    causes: NOT_FINITE,
    framework: null,
    parameters: LEARNING_RATE,
    because: 'Too large a step lets weights and loss grow from step to step until they overflow.',
    source: null,
  },
  {
    causes: NOT_FINITE,
    framework: null,
    parameters: /^(?:amp|fp16|use_fp16|half|mixed_precision|precision|bf16)$/,
    because: 'Half precision overflows at 65504; bfloat16 or float32 has room for the same values.',
    source: null,
  },
  {
    causes: NOT_FINITE,
    framework: null,
    parameters:
      /^(?:weight_decay|wd|momentum|beta_?[12]|eps(?:ilon)?|grad_?clip\w*|max_grad_norm|gradient_clip\w*|clip_grad\w*|warmup\w*)$/,
    because: 'It decides how far one bad gradient carries the weights.',
    source: null,
  },
  {
    causes: GPU_MEMORY,
    framework: null,
    parameters:
      /^(?:.+_)?(?:batch(?:_?size)?|bs|imgsz|img_size|image_size|resolution|seq_?len\w*|max_length|context_length|hidden\w*|width|depth|d_model|embed_dim|num_layers|n_layers)$/,
    because: 'The memory of activations grows with it.',
    source: null,
  },
  {
    causes: HOST_MEMORY,
    framework: null,
    parameters: /^(?:num_)?workers$|^cache\w*$|^prefetch\w*$|^(?:.+_)?batch(?:_?size)?$/,
    because: 'Each loading process holds batches of its own, and a cache holds the data set.',
    source: null,
  },
  {
    causes: LOADING,
    framework: null,
    parameters: /^(?:num_)?workers$|^prefetch\w*$|^(?:.+_)?batch(?:_?size)?$|^cache\w*$/,
    because: 'Loading processes pass batches through shared memory; more or larger ones need more of it.',
    source: null,
  },
  {
    causes: ['batch-norm-single'],
    framework: null,
    parameters: /^(?:.+_)?batch(?:_?size)?$|^drop_last$/,
    because: 'A last batch of one sample has no variance to normalise by.',
    source: null,
  },
];

/** How a setting is known to lead to an end of this kind; `null` where nothing of the sort is known. */
export function mechanismOf(framework: string | null, cause: string, parameter: string): CrashMechanism | null {
  const name = plainName(parameter);
  return (
    MECHANISMS.find(
      (known) =>
        known.causes.includes(cause) &&
        (known.framework === null || known.framework === framework) &&
        known.parameters.test(name),
    ) ?? null
  );
}

/** What a kind of end is, and what usually brings it about, in a sentence; `null` for those that are known by their name. */
export function causeInWords(cause: string): string | null {
  if (NOT_FINITE.includes(cause)) {
    return 'The loss or a gradient was no longer a finite number. Usual reasons: too large a learning rate, half precision that overflows, a label or input that is broken.';
  }
  if (GPU_MEMORY.includes(cause)) {
    return 'The memory of the GPU was full. Usual reasons: batch size, input size or model size, and another process on the same GPU.';
  }
  if (HOST_MEMORY.includes(cause)) {
    return 'The memory of the machine was full, or the system ended the process for it. Usual reasons: loading processes, a cache of the data set, a leak.';
  }
  return LOADING.includes(cause)
    ? 'A process that loads data was ended. Usual reasons: too little shared memory or memory, too many loading processes.'
    : null;
}
