import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunPacker } from '../../src/core/sources/packedRuns';
import { PackedValues } from '../../src/core/runs/packedValues';
import { threadRunner } from '../../src/node/analysisThread';
import { isLarge, type AnalysisJob } from '../../src/shared/analysisJob';
import { runJob, sameThreadRunner } from '../../src/shared/runJob';
import { makeRunSet, runWith } from '../core/analysis/runSets';

const folder = mkdtempSync(join(tmpdir(), 'sweep-guard-thread-'));
const workerPath = join(folder, 'analysisWorker.js');
const ignore = { report: () => undefined };

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../../src/node/analysisWorker.ts')],
    outfile: workerPath,
    bundle: true,
    platform: 'node',
    external: ['vscode'],
    logLevel: 'silent',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const jobOf = (runs: number): AnalysisJob => ({
  runSet: makeRunSet(
    Array.from({ length: runs }, (_, i) =>
      runWith(`r${String(i)}`, i % 3 === 0 ? 'crashed' : 'finished', { lr: (i * 7919) % 1009, amp: i % 2 === 0 }),
    ),
  ),
  sweepText: null,
});
const large = jobOf(3000);

describe('a large analysis', () => {
  it('is done in another thread, with the same result and with progress', async () => {
    expect([isLarge(large), isLarge(jobOf(20))]).toEqual([true, false]);
    const messages: string[] = [];
    const progress = { report: ({ message }: { readonly message: string }) => void messages.push(message) };
    const result = await threadRunner(workerPath, sameThreadRunner).run(large, {
      signal: new AbortController().signal,
      progress,
    });
    expect(result).toEqual(runJob(large, ignore));
    expect(messages).toEqual([
      'Reading logs and settings',
      'Comparing parameters, 0 of 2',
      'Comparing parameters, 1 of 2',
    ]);
  });

  it('ends when it is given up, before or while it runs', async () => {
    const running = new AbortController();
    const given = threadRunner(workerPath, sameThreadRunner).run(large, { signal: running.signal, progress: ignore });
    running.abort();
    expect(await given).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(
      await threadRunner(workerPath, sameThreadRunner).run(large, { signal: AbortSignal.abort(), progress: ignore }),
    ).toEqual({
      ok: false,
      error: { kind: 'cancelled' },
    });
  });

  it('says that it is broken where the thread cannot start', async () => {
    const runner = threadRunner(join(folder, 'nosuch.js'), sameThreadRunner);
    const result = await runner.run(large, { signal: new AbortController().signal, progress: ignore });
    expect(result).toMatchObject({ ok: false, error: { kind: 'broken' } });
  });

  it('takes the runs as a source keeps them, packed', async () => {
    const pack = createRunPacker();
    const job = { ...large, runSet: { ...large.runSet, runs: large.runSet.runs.map((run) => pack(run)) } };
    expect(job.runSet.runs[0]?.config).toBeInstanceOf(PackedValues);
    const result = await threadRunner(workerPath, sameThreadRunner).run(job, {
      signal: new AbortController().signal,
      progress: ignore,
    });
    expect(result).toEqual(runJob(large, ignore));
  });
});
