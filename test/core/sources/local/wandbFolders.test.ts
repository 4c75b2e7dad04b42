import { describe, expect, it } from 'vitest';
import { findWandbFolders, sweepOfFolder } from '../../../../src/core/sources/local/wandbFolders';
import { memoryFileSystem } from '../../memoryFileSystem';

async function foundIn(paths: readonly string[]): Promise<readonly string[]> {
  const fs = memoryFileSystem(Object.fromEntries(paths.map((path) => [path, ''])));
  const root = await fs.list('');
  const search = await findWandbFolders(fs, root.ok ? root.value : []);
  return search.folders.map(({ path, holder }) => `${path} in ${String(holder)}`);
}

describe('findWandbFolders', () => {
  it('finds them at any reasonable depth, and looks into none of them', async () => {
    expect(
      await foundIn([
        'wandb/run-20260101_120000-a/files/wandb/run-20260101_120000-x/',
        'e/.wandb/offline-run-20260101_120000-b/',
        'e/wandb/run-20260101_120000-hidden-by-dot-wandb/',
        'o/1/2/3/wandb/sweep-s1/config-c.yaml',
        'copied/run-20260101_120000-d/',
        '1/2/3/4/5/6/7/wandb/run-20260101_120000-too-deep/',
        'empty/wandb/',
        'sweeps/sweep-notes/',
        'node_modules/wandb/run-20260101_120000-e/',
      ]),
    ).toEqual(['copied in ', 'wandb in ', 'e/.wandb in e', 'o/1/2/3/wandb in o/1/2/3']);
  });
});

describe('sweepOfFolder', () => {
  it.each([
    ['a/wandb/sweep-x1', 'x1'],
    ['C:\\a\\wandb\\sweep-x-2\\', 'x-2'],
    ['.wandb/sweep-x', 'x'],
    ['a/wandb', null],
    ['a/sweep-x', null],
    ['a/mywandb/sweep-x', null],
    ['a/wandb/sweep-x/config-a.yaml', null],
  ])('%s', (path, sweepId) => {
    expect(sweepOfFolder(path)).toBe(sweepId);
  });
});
