import type { CauseSignature, SignatureRole } from './causeSignature';
import { CAUSE_SIGNATURES } from './causeSignatures';
import {
  cleanLogTail,
  isAdviceLine,
  isExceptionLine,
  isOrdinaryLine,
  isProgressLine,
  isRecoveryLine,
  normaliseLine,
} from './logLines';
import { withKeptMemory } from './keptMemory';
import { redactSecrets } from './redact';
import type { Run } from './run';

/** Whose fault an end was; decides whether parameters may be blamed for it. */
export type CauseCategory = 'hyperparameter' | 'either' | 'infrastructure' | 'code' | 'user' | 'unknown';

/** Why a run died, as its log tells. */
export interface Cause {
  /** Stable id such as `nan-loss` or `cuda-out-of-memory`; `unknown` where no line tells, `no-log` where no run has any. */
  readonly id: string;
  readonly category: CauseCategory;
  /** The log line that tells, with secrets removed; `null` where there is none. */
  readonly line: string | null;
}

/** What of a run tells why it died. */
export type RunEnd = Pick<Run, 'logTail' | 'exitCode' | 'outcome' | 'config' | 'summary'>;

/** A line that may be the cause. `known` is absent for an exception that no signature covers. */
interface Candidate {
  readonly at: number;
  readonly line: string;
  readonly isException: boolean;
  readonly known: CauseSignature | null;
}

/** So many signs of training after a failure show that the run lived on; a few may come late from a buffer. */
const PROGRESS_LINES_OF_SURVIVAL = 3;

/** Characters of a log line that a report shows. */
const LINE_SHOWN = 500;

const UNKNOWN: Cause = { id: 'unknown', category: 'unknown', line: null };
/** Where a source has no logs, no log is silent. */
const NO_LOG: Cause = { ...UNKNOWN, id: 'no-log' };
const LOST_CONTACT: Cause = { id: 'lost-contact', category: 'infrastructure', line: null };
const NO_RESULT: Cause = { id: 'no-result', category: 'unknown', line: null };

/**
 * Why a run died, from the last lines of its log, then from its exit code. Failures that the run survived do not count;
 * of what is left, a root beats a symptom and a symptom beats a cascade, and the first of several equals is the cause.
 * An exception that no signature covers is `unclassified`; where no line tells, the cause is
 * `unknown`.
 */
export function causeOf(run: RunEnd, reader: LineReader = EACH_LINE): Cause {
  const told = reader.toldBy(run.logTail);
  if (told !== null) return told;
  const { exitCode } = run;
  const byExit = CAUSE_SIGNATURES.find((known) => exitCode !== null && known.exitCodes?.includes(exitCode) === true);
  if (byExit !== undefined) return { id: byExit.id, category: byExit.category, line: null };
  if (run.outcome.kind === 'crashed' && reachedLastEpoch(run)) {
    return LOST_CONTACT;
  }
  return UNKNOWN;
}

/** The cause that the lines of a log tell; `null` where none does. */
function causeInLog(logTail: readonly string[], reader: Omit<LineReader, 'toldBy'>): Cause | null {
  const lines = cleanLogTail(logTail);
  const winner = mostTelling(withoutSurvived(findCandidates(lines, reader), lines));
  if (winner === null) return null;
  const line = reader.shown(winner.line);
  return winner.known === null
    ? { id: 'unclassified', category: 'unknown', line }
    : { id: winner.known.id, category: winner.known.category, line };
}

/** Causes with the same key are the same cause: the id, and for unclassified ones the normalised line. */
export function causeKey(cause: Cause): string {
  return cause.id === 'unclassified' && cause.line !== null ? `${cause.id} ${normaliseLine(cause.line)}` : cause.id;
}

/**
 * The cause of each run that came to a bad end (`null` for others), in the order of the runs and seen beside them: an
 * error in the program that all runs meet is a bug, but one that some configurations meet while others complete may be
 * the configuration; memory that runs out ever sooner on one host was kept from the runs before. Where no run has a log,
 * as in a table of runs, that is the reason why a cause is not known.
 */
export function causesOf(runs: readonly Run[]): readonly (Cause | null)[] {
  const someCompleted = runs.some((run) => run.outcome.kind === 'finished');
  const someHaveLogs = runs.some((run) => run.logTail.length > 0);
  const reader = rememberingReader();
  const causes = runs.map((run): Cause | null => {
    switch (run.outcome.kind) {
      case 'lost-contact':
        return LOST_CONTACT;
      case 'broken': {
        const cause = causeOf(run, reader);
        return cause.id === 'unknown' ? NO_RESULT : cause;
      }
      case 'crashed':
      case 'failed': {
        const cause = causeOf(run, reader);
        if (cause.id === 'unknown' && !someHaveLogs) return NO_LOG;
        return cause.id === 'python-error' && someCompleted ? { ...cause, category: 'either' } : cause;
      }
      default:
        return null;
    }
  });
  return withKeptMemory(runs, causes);
}

/** What a cleaned line means, how it may be shown, and which cause a whole log tells. */
interface LineReader {
  readonly signatureOf: (line: string) => CauseSignature | null;
  readonly shown: (line: string) => string;
  readonly toldBy: (logTail: readonly string[]) => Cause | null;
}

const EACH_LINE: LineReader = {
  signatureOf: (line) => CAUSE_SIGNATURES.find(({ pattern }) => pattern?.test(line) === true) ?? null,
  shown: (line) => redactSecrets(line.trim()).slice(0, LINE_SHOWN),
  toldBy: (logTail) => causeInLog(logTail, EACH_LINE),
};

/** Lines that are remembered at most, so that the logs of very many runs do not stay in memory. */
const LINES_REMEMBERED = 20_000;
/** Longer logs, in lines or characters, are hardly ever the same to the last letter. */
const SHORT_LOG_LINES = 20;
const SHORT_LOG_LENGTH = 500;

/** Runs of one sweep end with the same few lines: each, and each short log, is read once. */
function rememberingReader(): LineReader {
  const remembering = <Result>(read: (line: string) => Result): ((line: string) => Result) => {
    const known = new Map<string, Result>();
    return (line) => {
      const found = known.get(line);
      if (found !== undefined) return found;
      const result = read(line);
      if (known.size < LINES_REMEMBERED) known.set(line, result);
      return result;
    };
  };
  const line = { signatureOf: remembering(EACH_LINE.signatureOf), shown: remembering(EACH_LINE.shown) };
  const shortLog = remembering((text) => causeInLog([text], line));
  const toldBy = (logTail: readonly string[]): Cause | null => {
    const text = logTail.length > SHORT_LOG_LINES ? null : logTail.join('\n');
    return text === null || text.length > SHORT_LOG_LENGTH ? causeInLog(logTail, line) : shortLog(text);
  };
  return { ...line, toldBy };
}

function findCandidates(
  lines: readonly string[],
  { signatureOf }: Pick<LineReader, 'signatureOf'>,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  lines.forEach((line, at) => {
    if (line === '' || isAdviceLine(line) || isRecoveryLine(line) || isSourceLine(line, lines[at - 1])) return;
    const known = signatureOf(line);
    const isException = isExceptionLine(line);
    if (known !== null || isException) candidates.push({ at, line, isException, known });
  });
  return candidates;
}

/** The code that a traceback quotes below each `File "…", line N` names errors that were not raised. */
function isSourceLine(line: string, previous: string | undefined): boolean {
  return /^\s+File "/.test(line) || (previous !== undefined && /^\s+File "/.test(previous) && /^\s/.test(line));
}

/**
 * Leaves out what the run survived: failures followed by a word of recovery or by more training, and exceptions that
 * were caught, that is followed by ordinary output and then by another traceback.
 */
function withoutSurvived(candidates: readonly Candidate[], lines: readonly string[]): readonly Candidate[] {
  let lastRecovery = -1;
  const progress: number[] = [];
  lines.forEach((line, at) => {
    if (isRecoveryLine(line)) lastRecovery = at;
    if (isProgressLine(line)) progress.push(at);
  });
  const livedUntil = Math.max(lastRecovery, progress.at(-PROGRESS_LINES_OF_SURVIVAL) ?? -1);
  const final = candidates.filter(({ at }) => at > livedUntil);
  const lastException = Math.max(-1, ...final.filter(endsARun).map(({ at }) => at));
  const candidateLines = new Set(final.map(({ at }) => at));
  let caughtBefore = lastException;
  while (caughtBefore > livedUntil && (candidateLines.has(caughtBefore) || !isOrdinaryLine(lines[caughtBefore]!))) {
    caughtBefore--;
  }
  return final.filter(({ at, isException }) => !isException || at > caughtBefore);
}

/** Whether a candidate is an exception of its own, not the echo of another one in a peer, a client or a connection. */
function endsARun({ isException, known }: Candidate): boolean {
  if (!isException) return false;
  return known === null || known.role === 'root' || (known.role === 'symptom' && known.category !== 'infrastructure');
}

/** How much a candidate tells; smaller is more. An exception's own line tells more than one printed in passing. */
function rank({ known, isException }: Candidate): number {
  if (known === null) return 3;
  const ranks: Readonly<Record<SignatureRole, readonly [exception: number, passing: number]>> = {
    root: [0, 1],
    symptom: [2, 4],
    cascade: [5, 5],
  };
  return ranks[known.role][isException ? 0 : 1];
}

function mostTelling(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    // Of unclassified exceptions the last one ended the run.
    const better = best === null || rank(candidate) < rank(best) || (rank(candidate) === 3 && rank(best) === 3);
    if (better) best = candidate;
  }
  return best;
}

/** Whether the summary counts as many epochs as the configuration asks for. */
function reachedLastEpoch({ config, summary }: RunEnd): boolean {
  const reached = summary.get('epoch');
  const planned = ['epochs', 'num_epochs', 'max_epochs', 'num_train_epochs'].map((key) => config.get(key));
  return typeof reached === 'number' && planned.some((epochs) => typeof epochs === 'number' && reached >= epochs);
}
