import { withoutAnsi } from '../ansi';

/** How a log is read: enough lines for a traceback of several processes, and a bound on the work per line. */
const LAST_LINES = 500;
const LINE_LENGTH = 2000;

/** What launchers put before each line of a worker: `[rank0]: `, `(train_fn pid=4711, ip=10.0.0.1) `, `0: ` of srun. */
const WORKER_PREFIX =
  /^\s{0,4}(?:\[(?:rank\s?)?\d{1,5}\]:\s?|\([\w.-]{1,60} pid=\d{1,10}[^)]{0,60}\)\s|\d{1,4}:\s(?=\S))/;

/**
 * The last lines of a console as a person saw them: colours removed, of a progress bar redrawn with `\r` only its last
 * state, worker prefixes removed, lines cut to a bounded length. Indentation stays.
 */
export function cleanLogTail(logTail: readonly string[]): readonly string[] {
  return logTail
    .slice(-LAST_LINES)
    .flatMap((entry) => entry.slice(-LINE_LENGTH * 4).split(/\r?\n/))
    .slice(-LAST_LINES)
    .map((line) => {
      const plain = withoutAnsi(line);
      const shown = plain.split('\r').reduce((last, part) => (part.trim() === '' ? last : part), '');
      return shown.replace(WORKER_PREFIX, '').trimEnd().slice(0, LINE_LENGTH);
    });
}

/** The last line of a traceback: `ValueError: …`, `torch.cuda.OutOfMemoryError: …`, `KeyboardInterrupt`. */
const EXCEPTION =
  /^(?:[A-Za-z_]\w{0,60}\.){0,8}(?:[A-Za-z_]\w{0,60})?(?:Error|Exception|Interrupt|Exit|Failure|Timeout|Failed|Killed|Expired|Abort)(?::\s|:?$)/;

/** Whether a cleaned line is an exception's own line, as it ends a traceback. */
export function isExceptionLine(line: string): boolean {
  return EXCEPTION.test(line);
}

const ADVICE =
  /might be caused by|may be caused by|might be asynchronously reported|consider passing CUDA_LAUNCH_BLOCKING|Compile with [`'"]?TORCH_USE_CUDA_DSA|See documentation for Memory Management|for more information, (?:try|see)|HYDRA_FULL_ERROR/i;

/** Whether a line explains how to look for an error rather than being one. */
export function isAdviceLine(line: string): boolean {
  return ADVICE.test(line) && !isExceptionLine(line) && !/^(?:\w{1,40}: )?ERROR\b/.test(line);
}

/** Whether a line says that a failure before it was overcome. */
export function isRecoveryLine(line: string): boolean {
  return /\b(?:error|connection|network)\b.{0,60}\b(?:resolved|restored|recovered)\b|resuming normal operation|\bretry succeeded\b/i.test(
    line,
  );
}

/** Whether a line is a training loop at work: an epoch or step counter, a progress bar. */
export function isProgressLine(line: string): boolean {
  return /^\s*(?:epoch|step|iter(?:ation)?)\b\D{0,10}\d|^\s*\[?\d{1,7}\/\d{1,7}\b|\b\d{1,3}%\||\b(?:it\/s|s\/it)\b/i.test(
    line,
  );
}

const FRAME = /^\s|^Traceback \(most recent call last\)|^[~^]+$|^The above exception was|^During handling of the above/;
const CLOSING =
  /^wandb:|^Exception ignored|^Error executing job|^terminate called|^Aborted|^srun: |^slurmstepd: |^what\(\)|^\[[EWI]\d{3}|^[EWI]\d{4} /;

/** Whether a line is ordinary output: not part of a traceback, not the last words of a client or launcher. */
export function isOrdinaryLine(line: string): boolean {
  return line !== '' && !FRAME.test(line) && !CLOSING.test(line) && !isExceptionLine(line) && !isAdviceLine(line);
}

/**
 * A line without what differs from run to run (numbers, hexadecimal, paths, quoted names), so that equal errors fall
 * together.
 */
export function normaliseLine(line: string): string {
  return line
    .replace(/\b0x[0-9a-f]{1,40}\b/gi, '#')
    .replace(/(?:[A-Za-z]:)?(?:[\\/][\w.@+-]{1,200}){2,}/g, '<path>')
    .replace(/'[^']{0,200}'|"[^"]{0,200}"/g, "'…'")
    .replace(/\b[0-9a-f]{8,}\b/gi, '#')
    .replace(/\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
