import { describe, expect, it } from 'vitest';
import { readDebugConfig, readInternalLog } from '../../../../src/core/sources/local/debugLogs';

const line = '2026-11-22 11:46:37,364 INFO    MainThread:30954 ';

describe('readDebugConfig', () => {
  it('reads the agent’s and the script’s part', () => {
    const text = `${line}[wandb_init.py:init():788] wandb.init called with sweep_config: {'mixup': 0.2699}\nconfig: {'task': 'detect', 'path': PosixPath('/a'), '_wandb': {}}\n${line}starting backend\n`;
    const { sweep, script } = readDebugConfig(text);
    expect([...sweep]).toEqual([['mixup', 0.2699]]);
    expect([...script]).toEqual([
      ['task', 'detect'],
      ['path', "PosixPath('/a')"],
    ]);
  });

  it('reads what the script set later', () => {
    const { script } = readDebugConfig(
      [
        `${line}wandb.init called with sweep_config: {}`,
        "config: {'a': 1, 'b': 1}",
        `${line}[wandb_run.py:_config_callback():1283] config_cb None None {'b': 2, 'c': 2}`,
        `${line}[wandb_run.py:_config_callback():1283] config_cb d [3, 4] None`,
        `${line}[wandb_run.py:_config_callback():1283] config_cb ('e',) 5 None`,
        `${line}[wandb_run.py:_config_callback():1283] config_cb ('f', 'g') 6 None`,
        '',
      ].join('\n'),
    );
    expect(Object.fromEntries(script)).toEqual({ a: 1, b: 2, c: 2, d: [3, 4], e: 5 });
  });

  it('gives nothing for another text or one that is cut off', () => {
    for (const text of ['', 'nothing here', `${line}wandb.init called with sweep_config: {'a': `]) {
      const { sweep, script } = readDebugConfig(text);
      expect([...sweep, ...script]).toEqual([]);
    }
  });
});

describe('readInternalLog', () => {
  it('reads life and end', () => {
    const log = [
      '{"time":"2026-11-22T11:50:59.607203845Z","level":"INFO","msg":"wandb-core"}',
      '{"time":"2026-11-22T11:51:02.858Z","msg":"filestream: sending request","complete":true,"exit_code":255}',
      '{"time":"2026-11-22T11:51:02.859+00:00","msg":"stream: all finished"}',
      '{"time":"2026-11-22T11:5',
    ].join('\n');
    expect(readInternalLog(log)).toEqual({
      firstTime: Date.parse('2026-11-22T11:50:59.607Z'),
      lastTime: Date.parse('2026-11-22T11:51:02.859Z'),
      exitCode: 255,
      isClosed: true,
    });
    expect(readInternalLog(`${log}\n{"time":"2026-11-22T12:00:00Z","msg":"stream: starting"}`)).toMatchObject({
      exitCode: null,
      isClosed: false,
    });
    expect(readInternalLog('2023-01-01 INFO old format\n')).toEqual({
      firstTime: null,
      lastTime: null,
      exitCode: null,
      isClosed: false,
    });
  });
});
