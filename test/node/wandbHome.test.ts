import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNetrc, readWandbSettings } from '../../src/node/wandbHome';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sweep-guard-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Writes a file of the home folder; its text is its own path there. */
async function write(...path: readonly string[]): Promise<void> {
  await mkdir(join(home, ...path.slice(0, -1)), { recursive: true });
  await writeFile(join(home, ...path), path.join('/'));
}

describe('readNetrc', () => {
  it('reads .netrc, else _netrc, else nothing', async () => {
    expect(await readNetrc({}, home)).toBeNull();
    await write('_netrc');
    expect(await readNetrc({}, home)).toEqual({ path: join('~', '_netrc'), text: '_netrc' });
    await write('.netrc');
    expect(await readNetrc({}, home)).toEqual({ path: join('~', '.netrc'), text: '.netrc' });
  });

  it('reads the file that NETRC names, with ~ for the home folder, and then no other', async () => {
    await write('.netrc');
    await write('keys', 'wandb');
    const found = { path: join('~', 'keys', 'wandb'), text: 'keys/wandb' };
    expect(await readNetrc({ NETRC: join(home, 'keys', 'wandb') }, home)).toEqual(found);
    expect(await readNetrc({ NETRC: '~/keys/wandb' }, home)).toEqual(found);
    expect(await readNetrc({ NETRC: '~/missing' }, home)).toBeNull();
    expect((await readNetrc({ NETRC: '' }, home))?.text).toBe('.netrc');
  });

  it('leaves a ~ alone that is part of a name', async () => {
    await write('~keys');
    expect((await readNetrc({ NETRC: join(home, '~keys') }, home))?.text).toBe('~keys');
    expect(await readNetrc({ NETRC: '~other/.netrc' }, home)).toBeNull();
  });

  it('takes a file that can’t be read for none', async () => {
    await mkdir(join(home, '.netrc'));
    expect(await readNetrc({}, home)).toBeNull();
  });

  it('shows a file elsewhere by its whole path', async () => {
    await write('elsewhere', 'netrc');
    const path = join(home, 'elsewhere', 'netrc');
    expect((await readNetrc({ NETRC: path }, join(home, 'me')))?.path).toBe(path);
    // A folder beside the home folder whose name begins alike is not in it.
    expect((await readNetrc({ NETRC: path }, join(home, 'else')))?.path).toBe(path);
  });
});

describe('readWandbSettings', () => {
  it('reads the file in .config/wandb, or in WANDB_CONFIG_DIR', async () => {
    expect(await readWandbSettings({}, home)).toBeNull();
    await write('.config', 'wandb', 'settings');
    expect(await readWandbSettings({}, home)).toEqual({
      path: join('~', '.config', 'wandb', 'settings'),
      text: '.config/wandb/settings',
    });
    await write('other', 'settings');
    expect((await readWandbSettings({ WANDB_CONFIG_DIR: join(home, 'other') }, home))?.text).toBe('other/settings');
    expect((await readWandbSettings({ WANDB_CONFIG_DIR: '' }, home))?.text).toBe('.config/wandb/settings');
  });
});
