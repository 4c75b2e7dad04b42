import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { Run } from '../../src/core/runs/run';
import { encodeTable } from '../../src/shared/encodeTable';
import { naturalKey } from '../../src/shared/naturalKey';
import type { PanelTable } from '../../src/shared/panelTable';
import { isRunsSort, passingRows, runsColumns, runsCsv, sortedRows } from '../../src/shared/runsTable';
import { coneSweep, makeRun, makeRunSet, valuesOf } from '../core/analysis/runSets';

function tableOf(runs: readonly Run[]): PanelTable {
  const runSet = makeRunSet(runs);
  return encodeTable(analyze(runSet).table, runSet.runs);
}

const NAMED = tableOf([
  makeRun('a', { name: 'run-10', config: valuesOf({ lr: 0.1, opt: 'sgd' }), host: 'h' }),
  makeRun('b', { name: 'Run-9', config: valuesOf({ lr: 0.3 }) }),
  makeRun('c', { name: 'run-9', config: valuesOf({ opt: 'adam' }) }),
  makeRun('d', { config: valuesOf({ lr: -0, opt: 'adam' }) }),
]);
const COLUMNS = runsColumns(NAMED, { metric: null, parameters: ['lr', 'opt', 'not there'] });

function order(key: string, direction: 'ascending' | 'descending'): readonly (string | undefined)[] {
  return Array.from(sortedRows(COLUMNS, { key, direction }, NAMED.count), (row) => NAMED.ids[row]);
}

describe('the columns of the runs table', () => {
  it('are those that any run has a value for', () => {
    expect(COLUMNS.map(({ title }) => title)).toEqual(['Run', 'Outcome', 'Host', 'lr', 'opt']);
  });

  it('show what the example has', () => {
    const runSet = coneSweep();
    const table = encodeTable(analyze(runSet, { metric: 'metrics/mAP50(B)' }).table, runSet.runs);
    const columns = runsColumns(table, { metric: 'metrics/mAP50(B)', parameters: ['mixup'] });
    expect(columns.map(({ key }) => key)).toEqual([
      'run',
      'outcome',
      'cause',
      'metric',
      'start',
      'runtime',
      'parameter mixup',
    ]);
    const texts = columns.map(({ text }) => text(0));
    expect(texts.filter((_, column) => column !== 4)).toEqual([
      '2bhnkft3',
      'finished',
      '',
      '0.6803',
      '1.7\u00a0h',
      '0.015',
    ]);
  });

  it('make one line of plain text of anything', () => {
    const table = tableOf([makeRun('<b>x</b>', { name: '\u202e<img src=x>\n'.repeat(1000) })]);
    const text = runsColumns(table, { metric: null, parameters: ['__proto__'] })[0]!.text(0);
    expect(text).toHaveLength(120);
    expect(text).not.toMatch(/[\n\u202e]/);
  });
});

describe('sortedRows', () => {
  it('orders names as people do, equal ones as in the source', () => {
    expect(order('run', 'ascending')).toEqual(['d', 'b', 'c', 'a']);
    expect(order('run', 'descending')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps runs without a value last in both directions', () => {
    expect(order('parameter lr', 'ascending')).toEqual(['d', 'a', 'b', 'c']);
    expect(order('parameter lr', 'descending')).toEqual(['b', 'a', 'd', 'c']);
    expect(order('parameter opt', 'ascending')).toEqual(['c', 'd', 'a', 'b']);
    expect(order('host', 'descending')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is the order of the source without a sort or for a column that is gone', () => {
    expect([...sortedRows(COLUMNS, null, 4)]).toEqual([0, 1, 2, 3]);
    expect(order('parameter gone', 'descending')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves only the selected runs, in its order', () => {
    expect([...passingRows(Uint32Array.of(3, 1, 2, 0), Uint8Array.of(1, 0, 1, 1))]).toEqual([3, 2, 0]);
    expect([...passingRows(Uint32Array.of(1, 0), Uint8Array.of(0, 0))]).toEqual([]);
  });
});

describe('naturalKey', () => {
  it('counts numbers and ignores case', () => {
    const names = ['r10', 'R2', 'r1b', 'r1a', 'r'];
    expect([...names].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1))).toEqual([
      'r',
      'r1a',
      'r1b',
      'R2',
      'r10',
    ]);
  });
});

describe('runsCsv', () => {
  it('has full precision and keeps formulas from being run', () => {
    const table = tableOf([
      makeRun('1', {
        name: '=HYPERLINK("x")',
        startedAt: Date.UTC(2026, 0, 23, 18),
        runtimeSeconds: 61.25,
        config: valuesOf({ lr: 0.1 + 0.2 }),
      }),
    ]);
    const columns = runsColumns(table, { metric: null, parameters: ['lr'] });
    expect(runsCsv(table, columns, Uint32Array.of(0))).toBe(
      'id,name,outcome,started,run_time_seconds,lr\r\n' +
        `1,"'=HYPERLINK(""x"")",finished,2026-01-23T18:00:00.000Z,61.25,0.30000000000000004\r\n`,
    );
  });

  it('survives a start that is no date', () => {
    const table = tableOf([makeRun('1', { startedAt: 1e308 })]);
    const columns = runsColumns(table, { metric: null, parameters: [] });
    expect(runsCsv(table, columns, Uint32Array.of(0))).toContain('1e+308');
    expect(columns.find(({ key }) => key === 'start')!.text(0)).toBe('–');
  });
});

describe('isRunsSort', () => {
  it('takes back only what says how to sort', () => {
    expect(isRunsSort({ key: 'run', direction: 'ascending' })).toBe(true);
    for (const other of [null, 'run', {}, { key: 1, direction: 'ascending' }, { key: 'run', direction: 'up' }]) {
      expect(isRunsSort(other)).toBe(false);
    }
  });
});
