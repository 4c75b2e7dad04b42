import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAND_IN_KEY } from './model';
import { authorization, dataOf } from './post';
import { dataOfRunSet, type RunSetJson } from './runSetData';
import { createStandInServer, type StandInServer } from './standInServer';

interface RecordedRequest {
  readonly document?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly method?: string;
  readonly path?: string;
}
interface Recording {
  readonly documents: Readonly<Record<string, { readonly query: string; readonly operationName: string }>>;
  readonly steps: readonly {
    readonly call: string;
    readonly returned: unknown;
    readonly requests: readonly RecordedRequest[];
  }[];
}
interface RunEdges {
  readonly project: {
    readonly runs: { readonly edges: readonly { readonly node: RunFields; readonly cursor: string }[] };
  };
}
interface RunFields {
  readonly name: string;
  readonly config?: string;
  readonly summaryMetrics?: string;
}

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const recording = JSON.parse(read('test/fixtures/wandb-requests.json')) as Recording;
const runSet = JSON.parse(read('test/fixtures/cone-sweep.json')) as RunSetJson;

let server: StandInServer;
beforeAll(async () => {
  const place = { entity: 'team', project: 'cone-detector', sweep: 'c0nes001', sweepText: read('example/sweep.yaml') };
  server = await createStandInServer({ data: dataOfRunSet(runSet, place) });
});
afterAll(() => server.close());

/** The cursor that the recorded server made of a position is not this server's. */
function withOwnCursor(variables: Readonly<Record<string, unknown>>, own: string | null) {
  return typeof variables.cursor === 'string' ? { ...variables, cursor: own } : variables;
}

function send<Data>({ document, variables }: RecordedRequest): Promise<Data> {
  const recorded = recording.documents[document ?? '']!;
  return dataOf<Data>(server, { ...recorded, ...(variables === undefined ? {} : { variables }) });
}

/** The recorded call that begins like this. */
function call(text: string) {
  const step = recording.steps.find((candidate) => candidate.call.startsWith(text));
  if (step === undefined) throw new Error(`no recorded call ${text}`);
  return step;
}

describe('the requests of the real Python client', () => {
  const graphql = recording.steps.flatMap((step) =>
    step.requests.filter(({ document }) => document !== undefined).map((request) => [step.call, request] as const),
  );

  it('are all there', () => {
    expect(graphql).toHaveLength(68);
    expect(new Set(graphql.map(([, { document }]) => document))).toEqual(new Set(Object.keys(recording.documents)));
  });

  it.each(graphql)('%s is answered without an error', async (_call, { variables, ...request }) => {
    const own = variables === undefined ? {} : { variables: withOwnCursor(variables, null) };
    expect(await send(request.document === undefined ? request : { ...request, ...own })).toBeTypeOf('object');
  });

  const lists = recording.steps.filter(({ call: text }) => text.startsWith('[r.id for r in api.runs'));
  it.each(lists.map((step) => [step.call, step] as const))('%s lists the same runs', async (_call, step) => {
    const names: string[] = [];
    let cursor: string | null = null;
    for (const request of step.requests) {
      const answer: RunEdges = await send<RunEdges>({
        ...request,
        variables: withOwnCursor(request.variables ?? {}, cursor),
      });
      names.push(...answer.project.runs.edges.map(({ node }) => node.name));
      cursor = answer.project.runs.edges.at(-1)?.cursor ?? null;
    }
    expect(names).toEqual(step.returned);
  });

  it('get the configuration and the summary that the client returned', async () => {
    interface OneRun {
      readonly project: { readonly run: RunFields };
    }
    const { project } = await send<OneRun>(call('lazy[0].config').requests[0]!);
    const config = JSON.parse(project.run.config ?? '') as Record<string, { readonly value: unknown }>;
    const own = Object.entries(config).filter(([key]) => key !== '_wandb');
    expect(Object.fromEntries(own.map(([key, { value }]) => [key, value]))).toEqual(call('lazy[0].config').returned);
    expect(JSON.parse(project.run.summaryMetrics ?? '')).toMatchObject({ 'metrics/mAP50(B)': 0.6803, _runtime: 6102 });
  });

  it('get the sweep with its best value and number of runs', async () => {
    const { project } = await send<{ readonly project: object }>(call("sweep = api.sweep('team").requests[0]!);
    expect(project).toMatchObject({
      sweep: {
        ...{ __typename: 'Sweep', name: 'c0nes001', state: 'RUNNING', method: 'bayes', bestLoss: 0.7088 },
        ...{ runCount: 21, runCountExpected: null, displayName: null, createdAt: '2026-01-23T18:04:11Z' },
      },
    });
  });

  it('find nothing where a name is wrong: 200 and null', async () => {
    const sweep = await send(call("api.sweep('team/cone-detector/nosuch01')").requests[0]!);
    const run = await send(call("api.run('team/cone-detector/nosuch01')").requests[0]!);
    expect([sweep, run]).toEqual([{ project: { sweep: null } }, { project: { run: null } }]);
    const query =
      '{ a: project(name: "nosuch", entityName: "team") { id } b: project(name: "x", entityName: "no") { id } }';
    expect(await dataOf(server, { query })).toEqual({ a: null, b: null });
  });

  it('get the last lines of a log, oldest first', async () => {
    const tail = await send(call('[l.content for l in run.console_logs(last=2)]').requests[0]!);
    expect(tail).toMatchObject({
      project: {
        run: {
          logLineCount: 1,
          logLines: {
            edges: [{ node: { number: 0, line: 'RuntimeError: Loss is nan at epoch 22, stopping training\n' } }],
          },
        },
      },
    });
  });

  it('get the files of a run, with the key by the API and without it by the signed link', async () => {
    interface Files {
      readonly project: {
        readonly run: {
          readonly fileCount: number;
          readonly files: { readonly edges: readonly { readonly node: FileFields }[] };
        };
      };
    }
    interface FileFields {
      readonly name: string;
      readonly url: string;
      readonly directUrl: string;
      readonly sizeBytes: string;
    }
    const request = call('[f.name for f in run.files()]').requests[0]!;
    const { project } = await send<Files>({ ...request, variables: { ...request.variables, name: '2bhnkft3' } });
    const nodes = project.run.files.edges.map(({ node }) => node);
    expect(nodes.map(({ name }) => name)).toEqual([
      'config.yaml',
      'output.log',
      'requirements.txt',
      'wandb-metadata.json',
      'wandb-summary.json',
    ]);
    const { url, directUrl, sizeBytes } = nodes[0]!;
    const statusOf = async (target: string, key?: string) =>
      (await fetch(target, key === undefined ? {} : { headers: authorization(key) })).status;
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(directUrl, STAND_IN_KEY.key)).toBe(400);
    expect(new URL(directUrl).host).not.toBe(new URL(url).host);
    const texts = await Promise.all([
      fetch(url, { headers: authorization(STAND_IN_KEY.key) }).then((response) => response.text()),
      fetch(directUrl).then((response) => response.text()),
    ]);
    expect(texts[0]).toContain('mixup:\n  value: 0.015\n');
    expect(texts[1]).toBe(texts[0]);
    expect(Number(sizeBytes)).toBe(texts[0].length);
  });

  it('of a crashed run find no output.log: it is uploaded at an orderly end only', async () => {
    const { project } = await send<{ readonly project: object }>(call('[f.name for f in run.files()]').requests[0]!);
    expect(project).toMatchObject({ run: { fileCount: 2, files: { edges: [{}, {}] } } });
  });
});
