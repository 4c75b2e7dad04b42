import { fail, ok, type Result } from '../../ports';
import type { Value } from '../../runs/run';
import { timeOfField } from '../runFields';
import { fieldAt, fieldOf, pageOf, textOf, type Page } from './answers';
import type { ProjectSummary, SweepSummary, Viewer } from './client';
import { decodeSweep } from './decode';
import { answerError, notFoundError, signInError, statusError, type WandbError } from './errors';
import { PROJECTS, RUN_SWEEP, SWEEP, SWEEPS, VIEWER, type GraphqlDocument } from './queries';
import type { ProjectReference, SweepReference } from './reference';
import type { Call, Transport } from './transport';

/** Items to a page of a list. */
const PAGE = 200;

/** Whether the server knew the key; `null` in `viewer` is how W&B says no. Some proxies leave the field out. */
export function isStranger(data: Value): boolean {
  return fieldOf(data, 'viewer') === null;
}

/** The server does not know the key, or there is none. */
export function strangerError({ server, hasKey }: Transport): WandbError {
  return hasKey ? statusError(server, 401, '', true) : signInError(server);
}

/** Whom the key belongs to. */
export async function readViewer(transport: Transport, call: Call): Promise<Result<Viewer, WandbError>> {
  const answer = await transport.ask(
    { document: VIEWER, variables: () => ({}), decode: (data) => ok(fieldOf(data, 'viewer') ?? null) },
    call,
  );
  if (!answer.ok) return answer;
  const viewer = answer.value;
  if (viewer === null) return fail(strangerError(transport));
  const entity = textOf(fieldOf(viewer, 'entity'));
  const username = textOf(fieldOf(viewer, 'username')) ?? entity ?? '';
  const edges = fieldAt(viewer, 'teams', 'edges');
  const teams = (Array.isArray(edges) ? (edges as readonly Value[]) : []).map((edge) =>
    textOf(fieldAt(edge, 'node', 'name')),
  );
  const entities = [entity, username, ...teams].filter((name) => name !== null && name !== '') as string[];
  return ok({ username, entity, entities: [...new Set(entities)] });
}

/** All projects of an entity. */
export async function readProjects(
  transport: Transport,
  call: Call,
  entity: string,
): Promise<Result<readonly ProjectSummary[], WandbError>> {
  const nodes = await readList(transport, call, PROJECTS, { entity }, (data) => {
    if (isStranger(data) && transport.hasKey) return fail(strangerError(transport));
    const models = fieldOf(data, 'models');
    return models === null ? fail(notFoundError(transport.server, 'entity', entity, null)) : ok(models);
  });
  if (!nodes.ok) return nodes;
  const projects = nodes.value.flatMap((node): ProjectSummary[] => {
    const project = textOf(fieldOf(node, 'name'));
    if (project === null) return [];
    const owner = textOf(fieldOf(node, 'entityName')) ?? entity;
    return [{ entity: owner, project, createdAt: timeOfField(fieldOf(node, 'createdAt')) }];
  });
  return ok(projects);
}

/** All sweeps of a project, the newest first. */
export async function readSweeps(
  transport: Transport,
  call: Call,
  { entity, project }: ProjectReference,
): Promise<Result<readonly SweepSummary[], WandbError>> {
  const nodes = await readList(transport, call, SWEEPS, { entity, project }, (data) => {
    const found = fieldOf(data, 'project');
    if (found === null) {
      return fail(
        isStranger(data) ? strangerError(transport) : notFoundError(transport.server, 'project', project, entity),
      );
    }
    return ok(fieldOf(found, 'sweeps'));
  });
  if (!nodes.ok) return nodes;
  const sweeps: SweepSummary[] = [];
  for (const node of nodes.value) {
    const sweep = decodeSweep(node, { entity, project });
    if (!sweep.ok) return fail(answerError(transport.server, sweep.error));
    sweeps.push(sweep.value);
  }
  return ok(sweeps.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)));
}

/** One sweep. */
export async function readSweep(
  transport: Transport,
  call: Call,
  { entity, project, sweep }: SweepReference,
): Promise<Result<SweepSummary, WandbError>> {
  const answer = await transport.ask(
    { document: SWEEP, variables: () => ({ entity, project, sweep }), decode: (data) => ok(data) },
    call,
  );
  if (!answer.ok) return answer;
  const found = fieldOf(answer.value, 'project');
  if (found === null && isStranger(answer.value)) return fail(strangerError(transport));
  if (found === null) return fail(await missingProject(transport, call, { entity, project }));
  const node = fieldOf(found, 'sweep');
  if (node === null) return fail(await missingSweep(transport, call, { kind: 'sweep', entity, project, sweep }));
  if (node === undefined) return fail(answerError(transport.server, 'has no sweep in it'));
  const decoded = decodeSweep(node, { entity, project });
  return decoded.ok ? decoded : fail(answerError(transport.server, decoded.error));
}

/** The short id of the sweep that a run belongs to; `null` for a run of none. */
export async function sweepOfRun(
  transport: Transport,
  call: Call,
  { entity, project, run }: ProjectReference & { readonly run: string },
): Promise<Result<string | null, WandbError>> {
  const answer = await transport.ask(
    { document: RUN_SWEEP, variables: () => ({ entity, project, run }), decode: (data) => ok(data) },
    call,
  );
  if (!answer.ok) return answer;
  const found = fieldOf(answer.value, 'project');
  if (found === null && isStranger(answer.value)) return fail(strangerError(transport));
  if (found === null) return fail(await missingProject(transport, call, { entity, project }));
  const node = fieldOf(found, 'run');
  if (node === null) return fail(notFoundError(transport.server, 'run', run, `${entity}/${project}`));
  return ok(textOf(fieldOf(node, 'sweepName')));
}

/** The error for a project that is not there, with the names of those that are. */
export async function missingProject(
  transport: Transport,
  call: Call,
  { entity, project }: ProjectReference,
): Promise<WandbError> {
  const projects = await readProjects(transport, call, entity);
  if (!projects.ok && ['cancelled', 'key', 'not-found'].includes(projects.error.kind)) return projects.error;
  const known = projects.ok ? projects.value.map((one) => one.project) : [];
  return notFoundError(transport.server, 'project', project, entity, known);
}

/** The error for a sweep that is not there, with those of the project that are. */
export async function missingSweep(transport: Transport, call: Call, reference: SweepReference): Promise<WandbError> {
  const { entity, project, sweep } = reference;
  const sweeps = await readSweeps(transport, call, reference);
  if (!sweeps.ok && sweeps.error.kind === 'cancelled') return sweeps.error;
  const known = sweeps.ok ? sweeps.value.map((one) => one.reference.sweep) : [];
  return notFoundError(transport.server, 'sweep', sweep, `${entity}/${project}`, known);
}

/** All nodes of a list, page after page. `find` gives the connection in an answer, or says that it is not there. */
async function readList(
  transport: Transport,
  call: Call,
  document: GraphqlDocument,
  variables: Readonly<Record<string, string>>,
  find: (data: Value) => Result<Value | undefined, WandbError>,
): Promise<Result<readonly Value[], WandbError>> {
  const ask = (cursor: string | null): Promise<Result<Result<Page, WandbError>, WandbError>> =>
    transport.ask<Result<Page, WandbError>>(
      {
        document,
        variables: (tooMuch) => ({ ...variables, cursor, first: Math.max(25, PAGE >> tooMuch) }),
        decode: (data) => {
          const connection = find(data);
          if (!connection.ok) return ok(connection);
          const page = pageOf(connection.value);
          return typeof page === 'string' ? fail(page) : ok(ok(page));
        },
      },
      call,
    );
  const nodes: Value[] = [];
  const used = new Set<string | null>();
  for (let cursor: string | null = null; !used.has(cursor);) {
    used.add(cursor);
    const answer = await ask(cursor);
    if (!answer.ok) return answer;
    if (!answer.value.ok) return answer.value;
    const page = answer.value.value;
    nodes.push(...page.nodes);
    if (page.next === null) return ok(nodes);
    if (page.nodes.length === 0) break;
    cursor = page.next;
  }
  return fail(answerError(transport.server, 'says that a list goes on, but sends nothing new'));
}
