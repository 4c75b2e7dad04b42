import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileError, Result } from '../../src/core/ports';
import { nodeFileSystem } from '../../src/node/fileSystem';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sweep-guard-'));
  await mkdir(join(root, 'inner'));
  await writeFile(join(root, 'inner', 'a.log'), '0123456789');
  await utimes(join(root, 'inner', 'a.log'), 1000, 2000);
  await symlink(join(root, 'inner'), join(root, 'latest'));
  await symlink(join(root, 'gone'), join(root, 'broken'));
});
afterAll(() => rm(root, { recursive: true }));

const textOf = (result: Result<Uint8Array, FileError>): string =>
  result.ok ? new TextDecoder().decode(result.value) : result.error.kind;
const errorOf = <Value>(result: Result<Value, FileError>): string => (result.ok ? 'ok' : result.error.kind);

describe('nodeFileSystem', () => {
  it('lists names with their kind, links as what they point to', async () => {
    const entries = await nodeFileSystem(root).list('');
    if (!entries.ok) throw new Error(entries.error.message);
    expect([...entries.value].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'broken', kind: 'other' },
      { name: 'inner', kind: 'directory' },
      { name: 'latest', kind: 'directory' },
    ]);
  });

  it('reads whole files, tails and ranges', async () => {
    const fs = nodeFileSystem(root);
    expect(textOf(await fs.read('inner/a.log'))).toBe('0123456789');
    expect(textOf(await fs.read('inner/a.log', { tailBytes: 3 }))).toBe('789');
    expect(textOf(await fs.read('inner/a.log', { tailBytes: 30 }))).toBe('0123456789');
    expect(textOf(await fs.readRange('inner/a.log', 4, 3))).toBe('456');
    expect(textOf(await fs.readRange('inner/a.log', 8, 30))).toBe('89');
    expect(textOf(await fs.readRange('inner/a.log', 10, 30))).toBe('');
    expect(await fs.stat('inner/a.log')).toEqual({ ok: true, value: { size: 10, modifiedAt: 2_000_000 } });
  });

  it('tells why something can’t be read', async () => {
    const fs = nodeFileSystem(root);
    expect(errorOf(await fs.read('none'))).toBe('not-found');
    expect(errorOf(await fs.list('inner/a.log'))).toBe('wrong-type');
    expect(errorOf(await fs.read('inner'))).toBe('wrong-type');
    expect(errorOf(await fs.list('inner/a.log/x'))).toBe('wrong-type');
  });

  it('names nothing outside its folder', async () => {
    const fs = nodeFileSystem(join(root, 'inner'));
    for (const path of ['..', '../inner/a.log', 'x/../../inner', join(root, 'latest')]) {
      expect(errorOf(await fs.stat(path)), path).toBe('other');
    }
  });
});
