import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { wandbEntry, type AnswerContext } from './context';
import { pythonJson } from './jsonText';
import type { StandInProject, StandInRun } from './model';
import { pageOf, type PageArguments } from './paging';
import { globalId, timeText, userNode, type Resolvers } from './resolving';
import { durationSeconds } from './runFields';
import { filesOf, isLike, md5Of, type RunFile } from './runFiles';

/** A run together with the project that it is in: what GraphQL's type Run stands for. */
export interface RunNode {
  readonly run: StandInRun;
  readonly project: StandInProject;
}

interface KeyArguments {
  readonly keys?: readonly string[] | null;
}
interface LogArguments extends PageArguments {
  readonly last?: number | null;
}
interface FileArguments extends PageArguments {
  readonly names?: readonly (string | null)[] | null;
  readonly pattern?: string | null;
}
interface HistoryArguments {
  readonly samples?: number | null;
  readonly minStep?: number | string | null;
  readonly maxStep?: number | string | null;
}

const DEFAULT_SAMPLES = 500;

/** The fields of Run; those not named here are in the node's `run` under the same name. */
export const RUN: Resolvers<RunNode> = {
  id: ({ run, project }) => globalId('Run', 'v1', run.name, project.name, project.entity),
  projectId: ({ project }) => internalId(project),
  project: ({ project }) => project,
  config: ({ run }, { keys }: KeyArguments, { texts }) => texts.config(run, keys),
  wandbConfig: ({ run }, { keys }: KeyArguments) =>
    pythonJson(new Map([...wandbEntry(run)].filter(([key]) => keys?.includes(key) ?? true))),
  summaryMetrics: ({ run }, { keys }: KeyArguments, { texts }) => texts.summary(run, keys),
  systemMetrics: () => '{}',
  historyKeys: ({ run }) =>
    run.history.length === 0
      ? null
      : {
          keys: Object.fromEntries([...new Set(run.history.flatMap((row) => [...row.keys()]))].map((key) => [key, {}])),
          lastStep: run.history.length - 1,
          sets: [],
        },
  commit: () => null,
  readOnly: () => false,
  description: () => '',
  notes: () => null,
  user: ({ run }) => ({ ...userNode(run.username), apiKeys: null }),
  createdAt: ({ run }, _, context) => timeText(run.createdAt, context),
  updatedAt: ({ run }, _, context) => timeText(run.heartbeatAt ?? run.createdAt, context),
  heartbeatAt: ({ run }, _, context) => timeText(run.heartbeatAt, context),
  computeSeconds: ({ run }) => durationSeconds(run),
  exitcode: ({ run }) => run.exitCode,
  shouldStop: ({ run }) => run.stopped,
  failed: ({ run }) => run.state === 'failed',
  running: ({ run }) => run.state === 'running',
  runInfo: ({ run }) =>
    run.initialised
      ? { program: 'train.py', args: [], os: 'Linux', python: '3.11.2', codeSaved: false, cpuCount: 8, gpuCount: 1 }
      : null,
  historyLineCount: ({ run }) => run.history.length,
  eventsLineCount: () => 0,
  events: () => [],
  history: ({ run }, args: HistoryArguments) => sampled(rowsBetween(run, args), args.samples).map(pythonJson),
  sampledHistory: ({ run }, { specs }: { readonly specs: readonly string[] }) => specs.map((spec) => series(run, spec)),
  // Nothing has been put into files yet: every row is live.
  parquetHistory: ({ run }) => ({ parquetUrls: [], liveData: run.history.map((row) => Object.fromEntries(row)) }),
  logLineCount: ({ run }) => run.log.length,
  logLines: ({ run }, args: LogArguments, context) => (run.log.length === 0 ? null : logLines(run, args, context)),
  fileCount: ({ run }) => filesOf(run).length,
  files: (node, args: FileArguments, context) => files(node, args, context),
};

/** The number under which the database knows a project; told as a text. */
export function internalId(project: StandInProject): string {
  const hash = createHash('sha256').update(`${project.entity}/${project.name}`).digest();
  return String(hash.readUInt32BE());
}

function logLines({ log }: StandInRun, args: LogArguments, { paging, maxLogLines }: AnswerContext) {
  const numbered = log.map((line, number) => ({ ...line, number }));
  const last = Math.min(args.last ?? maxLogLines, maxLogLines);
  if (last < 0) throw new GraphQLError('last must not be negative');
  const isTail = typeof args.last === 'number';
  const lines = isTail ? numbered.slice(Math.max(0, numbered.length - last)) : numbered;
  return pageOf(
    lines,
    isTail ? { first: lines.length } : { ...args, first: args.first ?? maxLogLines },
    { ...paging, maxPageSize: maxLogLines },
    ({ number, text, level, timestamp }) => ({
      number,
      // Naive UTC with microseconds, whatever the server's other times look like.
      timestamp: `${new Date(timestamp).toISOString().slice(0, -1)}000`,
      level,
      label: '',
      line: `${text}\n`,
    }),
  );
}

function files({ run, project }: RunNode, { names, pattern, ...page }: FileArguments, context: AnswerContext) {
  const chosen = filesOf(run)
    .filter(({ name }) => names === undefined || names === null || names.length === 0 || names.includes(name))
    .filter(({ name }) => typeof pattern !== 'string' || isLike(name, pattern));
  const path = [project.entity, project.name, run.name].map(encodeURIComponent).join('/');
  return pageOf(chosen, page, context.paging, (file: RunFile) => ({
    id: globalId('File', file.name, run.name),
    name: file.name,
    url: `${context.filesUrl}/files/${path}/${file.name}`,
    directUrl: `${context.bucketUrl}/${path}/${file.name}?Signature=signed`,
    // 64-bit numbers travel as texts.
    sizeBytes: String(Buffer.byteLength(file.text)),
    mimetype: file.mimetype,
    updatedAt: timeText(run.heartbeatAt ?? run.createdAt, context),
    md5: md5Of(file),
  }));
}

function rowsBetween({ history }: StandInRun, { minStep, maxStep }: HistoryArguments) {
  return history.slice(Number(minStep ?? 0), maxStep === null || maxStep === undefined ? undefined : Number(maxStep));
}

/** So many rows, evenly spread. */
function sampled<Row>(rows: readonly Row[], samples: number | null | undefined): readonly Row[] {
  const count = samples ?? DEFAULT_SAMPLES;
  if (rows.length <= count) return rows;
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!);
}

/** One sampled series: rows that have all of the keys, reduced to them. */
function series({ history }: StandInRun, spec: string) {
  const { keys = [], samples } = JSON.parse(spec) as { readonly keys?: readonly string[]; readonly samples?: number };
  const rows = history.filter((row) => keys.every((key) => row.has(key)));
  return sampled(rows, samples).map((row) => Object.fromEntries(keys.map((key) => [key, row.get(key)])));
}
