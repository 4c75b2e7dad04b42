import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../src/core/sources/wandb/snapshot';
import { describeChanges } from '../../../../src/core/sources/runChanges';
import { decodeSnapshot, encodeSnapshot, snapshotName } from '../../../../src/core/sources/wandb/snapshot';
import { createLiveSweep, type LiveSweep } from '../../../server/liveSweep';
import { createStandInServer, type StandInServer } from '../../../server/standInServer';
import { clientOf, SWEEP } from './standInClient';

const OPTIONS = { logTailLines: 4 };
let live: LiveSweep;
let server: StandInServer;

beforeAll(async () => {
  live = createLiveSweep({ runs: 800, parameters: 3, ended: 600, running: 8 });
  server = await createStandInServer({ data: live.data() });
});
afterAll(() => server.close());

async function pulled(): Promise<Snapshot> {
  const result = await clientOf(server).pull(SWEEP, OPTIONS);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.snapshot;
}

describe('a refresh', () => {
  it('after some runs went on gives what a pull gives, for a small part of the bytes', async () => {
    const before = await pulled();
    const step = live.advance(5, { revives: 2 });
    server.setData(live.data());
    const client = clientOf(server);
    const refreshed = await client.refresh(before, OPTIONS);
    if (!refreshed.ok) throw new Error(refreshed.error.message);
    const { changes, isFull, runSet, snapshot } = refreshed.value;
    expect(isFull).toBe(false);

    const whole = clientOf(server);
    const again = await whole.pull(SWEEP, OPTIONS);
    expect(runSet).toEqual(again.ok && again.value.runSet);
    expect(snapshot.runs).toHaveLength(before.runs.length + step.started.length);
    expect(changes.appeared.map(({ id }) => id).sort()).toEqual([...step.started].sort());
    const ended = changes.changed.filter(({ from }) => from === 'running').map(({ id }) => id);
    expect(ended.sort()).toEqual([...step.ended].sort());
    const revived = changes.changed.filter(({ to }) => to === 'running').map(({ id }) => id);
    expect(revived.sort()).toEqual([...step.revived].sort());
    expect(changes.gone).toEqual([]);
    expect(client.traffic().receivedBytes / whole.traffic().receivedBytes).toBeLessThan(0.15);
  });

  it('where nothing changed says so', async () => {
    const refreshed = await clientOf(server).refresh(await pulled(), OPTIONS);
    expect(refreshed.ok && refreshed.value.isFull).toBe(false);
    expect(refreshed.ok && describeChanges(refreshed.value.changes)).toBe(
      'No run has begun or ended since the last look.',
    );
  });

  it('where runs were deleted reads all, and says which are gone', async () => {
    const before = await pulled();
    const [project] = live.data().projects;
    const { name } = project!.runs[10]!;
    const runs = project!.runs.filter((run) => run.name !== name);
    server.setData({ projects: [{ ...project!, runs }] });
    const refreshed = await clientOf(server).refresh(before, OPTIONS);
    server.setData(live.data());
    expect(refreshed.ok && refreshed.value.isFull).toBe(true);
    expect(refreshed.ok && refreshed.value.changes.gone).toEqual([name]);
    expect(refreshed.ok && describeChanges(refreshed.value.changes)).toBe('1 deleted since the last look.');
  });

  it('on a server without signs of life reads all', async () => {
    const old = await createStandInServer({ data: live.data(), without: ['Run.heartbeatAt'] });
    try {
      const first = await clientOf(old).pull(SWEEP, OPTIONS);
      if (!first.ok) throw new Error(first.error.message);
      const refreshed = await clientOf(old).refresh(first.value.snapshot, OPTIONS);
      expect(refreshed.ok && refreshed.value.isFull).toBe(true);
      expect(refreshed.ok && refreshed.value.runSet).toEqual(first.value.runSet);
    } finally {
      await old.close();
    }
  });

  it('gives the right runs or an error, whichever request fails', async () => {
    const before = await pulled();
    const whole = await clientOf(server).pull(SWEEP, OPTIONS);
    for (const request of [1, 2, 3, 4]) {
      for (const status of [400, 401, 500]) {
        const last = server.log().at(-1)!.number;
        server.setFaults([{ fault: { kind: 'status', status, body: 'json' }, requests: [last + request] }]);
        const refreshed = await clientOf(server).refresh(before, OPTIONS);
        server.setFaults([]);
        if (refreshed.ok) expect(refreshed.value.runSet.runs).toEqual(whole.ok && whole.value.runSet.runs);
        else expect(refreshed.error.message).toMatch(/\.$/);
      }
    }
  });
});

describe('a snapshot', () => {
  it('is read back as it was, NaN and odd keys included', async () => {
    const snapshot = await pulled();
    const [first, ...rest] = snapshot.runs;
    const config = new Map([...first!.run.config, ['__proto__', NaN] as const, ['wrapped', { value: 1 }] as const]);
    const odd: Snapshot = {
      ...snapshot,
      runs: [{ ...first!, run: { ...first!.run, config, gpu: 'NVIDIA L4', stopped: true } }, ...rest],
    };
    expect(decodeSnapshot(encodeSnapshot(odd))).toEqual({ ok: true, value: odd });
  });

  it('that is damaged anywhere, cut, or of another version is not trusted', async () => {
    const snapshot = await pulled();
    const text = encodeSnapshot({ ...snapshot, runs: snapshot.runs.slice(0, 3) });
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === '1' ? '2' : '1';
      expect(decodeSnapshot(text.slice(0, at) + other + text.slice(at + 1)).ok, `changed at ${at}`).toBe(false);
      expect(decodeSnapshot(text.slice(0, at)).ok, `cut at ${at}`).toBe(false);
    }
    expect(decodeSnapshot(text.replace(/"sweepGuardSnapshot":\d+/, '"sweepGuardSnapshot":0'))).toEqual({
      ok: false,
      error: 'is of another version',
    });
    expect(decodeSnapshot('').ok).toBe(false);
  });

  it('has a name for each server and sweep that is safe as a file name', () => {
    const one = snapshotName('https://api.wandb.ai', { ...SWEEP, entity: '../..' });
    expect(one).toMatch(/^[\w.-]+$/);
    expect(one).not.toMatch(/^\./);
    expect(snapshotName('https://api.wandb.ai', SWEEP)).not.toBe(snapshotName('https://other.example.com', SWEEP));
  });
});
