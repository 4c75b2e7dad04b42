import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeKey, causeOf, causesOf } from '../../../src/core/runs/cause';
import { CAUSE_SIGNATURES, causeTitle } from '../../../src/core/runs/causeSignatures';
import type { OutcomeKind } from '../../../src/core/runs/run';
import { coneSweep, makeRun, valuesOf } from '../analysis/runSets';

const crashed = (logTail: readonly string[], exitCode: number | null = null, kind: OutcomeKind = 'crashed') =>
  makeRun('r', { outcome: { kind, reason: '' }, logTail, exitCode });
const idOf = (...lines: readonly string[]): string => causeOf(crashed(lines)).id;

/** One real line for each signature that a line decides, taken from the programs' own messages and issue threads. */
const LINES: readonly (readonly [id: string, line: string])[] = [
  ['cuda-out-of-memory', 'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB'],
  ['cuda-out-of-memory', 'RuntimeError: CUDA error: out of memory'],
  ['cublas-alloc-failed', 'RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`'],
  ['cudnn-execution-failed', 'RuntimeError: cuDNN error: CUDNN_STATUS_EXECUTION_FAILED'],
  ['assigner-out-of-memory', 'WARNING CUDA OutOfMemoryError in TaskAlignedAssigner, using CPU'],
  [
    'xla-out-of-memory',
    'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 1 bytes.',
  ],
  ['tensorflow-out-of-memory', 'ResourceExhaustedError: OOM when allocating tensor with shape[256,3]'],
  ['host-out-of-memory', 'numpy.core._exceptions._ArrayMemoryError: Unable to allocate 2.00 GiB for an array'],
  ['host-out-of-memory', "terminate called after throwing an instance of 'std::bad_alloc'"],
  ['kernel-oom-kill', 'Out of memory: Killed process 1234 (python) total-vm:1kB'],
  ['slurm-oom-kill', 'slurmstepd: error: Detected 1 oom-kill event(s) in StepId=1.0.'],
  ['killed', 'Killed'],
  ['killed', 'failed (exitcode: -9) local_rank: 0 (pid: 1) of binary: python'],
  ['nan-loss', 'RuntimeError: Loss is nan at epoch 25, stopping training'],
  ['nan-loss', 'ValueError: Loss is inf, stopping training'],
  ['nan-loss', 'epoch 3 train_loss=nan'],
  ['nan-loss', '      3/100     5.03G        nan        nan        nan        120        640'],
  ['nan-loss', 'FloatingPointError: Non-finite loss'],
  ['nan-recovery-failed', 'RuntimeError: Training failed: NaN persisted for 3 epochs'],
  ['loss-scale-floor', 'FloatingPointError: Minimum loss scale reached (0.0001).'],
  ['autograd-nan', "RuntimeError: Function 'MulBackward0' returned nan values in its 0th output."],
  ['batch-norm-single', 'ValueError: Expected more than 1 value per channel when training, got input size [1, 512]'],
  ['shape-mismatch', 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (8x10 and 12x4)'],
  ['not-divisible', 'AssertionError: embed_dim must be divisible by num_heads'],
  ['invalid-hyperparameter', 'ValueError: dropout probability has to be valid, lr must be > 0, invalid value -1'],
  ['incompatible-option', "NotImplementedError: Optimizer 'Foo' not found in list of available optimizers"],
  ['device-side-assert', 'RuntimeError: CUDA error: device-side assert triggered'],
  ['illegal-memory-access', 'RuntimeError: CUDA error: an illegal memory access was encountered'],
  ['gpu-lost', 'NVRM: Xid (PCI:0000:65:00): 79, GPU has fallen off the bus.'],
  ['gpu-ecc-error', 'RuntimeError: CUDA error: uncorrectable ECC error encountered'],
  ['gpu-unavailable', 'RuntimeError: No CUDA GPUs; no CUDA-capable device is detected'],
  ['nccl-error', '[rank1]: torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:1'],
  ['child-failed', 'torch.distributed.elastic.multiprocessing.errors.ChildFailedError:'],
  ['shared-memory', 'RuntimeError: DataLoader worker (pid 7) is killed by signal: Bus error. '],
  ['data-loader-killed', 'RuntimeError: DataLoader worker (pid(s) 12, 13) exited unexpectedly'],
  ['segmentation-fault', 'Fatal Python error: Segmentation fault'],
  ['disk-full', 'OSError: [Errno 28] No space left on device'],
  ['disk-quota', 'OSError: [Errno 122] Disk quota exceeded'],
  ['too-many-open-files', 'OSError: [Errno 24] Too many open files'],
  ['output-folder', "FileExistsError: [Errno 17] File exists: 'runs/detect/train3'"],
  ['permission-denied', "PermissionError: [Errno 13] Permission denied: '/data'"],
  ['file-missing', "FileNotFoundError: [Errno 2] No such file or directory: 'cones.yaml'"],
  ['corrupt-file', 'RuntimeError: PytorchStreamReader failed reading zip archive'],
  ['module-missing', "ModuleNotFoundError: No module named 'ultralytics'"],
  ['argument-mismatch', 'train.py: error: unrecognized arguments: --mixup=0.1'],
  ['python-error', "KeyError: 'mixup'"],
  ['device-or-dtype', 'RuntimeError: Expected all tensors to be on the same device, but found cuda:0 and cpu'],
  ['wandb-communication', 'wandb.errors.CommError: Run initialization has timed out after 90.0 sec.'],
  ['wandb-backend', 'BrokenPipeError: [Errno 32] Broken pipe'],
  ['wandb-access', 'wandb: ERROR Error while calling W&B API: permission denied (<Response [403]>)'],
  ['wandb-rate-limit', 'wandb: 429 encountered (rate limit on GraphQL), retrying request'],
  ['network', 'ConnectionResetError: Connection lost'],
  ['hub-access', 'huggingface_hub.errors.HfHubHTTPError: 403 Client Error'],
  ['slurm-time-limit', 'slurmstepd: error: *** JOB 1 ON n1 CANCELLED AT 2026-01-01T00:00:00 DUE TO TIME LIMIT ***'],
  ['slurm-preempted', 'slurmstepd: error: *** JOB 1 ON n1 CANCELLED AT 2026-01-01T00:00:00 DUE TO PREEMPTION ***'],
  ['terminated', 'torch.distributed.elastic.multiprocessing.api.SignalException: Process 1 got signal: 15'],
  ['user-cancelled', 'KeyboardInterrupt'],
  ['sweep-stop', 'EarlyStopping: Training stopped early as no improvement observed in last 100 epochs.'],
  ['agent-gave-up', 'wandb: ERROR Detected 3 failed runs in the first 60 seconds, killing sweep.'],
  ['windows-paging', 'OSError: [WinError 1455] The paging file is too small for this operation to complete'],
  ['cuda-in-fork', 'RuntimeError: Cannot re-initialize CUDA in forked subprocess.'],
];

describe('signatures', () => {
  it('are 58 with different ids, each with a title', () => {
    expect(CAUSE_SIGNATURES).toHaveLength(58);
    expect(new Set(CAUSE_SIGNATURES.map(({ id }) => id)).size).toBe(58);
    expect(causeTitle('cuda-out-of-memory')).toBe('CUDA out of memory');
  });

  it.each(LINES)('%s: %s', (id, line) => {
    expect(idOf('training', line)).toBe(id);
  });

  it('have a tested line wherever a line decides', () => {
    const tested = new Set(LINES.map(([id]) => id));
    expect(CAUSE_SIGNATURES.filter(({ id, pattern }) => pattern !== null && !tested.has(id))).toEqual([]);
  });

  it.each([
    'inference loss: 0.3',
    'information detected',
    'loss: 0.25',
    'gradient_clip_val: inf',
    'epoch 3 nano model loss 1',
    'training, will end by sigterm',
  ])('do not take "%s" for a NaN loss', (line) => {
    expect(idOf(line)).toBe('unknown');
  });
});

describe('causeOf', () => {
  it('finds the causes of the cone sweep, and not the connection reset that the run survived', () => {
    const counts: Record<string, number> = {};
    for (const cause of causesOf(coneSweep().runs)) if (cause !== null) counts[cause.id] = (counts[cause.id] ?? 0) + 1;
    expect(counts).toEqual({ 'nan-loss': 11, 'cuda-out-of-memory': 1, 'data-loader-killed': 1 });
  });

  it('prefers the root to what other ranks and wrappers say after it', () => {
    expect(
      idOf(
        '[rank0]: Traceback (most recent call last):',
        '[rank0]:   File "train.py", line 3, in <module>',
        '[rank0]: torch.OutOfMemoryError: CUDA out of memory.',
        '[rank1]: torch.distributed.DistBackendError: NCCL error in: x.cpp:1',
        'torch.distributed.elastic.multiprocessing.errors.ChildFailedError:',
        'BrokenPipeError: [Errno 32] Broken pipe',
      ),
    ).toBe('cuda-out-of-memory');
  });

  it('takes the first of a chain of exceptions', () => {
    expect(
      idOf(
        'Traceback (most recent call last):',
        'torch.OutOfMemoryError: CUDA out of memory.',
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        'Traceback (most recent call last):',
        "FileNotFoundError: [Errno 2] No such file or directory: 'last.pt'",
      ),
    ).toBe('cuda-out-of-memory');
  });

  it('passes over an exception that was caught before the last one', () => {
    expect(
      idOf(
        'Traceback (most recent call last):',
        "ModuleNotFoundError: No module named 'triton'",
        'Continuing without triton',
        'Traceback (most recent call last):',
        'RuntimeError: Loss is nan at epoch 2',
      ),
    ).toBe('nan-loss');
  });

  it('passes over a failure after which training went on', () => {
    const epochs = ['epoch 4', 'epoch 5', 'epoch 6', 'epoch 7'];
    expect(idOf('torch.OutOfMemoryError: CUDA out of memory.', ...epochs)).toBe('unknown');
    expect(idOf('epoch 3 loss: nan', ...epochs)).toBe('unknown');
    expect(idOf(...epochs, 'epoch 8 loss: nan')).toBe('nan-loss');
  });

  it('sees NaN behind the device-side assert that follows it, and ignores advice', () => {
    expect(idOf('epoch 3 loss: nan', 'RuntimeError: CUDA error: device-side assert triggered')).toBe('nan-loss');
    expect(idOf('UserWarning: slow loading might be caused by CUDA out of memory elsewhere')).toBe('unknown');
  });

  it('reads through colours, progress bars and quoted source lines', () => {
    expect(idOf('\u001b[31mRuntimeError: Loss is nan at epoch 2\u001b[0m')).toBe('nan-loss');
    expect(idOf(' 10%|#   | 1/10\r 20%|##  | 2/10\rKilled')).toBe('killed');
    expect(idOf('  File "a.py", line 3, in f', '    raise MemoryError("x")', 'MyError: x')).toBe('unclassified');
  });

  it('falls back on the exit code, then on unknown', () => {
    expect(causeOf(crashed([], 137))).toEqual({ id: 'killed', category: 'either', line: null });
    expect(causeOf(crashed(['epoch 1'], 139)).id).toBe('segmentation-fault');
    expect(causeOf(crashed(['epoch 1'], 1))).toEqual({ id: 'unknown', category: 'unknown', line: null });
  });

  it('tells contact lost after the last epoch from a crash', () => {
    const run = { ...crashed(['done']), config: valuesOf({ epochs: 10 }), summary: valuesOf({ epoch: 10 }) };
    expect(causeOf(run)).toEqual({ id: 'lost-contact', category: 'infrastructure', line: null });
  });

  it('clusters unclassified exceptions by what does not change from run to run', () => {
    const one = causeOf(crashed(['acme.SolverError: step 12 of /data/a/b.bin failed at 0x1f']));
    const two = causeOf(crashed(['acme.SolverError: step 907 of /home/me/c.bin failed at 0x2e']));
    expect(one).toMatchObject({ id: 'unclassified', category: 'unknown' });
    expect(causeKey(one)).toBe(causeKey(two));
    expect(causeKey(one)).not.toBe(causeKey(causeOf(crashed(['acme.OtherError: step 12']))));
  });

  it('removes secrets from the line', () => {
    const { line } = causeOf(crashed([`RuntimeError: Loss is nan, key ${'0123456789'.repeat(4)}`]));
    expect(line).toBe('RuntimeError: Loss is nan, key <redacted>');
  });

  it('takes an error in the program for a bug only when no run completed', () => {
    const broken = crashed(["KeyError: 'x'"]);
    expect(causesOf([broken])[0]?.category).toBe('code');
    expect(causesOf([broken, makeRun('ok')])[0]?.category).toBe('either');
  });

  it('says that a source has no logs, which is not a silent log', () => {
    const silent = [crashed([]), makeRun('ok'), crashed([], 137)];
    expect(causesOf(silent).map((cause) => cause?.id)).toEqual(['no-log', undefined, 'killed']);
    expect(causeTitle('no-log')).toBe('No log in this source');
    expect(causesOf([...silent, crashed(['epoch 1'])]).map((cause) => cause?.id)).toEqual([
      ...['unknown', undefined, 'killed', 'unknown'],
    ]);
  });

  it('answers for any text, quickly', () => {
    const lines = fc.array(fc.oneof(fc.string({ maxLength: 300 }), fc.constantFrom(...LINES.map(([, line]) => line))));
    fc.assert(
      fc.property(lines, (tail) => {
        expect(causeOf(crashed(tail)).category).toBeTypeOf('string');
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it.each([
    'a',
    ' ',
    'loss ',
    'nan/',
    'grad norm ',
    '1/',
    "'",
    '\u001b[',
    'File "',
    'token=',
    'http://a:',
    'optimizer ',
  ])('needs bounded time for a long repetition of %j', (part) => {
    const started = performance.now();
    causeOf(crashed(new Array<string>(20).fill(part.repeat(20_000))));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
