import type { CauseCategory } from './cause';

/**
 * What a matching line is worth. `root`: the failure itself. `symptom`: a failure that often follows another one, so any
 * root beats it. `cascade`: other processes or wrappers reporting that something else failed.
 */
export type SignatureRole = 'root' | 'symptom' | 'cascade';

/** One known way to die, and how a log line shows it. */
export interface CauseSignature {
  /** Stable: part of the JSON contract. */
  readonly id: string;
  /** A few words for a heading. */
  readonly title: string;
  readonly category: CauseCategory;
  readonly role: SignatureRole;
  /** Matched against one cleaned line of bounded length; `null` where the circumstances decide, not a line. */
  readonly pattern: RegExp | null;
  /** Process exit codes that say the same where the log is silent; negative ones are signals. */
  readonly exitCodes?: readonly number[];
}

const root = (id: string, title: string, category: CauseCategory, pattern: RegExp): CauseSignature => ({
  id,
  title,
  category,
  role: 'root',
  pattern,
});

const symptom = (
  id: string,
  title: string,
  category: CauseCategory,
  pattern: RegExp,
  exitCodes: readonly number[] = [],
): CauseSignature => ({ id, title, category, role: 'symptom', pattern, exitCodes });

const cascade = (id: string, title: string, category: CauseCategory, pattern: RegExp): CauseSignature => ({
  id,
  title,
  category,
  role: 'cascade',
  pattern,
});

/** A number word of a log that is not finite, after `loss` or a gradient norm: `loss: nan`, `Loss is inf`, `loss=tensor(nan`. */
const NOT_FINITE =
  /\b(?:\w{0,60}loss\w{0,60}|grad(?:ient)?s?(?:[ _]norm)?)["']?\s{0,3}(?:(?:is|was|became|are|has)\s{1,3}|[=:(]\s{0,3}){0,2}(?:tensor\(|a )?[-+]?(?:nan|inf(?:inity)?)\b|\b(?:nan|inf(?:inity|inite)?)s?\b[ /\w]{0,20}\b(?:loss|gradients?|detected|encountered|found)\b|\b(?:found|contains?|produced|got|encountered)\s{1,3}(?:a )?(?:nan|inf(?:inity)?)s?\b|\bnon-?finite\b|^\s*\d{1,6}\/\d{1,6}\s.{0,80}\bnan\b/i;

/**
 * Known causes, in the order in which they are tried on a line. The order, the lines they were taken from and most
 * categories follow error tables of NVIDIA's resiliency extension, gpualert, Determined and Slurm's own sources, and
 * issue threads of Ultralytics, PyTorch and W&B. Alternatives are literal and repetitions bounded: matching is linear.
 */
export const CAUSE_SIGNATURES: readonly CauseSignature[] = [
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
  symptom(
    'device-side-assert',
    'CUDA device-side assert',
    'code',
    /device-side assert triggered|IndexKernel\.cu.{0,200}index out of bounds/i,
  ),
  symptom(
    'illegal-memory-access',
    'Illegal memory access on the GPU',
    'infrastructure',
    /illegal memory access|misaligned address|unspecified launch failure/i,
  ),
  root(
    'gpu-lost',
    'GPU lost (Xid)',
    'infrastructure',
    /\bXid\b|\bGPU\b.{0,80}fallen off the bus|Unable to determine the device handle/i,
  ),
  root(
    'gpu-ecc-error',
    'Uncorrectable GPU memory error',
    'infrastructure',
    /uncorrectable ECC error|\bECC\b.{0,80}(?:\bDBE\b|uncorrectable)/i,
  ),
  root(
    'gpu-unavailable',
    'GPU busy, missing or driver too old',
    'infrastructure',
    /CUDA-capable devices? (?:is|are) busy or unavailable|no CUDA-capable device|driver version is insufficient|no kernel image is available|Torch not compiled with CUDA/i,
  ),
  cascade(
    'nccl-error',
    'NCCL error or timeout',
    'infrastructure',
    /Watchdog caught collective operation timeout|WorkNCCL\(.{0,200}ran for \d{1,12} milliseconds|NCCL communicator was aborted|\bNCCL error\b|\bDistBackendError\b/i,
  ),
  cascade(
    'child-failed',
    'A worker process failed',
    'unknown',
    /\bChildFailedError\b|Root Cause \(first observed failure\)/i,
  ),
  root(
    'shared-memory',
    'Shared memory exhausted',
    'infrastructure',
    /killed by signal: Bus error|insufficient shared memory \(shm\)|out of shared memory|unable to (?:write to|open) file <\/torch_|unable to mmap .{0,80}<\/torch_/i,
  ),
  symptom(
    'data-loader-killed',
    'Data-loader worker killed',
    'either',
    /DataLoader worker \(pid(?:\(s\))? [^)]{0,200}\) (?:exited unexpectedly|is killed by signal)/i,
  ),
  symptom(
    'segmentation-fault',
    'Segmentation fault',
    'code',
    /Segmentation fault|core dumped|Fatal Python error|\billegal instruction\b/i,
    [139, -11],
  ),
  root('disk-full', 'Disk full', 'infrastructure', /No space left on device|\bENOSPC\b|\[Errno 28\]/i),
  root('disk-quota', 'Disk quota exceeded', 'infrastructure', /Disk quota exceeded|\[Errno 122\]|\bDiskQuota/i),
  root('too-many-open-files', 'Too many open files', 'infrastructure', /Too many open files|\[Errno 24\]/i),
  root(
    'output-folder',
    'Output folder could not be made',
    'infrastructure',
    /\b(?:FileExistsError|PermissionError|FileNotFoundError)\b.{0,300}(?:\bruns\/|mkdir|makedirs)/i,
  ),
  root(
    'permission-denied',
    'Permission denied',
    'code',
    /^(?!.{0,300}\b(?:wandb|W&B)).{0,300}(?:\bPermissionError\b|Permission denied|\bEACCES\b)/i,
  ),
  root(
    'file-missing',
    'File or dataset missing',
    'code',
    /\bFileNotFoundError\b|No such file or directory|\bDataset\b.{0,200}not found|No images found/i,
  ),
  root(
    'corrupt-file',
    'Corrupt checkpoint or data',
    'code',
    /PytorchStreamReader failed|unexpected EOF|\bcorrupt(?:ed)? (?:JPEG|image|file)|checkpoint.{0,100}mismatch/i,
  ),
  root('module-missing', 'Module missing', 'code', /\bModuleNotFoundError\b|\bImportError\b|undefined symbol/i),
  root(
    'argument-mismatch',
    'Program does not take the argument',
    'code',
    /unrecognized arguments|the following arguments are required|no such option|got an unexpected keyword argument/i,
  ),
  symptom(
    'python-error',
    'Error in the program',
    'code',
    /^(?:KeyError|IndexError|AttributeError|TypeError|NameError|ZeroDivisionError|UnboundLocalError|AssertionError)\b/,
  ),
  root(
    'device-or-dtype',
    'Tensors on different devices or of different types',
    'either',
    /Expected all tensors to be on the same device|expected scalar type/i,
  ),
  symptom(
    'wandb-communication',
    'W&B could not be reached',
    'infrastructure',
    /wandb\.errors\.(?:errors\.)?CommError|Run initialization has timed out|Error communicating with wandb process|wandb service to start/i,
  ),
  symptom(
    'wandb-backend',
    'W&B client process ended',
    'infrastructure',
    /The wandb backend process has shutdown|ERROR Internal wandb error|\bBrokenPipeError\b/i,
  ),
  symptom(
    'wandb-access',
    'W&B refused access',
    'infrastructure',
    /\b(?:wandb|W&B)\b.{0,300}(?:permission denied|api_key not configured|\b401\b|\bError 40[34]\b)|(?:permission denied|api_key not configured|\b401\b|\bError 40[34]\b).{0,300}\b(?:wandb|W&B)\b/i,
  ),
  symptom('wandb-rate-limit', 'W&B rate limit', 'infrastructure', /\b429\b.{0,200}GraphQL|rate limit exceeded/i),
  symptom(
    'network',
    'Network error',
    'infrastructure',
    /\bConnection(?:Reset|Refused|Aborted)?Error\b|Max retries exceeded|\bReadTimeout|\bNewConnectionError\b|Temporary failure in name resolution/i,
  ),
  symptom(
    'hub-access',
    'Model hub quota or access',
    'infrastructure',
    /\bHfHubHTTPError\b|403 Client Error|\bgated repo|\brate.?limit/i,
  ),
  root('slurm-time-limit', 'Slurm time limit', 'infrastructure', /CANCELLED AT .{0,80}DUE TO TIME LIMIT/i),
  root(
    'slurm-preempted',
    'Slurm preempted or requeued the job',
    'infrastructure',
    /DUE TO (?:PREEMPTION|NODE FAIL|JOB REQUEUE|TASK FAILURE)/i,
  ),
  symptom(
    'terminated',
    'Terminated from outside (SIGTERM)',
    'infrastructure',
    /\bSIGTERM\b|\bSignalException\b|got signal: 15|\b[Pp]reempt(?:ed|ion)\b|\bEvicted\b|kubernetes-pod-termination/,
    [143, -15],
  ),
  symptom(
    'user-cancelled',
    'Cancelled by the user',
    'user',
    /\bKeyboardInterrupt\b|Ctrl\+C|cancelled by user|\bscancel\b/i,
    [130, -2],
  ),
  symptom(
    'sweep-stop',
    'Stopped by the sweep',
    'user',
    /\bEarlyStopping: |\btraining stopped early\b|\bearly stopping (?:triggered|at|after)\b|Received stop signal|\bsweep was (?:stopped|cancelled)/i,
  ),
  cascade(
    'agent-gave-up',
    'Sweep agent gave up after failed runs',
    'unknown',
    /Detected \d{1,6} failed runs (?:in the first|in a row)/i,
  ),
  root(
    'windows-paging',
    'Windows paging file too small',
    'infrastructure',
    /\bWinError 1455\b|paging file is too small|\bfreeze_support\b/i,
  ),
  root('cuda-in-fork', 'CUDA in a forked process', 'code', /Cannot re-initialize CUDA in forked subprocess/i),
  {
    id: 'lost-contact',
    title: 'Contact lost after the last epoch',
    category: 'infrastructure',
    role: 'symptom',
    pattern: null,
  },
  // A log that ends without an error: SIGKILL, a node that went down, or a log that was never written.
  { id: 'unknown', title: 'Cause not in the log', category: 'unknown', role: 'symptom', pattern: null },
  // Decided over the runs of one host, not from one log.
  {
    id: 'cascading-out-of-memory',
    title: 'Memory kept from earlier runs',
    category: 'infrastructure',
    role: 'symptom',
    pattern: null,
  },
];

const BY_ID: ReadonlyMap<string, CauseSignature> = new Map(CAUSE_SIGNATURES.map((known) => [known.id, known]));

/** The signature with this id; `undefined` for `unclassified` and ids of later versions. */
export function signatureOf(id: string): CauseSignature | undefined {
  return BY_ID.get(id);
}

/** A cause in a few words, such as `CUDA out of memory`. */
export function causeTitle(id: string): string {
  return BY_ID.get(id)?.title ?? (id === 'unclassified' ? 'Other error' : id);
}
