import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { encodeTable } from '../../src/shared/encodeTable';
import { columnNamed, type PanelTable } from '../../src/shared/panelTable';
import { createCrossfilter } from '../../webview/crossfilter';
import { filterKey, parameterKey, type Filter, type Selection } from '../../webview/selection';
import { makeRun, makeRunSet, valuesOf } from '../core/analysis/makeRuns';

function tableOf(runSet: ReturnType<typeof makeRunSet>): PanelTable {
  return encodeTable(analyze(runSet).table, runSet.runs);
}

/** 21 runs whose settings take all values in different orders; every third run died of a NaN. */
const MIXED = tableOf(
  makeRunSet(
    Array.from({ length: 21 }, (_, index) =>
      makeRun(`r${index}`, {
        outcome: { kind: index % 3 === 0 ? 'crashed' : 'finished', reason: '' },
        config: valuesOf({ mixup: index / 20, lr0: ((index * 8) % 21) / 20, hsv_v: ((index * 13) % 21) / 20 }),
        logTail: index % 3 === 0 ? ['RuntimeError: Loss is nan at epoch 25, stopping training'] : [],
      }),
    ),
  ),
);

const SMALL = tableOf(
  makeRunSet([
    makeRun('a', { name: 'brave-cat', host: 'gpu-1', config: valuesOf({ x: 1, opt: 'adam' }), runtimeSeconds: 10 }),
    makeRun('b', {
      outcome: { kind: 'crashed', reason: 'no exit record' },
      host: 'gpu-2',
      config: valuesOf({ x: 2, opt: 'sgd' }),
      logTail: ['RuntimeError: CUDA out of memory'],
      startedAt: 5000,
    }),
    makeRun('c', { outcome: { kind: 'running', reason: '' }, config: valuesOf({ x: 3 }) }),
    makeRun('d', { config: valuesOf({ opt: 'adam' }), summary: valuesOf({}) }),
  ]),
);

function idsBy(table: PanelTable, ...selection: Selection): string {
  const { passing } = createCrossfilter(table).select(selection);
  return table.ids.filter((_, row) => passing[row] === 1).join('');
}

describe('a filter', () => {
  it.each<[Filter, string]>([
    [{ kind: 'range', parameter: 'x', from: 2, to: 3 }, 'bc'],
    [{ kind: 'range', parameter: 'x', from: -Infinity, to: Infinity }, 'abc'],
    [{ kind: 'range', parameter: 'gone', from: 0, to: 9 }, ''],
    [{ kind: 'range', parameter: 'opt', from: 0, to: 9 }, ''],
    [{ kind: 'levels', parameter: 'opt', levels: ['adam', 'lion'] }, 'ad'],
    [{ kind: 'missing', parameter: 'x' }, 'd'],
    [{ kind: 'missing', parameter: 'opt' }, 'c'],
    [{ kind: 'measure', measure: 'runtimeSeconds', from: 0, to: 10 }, 'a'],
    [{ kind: 'measure', measure: 'startedAt', from: 5000, to: 5000 }, 'b'],
    [{ kind: 'measure', measure: 'order', from: 1, to: 2 }, 'bc'],
    [{ kind: 'cause', causes: ['cuda-out-of-memory'] }, 'b'],
    [{ kind: 'cause', causes: [] }, ''],
    [{ kind: 'group', groups: ['completed', 'excluded'] }, 'acd'],
    [{ kind: 'outcome', outcomes: ['running', 'crashed'] }, 'bc'],
    [{ kind: 'place', place: 'host', names: ['gpu-2'] }, 'b'],
    [{ kind: 'place', place: 'gpu', names: ['A100'] }, ''],
    [{ kind: 'runs', ids: ['d', 'zz', 'a'], label: 'two' }, 'ad'],
    [{ kind: 'text', text: 'CAT brave' }, 'a'],
    [{ kind: 'text', text: 'cuda gpu-2' }, 'b'],
    [{ kind: 'text', text: 'exit' }, 'b'],
    [{ kind: 'text', text: '  ' }, 'abcd'],
  ])('%j leaves %s', (filter, ids) => {
    expect(idsBy(SMALL, filter)).toBe(ids);
  });
});

describe('a crossfilter', () => {
  it('counts what is left, by group', () => {
    const result = createCrossfilter(MIXED).select([{ kind: 'cause', causes: ['nan-loss'] }]);
    expect([result.count, result.counts]).toEqual([7, { completed: 0, crashed: 7, excluded: 0 }]);
    expect(createCrossfilter(MIXED).select([])).toMatchObject({ isAll: true, count: 21 });
  });

  it('agrees with plain filtering through any sequence of selections, and knows all but one’s own filter', () => {
    const names = ['mixup', 'lr0', 'hsv_v'];
    const filter = fc.oneof(
      fc.record({
        kind: fc.constant('range' as const),
        parameter: fc.constantFrom(...names),
        from: fc.double({ min: 0, max: 0.5, noNaN: true }),
        to: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('group' as const), groups: fc.subarray(['completed', 'crashed'] as const) }),
      fc.record({
        kind: fc.constant('runs' as const),
        ids: fc.subarray([...MIXED.ids]),
        label: fc.constant('some'),
      }),
    );
    const selections = fc.array(fc.uniqueArray(filter, { selector: filterKey, maxLength: 5 }), { maxLength: 8 });
    const passes = (each: Filter, row: number): boolean => {
      if (each.kind === 'range') {
        const column = columnNamed(MIXED, each.parameter);
        return column?.kind === 'number' && column.values[row]! >= each.from && column.values[row]! <= each.to;
      }
      if (each.kind === 'group') return each.groups.includes(MIXED.groups[row] === 0 ? 'completed' : 'crashed');
      return each.kind === 'runs' && each.ids.includes(MIXED.ids[row]!);
    };
    fc.assert(
      fc.property(selections, (sequence) => {
        const crossfilter = createCrossfilter(MIXED);
        for (const selection of sequence) {
          const result = crossfilter.select(selection);
          const expected = MIXED.ids.map((_, row) => (selection.every((each) => passes(each, row)) ? 1 : 0));
          expect([...result.passing]).toEqual(expected);
          expect(result.count).toBe(expected.filter(Boolean).length);
          const own = parameterKey('mixup');
          const others = selection.filter((each) => filterKey(each) !== own);
          expect([...result.allBut(own)]).toEqual(
            MIXED.ids.map((_, row) => (others.every((each) => passes(each, row)) ? 1 : 0)),
          );
        }
      }),
      { seed: 6 },
    );
  });
});
