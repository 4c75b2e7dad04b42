import type { FileError, FileSystem } from '../../ports';
import { outcomeOf } from '../../runs/outcome';
import type { ReadProblem, Run, Value, Values } from '../../runs/run';
import { entriesOf, parseConfigFile, withoutInternalKeys, type ConfigFile } from '../config';
import { tailOf } from '../consoleLog';
import { parseJson } from '../json';
import { readDebugConfig, readInternalLog, timeOf, type InternalLog } from './debugLogs';
import type { RunFolder } from './directories';
import { createLogFold, type LogContents, type LogFold } from './logContents';
import { readLastWrite } from './signsOfLife';

/** What an agent wrote about a run before starting it. */
export interface SweepConfig {
  readonly sweepId: string;
  readonly values: Values;
}

/** One folder read: the run, and what could not be read of it. */
export interface RunReading {
  readonly run: Run;
  /** Nothing of the folder may be read, since it is a link out of the folder that is read: there is no run to count. */
  readonly isLinkOut?: boolean;
  readonly problems: readonly ReadProblem[];
  /** The last change of a file of this run, where the disk's times can be believed. */
  readonly lastWrite: number | null;
  /** How much of the run time was spent in earlier starts of the same run, as far as its client counted it. */
  readonly earlierSeconds: number;
}

/** Logs grow without bound; the cause of a death stands at their end. */
const LOG_TAIL_BYTES = 64 * 1024;
/** `debug.log` tells the configuration at its start and is short; this is a bound for the odd one that is not. */
const DEBUG_LOG_BYTES = 1024 * 1024;
/** Bytes of a `.wandb` file that are read at once; a multiple of its blocks. */
const LOG_PIECE_BYTES = 1024 * 1024;

/**
 * Reads the folder of one run. Each file that is missing or damaged costs what only it holds. Configuration, weakest
 * source first: `debug.log`, the agent's file, the log, `config.yaml`; what a stronger source holds wins.
 */
export async function readRunFolder(
  fs: FileSystem,
  folder: RunFolder,
  sweepConfigOf: (runId: string) => Promise<SweepConfig | null>,
  now: number,
  signal?: AbortSignal,
): Promise<RunReading> {
  const problems: ReadProblem[] = [];
  const files = createRunFiles(fs, folder, problems);
  const names = await files.names();
  if (names === null) {
    const run = unreadableRun(folder, await sweepConfigOf(folder.id));
    return { run, problems, lastWrite: null, earlierSeconds: 0, isLinkOut: files.isLinkOut() };
  }

  const logName = names.find((name) => /^run-.+\.wandb$/.test(name));
  const id = runIdOf(folder, logName);
  const log = logName === undefined ? null : await files.log(logName, signal);
  if (logName === undefined) files.report('', 'holds no .wandb file; its outcome is taken from other files');
  const sweepConfig = await sweepConfigOf(id);
  const configFile = await files.config('files/config.yaml');
  const summaryFile = await files.object('files/wandb-summary.json');
  const metadata = await files.object('files/wandb-metadata.json');

  const logExit = log?.exit?.exitCode ?? null;
  const internal = logExit === null ? await files.internalLog() : null;
  const exitCode = logExit ?? internal?.exitCode ?? null;
  const debug = exitCode === null ? readDebugConfig((await files.text('logs/debug.log', DEBUG_LOG_BYTES)) ?? '') : null;

  const startedAt =
    log?.run.startedAt ?? timeOf(metadata?.get('startedAt')) ?? internal?.firstTime ?? folder.namedStart;
  const lastWrite = exitCode === null ? await readLastWrite(fs, folder.path, logName, startedAt, now) : null;
  const lastSign = latest([log?.lastActivity, internal?.lastTime, startedAt, lastWrite]);
  const { outcome, state } = outcomeOf({
    exitCode,
    isClosed: (internal?.isClosed ?? false) || (summaryFile !== null && configFile?.isPython === false),
    preempting: log?.preempting ?? false,
    lastSign,
    isOffline: folder.isOffline,
    now,
  });
  if (log !== null && logName !== undefined && outcome.kind !== 'running') {
    const damage = damageOf(log);
    if (damage !== null) files.report(logName, damage);
  }

  const config = withoutInternalKeys(
    [debug?.script, debug?.sweep, sweepConfig?.values, log?.config, configFile?.entries].flatMap((source) => [
      ...(source ?? []),
    ]),
  );
  if (config.size === 0) files.report('', 'tells no configuration');
  const summary = new Map<string, Value>([...(log?.summary ?? []), ...(summaryFile ?? [])]);
  const output = (await files.text('files/output.log', LOG_TAIL_BYTES)) ?? '';
  const run: Run = {
    id,
    name: log === null || log.run.displayName === id ? null : log.run.displayName,
    sweepId: sweepConfig?.sweepId ?? log?.run.sweepId ?? null,
    state,
    outcome,
    config,
    summary,
    startedAt,
    runtimeSeconds: runtimeOf(log, summary, lastSign, startedAt),
    host: log?.run.host ?? textOf(metadata?.get('host')),
    exitCode,
    ...gpuOf(metadata),
    ...commandOf(metadata),
    logTail: output.trim() === '' ? (log?.logTail ?? []) : tailOf(output),
  };
  return { run, problems, lastWrite, earlierSeconds: log?.run.earlierSeconds ?? 0 };
}

/** The files of one run, read into what they mean; what is wrong with them goes to `problems`. */
function createRunFiles(fs: FileSystem, { path, id }: RunFolder, problems: ReadProblem[]) {
  const prefix = path === '' ? '' : `${path}/`;
  const report = (name: string, message: string): void => {
    problems.push({ where: name === '' ? path || id : prefix + name, message });
  };
  let isLinkOut = false;
  const reportError = (name: string, error: FileError): void => {
    if (error.kind === 'not-found') return;
    if (error.kind === 'link-out') {
      report(
        name,
        'is a link out of the folder that is read, and left out; to read it, pass the folder to which it leads',
      );
      return;
    }
    report(name, error.kind === 'no-permission' ? "can't be read: no permission" : `can't be read (${error.message})`);
  };

  const text = async (name: string, tailBytes?: number): Promise<string | null> => {
    const read = await fs.read(prefix + name, tailBytes === undefined ? {} : { tailBytes });
    if (!read.ok) {
      reportError(name, read.error);
      return null;
    }
    const decoded = new TextDecoder().decode(read.value);
    const isCut = tailBytes !== undefined && read.value.length >= tailBytes;
    return isCut ? decoded.slice(decoded.indexOf('\n') + 1) : decoded;
  };

  return {
    report,
    text,
    async names(): Promise<string[] | null> {
      const entries = await fs.list(path);
      if (entries.ok) return entries.value.map((entry) => entry.name);
      reportError('', entries.error);
      isLinkOut = entries.error.kind === 'link-out';
      return null;
    },
    isLinkOut: () => isLinkOut,
    async config(name: string): Promise<ConfigFile | null> {
      const source = await text(name);
      if (source === null) return null;
      const parsed = parseConfigFile(source);
      if (!parsed.ok) report(name, parsed.error);
      return parsed.ok ? parsed.value : null;
    },
    async object(name: string): Promise<Map<string, Value> | null> {
      const source = await text(name);
      if (source === null) return null;
      const parsed = parseJson(source);
      const entries = parsed.ok ? entriesOf(parsed.value) : null;
      if (!parsed.ok) report(name, `is not valid JSON at line ${parsed.error.line}: ${parsed.error.message}`);
      else if (entries === null) report(name, 'holds no JSON object');
      return entries === null ? null : new Map(entries);
    },
    async internalLog(): Promise<InternalLog | null> {
      const source = await text('logs/debug-internal.log', LOG_TAIL_BYTES);
      return source === null ? null : readInternalLog(source);
    },
    async log(name: string, signal?: AbortSignal): Promise<LogContents | null> {
      const fold = createLogFold();
      const problem = await feedLog(fs, prefix + name, fold, signal);
      if (problem !== null) reportError(name, problem);
      return problem === null ? fold.end() : null;
    },
  };
}

/** Feeds a log to `fold`, piece by piece: configuration may be set anywhere in it. Ends early when `signal` is aborted. */
async function feedLog(fs: FileSystem, path: string, fold: LogFold, signal?: AbortSignal): Promise<FileError | null> {
  if (fs.readRange === undefined) {
    const whole = await fs.read(path);
    if (whole.ok) fold.push(whole.value);
    return whole.ok ? null : whole.error;
  }
  for (let start = 0; signal?.aborted !== true; start += LOG_PIECE_BYTES) {
    const piece = await fs.readRange(path, start, LOG_PIECE_BYTES);
    if (!piece.ok) return piece.error;
    fold.push(piece.value);
    if (piece.value.length < LOG_PIECE_BYTES) break;
  }
  return null;
}

/** The log's name settles where a suffix of the folder's name begins. */
function runIdOf(folder: RunFolder, logName: string | undefined): string {
  const id = logName?.slice('run-'.length, -'.wandb'.length);
  return id !== undefined && folder.id.startsWith(id) ? id : folder.id;
}

/** What damage cost, as a clause; `null` for a log without damage. */
function damageOf({ report, undecodable }: LogContents): string | null {
  const first = report.damage[0];
  if (first === undefined) return undecodable === 0 ? null : `holds ${counted(undecodable)} that could not be decoded`;
  if (first.kind === 'empty') return 'is empty: the run died before it wrote anything, or the file was lost';
  if (first.kind === 'not-a-log') return 'is no W&B log; its outcome is taken from other files';
  if (first.kind === 'torn-tail') {
    return report.records === 0
      ? 'is cut off at its start'
      : `is cut off after ${counted(report.records)}; what the run wrote last is lost`;
  }
  const places = report.damage.length === 1 ? `at byte ${first.offset}` : `in ${report.damage.length} places`;
  return `is damaged ${places}; ${counted(report.records)} could be read`;
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}

/** Seconds up to the last sign of life; the client's own count, in whole seconds, where that is more. */
function runtimeOf(
  log: LogContents | null,
  summary: Values,
  lastSign: number | null,
  startedAt: number | null,
): number | null {
  const wandb = new Map(entriesOf(summary.get('_wandb')) ?? []);
  const known = [log?.exit?.runtimeSeconds, summary.get('_runtime'), wandb.get('runtime')].filter(
    (value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  );
  if (lastSign !== null && startedAt !== null && lastSign > startedAt) known.push((lastSign - startedAt) / 1000);
  return known.length === 0 ? null : Math.max(...known);
}

function unreadableRun(folder: RunFolder, sweepConfig: SweepConfig | null): Run {
  return {
    id: folder.id,
    name: null,
    sweepId: sweepConfig?.sweepId ?? null,
    state: null,
    outcome: { kind: 'unknown', reason: "the run's folder could not be read" },
    config: sweepConfig?.values ?? new Map(),
    summary: new Map(),
    startedAt: folder.namedStart,
    runtimeSeconds: null,
    host: null,
    exitCode: null,
    logTail: [],
  };
}

/** How `wandb-metadata.json` says that the run was started. */
function commandOf(metadata: ReadonlyMap<string, Value> | null): Pick<Run, 'command'> {
  const program = textOf(metadata?.get('program'));
  const args = metadata?.get('args');
  // In a notebook or a prompt, `program` is a name in angle brackets.
  if (program === null || program === '' || program.startsWith('<')) return {};
  const given = Array.isArray(args) ? (args as readonly Value[]).map(String) : [];
  return { command: { program, args: given, folder: textOf(metadata?.get('root')) } };
}

/** The model that `wandb-metadata.json` names. */
function gpuOf(metadata: ReadonlyMap<string, Value> | null): Pick<Run, 'gpu'> {
  const gpu = textOf(metadata?.get('gpu'));
  return gpu === null ? {} : { gpu };
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function latest(times: readonly (number | null | undefined)[]): number | null {
  const known = times.filter((time) => time !== null && time !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
