import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/core/runs/run';
import { parseConfigFile, unwrapConfig } from '../../../src/core/sources/config';

const entriesOf = (text: string): unknown => {
  const parsed = parseConfigFile(text);
  return parsed.ok ? Object.fromEntries(parsed.value.entries) : parsed.error;
};

describe('parseConfigFile', () => {
  it('reads the Go core’s dialect, where texts are quoted whenever they look like something else', () => {
    const text =
      '_wandb:\n    value:\n        t: {}\nlr:\n    value: 5e-324\nn:\n    value: "1e-5"\nno:\n    value: "no"\nx:\n    value: .nan\ny:\n    value: -.inf\n';
    expect(entriesOf(text)).toEqual({ lr: 5e-324, n: '1e-5', no: 'no', x: NaN, y: -Infinity });
    expect(parseConfigFile(text)).toMatchObject({ ok: true, value: { isPython: false } });
  });

  it('reads the Python dialect as PyYAML does', () => {
    // Values checked with PyYAML 6: yaml.safe_load gives '1e-5', '1.5e5' and '0o17' as str.
    const text =
      'wandb_version: 1\n\na:\n  desc: null\n  value: 1e-5\nb:\n  desc: null\n  value: 1.0e-05\nc:\n  value: 1.5e5\nd:\n  value: 0o17\ne:\n  value: [1e3, 2]\n';
    expect(entriesOf(text)).toEqual({ a: '1e-5', b: 1e-5, c: '1.5e5', d: '0o17', e: ['1e3', 2] });
    expect(parseConfigFile(text)).toMatchObject({ ok: true, value: { isPython: true } });
  });

  it('leaves the internal block out wherever it stands', () => {
    expect(entriesOf('a:\n    value: 1\n_wandb:\n    value:\n\n        t: x')).toEqual({ a: 1 });
    expect(entriesOf('_wandb:\n    value: {}\n\nb:\n    value: |\n        _wandb:\n          kept\n')).toEqual({
      b: '_wandb:\n  kept\n',
    });
    expect(entriesOf('_wandb:\n    value: {}\nb: [\n')).toBe('is not valid YAML at line 4');
  });

  it('keeps nested values whole', () => {
    expect(entriesOf('opt:\n  value:\n    value: 1\n    lr: {value: 2}\n')).toEqual({
      opt: { value: 1, lr: { value: 2 } },
    });
  });

  it.each([
    ['', 'holds no settings'],
    ['just text', 'holds no settings'],
    ['- 1\n- 2\n', 'holds no settings'],
    ['a: [1\nb: }', 'is not valid YAML at line 2'],
    [
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n',
      'is not a configuration',
    ],
  ])('says what is wrong with %j', (text, error) => {
    expect(entriesOf(text)).toBe(error);
  });
});

describe('unwrapConfig', () => {
  it('takes values as W&B’s client does, null among them', () => {
    const entries = Object.entries<Value>({ a: { value: 1 }, b: 2, c: { value: null, desc: 'x' }, _wandb: {} });
    expect([...unwrapConfig(entries)]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', null],
    ]);
  });
});
