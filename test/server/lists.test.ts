import { afterEach, describe, expect, it } from 'vitest';
import { crashLaw, type CrashLaw } from './crashLaw';
import { generateData } from './generator';
import type { StandInData, StandInRun } from './model';
import { allPages, dataOf, namePage, post } from './post';
import { createStandInServer, type StandInOptions, type StandInServer } from './standInServer';

let server: StandInServer;
afterEach(() => server.close());

async function start(data: StandInData, options: Partial<StandInOptions> = {}): Promise<StandInServer> {
  server = await createStandInServer({ data, ...options });
  return server;
}

/** One run in five never begins, and so has no summary. */
const law: CrashLaw = (config, random) =>
  random() < 0.2 ? { lines: [], state: 'crashed', exitCode: null } : crashLaw(config, random);
const generated = generateData({ runs: 57, seed: 3, law });
const names = generated.projects[0]!.runs.map(({ name }) => name);

describe('pages', () => {
  const ORDERS = [
    '+created_at',
    '-created_at',
    'heartbeat_at',
    'config.lr0.value',
    '-summary_metrics.val/box_loss',
    'state',
  ];

  it.each(ORDERS.flatMap((order) => [1000, 10, 7].map((first) => [order, first] as const)))(
    'in order %s, %i at a time, hold every run once',
    async (order, first) => {
      await start(generated);
      const pages = await allPages(server, { order, first });
      expect(pages.map(({ length }) => length).slice(0, -1)).toEqual(Array(pages.length - 1).fill(first));
      expect([...pages.flat()].sort()).toEqual([...names].sort());
    },
  );

  it('are in the order asked for', async () => {
    await start(generated);
    expect((await namePage(server, { order: '+created_at', first: 1000 })).names).toEqual(names);
    expect((await namePage(server, { order: '-created_at', first: 1000 })).names).toEqual([...names].reverse());
    const byRate = await namePage(server, { order: '-config.lr0.value', first: 1000 });
    const rate = (name: string) =>
      Number(generated.projects[0]!.runs.find((run) => run.name === name)?.config.get('lr0'));
    expect(byRate.names.map(rate)).toEqual(names.map(rate).sort((a, b) => b - a));
  });

  it('put runs without the value last, whichever way', async () => {
    await start(generated);
    const without = generated.projects[0]!.runs.filter(({ summary }) => summary === null).map(({ name }) => name);
    expect(without).not.toEqual([]);
    for (const order of ['+summary_metrics.epoch', '-summary_metrics.epoch']) {
      const page = await namePage(server, { order, first: 1000 });
      expect(page.names.slice(-without.length)).toEqual(without);
    }
  });

  it('hold 50 where nothing is said, and never more than the server allows', async () => {
    await start(generated, { maxPageSize: 52 });
    expect((await namePage(server, {})).names).toHaveLength(50);
    const page = await namePage(server, { first: 5000 });
    expect(page).toMatchObject({ hasNextPage: true, totalCount: 57 });
    expect(page.names).toHaveLength(52);
  });

  it('follow no cursor that the server did not make', async () => {
    await start(generated);
    await expect(namePage(server, { after: '10' })).rejects.toThrow('invalid cursor');
  });
});

describe('filters', () => {
  const base = { ...generated.projects[0]!.runs[0]!, history: [new Map([['epoch', 1]])] };
  const run = (name: string, change: Partial<StandInRun>): StandInRun => ({ ...base, name, ...change });
  const at = (text: string): number => Date.parse(text);
  const values = (entries: readonly (readonly [string, string | number | boolean | null])[]) => new Map(entries);
  const data: StandInData = {
    projects: [
      {
        ...generated.projects[0]!,
        runs: [
          run('a', {
            ...{ state: 'finished', createdAt: at('2026-01-01T00:00:00Z'), heartbeatAt: at('2026-01-01T01:00:00Z') },
            ...{
              config: values([
                ['lr', 0.1],
                ['opt', 'sgd'],
              ]),
              summary: values([['loss', 1]]),
              tags: ['x', 'y'],
            },
            ...{ displayName: 'amber-1', host: 'gpu-01', group: 'g', sweepName: 's1', jobType: 'train' },
          }),
          run('b', {
            ...{ state: 'crashed', createdAt: at('2026-01-02T00:00:00Z'), heartbeatAt: at('2026-01-02T00:10:00Z') },
            ...{
              config: values([
                ['lr', 0.2],
                ['opt', 'adam'],
              ]),
              summary: null,
              tags: [],
              displayName: 'Amber-2',
            },
            ...{ host: 'gpu-02', group: null, sweepName: 's1', jobType: null },
          }),
          run('c', {
            ...{ state: 'running', createdAt: at('2026-01-03T00:00:00Z'), heartbeatAt: at('2026-01-03T02:00:00Z') },
            ...{ config: values([['opt', null]]), summary: values([['loss', NaN]]), tags: ['y'], displayName: null },
            ...{ host: null, group: 'g', sweepName: null, jobType: 'eval', history: [] },
          }),
        ],
      },
    ],
  };

  it.each<readonly [object, string]>([
    [{}, 'abc'],
    [{ name: 'b' }, 'b'],
    [{ state: 'crashed' }, 'b'],
    [{ state: { $ne: 'crashed' } }, 'ac'],
    [{ state: { $in: ['crashed', 'running'] } }, 'bc'],
    [{ state: { $nin: ['crashed', 'running'] } }, 'a'],
    [{ sweep: 's1' }, 'ab'],
    [{ sweep: null }, 'c'],
    [{ group: { $eq: 'g' } }, 'ac'],
    [{ host: { $exists: true } }, 'ab'],
    [{ host: { $exists: false } }, 'c'],
    [{ jobType: 'eval' }, 'c'],
    [{ tags: 'y' }, 'ac'],
    [{ tags: { $in: ['x'] } }, 'a'],
    [{ tags: { $nin: ['x'] } }, 'bc'],
    [{ username: 'user' }, 'abc'],
    [{ displayName: { $regex: '^amber' } }, 'a'],
    [{ display_name: { $regex: '(?i)^amber' } }, 'ab'],
    [{ display_name: 'c' }, 'c'],
    [{ 'config.lr': { $gt: 0.1 } }, 'b'],
    [{ 'config.lr.value': { $gte: 0.1 } }, 'ab'],
    [{ 'config.lr': { $lt: 0.2 } }, 'a'],
    [{ 'config.lr': { $lte: 0.2, $ne: 0.1 } }, 'b'],
    [{ 'config.lr': { $gt: 'a' } }, ''],
    [{ 'config.opt': 'sgd' }, 'a'],
    [{ 'config.opt': { $ne: 'sgd' } }, 'bc'],
    [{ 'summary_metrics.loss': { $lte: 1 } }, 'a'],
    [{ 'summary_metrics.loss': { $exists: false } }, 'b'],
    [{ 'keys_info.keys.epoch': { $exists: true } }, 'ab'],
    [{ created_at: { $gte: '2026-01-02T00:00:00Z' } }, 'bc'],
    [{ createdAt: { $gt: '2026-01-02T00:00:00', $lt: '2026-01-04' } }, 'c'],
    [{ heartbeat_at: { $gt: '2026-01-02T00:00:00+01:00' } }, 'bc'],
    [{ duration: { $gte: 3600 } }, 'ac'],
    [{ $and: [{ sweep: 's1' }, { state: { $ne: 'finished' } }] }, 'b'],
    [{ $or: [{ state: 'running' }, { 'config.lr': 0.1 }] }, 'ac'],
    [{ $nor: [{ state: 'running' }, { 'config.lr': 0.1 }] }, 'b'],
    [{ state: 'finished', group: 'g' }, 'a'],
  ])('%j lets through %s', async (filter, expected) => {
    await start(data);
    const page = await namePage(server, { filters: JSON.stringify(filter) });
    expect(page.names.join('')).toBe(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  it.each([
    '{',
    '[]',
    '{"$xor":[]}',
    '{"state":{"$like":"a"}}',
    '{"$or":{}}',
    '{"name":{"$regex":"("}}',
    '{"created_at":{"$gt":"soon"}}',
  ])('%s is refused', async (filters) => {
    await start(data);
    const { text } = await post(server, {
      query:
        'query ($f: JSONString) { project(name: "detector", entityName: "team") { runs(filters: $f) { totalCount } } }',
      variables: { f: filters },
    });
    expect(JSON.parse(text)).toMatchObject({ data: { project: { runs: null } }, errors: [{}] });
  });

  it('hold for a sweep and its runs as well', async () => {
    await start(data);
    const query = `{ project(name: "detector", entityName: "team") {
      runCount(filters: "{\\"state\\":\\"crashed\\"}")
      sweeps(filters: "{\\"state\\":\\"RUNNING\\"}") { edges { node { name } } }
    } }`;
    expect(await dataOf(server, { query })).toEqual({ project: { runCount: 1, sweeps: { edges: [] } } });
  });
});
