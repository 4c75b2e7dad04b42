import { describe, expect, it } from 'vitest';
import { memoryFileSystem, type MemoryFile } from '../../memoryFileSystem';
import { read, RUN, sweepFile } from './localRuns';
import { message, writeLog } from './logWriter';

describe('where a configuration comes from', () => {
  const debugLog = "x wandb.init called with sweep_config: {'lr': 0.5}\nconfig: {'lr': 9, 'batch': 16, '_wandb': {}}\n";

  it('joins what the agent and the script said when the run left neither log nor config.yaml', async () => {
    const { runs } = await read(
      memoryFileSystem({
        [`${RUN}/run-abc.wandb`]: { bytes: writeLog([]) },
        [`${RUN}/logs/debug.log`]: debugLog,
        'wandb/sweep-s1/config-abc.yaml': sweepFile('0.1'),
      }),
    );
    expect(runs[0]).toMatchObject({ id: 'abc', sweepId: 's1', outcome: { kind: 'crashed' } });
    expect([...runs[0]!.config]).toEqual([
      ['lr', 0.1],
      ['batch', 16],
    ]);
  });

  it('takes debug.log where there is no agent, the log before it, and config.yaml before both', async () => {
    const log = writeLog([
      message([
        [
          17,
          [
            [1, 'abc'],
            [12, 's9'],
            [
              4,
              [
                [
                  1,
                  [
                    [1, 'lr'],
                    [16, '0.7'],
                  ],
                ],
              ],
            ],
          ],
        ],
      ]),
    ]);
    const configOf = async (files: Record<string, MemoryFile | string>): Promise<unknown> =>
      Object.fromEntries(
        (await read(memoryFileSystem({ [`${RUN}/logs/debug.log`]: debugLog, ...files }))).runs[0]!.config,
      );
    expect(await configOf({})).toEqual({ lr: 0.5, batch: 16 });
    expect(await configOf({ [`${RUN}/run-abc.wandb`]: { bytes: log } })).toEqual({ lr: 0.7, batch: 16 });
    const yaml = '_wandb:\n    value: {}\nlr:\n    value: 0.8\n';
    expect(await configOf({ [`${RUN}/run-abc.wandb`]: { bytes: log }, [`${RUN}/files/config.yaml`]: yaml })).toEqual({
      lr: 0.8,
      batch: 16,
    });
  });

  it('reads a number that PyYAML takes for text as text', async () => {
    const { runs } = await read(memoryFileSystem({ 'wandb/sweep-s1/config-abc.yaml': sweepFile('1e-5') }));
    expect(runs[0]!.config.get('lr')).toBe('1e-5');
  });

  it('joins the folders of a resumed run', async () => {
    const exit = (code: number): Uint8Array => writeLog([message([[18, [[1, code]]]])]);
    const { runs } = await read(
      memoryFileSystem({
        'wandb/run-20260101_120000-abc/run-abc.wandb': { bytes: exit(1) },
        'wandb/run-20260101_120000-abc/files/config.yaml': 'a:\n    value: 1\nb:\n    value: 1\n',
        'wandb/run-20260102_120000-abc/run-abc.wandb': { bytes: exit(0) },
        'wandb/run-20260102_120000-abc/files/config.yaml': 'b:\n    value: 2\n',
      }),
    );
    expect(runs).toHaveLength(1);
    expect(runs[0]!.outcome.kind).toBe('finished');
    expect(Object.fromEntries(runs[0]!.config)).toEqual({ a: 1, b: 2 });
  });
});

describe('the run time of a resumed run', () => {
  const start = Date.parse('2026-01-01T12:00:00Z') / 1000;
  /** A run record with its start and the time before it, and an exit record with the client's run time. */
  const leg = (startedAt: number, runtime: number, earlier = 0): { bytes: Uint8Array } => ({
    bytes: writeLog([
      message([[17, [[17, [[1, startedAt]]], ...(earlier > 0 ? [[20, earlier] as const] : [])]]]),
      message([[18, [[2, runtime]]]]),
    ]),
  });
  const seconds = async (second: { bytes: Uint8Array }): Promise<number | null> => {
    const files = {
      'wandb/run-20260101_120000-abc/run-abc.wandb': leg(start, 100),
      'wandb/run-20260101_130000-abc/run-abc.wandb': second,
    };
    return (await read(memoryFileSystem(files))).runs[0]!.runtimeSeconds;
  };

  it('is the sum of its starts', async () => {
    expect(await seconds(leg(start + 3600, 40))).toBe(140);
    expect(await seconds(leg(start + 3600, 400))).toBe(500);
  });

  it('counts nothing twice where the client went on counting', async () => {
    expect(await seconds(leg(start + 3600, 140, 100))).toBe(140);
  });
});
