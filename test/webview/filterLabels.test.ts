import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { encodeTable } from '../../src/shared/encodeTable';
import { filterLabel } from '../../webview/filterLabels';
import { encodeKept, NOTHING_KEPT, readKept, type KeptPage } from '../../webview/keptPage';
import type { Filter } from '../../webview/selection';
import { makeRun, makeRunSet } from '../core/analysis/makeRuns';

const RUNS = makeRunSet([
  makeRun('a', { outcome: { kind: 'crashed', reason: '' }, logTail: ['RuntimeError: Loss is nan, stopping training'] }),
]);
const TABLE = encodeTable(analyze(RUNS).table, RUNS.runs);

describe('a chip', () => {
  it.each<[Filter, string]>([
    [{ kind: 'range', parameter: 'mixup', from: 0.15, to: 0.3 }, 'mixup 0.15–0.3'],
    [{ kind: 'range', parameter: 'mixup', from: 0.15, to: Infinity }, 'mixup ≥ 0.15'],
    [{ kind: 'range', parameter: 'mixup', from: -Infinity, to: 0.3 }, 'mixup ≤ 0.3'],
    [{ kind: 'range', parameter: 'mixup', from: 2, to: 2 }, 'mixup = 2'],
    [{ kind: 'levels', parameter: 'opt', levels: ['a', 'b', 'c', 'd', 'e'] }, 'opt: a, b, c and 2 more'],
    [{ kind: 'missing', parameter: 'opt' }, 'without opt'],
    [{ kind: 'measure', measure: 'order', from: 0, to: 9 }, 'run 1–10'],
    [{ kind: 'measure', measure: 'runtimeSeconds', from: 3600, to: Infinity }, 'run time ≥ 1.0\u00a0h'],
    [{ kind: 'cause', causes: ['nan-loss'] }, 'NaN or infinite loss'],
    [{ kind: 'cause', causes: ['gone'] }, 'gone'],
    [{ kind: 'group', groups: ['excluded'] }, 'not compared'],
    [{ kind: 'place', place: 'host', names: ['gpu-3'] }, 'host: gpu-3'],
    [{ kind: 'text', text: 'a\u202e<b>' }, '“a <b>”'],
  ])('says what %j asks for: %s', (filter, label) => {
    expect(filterLabel(filter, TABLE)).toBe(label);
  });

  it('stays short, however long a name is', () => {
    expect(filterLabel({ kind: 'missing', parameter: 'x'.repeat(10_000) }, TABLE).length).toBeLessThan(80);
  });
});

describe('what the page keeps', () => {
  it('comes back as it was', () => {
    const page: KeptPage = {
      source: 'example/wandb',
      selection: [{ kind: 'range', parameter: '__proto__', from: -Infinity, to: 1 }],
      open: ['comparison'],
      views: new Map([['parameters', { order: 'name', showAll: true }]]),
    };
    expect(readKept(JSON.parse(JSON.stringify(encodeKept(page))))).toEqual(page);
  });

  it.each([null, undefined, 7, 'page', [], { open: 'all', views: {}, selection: {} }])('is nothing of %j', (value) => {
    expect(readKept(value)).toEqual(NOTHING_KEPT);
  });
});
