import { describe, expect, it } from 'vitest';
import { fileStream } from '../../../src/core/sources/fileStream';
import { memoryFileSystem } from '../memoryFileSystem';

const MEGABYTE = 1024 * 1024;

async function lengthsOf(bytes: number, wholeFilesOnly: boolean): Promise<number[]> {
  const fs = memoryFileSystem({ 'a.csv': { bytes: new Uint8Array(bytes) } }, { wholeFilesOnly });
  const lengths: number[] = [];
  for await (const piece of fileStream(fs, 'a.csv')) lengths.push(piece.length);
  return lengths;
}

describe('fileStream', () => {
  it('gives a file piece by piece', async () => {
    expect(await lengthsOf(2.5 * MEGABYTE, false)).toEqual([MEGABYTE, MEGABYTE, MEGABYTE / 2]);
    expect(await lengthsOf(2 * MEGABYTE, false)).toEqual([MEGABYTE, MEGABYTE]);
    expect(await lengthsOf(0, false)).toEqual([]);
  });

  it('gives it whole where the host can read nothing else', async () => {
    expect(await lengthsOf(2.5 * MEGABYTE, true)).toEqual([2.5 * MEGABYTE]);
  });

  it('throws where the file can not be read', async () => {
    const pieces = fileStream(memoryFileSystem({}), 'a.csv')[Symbol.asyncIterator]();
    await expect(pieces.next()).rejects.toThrow('a.csv: no such file');
  });
});
