import { expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { decodeKept, type KeptAnalysis } from '../../src/shared/keptAnalyses';
import { EvidenceStore } from '../../src/vscode/evidenceStore';
import { evidenceAbout } from '../core/rules/evidence';

/** A folder of which the first write is finished last. */
const disk = vi.hoisted(() => {
  const files = new Map<string, Uint8Array>();
  const waiting: (() => void)[] = [];
  return { files, waiting, isSlow: true };
});

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = (): void => undefined;
    readonly fire = (): void => undefined;
    readonly dispose = (): void => undefined;
  },
  Uri: { joinPath: (folder: string, name: string) => `${folder}/${name}` },
  workspace: {
    fs: {
      createDirectory: () => Promise.resolve(),
      readFile: (path: string) => {
        const file = disk.files.get(path);
        return file ? Promise.resolve(file) : Promise.reject(new Error('no such file'));
      },
      writeFile: async (path: string, content: Uint8Array) => {
        if (disk.isSlow) {
          disk.isSlow = false;
          await new Promise<void>((done) => disk.waiting.push(done));
        }
        disk.files.set(path, content);
      },
      rename: (from: string, to: string) => {
        disk.files.set(to, disk.files.get(from)!);
        disk.files.delete(from);
        return Promise.resolve();
      },
    },
  },
}));

const kept = (name: string): KeptAnalysis => ({
  evidence: { ...evidenceAbout('mixup'), source: name },
  restore: { version: 2, source: { kind: 'uri', uri: `file:///${name}` }, sweepUri: null },
});

it('two additions at the same time are both in the file, whichever is written faster', async () => {
  const store = new EvidenceStore('folder' as unknown as vscode.Uri, {} as vscode.LogOutputChannel);
  const [first, second] = [store.add(kept('a')), store.add(kept('b'))];
  await vi.waitFor(() => {
    expect(disk.waiting).toHaveLength(1);
  });
  // A write that does not wait for the first is through by now.
  for (let turns = 0; turns < 50; turns++) await Promise.resolve();
  disk.waiting[0]!();
  await Promise.all([first, second]);
  expect([...disk.files.keys()]).toEqual(['folder/evidence.json']);
  const file = decodeKept(new TextDecoder().decode(disk.files.get('folder/evidence.json')));
  if (!file.ok) throw new Error(file.error);
  expect(file.value.map(({ evidence }) => evidence.source)).toEqual(['b', 'a']);
});
