import { afterEach, describe, expect, it, vi } from 'vitest';
import { runJob, sameThreadRunner } from '../../src/shared/runJob';
import { webWorkerRunner } from '../../src/web/webWorkerRunner';
import { makeRunSet, runWith } from '../core/analysis/runSets';

const job = {
  runSet: makeRunSet(
    Array.from({ length: 3000 }, (_, i) => runWith(`r${i}`, i % 3 === 0 ? 'crashed' : 'finished', { lr: i % 1009 })),
  ),
  sweepText: null,
};
const quiet = { signal: new AbortController().signal, progress: { report: () => undefined } };
const BUNDLE = 'data:text/javascript,exports.analysis = () => undefined;';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a large analysis in a browser', () => {
  it('is done in a worker that is given the bundle and the job, and is ended with its result', async () => {
    const result = { ok: false, error: { kind: 'cancelled' } } as const;
    const seen = { scripts: [] as string[], posted: [] as unknown[], ended: 0 };
    class FakeWorker {
      onmessage: ((event: { data: unknown }) => void) | null = null;
      constructor(url: string) {
        seen.scripts.push(url);
      }
      postMessage(posted: unknown): void {
        seen.posted.push(posted);
        this.onmessage?.({ data: { type: 'result', result } });
      }
      terminate(): void {
        seen.ended++;
      }
    }
    vi.stubGlobal('Worker', FakeWorker);
    expect(await webWorkerRunner(BUNDLE, sameThreadRunner).run(job, quiet)).toBe(result);
    expect(seen).toEqual({ scripts: [expect.stringMatching(/^blob:/)], posted: [job], ended: 1 });
  });

  it('is done all the same where the page allows no worker', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.stubGlobal('Worker', function refuse() {
      throw new Error('refused by the policy of the page');
    });
    expect(await webWorkerRunner(BUNDLE, sameThreadRunner).run(job, quiet)).toEqual(runJob(job, quiet.progress));
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('refused by the policy'));
  });
});
