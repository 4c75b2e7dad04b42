import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathInFolder } from '../../src/vscode/pathInFolder';

describe('a path that a model names', () => {
  it.each([
    ['sweep.yaml', '/ws/sweep.yaml'],
    ['./a/../sweep.yaml', '/ws/sweep.yaml'],
    ['/ws/a/sweep.yaml', '/ws/a/sweep.yaml'],
    ['/ws', '/ws'],
    ['.', '/ws'],
    ['', '/ws'],
    // Read from the root of the folder, as in a link on a page.
    ['/etc/passwd', '/ws/etc/passwd'],
    ['/wsx/sweep.yaml', '/ws/wsx/sweep.yaml'],
  ])('%j is looked for in the folder', (path, found) => {
    expect(pathInFolder('/ws', path)).toBe(found);
    expect(pathInFolder('/ws/', path)).toBe(found);
  });

  it.each([['..'], ['../secret'], ['a/../../secret'], ['/ws/../secret'], ['/ws/a/../../secret'], ['..\\secret']])(
    '%j leads out and is not opened',
    (path) => {
      expect(pathInFolder('/ws', path)).toBeNull();
    },
  );

  it('never leads out, whatever it is made of', () => {
    const piece = fc.constantFrom('..', '.', '', 'a', 'ws', '\\', '..\\', '/ws');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const found = pathInFolder('/ws', pieces.join('/'));
        if (found !== null) expect(`${posix.normalize(found.replaceAll('\\', '/'))}/`).toMatch(/^\/ws\//);
      }),
      { seed: 20_261_123 },
    );
  });

  it('is looked for at the root where that is the folder', () => {
    expect(pathInFolder('/', 'sweep.yaml')).toBe('/sweep.yaml');
    expect(pathInFolder('/', '.')).toBe('/');
  });
});
