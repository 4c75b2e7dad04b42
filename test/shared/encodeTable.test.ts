import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { encodeTable } from '../../src/shared/encodeTable';
import {
  causeAt,
  columnNamed,
  groupAt,
  hasValue,
  labelAt,
  outcomeAt,
  type PanelTable,
} from '../../src/shared/panelTable';
import { coneSweep, makeRun, makeRunSet, valuesOf } from '../core/analysis/runSets';

function encoded(runSet: ReturnType<typeof makeRunSet>): PanelTable {
  return encodeTable(analyze(runSet).table, runSet.runs);
}

describe('the table for the page', () => {
  it('says of each run what the analysis says', () => {
    const runSet = coneSweep();
    const { table } = analyze(runSet);
    const panel = encodeTable(table, runSet.runs);
    expect(panel.count).toBe(21);
    expect(panel.ids).toEqual(table.rows.map(({ id }) => id));
    table.rows.forEach((row, index) => {
      expect(groupAt(panel, index)).toBe(row.group);
      expect(outcomeAt(panel, index)).toBe(row.outcome);
      expect(causeAt(panel, index)?.id ?? null).toBe(row.cause?.id ?? null);
      expect(panel.metric[index]).toBe(row.metric ?? NaN);
      expect(panel.startedAt[index]).toBe(row.startedAt);
    });
  });

  it('has the causes one for one as the analysis counts them', () => {
    const runSet = makeRunSet(
      ['ValueError: b', 'ValueError: b', 'KeyError: c', 'OddError: a', null].map((line, index) =>
        makeRun(`r${index}`, {
          outcome: { kind: line === null ? 'finished' : 'crashed', reason: '' },
          logTail: line === null ? [] : [line],
        }),
      ),
    );
    const { analysis, table } = analyze(runSet);
    const panel = encodeTable(table, runSet.runs);
    expect(panel.causes.map(({ id, line }) => [id, line])).toEqual(
      analysis.causes.map(({ cause, line }) => [cause, line]),
    );
    expect(analysis.causes.map(({ runs }) => runs)).toEqual(
      panel.causes.map((_, place) => panel.causeCodes.filter((code) => code === place).length),
    );
    expect(causeAt(panel, 4)).toBeNull();
  });

  it('keeps numbers to the last bit, and what is missing missing', () => {
    const values = [1e308, -0, 5e-324, NaN, Infinity, undefined, 0.1 + 0.2, 7];
    const runSet = makeRunSet(
      values.map((x, index) => makeRun(`r${index}`, { config: valuesOf(x === undefined ? {} : { x }) })),
    );
    const column = columnNamed(encoded(runSet), 'x');
    expect(column?.kind).toBe('number');
    if (column?.kind !== 'number') return;
    expect([...column.values]).toEqual([1e308, -0, 5e-324, NaN, NaN, NaN, 0.1 + 0.2, 7]);
    expect(values.map((_, row) => hasValue(column, row))).toEqual([true, true, true, false, false, false, true, true]);
  });

  it('takes a parameter called __proto__ and hostile names as they are', () => {
    const name = '<img src=x onerror=alert(1)>\u202e';
    const runSet = makeRunSet([
      makeRun('a', { name, host: 'h1', agent: 'g', config: new Map([['__proto__', 'x']]) }),
      makeRun('b', { name: 'b', gpu: 'A100', config: new Map([['__proto__', 'y']]) }),
    ]);
    const panel = encoded(runSet);
    expect(panel.names).toEqual([name, '']);
    const column = columnNamed(panel, '__proto__');
    expect(column?.kind === 'category' && [labelAt(column, 0), labelAt(column, 1)]).toEqual(['x', 'y']);
    expect([labelAt(panel.hosts, 0), labelAt(panel.hosts, 1)]).toEqual(['h1', null]);
    expect([labelAt(panel.agents, 0), labelAt(panel.gpus, 1)]).toEqual(['g', 'A100']);
  });

  it('is the same after a structured clone, with its typed arrays', () => {
    const panel = encoded(coneSweep());
    expect(structuredClone(panel)).toEqual(panel);
  });

  it('is empty for no runs', () => {
    expect(encoded(makeRunSet([]))).toMatchObject({ count: 0, ids: [], causes: [], columns: [] });
  });
});
