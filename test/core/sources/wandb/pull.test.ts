import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/core/runs/run';
import { fetchHttp } from '../../../../src/web/http';
import { generateData } from '../../../server/generator';
import type { StandInData, StandInRun } from '../../../server/model';
import { createStandInServer, type StandInOptions, type StandInServer } from '../../../server/standInServer';
import { clientOf, SWEEP } from './standInClient';

const RUNS = 1600;
const data = generateData({ runs: RUNS, parameters: 3 });
let server: StandInServer;

beforeAll(async () => {
  server = await createStandInServer({ data });
});
afterAll(() => server.close());

/** Runs `look` beside a server of its own. */
async function beside<Value>(options: StandInOptions, look: (server: StandInServer) => Promise<Value>): Promise<Value> {
  const own = await createStandInServer(options);
  try {
    return await look(own);
  } finally {
    await own.close();
  }
}

/** What a run must be, from what the server was given. */
function expected(run: StandInRun): Partial<Run> {
  return {
    id: run.name,
    name: run.displayName,
    sweepId: run.sweepName,
    state: run.state,
    config: run.config,
    startedAt: Math.floor(run.createdAt / 1000) * 1000,
    exitCode: run.exitCode,
    host: run.host,
  };
}

function withRuns(runs: readonly StandInRun[]): StandInData {
  return { projects: data.projects.map((project) => ({ ...project, runs })) };
}

const ALL = data.projects[0]!.runs;

describe('a pull', () => {
  it('gives every run as the server has it, in the order of creation, in few requests', async () => {
    server.clearLog();
    const pulled = await clientOf(server).pull(SWEEP, { logTailLines: 0 });
    if (!pulled.ok) throw new Error(pulled.error.message);
    const { runSet } = pulled.value;
    expect(runSet.source).toEqual({ kind: 'wandb', ref: 'team/detector/sw33p001' });
    expect(runSet.problems).toEqual([]);
    expect(runSet.sweepText).toContain('parameters:');
    expect(runSet.runs).toHaveLength(RUNS);
    expect(runSet.runs.map((run) => run.id)).toEqual(ALL.map((run) => run.name));
    runSet.runs.forEach((run, i) => {
      expect(run).toMatchObject(expected(ALL[i]!));
    });
    expect(server.log().length).toBeLessThanOrEqual(8);
  });

  it('reads the logs of crashed and failed runs, and of no others', async () => {
    const some = withRuns(ALL.slice(0, 90));
    await beside({ data: some }, async (own) => {
      const pulled = await clientOf(own).pull(SWEEP, { logTailLines: 5 });
      if (!pulled.ok) throw new Error(pulled.error.message);
      for (const run of pulled.value.runSet.runs) {
        const told = ALL.find(({ name }) => name === run.id)!;
        const died = run.outcome.kind === 'crashed' || run.outcome.kind === 'failed';
        expect(run.logTail).toEqual(died ? told.log.slice(-5).map(({ text }) => text) : []);
      }
      expect(own.log().filter(({ operation }) => operation.startsWith('SweepGuardLogTails')).length).toBeLessThan(5);
    });
  });

  it('is the same where pages are shorter, overlap, or have no zone in their times', async () => {
    const whole = await clientOf(server).pull(SWEEP, { logTailLines: 0 });
    for (const options of [
      { data, maxPageSize: 70 },
      { data, zoneless: true },
      { data, faults: [{ fault: { kind: 'duplicates', count: 9 } }] },
    ] satisfies StandInOptions[]) {
      const other = await beside(options, (own) => clientOf(own).pull(SWEEP, { logTailLines: 0 }));
      expect(other.ok && other.value.runSet.runs).toEqual(whole.ok && whole.value.runSet.runs);
    }
  });

  it('is the same when all runs were made within a second, or in bursts', async () => {
    const start = ALL[0]!.createdAt;
    for (const time of [() => start, (i: number) => start + (i < 800 ? 0 : 1e9) + (i % 7)]) {
      const bunched = withRuns(ALL.map((run, i) => ({ ...run, createdAt: time(i) })));
      const pulled = await beside({ data: bunched }, (own) => clientOf(own).pull(SWEEP, { logTailLines: 0 }));
      expect(pulled.ok && new Set(pulled.value.runSet.runs.map(({ id }) => id)).size).toBe(RUNS);
    }
  });

  it.each([
    ['ignores times in filters', '{"$and":[{"sweep":"sw33p001"}]}'],
    ['finds nothing by times', '{"$and":[{"sweep":"sw33p001"},{"createdAt":{"$lt":"1999-01-01T00:00:00Z"}}]}'],
  ])('is whole where the server %s', async (_what, filters) => {
    const real = fetchHttp();
    let byTime = 0;
    const client = clientOf(server, {
      http: {
        send: (request) => {
          const body = JSON.parse(request.body ?? '') as { variables: { filters?: string } };
          if (body.variables.filters?.includes('createdAt') === true) {
            byTime++;
            body.variables.filters = filters;
          }
          return real.send({ ...request, body: JSON.stringify(body) });
        },
      },
    });
    const pulled = await client.pull(SWEEP, { logTailLines: 0 });
    expect(byTime).toBeGreaterThan(0);
    expect(pulled.ok && pulled.value.runSet.runs.map(({ id }) => id)).toEqual(ALL.map(({ name }) => name));
    expect(client.traffic().requests).toBeLessThan(15);
  });

  it('gets along without the fields that an older server does not know', async () => {
    const without = [
      'Run.exitcode',
      'Run.stopped',
      'Run.host',
      'Run.computeSeconds',
      'Project.runCount',
      'Sweep.displayName',
    ] as const;
    const pulled = await beside({ data, without }, (own) => clientOf(own).pull(SWEEP, { logTailLines: 0 }));
    if (!pulled.ok) throw new Error(pulled.error.message);
    expect(pulled.value.runSet.runs).toHaveLength(RUNS);
    pulled.value.runSet.runs.forEach((run, i) => {
      expect(run).toMatchObject({ ...expected(ALL[i]!), exitCode: null, host: null });
    });
  });

  it('keeps runs that were made twice in one place, and reads a whole project', async () => {
    const stray = { ...ALL[0]!, name: 'stray001', sweepName: null };
    const pulled = await beside({ data: withRuns([stray, ...ALL.slice(0, 30)]) }, (own) =>
      clientOf(own).pull({ kind: 'project', entity: 'team', project: 'detector' }, { logTailLines: 0 }),
    );
    expect(pulled.ok && pulled.value.runSet.runs.map(({ id }) => id)).toContain('stray001');
    expect(pulled.ok && pulled.value.runSet.sweepText).toBe(null);
  });

  it('of a run reads its sweep', async () => {
    const run = { kind: 'run', entity: 'team', project: 'detector', run: ALL[3]!.name } as const;
    const pulled = await clientOf(server).pull(run, { logTailLines: 0 });
    expect(pulled.ok && pulled.value.runSet.source.ref).toBe('team/detector/sw33p001');
  });

  it('asks only for some metrics where summaries are huge', async () => {
    const large = withRuns(
      ALL.slice(0, 900).map((run) => ({
        ...run,
        summary: new Map([...(run.summary ?? []), ['histogram', Array.from({ length: 1500 }, (_, i) => i)]]),
      })),
    );
    const pulled = await beside({ data: large }, (own) =>
      clientOf(own).pull(SWEEP, { logTailLines: 0, summaryKeys: ['metrics/mAP50(B)'] }),
    );
    if (!pulled.ok) throw new Error(pulled.error.message);
    const { runs, problems } = pulled.value.runSet;
    expect(runs).toHaveLength(900);
    expect(runs.some((run) => run.summary.has('histogram'))).toBe(false);
    expect(runs.filter((run) => run.summary.has('metrics/mAP50(B)')).length).toBeGreaterThan(300);
    expect(problems[0]?.message).toMatch(
      /^the summaries are large, so only these metrics were read: metrics\/mAP50\(B\),/,
    );
  });
});

describe('lists', () => {
  it('viewer, projects, sweeps, one sweep', async () => {
    const client = clientOf(server);
    expect(await client.viewer()).toEqual({
      ok: true,
      value: { username: 'user', entity: 'team', entities: ['team', 'user'] },
    });
    const projects = await client.projects('team');
    expect(projects.ok && projects.value.map(({ project }) => project)).toEqual(['detector']);
    const sweeps = await client.sweeps({ entity: 'team', project: 'detector' });
    expect(sweeps.ok && sweeps.value[0]).toMatchObject({
      reference: SWEEP,
      title: 'detector-search',
      state: 'finished',
      method: 'random',
      runCount: RUNS,
    });
    const sweep = await client.sweep(SWEEP);
    expect(sweep.ok && sweep.value.configText).toContain('detector-search');
  });
});

describe('what is not there', () => {
  const host = (): string => new URL(server.url).host;
  it.each([
    [{ ...SWEEP, project: 'detektor' }, 'no project detektor in team', 'There is detector.'],
    [{ ...SWEEP, sweep: 'nosuch01' }, 'no sweep nosuch01 in team/detector', 'There is sw33p001.'],
    [{ ...SWEEP, entity: 'taem' }, 'taem', 'Check the spelling'],
    [
      { kind: 'run', entity: 'team', project: 'detector', run: 'nosuch01' } as const,
      'no run nosuch01',
      'Check the spelling',
    ],
  ])('%j', async (reference, message, advice) => {
    const pulled = await clientOf(server).pull(reference);
    if (pulled.ok) throw new Error('it was found');
    expect(pulled.error.kind).toBe('not-found');
    expect(pulled.error.message).toContain(message);
    expect(pulled.error.advice).toContain(advice);
  });

  it('a sweep without runs', async () => {
    const pulled = await beside({ data: withRuns([]) }, (own) => clientOf(own).pull(SWEEP));
    expect(pulled.ok ? null : pulled.error).toEqual({
      kind: 'no-runs',
      message: 'team/detector/sw33p001 has no runs yet.',
      advice: 'Start some with: wandb agent team/detector/sw33p001',
    });
  });

  it('a key that the server does not know, and none at all', async () => {
    for (const unknownKey of ['refused', 'nobody'] as const) {
      await beside({ data, unknownKey }, async (own) => {
        const at = new URL(own.url).host;
        for (const ask of [
          clientOf(own, { key: 'w'.repeat(40) }).viewer(),
          clientOf(own, { key: 'w'.repeat(40) }).pull(SWEEP),
          clientOf(own, { key: 'w'.repeat(40) }).projects('team'),
        ]) {
          const answer = await ask;
          expect(answer.ok ? null : answer.error).toMatchObject({
            kind: 'key',
            message: `${at} does not accept the API key: it is wrong, expired, or for another server.`,
          });
          expect(JSON.stringify(answer)).not.toContain('wwww');
        }
        const nobody = await clientOf(own, { key: null }).pull(SWEEP);
        expect(nobody.ok ? null : nobody.error.message).toBe(`${at} needs an API key for this.`);
      });
    }
    expect(host()).toMatch(/^127/);
  });
});
