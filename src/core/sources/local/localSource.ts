import { fail, ok, type Clock, type FileSystem, type Progress, type Result } from '../../ports';
import { plainText } from '../../plainText';
import { plainProblem, type ReadProblem, type Run, type RunSet, type SourceError } from '../../runs/run';
import { mapWithLimit, PARALLEL_READS } from '../concurrency';
import { parseConfigFile } from '../config';
import { countedProgress } from '../progress';
import { findRuns, type RunFolders, type SweepConfigFile } from './directories';
import { readRunFolder, type RunReading, type SweepConfig } from './runDirectory';
import { remembered, type RunMemory } from './runMemory';
import { unstartedRuns } from './unstartedRuns';

/** Optional parts of reading. Aborting `signal` ends it with an error after the files under way. */
export interface ReadOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Read only the runs of this sweep. */
  readonly sweepId?: string;
  /** What earlier readings of the same folder found; runs whose files are as they were are not read again. */
  readonly memory?: RunMemory;
  /** Paths that have changed since the last reading, where somebody watches; other runs need not even be looked at. */
  readonly changed?: readonly string[];
}

/**
 * Reads the runs that W&B's client left on this disk: a `wandb` folder, a folder that holds one or many, or the folder of
 * one run. Nothing is written. Runs come in the order of their start; damaged files are listed in `problems`.
 */
export async function readLocalRuns(
  fs: FileSystem,
  clock: Clock,
  ref: string,
  options: ReadOptions = {},
): Promise<Result<RunSet, SourceError>> {
  const found = await findRuns(fs, ref, options.signal);
  if (!found.ok) return fail({ ...found.error, message: plainText(found.error.message, 400) });
  const folder = options.sweepId === undefined ? found.value : ofSweep(found.value, options.sweepId);
  const problems: ReadProblem[] = [...folder.problems];
  const sweepConfigs = createSweepConfigs(fs, folder.sweepConfigs, problems);

  const now = clock.now();
  const step = options.progress && countedProgress(options.progress, clock, 'Reading runs', folder.runs.length);
  const readings = await mapWithLimit(folder.runs, PARALLEL_READS, async (runFolder) => {
    if (options.signal?.aborted === true) return null;
    const read = (): Promise<RunReading> => readRunFolder(fs, runFolder, sweepConfigs.read, now, options.signal);
    const reading = options.memory
      ? await remembered(fs, runFolder.path, options.memory, options.changed, read)
      : await read();
    step?.();
    return reading;
  });
  if (options.signal?.aborted === true) {
    return fail({ message: `Reading ${ref} was cancelled.`, advice: 'Start it again to read all runs.' });
  }
  const complete = readings.filter((reading) => reading !== null);
  problems.push(...complete.flatMap((reading) => reading.problems));

  const started = mergeSameIds(complete.filter(({ isLinkOut }) => isLinkOut !== true));
  const unstarted = await unstartedRuns(fs, folder.sweepConfigs, sweepConfigs.read, {
    startedIds: new Set(started.map((run) => run.id)),
    timesAreReal: complete.some((reading) => reading.lastWrite !== null),
    now,
  });
  problems.push(...unstarted.problems);
  const all = [...started, ...unstarted.runs].sort(byStart);
  const runs = options.sweepId === undefined ? all : all.filter((run) => run.sweepId === options.sweepId);
  if (runs.length === 0) {
    return fail(options.sweepId === undefined ? nothingReadable(ref, problems) : noRunsOfSweep(options.sweepId, ref));
  }
  problems.push(...severalSweeps(runs, folder, ref));
  return ok({
    source: { kind: 'local', ref },
    runs,
    sweepText: await readSweepText(fs, folder),
    baseline: null,
    problems: problems.map(plainProblem),
  });
}

/** Without what the agents' files show to be of other sweeps. Of the rest only the runs themselves tell. */
function ofSweep(folder: RunFolders, sweepId: string): RunFolders {
  const others = new Set(folder.sweepConfigs.flatMap((file) => (file.sweepId === sweepId ? [] : [file.runId])));
  return {
    ...folder,
    runs: folder.runs.filter((run) => !others.has(run.id)),
    sweepConfigs: folder.sweepConfigs.filter((file) => file.sweepId === sweepId),
  };
}

function noRunsOfSweep(sweepId: string, ref: string): SourceError {
  return {
    message: `${plainText(ref)} holds no runs of the sweep ${plainText(sweepId)}.`,
    advice: 'Pass the folder without a sweep to see which sweeps there are.',
  };
}

/** All that looked like a run is a link out of the folder. */
function nothingReadable(ref: string, [first]: readonly ReadProblem[]): SourceError {
  const why = first === undefined ? '' : `: ${first.where} ${first.message}`;
  return {
    message: `${plainText(ref)} holds no runs that may be read${plainText(why, 400)}.`,
    advice: 'Pass another folder.',
  };
}

const LISTED_SWEEPS = 5;

/** Runs of several sweeps are compared together, which is right only where their search spaces are alike. */
function severalSweeps(runs: readonly Run[], folder: RunFolders, ref: string): readonly ReadProblem[] {
  const counts = new Map<string, number>();
  for (const { sweepId } of runs) if (sweepId !== null) counts.set(sweepId, (counts.get(sweepId) ?? 0) + 1);
  if (counts.size < 2) return [];
  const listed = [...counts]
    .slice(0, LISTED_SWEEPS)
    .map(([id, count]) => `${id} (${count} ${count === 1 ? 'run' : 'runs'})`);
  const more = counts.size > LISTED_SWEEPS ? ` and ${counts.size - LISTED_SWEEPS} more` : '';
  const file = folder.sweepConfigs.find(({ sweepId }) => counts.has(sweepId));
  const path = file?.path.slice(0, file.path.lastIndexOf('/'));
  const choose = path === undefined ? '' : `; to read one of them alone, pass its folder, such as ${path}`;
  const message = `the runs are of ${counts.size} sweeps: ${listed.join(', ')}${more}${choose}`;
  return [{ kind: 'guess', where: ref, message }];
}

/** The agent's files by run id, each read when it is asked for. */
function createSweepConfigs(fs: FileSystem, files: readonly SweepConfigFile[], problems: ReadProblem[]) {
  const byRun = new Map(files.map((file) => [file.runId, file]));
  return {
    read: async (runId: string): Promise<SweepConfig | null> => {
      const file = byRun.get(runId);
      if (file === undefined) return null;
      const bytes = await fs.read(file.path);
      if (!bytes.ok) {
        problems.push({ where: file.path, message: `can't be read (${bytes.error.message})` });
        return { sweepId: file.sweepId, values: new Map() };
      }
      const parsed = parseConfigFile(new TextDecoder().decode(bytes.value));
      if (!parsed.ok) problems.push({ where: file.path, message: parsed.error });
      return { sweepId: file.sweepId, values: parsed.ok ? parsed.value.entries : new Map() };
    },
  };
}

/**
 * A resumed run has a folder for each time it was started: the newest tells its end, the older ones what it lacks, and
 * it ran as long as all of them together.
 */
function mergeSameIds(readings: readonly RunReading[]): Run[] {
  const byId = new Map<string, Run>();
  for (const { run, earlierSeconds } of [...readings].sort((a, b) => byStart(a.run, b.run))) {
    const before = byId.get(run.id);
    byId.set(
      run.id,
      before === undefined
        ? run
        : {
            ...run,
            name: run.name ?? before.name,
            sweepId: run.sweepId ?? before.sweepId,
            host: run.host ?? before.host,
            config: new Map([...before.config, ...run.config]),
            summary: new Map([...before.summary, ...run.summary]),
            startedAt: before.startedAt ?? run.startedAt,
            runtimeSeconds: joinedSeconds(before.runtimeSeconds, run.runtimeSeconds, earlierSeconds),
            logTail: run.logTail.length > 0 ? run.logTail : before.logTail,
          },
    );
  }
  return [...byId.values()];
}

/** Seconds of both starts; what the later one counts of the earlier ones is not counted twice. */
function joinedSeconds(before: number | null, later: number | null, earlierSeconds: number): number | null {
  if (before === null || later === null) return before ?? later;
  const own = later >= earlierSeconds ? later - earlierSeconds : later;
  return Math.max(later, before + own);
}

/** Runs without a start come last; ids break ties, so that the order never depends on the disk. */
function byStart(a: Run, b: Run): number {
  const difference = (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const MAX_SWEEP_FILE_BYTES = 1024 * 1024;

/** The text of the one sweep file beside the `wandb` folders; `null` where there is none, or different ones. */
async function readSweepText(fs: FileSystem, { holders }: RunFolders): Promise<string | null> {
  const texts = new Set<string>();
  for (const holder of holders) {
    const entries = await fs.list(holder);
    if (!entries.ok) continue;
    let inFolder = 0;
    for (const entry of entries.value) {
      if (entry.kind !== 'file' || !/sweep.*\.ya?ml$/i.test(entry.name)) continue;
      const bytes = await fs.read(holder === '' ? entry.name : `${holder}/${entry.name}`, {
        tailBytes: MAX_SWEEP_FILE_BYTES,
      });
      const text = bytes.ok ? new TextDecoder().decode(bytes.value) : '';
      if (/^parameters\s*:/m.test(text) && /^method\s*:/m.test(text)) {
        inFolder++;
        texts.add(text);
      }
    }
    if (texts.size > 1 || inFolder > 1) return null;
  }
  return [...texts][0] ?? null;
}
