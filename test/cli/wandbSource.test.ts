import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRuns } from '../../src/cli/runsCommand';
import type { WandbMachine } from '../../src/cli/wandbSource';
import { fetchHttp } from '../../src/web/http';
import { virtualTime } from '../core/sources/wandb/virtualTime';
import { generateData } from '../server/generator';
import { STAND_IN_KEY } from '../server/model';
import { createStandInServer, type StandInServer } from '../server/standInServer';
import { fakeTerminal } from './fakeTerminal';

const data = generateData({ runs: 30, parameters: 3 });
let server: StandInServer;

beforeAll(async () => {
  server = await createStandInServer({ data });
});
afterAll(() => server.close());

function machine(
  environment: Readonly<Record<string, string>>,
  files: { netrc?: string; settings?: string } = {},
): WandbMachine {
  const file = (path: string, text: string | undefined) => Promise.resolve(text === undefined ? null : { path, text });
  return {
    http: fetchHttp(),
    ...virtualTime(),
    environment,
    netrc: () => file('~/.netrc', files.netrc),
    wandbSettings: () => file('~/.config/wandb/settings', files.settings),
  };
}

describe('sweep-guard runs entity/project/sweep', () => {
  it('prints the runs, and says on standard error whose key was used, never the key', async () => {
    const terminal = fakeTerminal();
    const used = machine({ WANDB_API_KEY: STAND_IN_KEY.key });
    expect(await runRuns('team/detector/sw33p001', { format: 'json', baseUrl: server.url }, terminal, used)).toBe(0);
    const printed = JSON.parse(terminal.printed.join('')) as { id: string; state: string }[];
    expect(printed.map(({ id, state }) => [id, state])).toEqual(
      data.projects[0]!.runs.map(({ name, state }) => [name, state]),
    );
    expect(terminal.warnings).toEqual([`read from ${server.url} with the key from WANDB_API_KEY`]);
  });

  it('finds server and key as W&B’s client does', async () => {
    const host = new URL(server.url).host;
    const netrc = `machine ${host}\n  login user\n  password ${STAND_IN_KEY.key}\n`;
    for (const used of [
      machine({ WANDB_BASE_URL: `${server.url}/` }, { netrc }),
      machine({}, { netrc, settings: `[default]\nbase_url = ${server.url}\n` }),
    ]) {
      const terminal = fakeTerminal();
      expect(await runRuns('team/detector', { format: 'csv' }, terminal, used)).toBe(0);
      expect(terminal.warnings).toEqual([`read from ${server.url} with the key from ~/.netrc`]);
    }
  });

  it.each([
    ['team/detector/nosuch01', STAND_IN_KEY.key, 'has no sweep nosuch01 in team/detector'],
    [
      'team/detector/sw33p001',
      'x'.repeat(40),
      'does not accept the API key: it is wrong, expired, or for another server.',
    ],
    [
      'team/detector/sw33p001',
      'short',
      'The API key has 5 characters; those of W&B have at least 40 (from WANDB_API_KEY).',
    ],
    ['https://wandb.ai/team/detector', STAND_IN_KEY.key, 'wandb.ai is not the W&B server in use'],
  ])('%s with a key of %s: one line on standard error', async (ref, key, message) => {
    const terminal = fakeTerminal();
    const used = machine({ WANDB_API_KEY: key });
    expect(await runRuns(ref, { format: 'json', baseUrl: server.url }, terminal, used)).toBe(2);
    expect(terminal.printed).toEqual([]);
    expect(terminal.warnings).toHaveLength(1);
    expect(terminal.warnings[0]).toContain(message);
    expect(terminal.warnings[0]).not.toContain(key === 'short' ? '"short"' : key);
  });
});
