import { describe, expect, it } from 'vitest';
import { buildTable } from '../../../src/core/runs/table';
import { makeRun, runWith, valuesOf } from '../analysis/runSets';

const columnsOf = (...configs: readonly Parameters<typeof runWith>[2][]) =>
  buildTable(
    configs.map((config, index) => runWith(`r${String(index)}`, 'finished', config)),
    { metric: null },
  ).columns;

describe('buildTable', () => {
  it('flattens nested configurations and leaves out what belongs to W&B', () => {
    const columns = columnsOf({
      model: { depth: 3, head: { name: 'a' } },
      _wandb: { t: 1 },
      wandb_version: 1,
      lr: 0.1,
    });
    expect(columns.map(({ name }) => name)).toEqual(['model.depth', 'model.head.name', 'lr']);
  });

  it('tells numbers from categories', () => {
    const [lr, amp, mixed, list, clip] = columnsOf(
      { lr: 1, amp: true, mixed: 1, list: [1, 2], clip: null },
      { lr: 2, amp: false, mixed: 'auto', list: [3], clip: 0.5 },
    );
    expect(lr).toEqual({ kind: 'number', name: 'lr', values: Float64Array.of(1, 2) });
    expect(amp).toMatchObject({
      kind: 'category',
      levels: ['false', 'true'],
      levelValues: [false, true],
      codes: Int32Array.of(1, 0),
    });
    expect(mixed).toMatchObject({ kind: 'category', notes: [expect.stringContaining('several types')] });
    expect(list).toMatchObject({ levels: ['[1,2]', '[3]'] });
    expect(clip).toMatchObject({ kind: 'category', levelValues: [0.5, null] });
  });

  it('shows no secrets, and still tells one from the other', () => {
    const columns = columnsOf(
      { hf_token: 'hf_aaaaaaaaaaaaaaaa', password: 1, hosts: [{ token: 'abcdefghij' }] },
      { hf_token: 'hf_bbbbbbbbbbbbbbbb', password: 2, hosts: [{ token: 'bcdefghijk' }] },
    );
    expect(columns).toMatchObject([
      { levels: ['[redacted]', '[redacted]'], codes: Int32Array.of(0, 1) },
      { kind: 'category', levelValues: ['[redacted]', '[redacted]'] },
      { levels: ['[{"token":"[redacted]"}]', '[{"token":"[redacted]"}]'] },
    ]);
  });

  it('keeps missing, NaN and infinite values apart from numbers', () => {
    const [a] = columnsOf({ a: 1 }, {}, { a: Number.NaN }, { a: Infinity });
    expect(a).toMatchObject({ kind: 'number', values: Float64Array.of(1, NaN, NaN, NaN) });
    expect(a?.notes).toEqual(['3 runs of 4 have this parameter.', '2 runs with NaN or an infinite value left out.']);
  });

  it('takes __proto__ and constructor for names', () => {
    const config = new Map([...valuesOf(JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, number>)]);
    const { columns } = buildTable([makeRun('a', { config })], { metric: null });
    expect(columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });

  it('compares crashed and failed runs unless something other than a setting ended them', () => {
    const end = (kind: 'crashed' | 'failed' | 'stopped' | 'running', line: string) =>
      makeRun(line, { outcome: { kind, reason: '' }, logTail: [line] });
    const { rows } = buildTable(
      [
        makeRun('done', { summary: valuesOf({ acc: 0.9 }) }),
        end('crashed', 'RuntimeError: Loss is nan'),
        end('failed', 'MyError: what'),
        end('crashed', 'OSError: [Errno 28] No space left on device'),
        end('failed', 'KeyboardInterrupt'),
        end('stopped', ''),
        end('running', ''),
      ],
      { metric: 'acc' },
    );
    expect(rows.map(({ group }) => group)).toEqual([
      'completed',
      'crashed',
      'crashed',
      'excluded',
      'excluded',
      'excluded',
      'excluded',
    ]);
    expect(rows[0]).toMatchObject({ metric: 0.9, cause: null });
    expect(rows[1]?.cause?.id).toBe('nan-loss');
  });
});
