import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startControl } from './control';
import { generateData, generateProject } from './generator';
import { createLiveSweep } from './liveSweep';
import { namePage } from './post';
import { createStandInServer, type StandInServer } from './standInServer';

let server: StandInServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('generated sweeps', () => {
  const project = generateProject({ runs: 2000, parameters: 30 });

  it('are the same for the same options, and others for another seed', () => {
    expect(generateData({ runs: 20 })).toEqual(generateData({ runs: 20 }));
    expect(generateData({ runs: 20, seed: 2 })).not.toEqual(generateData({ runs: 20 }));
  });

  it('have runs with ids of their own, as many parameters as asked for, and a sweep file that describes them', () => {
    expect(new Set(project.runs.map(({ name }) => name)).size).toBe(2000);
    expect(project.runs.every(({ name }) => /^[a-z0-9]{8}$/.test(name))).toBe(true);
    const sweep = parse(project.sweeps[0]!.config) as { readonly parameters: Readonly<Record<string, object>> };
    const swept = Object.keys(sweep.parameters);
    expect(swept).toHaveLength(30);
    expect(project.runs.every(({ config }) => swept.every((name) => config.has(name)))).toBe(true);
  });

  it('crash by their law, and end in every way there is', () => {
    const crashRate = (isChosen: (lr: number, mixup: number, dropout: number) => boolean): number => {
      const chosen = project.runs.filter(({ config }) =>
        isChosen(Number(config.get('lr0')), Number(config.get('mixup')), Number(config.get('dropout'))),
      );
      return chosen.filter(({ log }) => log.some(({ text }) => text.includes('Loss is nan'))).length / chosen.length;
    };
    expect(crashRate((lr) => lr > 0.03)).toBeCloseTo(0.85, 1);
    expect(crashRate((lr, mixup, dropout) => lr <= 0.03 && mixup > 0.15 && dropout > 0.12)).toBeCloseTo(0.85, 1);
    expect(crashRate((lr, mixup) => lr <= 0.03 && mixup <= 0.15)).toBeCloseTo(0.03, 1);
    expect(new Set(project.runs.map(({ state }) => state))).toEqual(
      new Set(['finished', 'failed', 'crashed', 'killed', 'preempted']),
    );
    expect(project.runs.some(({ initialised }) => !initialised)).toBe(true);
  });
});

describe('a sweep that goes on', () => {
  it('ends, starts and moves runs, and is over at last', () => {
    const live = createLiveSweep({ runs: 40 });
    const runs = () => live.data().projects[0]!.runs;
    const byState = (state: string) =>
      runs()
        .filter((run) => run.state === state)
        .map(({ name }) => name);
    expect([runs().length, byState('running').length]).toEqual([28, 8]);
    const before = new Map(runs().map((run) => [run.name, run]));
    const step = live.advance(3);
    expect([step.ended.length, step.started.length, step.running.length]).toEqual([3, 3, 5]);
    expect(byState('running').sort()).toEqual([...step.running, ...step.started].sort());
    const moved = runs().filter((run) => step.running.includes(run.name));
    expect(moved.every((run) => run.heartbeatAt! > before.get(run.name)!.heartbeatAt!)).toBe(true);
    const still = runs().filter(({ name }) => ![...step.ended, ...step.started, ...step.running].includes(name));
    expect(still.every((run) => before.get(run.name) === run)).toBe(true);
    for (let i = 0; i < 10; i++) live.advance(4);
    expect([runs().length, byState('running').length]).toEqual([40, 0]);
    expect(live.data().projects[0]!.sweeps[0]!.state).toBe('FINISHED');
  });

  it('brings runs back that had crashed, and has them finish later', () => {
    const live = createLiveSweep({ runs: 60 });
    const stateOf = (name: string) => live.data().projects[0]!.runs.find((run) => run.name === name)?.state;
    const { revived } = live.advance(2, { revives: 1 });
    expect(revived.map(stateOf)).toEqual(['running']);
    for (let i = 0; i < 10; i++) live.advance(8);
    expect(revived.map(stateOf)).toEqual(['finished']);
  });

  it('is steered from another process', async () => {
    const live = createLiveSweep({ runs: 20 });
    server = await createStandInServer({ data: live.data() });
    const control = await startControl(server, live);
    const send = (method: string, path: string, body?: object) =>
      fetch(`${control}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    expect((await namePage(server, { filters: '{"state":"running"}' })).totalCount).toBe(8);
    expect(await (await send('POST', '/advance', { ends: 8 })).json()).toMatchObject({
      started: [{}, {}].map(() => expect.any(String) as string),
    });
    expect((await namePage(server, { filters: '{"state":"running"}' })).totalCount).toBe(2);
    expect(await (await send('GET', '/log')).json()).toMatchObject({ totals: { requests: 2 } });
    await send('DELETE', '/log');
    await send('PUT', '/faults', [{ fault: { kind: 'status', status: 500 } }]);
    await expect(namePage(server, {})).rejects.toThrow('500');
    expect(await (await send('GET', '/log')).json()).toMatchObject({ totals: { requests: 1 } });
    expect((await send('POST', '/nonsense')).status).toBe(400);
  });
});
