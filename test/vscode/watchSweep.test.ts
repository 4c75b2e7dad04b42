import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Analyses } from '../../src/vscode/analyze';
import type { Services } from '../../src/vscode/services';
import { registerWatchSweep } from '../../src/vscode/watchSweep';
import type { Run } from '../../src/core/runs/run';
import { ok, fail, type Result } from '../../src/core/ports';

/** What the feature does to VS Code, and what it reads. */
const seen = vi.hoisted(() => ({
  items: [] as { text: string; isDisposed: boolean }[],
  said: [] as string[],
  executed: [] as (readonly unknown[])[],
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  look: (): unknown => null,
}));

vi.mock('vscode', () => {
  const say = (text: string): Promise<undefined> => {
    seen.said.push(text);
    return Promise.resolve(undefined);
  };
  class Disposable {
    constructor(readonly dispose: () => void) {}
    static from(...all: readonly { dispose: () => void }[]): Disposable {
      return new Disposable(() => {
        all.forEach((one) => {
          one.dispose();
        });
      });
    }
  }
  return {
    Disposable,
    LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
    workspace: { isTrusted: true, textDocuments: [], getConfiguration: () => ({ get: () => 60 }) },
    window: { showWarningMessage: say, showInformationMessage: say },
    languages: {
      createLanguageStatusItem: () => {
        const item = { text: '', isDisposed: false, dispose: () => void (item.isDisposed = true) };
        seen.items.push(item);
        return item;
      },
    },
    commands: {
      executeCommand: (...args: readonly unknown[]) => {
        seen.executed.push(args);
        return Promise.resolve();
      },
      registerCommand: (name: string, run: () => unknown) => {
        seen.commands.set(name, run);
        return new Disposable(() => undefined);
      },
    },
    l10n: {
      t: (text: string, ...values: readonly unknown[]) =>
        text.replaceAll(/\{(\d)\}/g, (_, i) => String(values[Number(i)])),
    },
  };
});
vi.mock('../../src/vscode/chooseSource', () => ({
  activeSweepFile: () => undefined,
  chooseSource: () =>
    Promise.resolve({
      source: { kind: 'wandb', reference: { kind: 'sweep', entity: 'e', project: 'p', sweep: 's' } },
      sweep: null,
    }),
}));
vi.mock('../../src/vscode/pullRuns', () => ({ pullRuns: () => Promise.resolve(seen.look()) }));
vi.mock('../../src/vscode/readRuns', () => ({ readRunsAt: () => Promise.resolve(null) }));
vi.mock('../../src/vscode/sweepDocuments', () => ({ SWEEP_SELECTOR: [] }));

const MINUTE = 60_000;
const SPACE = 'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.4}\n  lr: {min: 0.0, max: 1.0}\n';

/** High mixup fails, low mixup finishes. */
function runs(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, i) => {
    const fails = i % 2 === 0;
    return {
      id: String(i),
      name: null,
      sweepId: 's',
      state: fails ? 'failed' : 'finished',
      outcome: { kind: fails ? 'failed' : 'finished', reason: '' },
      config: new Map([
        ['mixup', fails ? 0.3 : 0.1],
        ['lr', ((i * 7) % 11) / 11],
      ]),
      summary: new Map([['loss', 1]]),
      startedAt: i * 1000,
      runtimeSeconds: 60,
      host: null,
      exitCode: fails ? 1 : 0,
      logTail: [],
    };
  });
}

const found = (count: number, sweepText: string | null = SPACE): Result<unknown, unknown> =>
  ok({
    runSet: { source: { kind: 'wandb', ref: 'e/p/s' }, runs: runs(count), sweepText, baseline: null, problems: [] },
  });
const unreachable = fail({ message: 'W&B does not answer.', advice: 'Try later.' });
const run = (name: string): unknown => seen.commands.get(name)!();
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a sweep that is watched', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    seen.items.length = 0;
    seen.said.length = 0;
    seen.look = () => found(2);
    const services = {
      log: { info: () => undefined, warn: () => undefined },
      clock: { now: () => 0 },
    } as unknown as Services;
    registerWatchSweep(services, {} as Analyses);
  });
  afterEach(() => {
    void run('sweepGuard.stopWatching');
    vi.useRealTimers();
  });

  it('goes on being watched where it is watched anew', async () => {
    void run('sweepGuard.watch');
    await later(10);
    void run('sweepGuard.watch');
    await later(10);
    expect(seen.items.map(({ isDisposed }) => isDisposed)).toEqual([true, false]);
    seen.look = () => found(4);
    await later(MINUTE);
    expect(seen.items.at(-1)!.text).toBe('s: 2 crashed, 2 completed, 0 running');
  });

  it('raises its alarm also where it was watched before its first run, with a sweep file and without', async () => {
    for (const sweepText of [SPACE, null]) {
      seen.said.length = 0;
      seen.look = () => found(0, sweepText);
      void run('sweepGuard.watch');
      await later(10);
      for (const count of [1, 40, 40]) {
        seen.look = () => found(count, sweepText);
        await later(MINUTE);
      }
      expect(seen.said).toEqual([
        expect.stringMatching(/^e\/p\/s: 20 of the first 40 runs crashed, all with mixup above/),
      ]);
    }
  });

  it('says once that its server can’t be reached, and once that it can again', async () => {
    void run('sweepGuard.watch');
    await later(10);
    seen.look = () => unreachable;
    await later(10 * MINUTE);
    expect(seen.said).toEqual(['W&B does not answer. Watching goes on trying.']);
    seen.look = () => found(2);
    await later(16 * MINUTE);
    expect(seen.said.slice(1)).toEqual(['e/p/s can be read again, and watching goes on.']);
  });

  it('leaves no listener behind with each look', async () => {
    const added = vi.spyOn(AbortSignal.prototype, 'addEventListener');
    const removed = vi.spyOn(AbortSignal.prototype, 'removeEventListener');
    void run('sweepGuard.watch');
    await later(5 * MINUTE);
    expect(added.mock.calls.length).toBeGreaterThan(3);
    expect(added.mock.calls.length - removed.mock.calls.length).toBeLessThanOrEqual(1);
  });
});
