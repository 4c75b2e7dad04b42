import { root, symptom, type CauseSignature } from './causeSignature';

/** A number word of a log that is not finite, after `loss` or a gradient norm: `loss: nan`, `Loss is inf`, `loss=tensor(nan`. */
const NOT_FINITE =
  /\b(?:\w{0,60}loss\w{0,60}|grad(?:ient)?s?(?:[ _]norm)?)["']?\s{0,3}(?:(?:is|was|became|are|has)\s{1,3}|[=:(]\s{0,3}){0,2}(?:tensor\(|a )?[-+]?(?:nan|inf(?:inity)?)\b|\b(?:nan|inf(?:inity|inite)?)s?\b[ /\w]{0,20}\b(?:loss|gradients?|detected|encountered|found)\b|\b(?:found|contains?|produced|got|encountered)\s{1,3}(?:a )?(?:nan|inf(?:inity)?)s?\b|\bnon-?finite\b|^\s*\d{1,6}\/\d{1,6}\s.{0,80}\bnan\b/i;

/** Ends that training itself comes to: memory, numbers that are not finite, settings that do not fit. */
export const TRAINING_SIGNATURES: readonly CauseSignature[] = [
  root(
    'cuda-out-of-memory',
    'CUDA out of memory',
    'hyperparameter',
    /\btorch\.(?:cuda\.)?OutOfMemoryError|CUDA(?: error:)? out of memory/i,
  ),
  root(
    'cublas-alloc-failed',
    'cuBLAS or cuDNN allocation failed',
    'hyperparameter',
    /CU(?:BLAS|DNN)_STATUS_ALLOC_FAILED/i,
  ),
  symptom(
    'cudnn-execution-failed',
    'cuDNN execution failed',
    'either',
    /CUDNN_STATUS_(?:EXECUTION_FAILED|NOT_INITIALIZED|INTERNAL_ERROR)/i,
  ),
  symptom(
    'assigner-out-of-memory',
    'CUDA out of memory in the label assigner',
    'hyperparameter',
    /CUDA OutOfMemoryError in TaskAlign/i,
  ),
  root(
    'xla-out-of-memory',
    'XLA out of memory',
    'hyperparameter',
    /RESOURCE_EXHAUSTED.{0,200}(?:out of memory|allocat)/i,
  ),
  root(
    'tensorflow-out-of-memory',
    'TensorFlow out of memory',
    'hyperparameter',
    /ResourceExhaustedError|OOM when allocating tensor|Dst tensor is not initialized/i,
  ),
  root(
    'host-out-of-memory',
    'Host memory exhausted',
    'either',
    /\bMemoryError\b|Cannot allocate memory|std::bad_alloc|ArrayMemoryError/i,
  ),
  root(
    'kernel-oom-kill',
    'Killed by the kernel for lack of memory',
    'either',
    /Out of memory: Killed process|Memory cgroup out of memory/i,
  ),
  root(
    'slurm-oom-kill',
    'Killed by Slurm for lack of memory',
    'either',
    /Detected \d{1,6} oom[-_ ]kill event|tasks? have been OOM Killed|task \d{1,6}: Out Of Memory/i,
  ),
  symptom(
    'killed',
    'Killed (SIGKILL)',
    'either',
    /\b[Ee]xit ?[Cc]ode\b[^\w-]{0,5}(?:137|-9)\b|^\s*Killed\s*$|\bSIGKILL\b|\bsignal 9\b/,
    [137, -9],
  ),
  root('nan-loss', 'NaN or infinite loss', 'hyperparameter', NOT_FINITE),
  root(
    'nan-recovery-failed',
    'NaN recovery gave up',
    'hyperparameter',
    /Loss NaN\/Inf|Training failed: NaN persisted for \d{1,6} epochs|Checkpoint .{0,200} is corrupted with NaN\/Inf weights|Fitness collapse detected/i,
  ),
  root(
    'loss-scale-floor',
    'Loss scale reached its minimum',
    'hyperparameter',
    /Minimum loss scale reached|Current loss scale already at minimum/i,
  ),
  root(
    'autograd-nan',
    'NaN in the backward pass',
    'hyperparameter',
    /Function '\w{1,80}' returned nan values in its \d{1,4}th output/i,
  ),
  root(
    'batch-norm-single',
    'Batch of one with batch normalisation',
    'hyperparameter',
    /Expected more than 1 value per channel when training/i,
  ),
  root(
    'shape-mismatch',
    'Shapes do not match',
    'either',
    /mat1 and mat2 shapes cannot be multiplied|size mismatch for|shape mismatch|Sizes of tensors must match|must match the size of tensor/i,
  ),
  root('not-divisible', 'Sizes do not divide', 'hyperparameter', /must be divisible by|not divisible by/i),
  root(
    'invalid-hyperparameter',
    'Invalid value of a setting',
    'hyperparameter',
    /\bValueError: .{0,300}(?:invalid|must be (?:between|in\b|>|positive|non-?negative|greater|less)|not in range)|\binvalid (?:option|config)|'\w{1,80}' is not a valid YOLO argument|argument --\S{1,80}: invalid/i,
  ),
  root(
    'incompatible-option',
    'Options that do not go together',
    'hyperparameter',
    /\b(?:optimizer|scheduler)\b.{0,200}(?:not supported|does not support|not found)|\bNotImplementedError\b/i,
  ),
];
