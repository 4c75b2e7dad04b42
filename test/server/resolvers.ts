import { parse } from 'yaml';
import type { AnswerContext } from './context';
import type { StandInProject, StandInSweep } from './model';
import { pageOf, type PageArguments } from './paging';
import { fieldResolver, globalId, timeText, userNode, type Resolvers } from './resolving';
import { internalId, RUN, type RunNode } from './runResolvers';

interface SweepNode {
  readonly sweep: StandInSweep;
  readonly project: StandInProject;
}
interface ProjectArguments {
  readonly name?: string | null;
  readonly entityName?: string | null;
}
interface RunsArguments extends PageArguments {
  readonly filters?: string | null;
  readonly order?: string | null;
}

const QUERY: Resolvers<unknown> = {
  viewer: (_source, _args, { key }) => ({
    ...userNode(key.username),
    email: `${key.username}@example.com`,
    entity: key.entity,
    apiKeys: { edges: [] },
    teams: { edges: key.teams.map((name) => ({ node: { id: globalId('Entity', name), name, isTeam: true } })) },
  }),
  models: projects,
  projects,
  project,
  model: project,
  entity: (_source, { name }: { readonly name: string }, context) =>
    canRead(name, context)
      ? {
          id: globalId('Entity', name),
          name,
          isTeam: name !== context.key.username,
          projectCount: projectsOf(name, context).length,
        }
      : null,
  serverInfo: () => ({
    features: [{ name: 'SWEEPS_QUERY_FILTERING', isEnabled: true }],
    cliVersionInfo: { max_cli_version: '0.30.0', min_cli_version: '0.13.0' },
    latestLocalVersionInfo: null,
  }),
};

const PROJECT: Resolvers<StandInProject> = {
  id: ({ entity, name }) => globalId('Project', 'v1', name, entity),
  internalId,
  entityName: ({ entity }) => entity,
  createdAt: ({ createdAt }, _args, context) => timeText(createdAt, context),
  isBenchmark: () => false,
  readOnly: () => false,
  user: () => null,
  runCount: (source, { filters }: RunsArguments, { selections }) => selections(source, filters, undefined).length,
  runs: (source, { filters, order, ...page }: RunsArguments, { selections, paging }) =>
    pageOf(selections(source, filters, order), page, paging, (run) => ({ run, project: source })),
  run,
  bucket: run,
  totalSweeps: ({ sweeps }) => sweeps.length,
  sweeps: (source, { filters, ...page }: RunsArguments, { paging }) =>
    pageOf(source.sweeps.filter(sweepFilter(filters)), page, paging, (sweep) => ({ sweep, project: source })),
  sweep: (source, { sweepName }: { readonly sweepName: string }) => {
    const sweep = source.sweeps.find(({ name }) => name === sweepName);
    return sweep === undefined ? null : { sweep, project: source };
  },
};

const SWEEP: Resolvers<SweepNode> = {
  id: ({ sweep }) => globalId('Sweep', sweep.name),
  bestLoss: (node, _args, context) => bestLoss(node, context),
  createdAt: ({ sweep }, _args, context) => timeText(sweep.createdAt, context),
  updatedAt: ({ sweep }, _args, context) => timeText(sweep.updatedAt, context),
  heartbeatAt: ({ sweep }, _args, context) => timeText(sweep.updatedAt, context),
  earlyStopJobRunning: () => false,
  controller: () => null,
  scheduler: () => null,
  runCount: (node, _args, context) => runsOfSweep(node, context).length,
  runs: ({ sweep, project: source }, { filters, order, ...page }: RunsArguments, { selections, paging }) => {
    const parts = [{ sweep: sweep.name }, ...(filters ? [JSON.parse(filters) as object] : [])];
    const runs = selections(source, JSON.stringify({ $and: parts }), order);
    return pageOf(runs, page, paging, (run) => ({ run, project: source }));
  },
};

/** Resolves every field of the schema. */
export const RESOLVE = fieldResolver({ Query: QUERY, Project: PROJECT, Sweep: SWEEP, Run: RUN });

function projects(_source: unknown, { entityName, ...page }: ProjectArguments & PageArguments, context: AnswerContext) {
  const entity = entityName ?? context.key.entity;
  return canRead(entity, context) ? pageOf(projectsOf(entity, context), page, context.paging, (item) => item) : null;
}

/** W&B does not tell what is not there from what may not be seen: both are null. */
function project(_source: unknown, { name, entityName }: ProjectArguments, context: AnswerContext) {
  const entity = entityName ?? context.key.entity;
  if (!canRead(entity, context)) return null;
  return projectsOf(entity, context).find((item) => item.name === name) ?? null;
}

function run(source: StandInProject, { name }: { readonly name: string }): RunNode | null {
  const found = source.runs.find((item) => item.name === name);
  return found === undefined ? null : { run: found, project: source };
}

function canRead(entity: string, { key }: AnswerContext): boolean {
  return [key.entity, key.username, ...key.teams].includes(entity);
}

function projectsOf(entity: string, { data }: AnswerContext): readonly StandInProject[] {
  return data.projects.filter((item) => item.entity === entity);
}

function runsOfSweep({ sweep, project: source }: SweepNode, { selections }: AnswerContext) {
  return selections(source, JSON.stringify({ $and: [{ sweep: sweep.name }] }), undefined);
}

/** The best value of the sweep's metric, by the direction in which it is optimised. */
function bestLoss(node: SweepNode, context: AnswerContext): number | null {
  const config = parse(node.sweep.config) as {
    readonly metric?: { readonly name?: string; readonly goal?: string };
  } | null;
  const name = config?.metric?.name;
  if (name === undefined) return null;
  const values = runsOfSweep(node, context)
    .map(({ summary }) => summary?.get(name))
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (values.length === 0) return null;
  const sign = config?.metric?.goal === 'maximize' ? -1 : 1;
  return values.reduce((best, value) => (value * sign < best * sign ? value : best));
}

/** Sweeps know equality and lists of their own plain fields. */
function sweepFilter(filters: string | null | undefined): (sweep: StandInSweep) => boolean {
  const conditions = Object.entries(JSON.parse(filters ?? '{}') as Record<string, unknown>);
  return (sweep) =>
    conditions.every(([field, condition]) => {
      const value = (sweep as unknown as Readonly<Record<string, unknown>>)[field];
      const among = (condition as { readonly $in?: readonly unknown[] } | null)?.$in;
      return among === undefined ? value === condition : among.includes(value);
    });
}
