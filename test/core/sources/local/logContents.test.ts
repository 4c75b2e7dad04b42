import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogFold, type LogContents } from '../../../../src/core/sources/local/logContents';
import { decodeRecord } from '../../../../src/core/sources/local/records';
import { message, writeLog, type Fields } from './logWriter';

function fold(...records: Fields[]): LogContents {
  const log = createLogFold();
  log.push(writeLog(records.map((fields) => message(fields))));
  return log.end();
}

function recorded(end: string): LogContents {
  const wandb = `test/fixtures/wandb-run-ends/${end}/wandb`;
  const run = readdirSync(wandb).find((name) => name.includes('run-'))!;
  const name = readdirSync(`${wandb}/${run}`).find((file) => file.endsWith('.wandb'))!;
  const log = createLogFold();
  log.push(readFileSync(`${wandb}/${run}/${name}`));
  return log.end();
}

const item = (key: string, json: string): Fields => [
  [1, key],
  [16, json],
];
const nested = (path: readonly string[], json: string): Fields => [...path.map((key) => [2, key] as const), [16, json]];
const output = (text: string, type = 1): Fields => [
  [
    13,
    [
      [1, type],
      [3, text],
    ],
  ],
];

describe('createLogFold', () => {
  it('reads a recorded run that failed', () => {
    const log = recorded('online-exception');
    expect(log.run).toEqual({
      id: 'q7y0w8wh',
      displayName: null,
      sweepId: null,
      host: 'gpu-01',
      startedAt: 1795348143616,
      earlierSeconds: 0,
    });
    expect(log.exit).toEqual({ exitCode: 1, runtimeSeconds: 0 });
    expect(Object.fromEntries(log.config)).toEqual({
      _wandb: {},
      lr0: 0.0106,
      batch: 16,
      optimizer: { name: 'SGD', betas: [0.937, 0.999] },
      amp: true,
      note: null,
    });
    expect(log.summary.get('metrics')).toEqual({ mAP50: 0.8 });
    expect(log.undecodable).toBe(0);
    const wandb = 'test/fixtures/wandb-run-ends/online-exception/wandb/run-20261122_114903-q7y0w8wh';
    expect(log.logTail).toEqual(readFileSync(`${wandb}/files/output.log`, 'utf8').trimEnd().split('\n'));
  });

  it('reads odd values', () => {
    const { config, summary, logTail, run } = recorded('online-odd-values');
    expect(run.displayName).toBe('🚧 weird: "run" #1');
    expect(config.get('inf')).toBe(Infinity);
    expect(config.get('numeric_text')).toBe('1e-5');
    expect(config.get('empty_dict')).toEqual({});
    expect(summary.get('loss')).toBeNaN();
    expect(summary.get('floor')).toBe(-Infinity);
    expect(summary.get('text')).toBe('NaN');
    expect(summary.get('nested')).toEqual({ acc: { top1: 0.5, top5: -Infinity } });
    expect(logTail).toEqual(['Größe 学習率 🚧 שלום e\u0301', 'red and bold green', 'progress 100%']);
  });

  it('applies updates and removals in order, also below a key', () => {
    const { config } = fold(
      [
        [
          17,
          [
            [1, 'abc'],
            [
              4,
              [
                [1, item('lr', '0.1')],
                [1, item('opt', '{"name":"SGD","m":NaN}')],
              ],
            ],
          ],
        ],
      ],
      [
        [
          5,
          [
            [1, nested(['opt', 'name'], '"Adam"')],
            [1, item('gone', '1')],
            [1, item('__proto__', '7')],
          ],
        ],
      ],
      [
        [
          5,
          [
            [2, item('gone', '')],
            [1, item('lr', '0.2')],
          ],
        ],
      ],
    );
    expect([...config]).toEqual([
      ['lr', 0.2],
      ['opt', { name: 'Adam', m: NaN }],
      ['__proto__', 7],
    ]);
  });

  it('prefers the summary to the history, and the history to nothing', () => {
    const { summary } = fold(
      [
        [
          2,
          [
            [1, nested(['loss'], '3')],
            [1, nested(['acc'], '0.5')],
          ],
        ],
      ],
      [[3, [[1, nested(['loss'], '1')]]]],
      [
        [
          2,
          [
            [1, nested(['loss'], 'NaN')],
            [1, item('other', 'not JSON')],
          ],
        ],
      ],
    );
    expect(Object.fromEntries(summary)).toEqual({ loss: 1, acc: 0.5 });
  });

  it('shows output as a terminal would, each stream for itself', () => {
    const { logTail } = fold(output('10%'), output('error: x', 0), output('\r100%'), output('\n'), output('\nend', 0));
    expect(logTail).toEqual(['100%', 'error: x', 'end']);
  });

  it('reads exit records: code 0 is left out on the wire, an incomplete one has no code', () => {
    expect(fold([[18, [[2, 12]]]]).exit).toEqual({ exitCode: 0, runtimeSeconds: 12 });
    expect(
      fold([
        [
          18,
          [
            [1, 255],
            [2, 12],
          ],
        ],
      ]).exit,
    ).toEqual({ exitCode: 255, runtimeSeconds: 12 });
    expect(fold([[18, [[1, -1]]]]).exit).toEqual({ exitCode: -1, runtimeSeconds: 0 });
    expect(
      fold([
        [
          18,
          [
            [1, 1],
            [3, 1],
          ],
        ],
      ]).exit,
    ).toEqual({ exitCode: null, runtimeSeconds: 0 });
    expect(
      fold([
        [18, []],
        [23, []],
      ]).preempting,
    ).toBe(true);
  });

  it('keeps a bounded number of log lines', () => {
    const { logTail } = fold(...Array.from({ length: 1000 }, (_, i) => output(`line ${i}\n`)));
    expect(logTail).toHaveLength(200);
    expect(logTail.at(-1)).toBe('line 999');
  });
});

describe('decodeRecord', () => {
  it('never throws, and says when bytes are no message', () => {
    expect(decodeRecord(Uint8Array.of(0x8a, 0x01, 0xff))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        decodeRecord(bytes);
      }),
      { seed: 2, numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 4, 5, 7, 13, 17, 18, 26), fc.uint8Array({ maxLength: 40 }), (tag, bytes) => {
        decodeRecord(
          Uint8Array.of(
            ...[tag * 8 + 2].flatMap((key) => (key < 128 ? [key] : [(key & 127) | 128, key >> 7])),
            bytes.length,
            ...bytes,
          ),
        );
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('passes over fields of an unexpected wire type', () => {
    expect(decodeRecord(message([[18, 5]]))).toBeNull();
    expect(
      decodeRecord(
        message([
          [
            18,
            [
              [1, 'text'],
              [2, 9],
            ],
          ],
        ]),
      ),
    ).toEqual({ kind: 'exit', exitCode: 0, runtimeSeconds: 9 });
  });
});
