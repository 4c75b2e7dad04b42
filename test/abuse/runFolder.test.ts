import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/runs/run';
import { readSource } from '../../src/cli/source';
import { readLocalRuns } from '../../src/core/sources/local/localSource';
import { nodeFileSystem } from '../../src/node/fileSystem';
import { nodeMachine } from '../../src/node/machine';
import { fakeTerminal } from '../cli/fakeTerminal';
import { withinTwoSeconds } from './budget';

const EXAMPLE = join(import.meta.dirname, '../../example/wandb');
const SECRET = 'ssh-key-of-the-victim';
const NAME = 'run-20260101_000000-abcd1234';

let home: string;
let workspace: string;
let wandb: string;
let run: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sweep-guard-abuse-'));
  workspace = join(home, 'workspace');
  wandb = join(workspace, 'wandb');
  run = join(wandb, NAME);
  mkdirSync(join(run, 'files'), { recursive: true });
  mkdirSync(join(home, 'outside', NAME.replace('abcd', 'stol'), 'files'), { recursive: true });
  writeFileSync(join(home, 'outside', 'id_rsa'), SECRET);
  writeFileSync(join(home, 'outside', 'config.yaml'), `secret_setting:\n  value: ${SECRET}\n`);
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

async function read(folder = workspace) {
  const runs = await readLocalRuns(nodeFileSystem(folder), Date, folder);
  if (!runs.ok) throw new Error(runs.error.message);
  return runs.value;
}

const everythingOf = (runs: readonly Run[]): string =>
  JSON.stringify(runs.map((each) => ({ ...each, config: [...each.config], summary: [...each.summary] })));

describe.skipIf(process.platform === 'win32')('links in a run folder', () => {
  it('that lead out of the folder are not read', async () => {
    symlinkSync(join(home, 'outside', 'id_rsa'), join(run, 'files', 'output.log'));
    symlinkSync(join(home, 'outside', 'config.yaml'), join(run, 'files', 'config.yaml'));
    symlinkSync('../../../../outside/id_rsa', join(run, 'files', 'wandb-metadata.json'));
    symlinkSync(join(home, 'outside', NAME.replace('abcd', 'stol')), join(wandb, NAME.replace('abcd', 'stol')));
    symlinkSync('/', join(workspace, 'everything'));
    symlinkSync('..', join(workspace, 'round'));
    const { runs, problems } = await withinTwoSeconds('reading', () => read());
    expect(runs.find(({ id }) => id === 'abcd1234')?.config.size).toBe(0);
    expect(everythingOf(runs)).not.toContain(SECRET);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
  });

  it('are refused by the file system itself, however they are reached', async () => {
    const fs = nodeFileSystem(workspace);
    const link = `wandb/${NAME}/files/output.log`;
    for (const result of [
      await fs.read(link),
      await fs.read(link, { tailBytes: 10 }),
      await fs.readRange(link, 0, 10),
    ]) {
      expect(result).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('link out of the folder') as string },
      });
    }
    expect((await fs.stat(link)).ok).toBe(false);
    expect((await fs.list('everything')).ok).toBe(false);
    expect((await fs.read('round/outside/id_rsa')).ok).toBe(false);
  });

  it('are followed within the folder, and where the folder itself is one', async () => {
    symlinkSync(workspace, join(home, 'shortcut'));
    symlinkSync(NAME, join(wandb, 'latest-run'));
    const fs = nodeFileSystem(join(home, 'shortcut'));
    expect((await fs.list('wandb/latest-run/files')).ok).toBe(true);
  });

  it('are followed where somebody names the link itself on the command line', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    cpSync(EXAMPLE, join(home, 'scratch', 'wandb'), { recursive: true });
    symlinkSync(join(home, 'scratch', 'wandb'), join(project, 'wandb'));
    const runs = await readSource(join(project, 'wandb'), fakeTerminal(), nodeMachine());
    expect(runs.ok && runs.value.runs.length).toBe(21);
    const above = await readSource(project, fakeTerminal(), nodeMachine());
    expect(above.ok ? null : above.error).toEqual({
      message: `${join(project, 'wandb')} is a link out of the folder that is read.`,
      advice: 'Pass the folder to which it leads.',
    });
  });

  it('cost only themselves, and are named', async () => {
    const project = join(home, 'mixed');
    const copy = join(project, 'kept', 'wandb');
    cpSync(EXAMPLE, copy, { recursive: true });
    cpSync(EXAMPLE, join(home, 'elsewhere', 'wandb'), { recursive: true });
    const foreign = 'run-20260101_000000-foreign';
    symlinkSync(join(home, 'elsewhere', 'wandb'), join(project, 'wandb'));
    symlinkSync(join(home, 'gone'), join(copy, 'run-20260101_000000-broken'));
    symlinkSync(join(home, 'elsewhere', 'wandb'), join(copy, foreign));
    mkdirSync(join(project, 'dead'));
    symlinkSync(join(home, 'gone'), join(project, 'dead', 'wandb'));
    const { runs, problems } = await read(project);
    expect(runs).toHaveLength(21);
    const left =
      'is a link out of the folder that is read, and left out; to read it, pass the folder to which it leads';
    const nowhere = 'is a link that leads nowhere, and left out';
    expect(Object.fromEntries(problems.map(({ where, message }) => [where, message]))).toEqual({
      wandb: left,
      'dead/wandb': nowhere,
      'kept/wandb/run-20260101_000000-broken': nowhere,
      [`kept/wandb/${foreign}`]: left,
    });
  });

  it('that lead to themselves end', async () => {
    symlinkSync('loop', join(run, 'files', 'loop'));
    expect((await nodeFileSystem(workspace).read(`wandb/${NAME}/files/loop`)).ok).toBe(false);
  });

  it('a pipe in the place of a file is not waited for', async () => {
    execFileSync('mkfifo', [join(run, 'files', 'requirements.txt'), join(run, 'files', 'wandb-summary.json')]);
    const fs = nodeFileSystem(workspace);
    expect(await fs.read(`wandb/${NAME}/files/wandb-summary.json`)).toMatchObject({ ok: false });
    expect(await fs.readRange(`wandb/${NAME}/files/wandb-summary.json`, 0, 5)).toMatchObject({ ok: false });
    expect((await read()).runs.map(({ id }) => id)).toContain('abcd1234');
  });
});

describe('names in a run folder', () => {
  it('that climb or are absolute name nothing', async () => {
    const fs = nodeFileSystem(workspace);
    for (const path of [
      '../outside/id_rsa',
      'wandb/../../outside/id_rsa',
      join(home, 'outside', 'id_rsa'),
      '..\\outside\\id_rsa',
    ]) {
      expect((await fs.read(path)).ok, path).toBe(false);
    }
  });

  it('with control characters and markup are read, and change nothing on disk', async () => {
    const folder = join(home, 'names');
    cpSync(EXAMPLE, join(folder, 'wandb'), { recursive: true });
    mkdirSync(join(folder, 'wandb', 'run-20260101_000000-<img src=x>', 'files'), { recursive: true });
    mkdirSync(join(folder, 'wandb', 'run-20260101_000000-..', 'files'), { recursive: true });
    const before = listing(folder);
    expect((await read(folder)).runs.length).toBeGreaterThanOrEqual(21);
    expect(listing(folder)).toEqual(before);
  });
});

describe('sizes in a run folder', () => {
  it('files of a gigabyte are not read whole', async () => {
    const folder = join(home, 'large');
    const files = join(folder, 'wandb', NAME, 'files');
    mkdirSync(files, { recursive: true });
    for (const name of ['config.yaml', 'wandb-summary.json', 'wandb-metadata.json', 'output.log']) {
      writeFileSync(join(files, name), '{');
      // Sparse: it takes no room on the disk.
      truncateSync(join(files, name), 2 ** 30);
    }
    const before = process.memoryUsage().rss;
    const { runs } = await withinTwoSeconds('reading', () => read(folder));
    expect(runs.map(({ id }) => id)).toEqual(['abcd1234']);
    expect((process.memoryUsage().rss - before) / 2 ** 20, 'megabytes').toBeLessThan(300);
    expect(await nodeFileSystem(files).read('config.yaml')).toMatchObject({ error: { message: 'larger than 256 MB' } });
  });

  it('configurations of great depth or with many aliases end', async () => {
    const folder = join(home, 'deep');
    const texts = [
      `a: ${'['.repeat(20_000)}`,
      `a:\n  value: ${'{b: '.repeat(5000)}1${'}'.repeat(5000)}\n`,
      'a: &a [x,x,x,x,x,x,x,x,x]\n' +
        'bcdefghij'
          .split('')
          .map((name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]!},`.repeat(9)}]\n`)
          .join(''),
      '__proto__:\n  value: {polluted: 1}\nconstructor:\n  value: {prototype: {polluted: 1}}\n',
    ];
    texts.forEach((text, i) => {
      const files = join(folder, 'wandb', NAME.replace('abcd1234', `deep000${String(i)}`), 'files');
      mkdirSync(files, { recursive: true });
      writeFileSync(join(files, 'config.yaml'), text);
      writeFileSync(join(files, 'wandb-summary.json'), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    });
    const { runs } = await withinTwoSeconds('reading', () => read(folder));
    expect(runs).toHaveLength(4);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

function listing(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => `${name} ${String(statSync(join(folder, name)).mtimeMs)}`).sort();
}
